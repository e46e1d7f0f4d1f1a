"""Days are Shanghai days; working days follow the notices."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_code.domain.days import (
    WorkCalendar,
    calendar_days_after,
    date_of,
    day_number,
    day_number_of,
    day_of,
    end_of_day,
    start_of_day,
    working_days_after,
)

# National Day 2026: free from 1 to 7 October; Sunday 20 September and Saturday 10 October are worked.
CALENDAR = WorkCalendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    workdays=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    known_through=date(2026, 12, 31),
    provisional_years=frozenset({2020}),
)
DATES = st.dates(min_value=date(1900, 1, 2), max_value=date(2200, 1, 1))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=8))), date(2026, 12, 31)),
    ],
)
def test_a_day_begins_at_sixteen_hours_utc(moment: datetime, day: date) -> None:
    assert day_of(moment) == day
    assert date_of(day_number_of(moment)) == day


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        day_of(datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake this test is about


@pytest.mark.parametrize(
    ("day", "number"), [(date(1970, 1, 1), 0), (date(1969, 12, 31), -1), (date(2026, 1, 1), 20454)]
)
def test_days_are_numbered_from_1970(day: date, number: int) -> None:
    assert day_number(day) == number
    assert date_of(number) == day


@given(DATES)
def test_a_day_holds_the_moments_from_its_start_to_before_its_end(day: date) -> None:
    assert day_of(start_of_day(day)) == day
    assert day_of(end_of_day(day) - timedelta(microseconds=1)) == day
    assert day_of(end_of_day(day)) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2026, 9, 20), True),
    ],
)
def test_holidays_are_free_and_make_up_days_are_worked(day: date, worked: bool) -> None:
    assert CALENDAR.is_working_day(day) is worked


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 9, 30), 0, date(2026, 9, 30)),
        (date(2026, 9, 29), 1, date(2026, 9, 30)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 10, 3), 1, date(2026, 10, 8)),
    ],
)
def test_the_day_after_the_start_is_the_first_that_can_count(start: date, count: int, end: date) -> None:
    assert working_days_after(start, count, CALENDAR) == end


def test_deadlines_do_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="back"):
        working_days_after(date(2026, 1, 1), -1, CALENDAR)


@given(DATES, st.integers(1, 30))
def test_a_deadline_is_a_working_day_with_so_many_working_days_before_it(start: date, count: int) -> None:
    end = working_days_after(start, count, CALENDAR)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert CALENDAR.is_working_day(end)
    assert sum(map(CALENDAR.is_working_day, between)) == count


def test_calendar_days_count_every_day() -> None:
    assert calendar_days_after(date(2026, 9, 28), 10) == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("day", "provisional"), [(date(2026, 12, 31), False), (date(2027, 1, 1), True), (date(2020, 5, 5), True)]
)
def test_a_day_without_an_official_notice_is_provisional(day: date, provisional: bool) -> None:
    assert CALENDAR.is_provisional(day) is provisional
