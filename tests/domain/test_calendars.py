"""The marks of a calendar: each from one fact, none without."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from supervision_code.domain.assignments import Appointment, clashes, is_certified_on, may_meet, meet, open_beside
from supervision_code.domain.calendars import CalendarMark, DayKind, Engagement, Limits, Mark, kind_of_day, marks_of
from supervision_code.domain.days import WorkCalendar, day_number
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.domain.registry import CertificateStatus
from supervision_code.domain.visits import OfficerFacts

MONDAY = day_number(date(2026, 11, 23))
WANG, LI = UUID(int=1), UUID(int=2)
LIMITS = Limits(today=MONDAY, officers_needed=2, warn_days=3)
GOOD = Engagement(
    id=UUID(int=10),
    enterprise_id=UUID(int=20),
    day=MONDAY + 1,
    half_day=HalfDay.MORNING,
    agencies=frozenset({"SCJG"}),
    officers=frozenset({WANG, LI}),
    last_day=MONDAY + 20,
)
ELSEWHERE = replace(GOOD, id=UUID(int=11), enterprise_id=UUID(int=21))


def kinds(one: Engagement, *own: Engagement, others: tuple[Engagement, ...] = ()) -> list[CalendarMark]:
    return [mark.kind for mark in marks_of([one, *own], others, LIMITS)[one.id]]


def test_a_visit_with_its_time_and_its_people_has_no_mark() -> None:
    assert kinds(GOOD) == []


@pytest.mark.parametrize(
    ("changed", "mark"),
    [
        (replace(GOOD, quiet=True), CalendarMark.QUIET),
        (replace(GOOD, working=False), CalendarMark.NOT_WORKING),
        (replace(GOOD, day=MONDAY - 1), CalendarMark.OVERDUE),
        (replace(GOOD, last_day=MONDAY + 3), CalendarMark.RUNNING_OUT),
        (replace(GOOD, last_day=MONDAY), CalendarMark.RUNNING_OUT),
        (replace(GOOD, officers=frozenset({WANG})), CalendarMark.TOO_FEW),
        (replace(GOOD, slot_open=True), CalendarMark.NO_SLOT),
    ],
)
def test_one_fact_makes_one_mark(changed: Engagement, mark: CalendarMark) -> None:
    assert kinds(changed) == [mark]


@pytest.mark.parametrize("last_day", [MONDAY + 4, MONDAY - 1, None])
def test_a_window_that_is_long_over_or_none_does_not_run_out(last_day: int | None) -> None:
    assert kinds(replace(GOOD, last_day=last_day)) == []


@pytest.mark.parametrize(
    ("other", "clashes_with"),
    [
        (ELSEWHERE, True),
        (replace(ELSEWHERE, half_day=HalfDay.AFTERNOON), False),
        (replace(ELSEWHERE, day=MONDAY + 2), False),
        (replace(ELSEWHERE, officers=frozenset({UUID(int=3), UUID(int=4)})), False),
    ],
)
def test_who_is_in_two_places_at_once_is_double_booked(other: Engagement, clashes_with: bool) -> None:
    marks = marks_of([GOOD, other], [], LIMITS)

    expected = (Mark(kind=CalendarMark.DOUBLE_BOOKED, about=tuple(sorted(map(str, {WANG, LI})))),)
    assert marks[GOOD.id] == (expected if clashes_with else ())
    assert marks[other.id] == (expected if clashes_with else ())


@pytest.mark.parametrize(("first", "second"), [(HalfDay.MORNING, None), (None, HalfDay.AFTERNOON), (None, None)])
def test_a_time_that_is_open_is_a_hint_and_no_conflict(first: HalfDay | None, second: HalfDay | None) -> None:
    here, there = replace(GOOD, half_day=first), replace(ELSEWHERE, half_day=second, officers=frozenset({LI}))

    marks = marks_of([here, there], [], LIMITS)

    assert marks[here.id] == (Mark(kind=CalendarMark.SAME_DAY, about=(str(LI),)),)
    assert CalendarMark.DOUBLE_BOOKED not in {mark.kind for mark in marks[there.id]}


def test_who_is_double_booked_is_not_hinted_at_too() -> None:
    third = replace(ELSEWHERE, id=UUID(int=13), half_day=None)

    assert kinds(GOOD, ELSEWHERE, third) == [CalendarMark.DOUBLE_BOOKED]
    assert kinds(third, GOOD, ELSEWHERE) == [CalendarMark.SAME_DAY]


@pytest.mark.parametrize(
    ("other", "separate"),
    [
        (replace(GOOD, id=UUID(int=12), agencies=frozenset({"YJJ"}), half_day=HalfDay.AFTERNOON), True),
        (replace(GOOD, id=UUID(int=12), agencies=frozenset({"YJJ"}), day=MONDAY + 2), False),
        (replace(GOOD, id=UUID(int=12), agencies=frozenset({"YJJ"}), enterprise_id=UUID(int=21)), False),
        (replace(GOOD, agencies=frozenset({"YJJ"})), False),
    ],
)
def test_two_agencies_at_one_firm_on_one_day_apart_could_come_together(other: Engagement, separate: bool) -> None:
    marks = marks_of([GOOD], [other], LIMITS)[GOOD.id]

    assert marks == ((Mark(kind=CalendarMark.SEPARATE, about=("YJJ",)),) if separate else ())


def test_the_gravest_mark_stands_first() -> None:
    worst = replace(GOOD, quiet=True, working=False, day=MONDAY - 1, slot_open=True, officers=frozenset())

    assert kinds(worst) == [
        CalendarMark.QUIET,
        CalendarMark.NOT_WORKING,
        CalendarMark.OVERDUE,
        CalendarMark.TOO_FEW,
        CalendarMark.NO_SLOT,
    ]


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 11, 23), DayKind.WORKING),
        (date(2026, 11, 22), DayKind.WEEKEND),
        (date(2026, 10, 1), DayKind.HOLIDAY),
        (date(2026, 10, 10), DayKind.MAKE_UP),
    ],
)
def test_a_day_is_worked_or_free_for_a_reason(day: date, kind: DayKind) -> None:
    calendar = WorkCalendar(
        holidays=frozenset({date(2026, 10, 1)}),
        workdays=frozenset({date(2026, 10, 10)}),
        known_through=date(2026, 12, 31),
    )
    assert kind_of_day(day, calendar) is kind


@pytest.mark.parametrize(
    ("first", "second", "together", "open_yet"),
    [
        (HalfDay.MORNING, HalfDay.MORNING, True, False),
        (HalfDay.MORNING, HalfDay.AFTERNOON, False, False),
        (None, HalfDay.AFTERNOON, False, True),
        (None, None, False, True),
    ],
)
def test_times_meet_when_they_are_the_same_half_and_may_while_one_is_open(
    first: HalfDay | None, second: HalfDay | None, together: bool, open_yet: bool
) -> None:
    assert meet(first, second) is meet(second, first) is together
    assert may_meet(first, second) is may_meet(second, first) is open_yet


def test_a_visit_does_not_clash_with_itself() -> None:
    own = Appointment(
        officer_id=WANG, planned_visit_id=GOOD.id, day=GOOD.day, half_day=HalfDay.MORNING, firm="南园小厨"
    )

    assert clashes([own], GOOD.id, GOOD.day, HalfDay.MORNING) == []
    assert clashes([own], ELSEWHERE.id, GOOD.day, HalfDay.MORNING) == [own]
    assert clashes([own], ELSEWHERE.id, GOOD.day + 1, HalfDay.MORNING) == []


def test_what_is_still_to_be_kept_apart_does_not_clash() -> None:
    own = Appointment(officer_id=WANG, planned_visit_id=GOOD.id, day=GOOD.day, half_day=None, firm="南园小厨")

    assert clashes([own], ELSEWHERE.id, GOOD.day, HalfDay.MORNING) == []
    assert open_beside([own], ELSEWHERE.id, GOOD.day, HalfDay.MORNING) == [own]
    assert open_beside([own], ELSEWHERE.id, GOOD.day + 1, None) == open_beside([own], GOOD.id, GOOD.day, None) == []


@pytest.mark.parametrize(
    ("status", "valid_until", "certified"),
    [
        (CertificateStatus.VALID, None, True),
        (CertificateStatus.VALID, date(2026, 11, 23), True),
        (CertificateStatus.VALID, date(2026, 11, 22), False),
        (CertificateStatus.SUSPENDED, date(2030, 1, 1), False),
    ],
)
def test_a_certificate_counts_through_its_last_day(
    status: CertificateStatus, valid_until: date | None, certified: bool
) -> None:
    officer = OfficerFacts(id=WANG, name="王小明", certificate_no="1", status=status, valid_until=valid_until)

    assert is_certified_on(officer, MONDAY) is certified
