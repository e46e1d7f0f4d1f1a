"""The batch evaluation: what a policy finds in the whole log, from scratch, firm after firm, writing nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from supervision_code.domain.days import day_number
from supervision_code.domain.frequency import FrequencyRule, Level, first_day_needed, judge_log
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.persistence import whole_logs
from supervision_code.persistence.log import enterprise_facts, visits_of
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBreach:
    """One finding; ``source_ref`` is the smallest reference of the visit, empty for one recorded here."""

    rule: FrequencyRule
    uscc: str
    agency: str
    day: int
    source_ref: str
    count: int
    limit: int
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The days whose findings are asked for; None: no end on that side."""

    first_day: int | None = None
    last_day: int | None = None

    def includes(self, day: int) -> bool:
        """Say whether a day lies in the span."""
        after = self.first_day is None or day >= self.first_day
        return after and (self.last_day is None or day <= self.last_day)


class BatchEvaluation:
    """Judges a log. Whole firms are read in turn, so that memory does not depend on the length of the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def firms_with_visits(self) -> int:
        """Return how many firms there are to judge."""
        with self._database.read() as session:
            return whole_logs.firms_with_visits(session)

    def evaluate(self, policy: SupervisionPolicy, span: Span) -> Iterator[list[FoundBreach]]:
        """Yield what the policy finds at each firm, by credit code; at a firm by day, rule and agency."""
        with self._database.read() as session:
            reading = _reading(policy, span)
            for firm, rows in whole_logs.logs_in_turn(session, (reading.first_day, reading.last_day)):
                yield _found(firm, rows, policy, span)


def _reading(policy: SupervisionPolicy, span: Span) -> Span:
    """Return the days that must be read to judge those of the span; an end beyond the calendar is none."""
    first = None if span.first_day is None else first_day_needed(span.first_day, policy)
    begins = first is not None and first > day_number(date.min)
    ends = span.last_day is not None and span.last_day < day_number(date.max)
    return Span(first_day=first if begins else None, last_day=span.last_day if ends else None)


def _found(firm: Enterprise, rows: Sequence[Any], policy: SupervisionPolicy, span: Span) -> list[FoundBreach]:
    breaches = judge_log(visits_of(rows), enterprise_facts(firm), policy)
    references = _references(rows) if breaches else {}
    found = [
        FoundBreach(
            rule=breach.rule,
            uscc=firm.uscc,
            agency=breach.agency or "",
            day=breach.day,
            source_ref=references.get(breach.visit, ""),
            count=breach.count,
            limit=breach.limit,
            level=breach.level,
        )
        for breach in breaches
        if span.includes(breach.day)
    ]
    return sorted(found, key=lambda one: (one.day, one.rule.value, one.agency, one.source_ref))


def _references(rows: Sequence[Any]) -> dict[UUID, str]:
    smallest: dict[UUID, str] = {}
    for row in rows:
        reference = row.source_ref
        if reference and reference < smallest.get(row.visit_id, "\U0010ffff"):
            smallest[row.visit_id] = reference
    return smallest
