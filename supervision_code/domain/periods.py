"""Periods of the overview: so many days ending today, and the steps of a trend over them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from supervision_code.domain.days import day_number
from supervision_code.domain.rollups import month_number

PERIODS: Final = (7, 30, 90, 365)
USUAL_PERIOD: Final = 30
_LONGEST_BY_DAY: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    @property
    def first_day(self) -> int:
        """Return the first day as a visit stores it."""
        return day_number(self.first)

    @property
    def last_day(self) -> int:
        """Return the last day as a visit stores it."""
        return day_number(self.last)

    @property
    def months(self) -> range:
        """Return the numbers of the months it touches."""
        return range(month_number(self.first), month_number(self.last) + 1)

    def before(self) -> "Period":
        """Return the period of the same length that ends the day before this one begins."""
        last = self.first - timedelta(days=1)
        return Period(first=last - timedelta(days=self.days - 1), last=last)

    def steps(self) -> tuple["Period", ...]:
        """Return the steps of a trend: days up to 30 of them, else weeks from Monday, the ends cut off."""
        steps = []
        first = self.first
        while first <= self.last:
            last = first if self.days <= _LONGEST_BY_DAY else first + timedelta(days=6 - first.weekday())
            steps.append(Period(first=first, last=min(last, self.last)))
            first = last + timedelta(days=1)
        return tuple(steps)


def period_ending(today: date, days: int) -> Period:
    """Return the last ``days`` days; another number than the four offered counts as the usual one."""
    length = days if days in PERIODS else USUAL_PERIOD
    return Period(first=today - timedelta(days=length - 1), last=today)
