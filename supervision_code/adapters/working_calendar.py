"""The door to the holiday calendar (chinesecalendar), completed by an operator's file and by estimates."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from chinese_calendar import constants

from supervision_code.domain.days import WorkCalendar
from supervision_code.domain.table_problems import Expected, Report
from supervision_code.domain.table_reading import Section

_YEARS_ESTIMATED = 10
_FIXED_HOLIDAYS = (((1, 1),), ((5, 1), (5, 2)), ((10, 1), (10, 2), (10, 3)))
_LONGEST_HOLIDAY_DAYS = 31
_SATURDAY = 5


class HolidaysError(ValueError):
    """The holidays file cannot be used; the message names each key, what stands there and what is expected."""


class _Status(StrEnum):
    OFFICIAL = "official"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    year: int
    official: bool
    holidays: frozenset[date]
    workdays: frozenset[date]


def load_working_calendar(holidays_file: Path) -> WorkCalendar:
    """Return the calendar of the library, with the years of the file in place of its own; raises HolidaysError."""
    years = _library_years() | _years_of_file(holidays_file)
    known_through = _last_official_year(years.values())
    for year in range(known_through + 1, known_through + 1 + _YEARS_ESTIMATED):
        years.setdefault(year, _estimate(year))
    return WorkCalendar(
        holidays=frozenset().union(*(year.holidays for year in years.values())),
        workdays=frozenset().union(*(year.workdays for year in years.values())),
        known_through=date(known_through, 12, 31),
        provisional_years=frozenset(year.year for year in years.values() if not year.official),
    )


def _library_years() -> dict[int, _Year]:
    return {
        year: _Year(
            year=year,
            official=True,
            holidays=frozenset(day for day in constants.holidays if day.year == year),
            workdays=frozenset(day for day in constants.workdays if day.year == year),
        )
        for year in {day.year for day in constants.holidays}
    }


def _last_official_year(years: Iterable[_Year]) -> int:
    """Return the last year before the first gap in the official notices."""
    official = {year.year for year in years if year.official}
    last = min(official)
    while last + 1 in official:
        last += 1
    return last


def _years_of_file(path: Path) -> dict[int, _Year]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise HolidaysError(f"{path}: {error}") from error
    report = Report()
    top = Section(tables, report)
    years = [_year(section) for section in top.sections("years")]
    top.add_unknown_keys()
    if report.problems:
        raise HolidaysError("\n".join(f"{path}: {problem}" for problem in report.problems))
    return {year.year: year for year in years}


def _year(section: Section) -> _Year:
    year = section.whole("year", 2004, 2100)
    holidays = frozenset(day for span in section.sections("holidays") for day in _span(span, year))
    return _Year(
        year=year,
        official=section.choice("status", _Status) is _Status.OFFICIAL,
        holidays=holidays,
        workdays=section.dates("workdays"),
    )


def _span(section: Section, year: int) -> Iterator[date]:
    """Read one holiday; it may begin in the last days of the year before."""
    section.text("name")
    first, last = section.day("first"), section.day("last")
    if not section.has("first") or not section.has("last"):
        return
    if last.year != year or first.year not in {year - 1, year}:
        section.problem("last", Expected.IN_YEAR, str(year))
    elif not 0 <= (last - first).days <= _LONGEST_HOLIDAY_DAYS:
        section.problem("last", Expected.AT_LEAST, section.path_of("first"))
    else:
        yield from (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def _estimate(year: int) -> _Year:
    """Return weekends and fixed dates, with a day off after them for each that falls on a weekend."""
    holidays: set[date] = set()
    for group in _FIXED_HOLIDAYS:
        days = [date(year, month, day) for month, day in group]
        holidays.update(days)
        owed = sum(day.weekday() >= _SATURDAY for day in days)
        substitute = days[-1]
        while owed:
            substitute += timedelta(days=1)
            if substitute.weekday() < _SATURDAY:
                holidays.add(substitute)
                owed -= 1
    return _Year(year=year, official=False, holidays=frozenset(holidays), workdays=frozenset())
