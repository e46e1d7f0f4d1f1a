"""The proof of a finding: the visits it counted in their order, those it did not and why, and the number they give."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from supervision_code.domain.frequency import FrequencyRule, NotCountedReason, VisitFacts, explain
from supervision_code.domain.frequency_explaining import WeighedVisit, first_day_weighed
from supervision_code.domain.frequency_facts import as_counting
from supervision_code.domain.policy import SupervisionPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A finding as it stands on record, to be proven from the firm's log."""

    rule: FrequencyRule
    agency: str | None
    visit: UUID
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenVisit:
    """One visit in a proof. ``place`` is what the count had reached with it; ``over`` says that this is too many."""

    facts: VisitFacts
    reasons: tuple[NotCountedReason, ...]
    place: int
    over: bool
    is_trigger: bool
    new_agencies: tuple[str, ...] = ()
    """The agencies that came for the first time in the window (many_agencies)."""

    @property
    def counted(self) -> bool:
        """Say whether the finding counted it."""
        return not self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Every visit the rule looked at, oldest first. ``count`` is worked out from them, not taken from the record."""

    first_day: int
    last_day: int
    visits: tuple[ProvenVisit, ...]
    count: int


def prove(asked: Question, visits: Iterable[VisitFacts], policy: SupervisionPolicy) -> Proof:
    """Return the proof of a finding; ``visits`` are the firm's, as far back as the rule looks."""
    log = {visit.id: visit for visit in visits}
    trigger = log[asked.visit]
    first_day = first_day_weighed(asked.rule, trigger.day, policy)
    looked_at = [visit for visit in log.values() if first_day <= visit.day and visit.order <= trigger.order]
    weighed = explain(asked.rule, asked.agency, asked.visit, looked_at, policy)
    tally = _Tally(asked, trigger, policy)
    proven = tuple(
        tally.add(visit, log[visit.visit]) for visit in weighed if NotCountedReason.OUTSIDE_WINDOW not in visit.reasons
    )
    return Proof(first_day=first_day, last_day=trigger.day, visits=proven, count=tally.count)


class _Tally:
    """Counts along the log as the rule does."""

    def __init__(self, asked: Question, trigger: VisitFacts, policy: SupervisionPolicy) -> None:
        self._asked = asked
        self._trigger = trigger
        self._policy = policy
        self._agencies: set[str] = set()
        self.count = 0

    def add(self, weighed: WeighedVisit, facts: VisitFacts) -> ProvenVisit:
        """Take one more visit into the proof."""
        new = self._count(facts) if weighed.counted else ()
        is_trigger = facts.id == self._asked.visit
        by_number = self._asked.rule not in {FrequencyRule.REPEAT_CHECK, FrequencyRule.QUIET_PERIOD}
        return ProvenVisit(
            facts=facts,
            reasons=weighed.reasons,
            place=self.count if weighed.counted else 0,
            over=weighed.counted and (self.count > self._asked.limit if by_number else is_trigger),
            is_trigger=is_trigger,
            new_agencies=new,
        )

    def _count(self, facts: VisitFacts) -> tuple[str, ...]:
        counting = as_counting(facts, self._policy.counting)
        parts = counting.parts if counting else {}
        match self._asked.rule:
            case FrequencyRule.ANNUAL_CAP:
                self.count += len(parts.get(self._asked.agency or "", ()))
            case FrequencyRule.MANY_AGENCIES:
                new = tuple(sorted(parts.keys() - self._agencies))
                self._agencies |= parts.keys()
                self.count = len(self._agencies)
                return new
            case FrequencyRule.REPEAT_CHECK:
                self.count = self._trigger.day - facts.day if facts.id != self._trigger.id else self.count
            case FrequencyRule.VISIT_RATE | FrequencyRule.QUIET_PERIOD:
                self.count += 1
        return ()
