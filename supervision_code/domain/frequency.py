"""How often is too often: what a visit breaks or would break, asked before it, on record, or over a whole log."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from supervision_code.domain.days import WorkCalendar, date_of, day_number
from supervision_code.domain.frequency_explaining import WeighedVisit, explain
from supervision_code.domain.frequency_facts import (
    CountingVisit,
    EnterpriseFacts,
    NotCountedReason,
    ParticipationFacts,
    VisitFacts,
    as_counting,
    in_order,
    reason_not_counted,
    reasons_not_counted,
)
from supervision_code.domain.frequency_past import Past
from supervision_code.domain.frequency_rules import (
    RULES,
    Breach,
    FrequencyRule,
    Level,
    Question,
    first_day_of_window,
    first_day_of_year,
)
from supervision_code.domain.policy import SupervisionPolicy

__all__ = [
    "RULES",
    "Breach",
    "EnterpriseFacts",
    "FrequencyRule",
    "Level",
    "NotCountedReason",
    "ParticipationFacts",
    "VisitFacts",
    "WeighedVisit",
    "earliest_clear_day",
    "explain",
    "first_day_needed",
    "in_order",
    "judge_log",
    "judge_visit",
    "last_day_affected",
    "reason_not_counted",
    "reasons_not_counted",
    "would_reach",
]


def judge_visit(
    visit: VisitFacts, past: Iterable[VisitFacts], enterprise: EnterpriseFacts, policy: SupervisionPolicy
) -> tuple[Breach, ...]:
    """Return what a visit breaks. ``past`` holds the firm's other visits in any order; later ones do not matter."""
    counting = as_counting(visit, policy.counting)
    return _broken(_weigh(counting, _past_before(visit, past, policy), enterprise, policy))


def would_reach(
    visit: VisitFacts, past: Iterable[VisitFacts], enterprise: EnterpriseFacts, policy: SupervisionPolicy
) -> tuple[Breach, ...]:
    """Return the limits that a visit reaches exactly: the blue reminders. What it breaks is not among them."""
    counting = as_counting(visit, policy.counting)
    weighed = _weigh(counting, _past_before(visit, past, policy), enterprise, policy)
    return tuple(breach for breach in weighed if breach.level is Level.BLUE)


def judge_log(
    visits: Iterable[VisitFacts], enterprise: EnterpriseFacts, policy: SupervisionPolicy
) -> tuple[Breach, ...]:
    """Return everything that the log of one firm breaks, in the order of its visits."""
    past = Past()
    breaches: list[Breach] = []
    for visit in in_order(visits):
        counting = as_counting(visit, policy.counting)
        breaches += _broken(_weigh(counting, past, enterprise, policy))
        past.add(counting)
    return tuple(breaches)


def earliest_clear_day(
    visit: VisitFacts,
    past: Iterable[VisitFacts],
    enterprise: EnterpriseFacts,
    policy: SupervisionPolicy,
    *,
    from_day: int,
    horizon_days: int,
    calendar: WorkCalendar | None = None,
) -> int | None:
    """Return the first day of the ``horizon_days`` days from ``from_day`` on which the visit would break nothing.

    With a calendar only working days are proposed. None: there is no such day within the horizon.
    """
    others = in_order(other for other in past if other.id != visit.id)
    before = Past()
    day = from_day
    place = 0
    while day < from_day + horizon_days:
        moved = replace(visit, day=day, started_at=visit.started_at + timedelta(days=day - visit.day))
        while place < len(others) and others[place].order < moved.order:
            before.add(as_counting(others[place], policy.counting))
            place += 1
        counting = as_counting(moved, policy.counting)
        broken = {breach.rule for breach in _broken(_weigh(counting, before, enterprise, policy))}
        if not broken and (calendar is None or calendar.is_working_day(date_of(day))):
            return day
        day = _new_year_after(day) if FrequencyRule.ANNUAL_CAP in broken else day + 1
    return None


def first_day_needed(day: int, policy: SupervisionPolicy) -> int:
    """Return the oldest day whose visits can matter to a visit on ``day``."""
    return min(first_day_of_year(day), first_day_of_window(day, _longest_window(policy)))


def last_day_affected(day: int, policy: SupervisionPolicy) -> int:
    """Return the last day whose findings can change when a visit on ``day`` is stored late or voided."""
    return max(_new_year_after(day) - 1, day + _longest_window(policy) - 1)


def _past_before(visit: VisitFacts, others: Iterable[VisitFacts], policy: SupervisionPolicy) -> Past:
    before = (other for other in others if other.id != visit.id and other.order < visit.order)
    return Past(as_counting(other, policy.counting) for other in in_order(before))


def _weigh(
    visit: CountingVisit | None, past: Past, enterprise: EnterpriseFacts, policy: SupervisionPolicy
) -> tuple[Breach, ...]:
    """Ask every rule. A visit that does not count can neither reach nor break anything."""
    if visit is None:
        return ()
    asked = Question(visit=visit, past=past, enterprise=enterprise, policy=policy)
    return tuple(breach for rule in RULES for breach in rule(asked))


def _broken(weighed: Iterable[Breach]) -> tuple[Breach, ...]:
    return tuple(breach for breach in weighed if breach.level is not Level.BLUE)


def _new_year_after(day: int) -> int:
    return day_number(date(date_of(day).year + 1, 1, 1))


def _longest_window(policy: SupervisionPolicy) -> int:
    return max(policy.visit_rate.window_days, policy.many_agencies.window_days, policy.repeat_check.gap_days)
