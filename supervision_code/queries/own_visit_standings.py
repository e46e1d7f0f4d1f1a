"""How a visit stands under the rules, as the firm reads it: its places in the counts, and what it breaks besides."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from supervision_code.domain.frequency import (
    Breach,
    FrequencyRule,
    VisitFacts,
    explain,
    first_day_needed,
    judge_visit,
    reason_not_counted,
)
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.persistence.log import enterprise_facts, facts_of_firm
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.queries.own_visit_surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Which place a counting visit takes under a rule: the second of this agency this year, of two allowed."""

    rule: FrequencyRule
    agency: str
    """Name of the agency for a rule that looks at one; else empty."""
    count: int
    limit: int

    @property
    def over(self) -> bool:
        """Say whether the limit is exceeded."""
        return self.count > self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """A rule the visit breaks beyond the counts: who, how much, against what."""

    rule: FrequencyRule
    agency: str
    count: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedOwnVisit:
    """The visit among the firm's visits that matter to it, and what it breaks."""

    facts: VisitFacts
    past: Sequence[VisitFacts]
    firm: Enterprise
    breaches: tuple[Breach, ...]


def weigh(session: Session, visit: Visit, policy: SupervisionPolicy) -> WeighedOwnVisit:
    """Ask the rules about a visit, with as much of the firm's log as they need."""
    firm = session.get_one(Enterprise, visit.enterprise_id)
    past = facts_of_firm(session, firm.id, first_day_needed(visit.day, policy), visit.day)
    facts = next(one for one in past if one.id == visit.id)
    breaches = judge_visit(facts, past, enterprise_facts(firm), policy)
    return WeighedOwnVisit(facts=facts, past=past, firm=firm, breaches=breaches)


def standings_of(weighed: WeighedOwnVisit, around: Surroundings, policy: SupervisionPolicy) -> tuple[Standing, ...]:
    """Return the places under each counting agency's yearly cap and under the rate of all; none if nothing counts."""
    counting = [
        part.agency
        for part in weighed.facts.participations
        if reason_not_counted(weighed.facts, part, policy.counting) is None
    ]
    if not counting:
        return ()
    yearly = tuple(
        Standing(
            rule=FrequencyRule.ANNUAL_CAP,
            agency=around.agency_name(agency),
            count=_counted(FrequencyRule.ANNUAL_CAP, agency, weighed, policy),
            limit=policy.annual_cap.of(agency, weighed.firm.risk_tier),
        )
        for agency in dict.fromkeys(counting)
    )
    rate = Standing(
        rule=FrequencyRule.VISIT_RATE,
        agency="",
        count=_counted(FrequencyRule.VISIT_RATE, None, weighed, policy),
        limit=policy.visit_rate.limit,
    )
    return (*yearly, rate)


def _counted(rule: FrequencyRule, agency: str | None, weighed: WeighedOwnVisit, policy: SupervisionPolicy) -> int:
    return sum(one.counted for one in explain(rule, agency, weighed.facts.id, weighed.past, policy))


def broken_rules(breaches: Sequence[Breach], around: Surroundings) -> tuple[BrokenRule, ...]:
    """Return what is broken besides the two counts that are shown as standings."""
    shown = {FrequencyRule.ANNUAL_CAP, FrequencyRule.VISIT_RATE}
    return tuple(
        BrokenRule(
            rule=breach.rule,
            agency=around.agency_name(breach.agency) if breach.agency else "",
            count=breach.count,
            limit=breach.limit,
        )
        for breach in breaches
        if breach.rule not in shown
    )
