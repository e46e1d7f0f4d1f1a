"""The working calendar: the library's years, the operator's file over them, estimates after both."""

from datetime import date
from pathlib import Path

import pytest

from supervision_code.adapters.working_calendar import HolidaysError, load_working_calendar
from supervision_code.domain.days import WorkCalendar, working_days_after

REPOSITORY_FILE = Path(__file__).parents[2] / "config" / "holidays.toml"
YEAR = """
[[years]]
year = 2027
status = "official"
workdays = [2027-01-30]
[[years.holidays]]
name = "春节"
first = 2027-02-05
last = 2027-02-07
"""


def calendar_of(tmp_path: Path, text: str) -> WorkCalendar:
    file = tmp_path / "holidays.toml"
    file.write_text(text, encoding="utf-8")
    return load_working_calendar(file)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2011, 10, 8), True),
        (date(2025, 1, 28), False),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),
        (date(2026, 10, 8), True),
    ],
)
def test_the_notices_from_2004_on_are_known(day: date, worked: bool) -> None:
    calendar = load_working_calendar(REPOSITORY_FILE)
    assert calendar.is_working_day(day) is worked
    assert not calendar.is_provisional(day)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2027, 1, 1), False),
        (date(2027, 2, 5), False),
        (date(2027, 2, 10), False),
        (date(2027, 2, 11), True),
        (date(2027, 4, 5), False),
        (date(2027, 5, 4), False),
        (date(2027, 6, 9), False),
        (date(2027, 9, 15), False),
        (date(2027, 10, 5), False),
        (date(2027, 10, 6), True),
    ],
)
def test_2027_is_estimated_and_says_so(day: date, worked: bool) -> None:
    calendar = load_working_calendar(REPOSITORY_FILE)
    assert calendar.is_working_day(day) is worked
    assert calendar.is_provisional(day)


def test_later_years_have_the_fixed_dates_with_a_day_off_for_each_on_a_weekend() -> None:
    calendar = load_working_calendar(REPOSITORY_FILE)
    # 1 January 2028 is a Saturday, 1 October 2028 a Sunday.
    free = sorted(day for day in calendar.holidays if day.year == 2028)
    assert free == [
        date(2028, month, day) for month, day in [(1, 1), (1, 3), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3), (10, 4)]
    ]
    assert calendar.is_provisional(date(2028, 6, 1))


def test_a_deadline_over_national_day_waits_for_the_offices() -> None:
    assert working_days_after(date(2026, 9, 30), 5, load_working_calendar(REPOSITORY_FILE)) == date(2026, 10, 13)


def test_an_official_year_of_the_file_ends_the_estimate(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, YEAR)
    assert calendar.known_through == date(2027, 12, 31)
    assert not calendar.is_provisional(date(2027, 6, 1))
    assert calendar.is_working_day(date(2027, 1, 30))
    assert not calendar.is_working_day(date(2027, 2, 5))


def test_a_year_of_the_file_replaces_the_librarys(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, YEAR.replace("2027", "2026").replace("official", "estimated"))
    assert calendar.is_working_day(date(2026, 10, 1))
    assert calendar.is_provisional(date(2026, 10, 1))
    assert calendar.known_through == date(2025, 12, 31)


def test_a_holiday_may_begin_in_the_year_before(tmp_path: Path) -> None:
    calendar = calendar_of(tmp_path, YEAR.replace("first = 2027-02-05", "first = 2026-12-31").replace("02-07", "01-03"))
    assert not calendar.is_working_day(date(2026, 12, 31))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("year = 2027", "year = 27", r"years\[0\].year = 27: expected a whole number"),
        ("official", "guessed", r"years\[0\].status = guessed: expected one of official, estimated"),
        ("workdays = [2027-01-30]", "", r"years\[0\].workdays: this key is missing"),
        ("[2027-01-30]", '["2027-01-30"]', r"years\[0\].workdays = \['2027-01-30'\]: expected a date"),
        ('name = "春节"', "", r"holidays\[0\].name: this key is missing"),
        ("first = 2027-02-05", "", r"holidays\[0\].first: this key is missing"),
        ("last = 2027-02-07", "last = 2027-02-04", r"holidays\[0\].last = 2027-02-04: expected at least the value of"),
        ("last = 2027-02-07", "last = 2027-03-31", r"holidays\[0\].last = 2027-03-31: expected at least the value of"),
        ("last = 2027-02-07", "last = 2072-02-07", r"holidays\[0\].last = 2072-02-07: expected a day of 2027"),
        ("first = 2027-02-05", "first = 2007-02-05", r"holidays\[0\].last = 2027-02-07: expected a day of 2027"),
        ("[[years]]", "[[jahre]]", "years"),
        ("year = 2027", "year =", "line 3"),
    ],
)
def test_a_wrong_file_is_named_with_key_and_value(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(HolidaysError, match=complaint) as refusal:
        calendar_of(tmp_path, YEAR.replace(old, new, 1))
    assert "holidays.toml" in str(refusal.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(HolidaysError, match="nowhere"):
        load_working_calendar(tmp_path / "nowhere.toml")
