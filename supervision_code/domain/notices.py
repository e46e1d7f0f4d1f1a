"""Notices (检查预告): whether a planned visit gets one, which times the firm is offered, and the life of a notice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from supervision_code.domain.days import WorkCalendar, date_of, day_number, working_days_after
from supervision_code.domain.errors import IllegalMove
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.domain.policy import NoticeRules
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.visits import InspectionType

BY_TYPE: Final = "type:"
"""How a reason begins that is no sentence of a plan but the policy's: the type of inspection follows."""
GRACE: Final = timedelta(minutes=30)
"""How long after planning the officer may still change the times, before the notice goes out by itself."""
NOTE_LENGTH: Final = 200


class NoticeState(StrEnum):
    """Where a notice stands; lapsed means nobody chose, so the day proposed stands."""

    OPEN = "open"
    CHOSEN = "chosen"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"


LIVE: Final = (NoticeState.OPEN, NoticeState.CHOSEN, NoticeState.LAPSED)
"""The notice that the firm can rely on."""

_LEADS_TO: Mapping[NoticeState, frozenset[NoticeState]] = MappingProxyType(
    {
        NoticeState.OPEN: frozenset({NoticeState.CHOSEN, NoticeState.LAPSED, NoticeState.WITHDRAWN, NoticeState.MOVED}),
        NoticeState.CHOSEN: frozenset({NoticeState.CHOSEN, NoticeState.WITHDRAWN, NoticeState.MOVED}),
        NoticeState.LAPSED: frozenset({NoticeState.WITHDRAWN, NoticeState.MOVED}),
        NoticeState.WITHDRAWN: frozenset(),
        NoticeState.MOVED: frozenset(),
    }
)


def move(state: NoticeState, wanted: NoticeState) -> NoticeState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted


def may_answer(state: NoticeState, choose_by: int, today: int) -> bool:
    """Say whether the firm may still choose or change its choice; days as numbers, the last one included."""
    return state in {NoticeState.OPEN, NoticeState.CHOSEN} and today <= choose_by


@dataclass(frozen=True, slots=True)
class Slot:
    """Half a day; ``day`` in days since 1970-01-01."""

    day: int
    half_day: HalfDay

    @property
    def place(self) -> int:
        """Return where it lies in time: half-days since 1970-01-01."""
        return 2 * self.day + (self.half_day is HalfDay.AFTERNOON)

    @property
    def code(self) -> str:
        """Return how a form names it: ``2026-12-03-morning``."""
        return f"{date_of(self.day).isoformat()}-{self.half_day.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What times there are: ``first_day`` to ``last_day``, and the time the agency has in mind."""

    today: date
    first_day: date
    last_day: date
    day: date
    half_day: HalfDay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the firm is offered. No slots: the notice comes too late for a choice, and the day planned stands."""

    proposed: Slot | None
    slots: tuple[Slot, ...]
    choose_by: date


def reason_without_notice(types: Iterable[InspectionType | None], stated: Iterable[str], rules: NoticeRules) -> str:
    """Return why a visit is made without notice, empty when the firm is told.

    The reason a plan states comes first; else a type for which a notice would defeat the purpose (``BY_TYPE``).
    """
    for reason in stated:
        if reason:
            return reason
    named = set(types)
    return next((f"{BY_TYPE}{kind.value}" for kind in rules.none_for if kind in named), "")


def excludes_notice(timeline: PolicyTimeline, kind: InspectionType, *, since: datetime, until: datetime) -> bool:
    """Say whether a version that binds at any moment of a span tells firms nothing of inspections of this type."""
    binding = (one for one in timeline.versions if one.valid_from <= until and since < one.valid_until)
    return any(kind in one.in_force.policy.notice.none_for for one in binding)


def times_free(
    span: Span, rules: NoticeRules, calendar: WorkCalendar, is_quiet: Callable[[date], bool]
) -> tuple[Slot, ...]:
    """Return every half-day that can be offered, in order: within the span, worked, not quiet, the lead kept."""
    earliest = max(span.first_day, working_days_after(span.today, rules.lead_working_days, calendar))
    days = (earliest + timedelta(days=number) for number in range((span.last_day - earliest).days + 1))
    return tuple(
        Slot(day_number(day), half)
        for day in days
        if calendar.is_working_day(day) and not is_quiet(day)
        for half in (HalfDay.MORNING, HalfDay.AFTERNOON)
    )


def offer(span: Span, rules: NoticeRules, calendar: WorkCalendar, free: Sequence[Slot]) -> Offer:
    """Return what to offer out of the free times: the one in mind and others spread over the span, always the same."""
    if not free:
        return Offer(proposed=None, slots=(), choose_by=span.today)
    proposed = nearest(free, span)
    return offer_of(spread(free, proposed, rules.slots), proposed, span.today, rules, calendar)


def offer_of(slots: Sequence[Slot], proposed: Slot, today: date, rules: NoticeRules, calendar: WorkCalendar) -> Offer:
    """Return the offer of just these times; the firm may answer until so many working days before the first."""
    ordered = tuple(sorted(set(slots), key=lambda slot: slot.place))
    last = _working_days_before(date_of(ordered[0].day), rules.answer_working_days, calendar)
    return Offer(proposed=proposed, slots=ordered, choose_by=max(last, today))


def spread(free: Sequence[Slot], proposed: Slot, count: int) -> tuple[Slot, ...]:
    """Return ``count`` of the free times, ``proposed`` among them, each as far from the others as can be."""
    chosen = [proposed]
    while len(chosen) < min(count, len(free)):
        # Ties go to the earlier time, so that the same span always gives the same offer.
        chosen.append(max(free, key=lambda slot: (min(abs(slot.place - other.place) for other in chosen), -slot.place)))
    return tuple(sorted(chosen, key=lambda slot: slot.place))


def nearest(free: Sequence[Slot], span: Span) -> Slot:
    """Return the time in mind, or the one of these nearest to it."""
    wanted = Slot(day_number(span.day), span.half_day or HalfDay.MORNING)
    return min(free, key=lambda slot: (abs(slot.place - wanted.place), slot.place))


def _working_days_before(day: date, count: int, calendar: WorkCalendar) -> date:
    while count:
        day -= timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day
