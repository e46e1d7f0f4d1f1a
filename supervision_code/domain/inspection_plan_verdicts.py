"""What a visit under a plan would do to one firm: asked of the same rules that judge visits, before there is one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID

from supervision_code.domain.days import SHANGHAI, WorkCalendar, date_of, day_number
from supervision_code.domain.frequency import Breach, judge_visit, would_reach
from supervision_code.domain.frequency_facts import EnterpriseFacts, ParticipationFacts, VisitFacts, as_counting
from supervision_code.domain.frequency_past import Past
from supervision_code.domain.frequency_rules import Question, quiet_period
from supervision_code.domain.frequency_versions import Search, earliest_clear_day_by
from supervision_code.domain.inspection_plans import ObjectVerdict
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.visits import InspectionType, VisitKind

_TEN_IN_THE_MORNING: Final = time(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWork:
    """What a plan would do at each of its firms, and on which days (numbers, both included)."""

    agency: str
    type: InspectionType
    items: frozenset[str]
    ordered_from_above: bool
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedObject:
    """What the plan would do to a firm: on which day, and what is broken or reached then."""

    verdict: ObjectVerdict
    day: date
    breaches: tuple[Breach, ...] = ()
    reached: tuple[Breach, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """The rules every firm of a plan is judged by. ``working_days``: those of the period that are still to come."""

    work: PlannedWork
    timeline: PolicyTimeline
    calendar: WorkCalendar
    working_days: tuple[int, ...]


def judging(work: PlannedWork, timeline: PolicyTimeline, calendar: WorkCalendar, today: date) -> Judging | None:
    """Return the rules for a plan's firms, or None when no working day of its period is left."""
    first = max(work.first_day, day_number(today))
    days = tuple(day for day in range(first, work.last_day + 1) if calendar.is_working_day(date_of(day)))
    if not days:
        return None
    return Judging(work=work, timeline=timeline, calendar=calendar, working_days=days)


def judge_object(rules: Judging, firm: EnterpriseFacts, past: Sequence[VisitFacts]) -> JudgedObject:
    """Return what one visit of the plan would do to a firm with that log, on the best day of the period.

    The best day is the first working day on which nothing is broken; where a limit is reached then but not on the last
    working day, when the windows have moved on furthest, it is that one. Where every day breaks something it is the
    last working day outside a quiet period, and where there is none of those, the last working day. Asked is the first
    visit only; that a plan's own later visits keep their distance is seen to when they are planned.
    """
    clear = _first_clear_day(rules, firm, past)
    if clear is None:
        return _at_worst(rules, firm, past)
    judged = _weighed(rules, clear, firm, past)
    if judged.reached and clear != rules.working_days[-1]:
        later = _weighed(rules, rules.working_days[-1], firm, past)
        return later if later.verdict is ObjectVerdict.CLEAR else judged
    return judged


def visit_on(work: PlannedWork, day: int) -> VisitFacts:
    """Return the visit of the plan on a day, at ten in the morning, as the rules see it."""
    part = ParticipationFacts(
        agency=work.agency, type=work.type, items=work.items, ordered_from_above=work.ordered_from_above
    )
    at = datetime.combine(date_of(day), _TEN_IN_THE_MORNING, SHANGHAI).astimezone(UTC)
    return VisitFacts(id=_LAST_ID, started_at=at, day=day, kind=VisitKind.INSPECTION, participations=(part,))


_LAST_ID: Final = UUID(int=2**128 - 1)
"""Sorts behind every visit on record that begins at the same moment."""


def _policy(rules: Judging, day: int) -> SupervisionPolicy:
    return rules.timeline.at(visit_on(rules.work, day).started_at).policy


def _first_clear_day(rules: Judging, firm: EnterpriseFacts, past: Sequence[VisitFacts]) -> int | None:
    first, last = rules.working_days[0], rules.working_days[-1]
    search = Search(from_day=first, horizon_days=last - first + 1, calendar=rules.calendar)
    return earliest_clear_day_by(visit_on(rules.work, first), past, firm, rules.timeline, search)


def _weighed(rules: Judging, day: int, firm: EnterpriseFacts, past: Sequence[VisitFacts]) -> JudgedObject:
    visit, policy = visit_on(rules.work, day), _policy(rules, day)
    breaches = judge_visit(visit, past, firm, policy)
    reached = would_reach(visit, past, firm, policy)
    verdict = ObjectVerdict.BREAKS if breaches else ObjectVerdict.REACHES if reached else ObjectVerdict.CLEAR
    return JudgedObject(verdict=verdict, day=date_of(day), breaches=breaches, reached=reached)


def _at_worst(rules: Judging, firm: EnterpriseFacts, past: Sequence[VisitFacts]) -> JudgedObject:
    """Return the judgement where no day is clear: the last one that is not quiet, or that all of them are."""
    for day in reversed(rules.working_days):
        if not _is_quiet(rules, day, firm):
            return _weighed(rules, day, firm, past)
    judged = _weighed(rules, rules.working_days[-1], firm, past)
    return replace(judged, verdict=ObjectVerdict.QUIET)


def _is_quiet(rules: Judging, day: int, firm: EnterpriseFacts) -> bool:
    policy = _policy(rules, day)
    visit = as_counting(visit_on(rules.work, day), policy.counting)
    if visit is None:
        return False
    return bool(quiet_period(Question(visit=visit, past=Past(), enterprise=firm, policy=policy)))
