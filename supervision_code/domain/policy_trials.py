"""What another policy would have found: the findings of a time under both, and the difference; nothing is written."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from supervision_code.domain.days import date_of, day_number
from supervision_code.domain.frequency import (
    Breach,
    EnterpriseFacts,
    FrequencyRule,
    Level,
    VisitFacts,
    first_day_needed,
    judge_log,
)
from supervision_code.domain.policy import SupervisionPolicy

_MOST_EXAMPLES: Final = 5


class Difference(StrEnum):
    """How a finding differs between the two."""

    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One finding that only one of the two policies makes."""

    difference: Difference
    rule: FrequencyRule
    enterprise_id: UUID
    visit: UUID
    agency: str
    day: int
    count: int
    limit: int
    level: Level


@dataclass(slots=True)
class RuleTally:
    """How many findings of one rule there are under the policy in force, under the draft, and only under one."""

    present: int = 0
    draft: int = 0
    new: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Two policies and the days, both included, whose visits they judge."""

    present: SupervisionPolicy
    draft: SupervisionPolicy
    first_day: int
    last_day: int

    @property
    def first_day_needed(self) -> int:
        """Return the oldest day whose visits can matter to either policy."""
        return min(first_day_needed(self.first_day, policy) for policy in (self.present, self.draft))


@dataclass(slots=True)
class TrialResult:
    """What a trial found, firm after firm; the examples are the first of each rule and kind."""

    firms: int = 0
    firms_new: int = 0
    firms_gone: int = 0
    rules: dict[FrequencyRule, RuleTally] = field(default_factory=lambda: {rule: RuleTally() for rule in FrequencyRule})
    levels_present: Counter[Level] = field(default_factory=Counter)
    levels_draft: Counter[Level] = field(default_factory=Counter)
    examples: list[Example] = field(default_factory=list)

    def add(self, enterprise_id: UUID, visits: Iterable[VisitFacts], firm: EnterpriseFacts, trial: Trial) -> None:
        """Judge the log of one firm under both policies and add what they find."""
        log = list(visits)
        present = _found(log, firm, trial, trial.present)
        draft = _found(log, firm, trial, trial.draft) if trial.draft != trial.present else present
        new = [breach for key, breach in draft.items() if key not in present]
        gone = [breach for key, breach in present.items() if key not in draft]
        self.firms += 1
        self.firms_new += bool(new)
        self.firms_gone += bool(gone)
        self._count(present.values(), draft.values(), new, gone)
        for difference, breaches in ((Difference.NEW, new), (Difference.GONE, gone)):
            for breach in breaches:
                self._show(enterprise_id, difference, breach)

    def _count(
        self, present: Iterable[Breach], draft: Iterable[Breach], new: Iterable[Breach], gone: Iterable[Breach]
    ) -> None:
        for breach in present:
            self.rules[breach.rule].present += 1
            self.levels_present[breach.level] += 1
        for breach in draft:
            self.rules[breach.rule].draft += 1
            self.levels_draft[breach.level] += 1
        for breach in new:
            self.rules[breach.rule].new += 1
        for breach in gone:
            self.rules[breach.rule].gone += 1

    def _show(self, enterprise_id: UUID, difference: Difference, breach: Breach) -> None:
        alike = sum(one.rule is breach.rule and one.difference is difference for one in self.examples)
        if alike >= _MOST_EXAMPLES:
            return
        self.examples.append(
            Example(
                difference=difference,
                rule=breach.rule,
                enterprise_id=enterprise_id,
                visit=breach.visit,
                agency=breach.agency or "",
                day=breach.day,
                count=breach.count,
                limit=breach.limit,
                level=breach.level,
            )
        )


def last_months(today: int) -> tuple[int, int]:
    """Return the first and the last day of the twelve months that end today."""
    last = date_of(today)
    try:
        before = last.replace(year=last.year - 1)
    except ValueError:
        before = last.replace(year=last.year - 1, day=28)
    return day_number(before + timedelta(days=1)), today


def _found(
    log: list[VisitFacts], firm: EnterpriseFacts, trial: Trial, policy: SupervisionPolicy
) -> dict[tuple[object, ...], Breach]:
    return {
        breach.key: breach for breach in judge_log(log, firm, policy) if trial.first_day <= breach.day <= trial.last_day
    }
