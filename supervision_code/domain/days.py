"""Days and working days: a business day is a date in Asia/Shanghai, whatever zone a moment is written in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_EPOCH = date(1970, 1, 1).toordinal()
_SATURDAY = 5


def day_of(moment: datetime) -> date:
    """Return the calendar date of an aware moment in Asia/Shanghai."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment must say its zone: {moment!r}")
    return moment.astimezone(SHANGHAI).date()


def day_number(day: date) -> int:
    """Return the days from 1970-01-01 to ``day``."""
    return day.toordinal() - _EPOCH


def date_of(number: int) -> date:
    """Return the date that is ``number`` days after 1970-01-01."""
    return date.fromordinal(number + _EPOCH)


def day_number_of(moment: datetime) -> int:
    """Return the day of a moment in Asia/Shanghai as a number, the form a visit stores."""
    return day_number(day_of(moment))


def start_of_day(day: date) -> datetime:
    """Return the first moment of a day in Asia/Shanghai, in UTC."""
    return datetime.combine(day, time.min, SHANGHAI).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """Return the moment in UTC at which a day in Asia/Shanghai is over: its 24:00, the first moment of the next."""
    return start_of_day(day + timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Which days are worked: weekends are free, holidays too, and make-up workdays (调休) are worked.

    ``known_through`` is the last day covered by an official notice; ``provisional_years`` are years whose
    days are an estimate. A deadline that falls into either must be shown as provisional.
    """

    holidays: frozenset[date]
    workdays: frozenset[date]
    known_through: date
    provisional_years: frozenset[int] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Say whether offices work on that day."""
        if day in self.workdays:
            return True
        return day not in self.holidays and day.weekday() < _SATURDAY

    def is_provisional(self, day: date) -> bool:
        """Say whether the answer for that day may still change with an official notice."""
        return day > self.known_through or day.year in self.provisional_years


def working_days_after(start: date, count: int, calendar: WorkCalendar) -> date:
    """Return the ``count``-th working day after ``start``; the day after ``start`` is the first candidate."""
    if count < 0:
        raise ValueError(f"a deadline cannot lie {-count} working days back")
    day = start
    while count:
        day += timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day


def calendar_days_after(start: date, count: int) -> date:
    """Return the day ``count`` calendar days after ``start``; the day after ``start`` is day 1."""
    return start + timedelta(days=count)
