"""The calendar of an agency: what stands against a visit at its time, and what kind of day a day is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from supervision_code.domain.assignments import may_meet, meet
from supervision_code.domain.days import WorkCalendar
from supervision_code.domain.planned_visits import HalfDay

_SATURDAY = 5


class DayKind(StrEnum):
    """Whether offices work on a day, and why not or why yet."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"


class CalendarMark(StrEnum):
    """What is to be looked at, the gravest first."""

    DOUBLE_BOOKED = "double_booked"
    QUIET = "quiet"
    SEPARATE = "separate"
    NOT_WORKING = "not_working"
    OVERDUE = "overdue"
    RUNNING_OUT = "running_out"
    TOO_FEW = "too_few"
    NO_SLOT = "no_slot"
    SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark; ``about``: the officers' ids or the agencies' codes it speaks of, sorted."""

    kind: CalendarMark
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """A visit that is still to be made, as the rule looks at it; ``half_day`` None: at any time of the day."""

    id: UUID
    enterprise_id: UUID
    day: int
    half_day: HalfDay | None
    agencies: frozenset[str]
    officers: frozenset[UUID]
    """Those of the reader's agency."""
    slot_open: bool = False
    """Whether the firm may still choose another time."""
    last_day: int | None = None
    quiet: bool = False
    working: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the marks are measured by."""

    today: int
    officers_needed: int
    warn_days: int
    """How many days before its last day a window is running out."""


def kind_of_day(day: date, calendar: WorkCalendar) -> DayKind:
    """Return what kind of day it is."""
    free = day.weekday() >= _SATURDAY
    if calendar.is_working_day(day):
        return DayKind.MAKE_UP if free else DayKind.WORKING
    return DayKind.HOLIDAY if day in calendar.holidays else DayKind.WEEKEND


def marks_of(own: Sequence[Engagement], others: Sequence[Engagement], limits: Limits) -> dict[UUID, tuple[Mark, ...]]:
    """Return the marks of each own engagement, the gravest first; in ``others`` the own agency has no part."""
    booked, beside = _shared(own, meet), _shared(own, may_meet)
    return {
        one.id: tuple(
            mark
            for mark in (
                _about(CalendarMark.DOUBLE_BOOKED, booked.get(one.id, frozenset())),
                Mark(kind=CalendarMark.QUIET) if one.quiet else None,
                _about(CalendarMark.SEPARATE, _separate(one, [*own, *others])),
                Mark(kind=CalendarMark.NOT_WORKING) if not one.working else None,
                *_of_time(one, limits),
                Mark(kind=CalendarMark.TOO_FEW) if len(one.officers) < limits.officers_needed else None,
                Mark(kind=CalendarMark.NO_SLOT) if one.slot_open else None,
                _about(CalendarMark.SAME_DAY, beside.get(one.id, frozenset()) - booked.get(one.id, frozenset())),
            )
            if mark is not None
        )
        for one in own
    }


def _shared(
    own: Sequence[Engagement], together: Callable[[HalfDay | None, HalfDay | None], bool]
) -> dict[UUID, frozenset[str]]:
    """Return, by engagement, the officers who on its day have another one whose time is so to its own."""
    found: dict[UUID, frozenset[str]] = {}
    by_day: dict[int, list[Engagement]] = {}
    for one in own:
        by_day.setdefault(one.day, []).append(one)
    for same_day in by_day.values():
        for first, second in combinations(same_day, 2):
            both = frozenset(map(str, first.officers & second.officers))
            if both and together(first.half_day, second.half_day):
                found[first.id] = found.get(first.id, frozenset()) | both
                found[second.id] = found.get(second.id, frozenset()) | both
    return found


def _separate(one: Engagement, everybody: Iterable[Engagement]) -> frozenset[str]:
    """Return the agencies that come to the same firm on the same day in a visit of their own."""
    return frozenset(
        agency
        for other in everybody
        if other.id != one.id and other.enterprise_id == one.enterprise_id and other.day == one.day
        for agency in other.agencies - one.agencies
    )


def _of_time(one: Engagement, limits: Limits) -> tuple[Mark | None, ...]:
    overdue = one.day < limits.today
    runs_out = one.last_day is not None and 0 <= one.last_day - limits.today <= limits.warn_days
    return (
        Mark(kind=CalendarMark.OVERDUE) if overdue else None,
        Mark(kind=CalendarMark.RUNNING_OUT) if runs_out else None,
    )


def _about(kind: CalendarMark, whom: frozenset[str]) -> Mark | None:
    return Mark(kind=kind, about=tuple(sorted(whom))) if whom else None
