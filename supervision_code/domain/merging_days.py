"""On which days a task can be done: its window, working days, quiet periods, and time left to tell the firm."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from supervision_code.domain.days import WorkCalendar, date_of, day_number, working_days_after
from supervision_code.domain.frequency_facts import EnterpriseFacts, ParticipationFacts
from supervision_code.domain.joint_visits import UnplacedReason
from supervision_code.domain.quiet_days import covers, part_exempt
from supervision_code.domain.quiet_periods import QuietPeriod

HORIZON_DAYS: Final = 1100
"""How far ahead tasks are brought together: three years, longer than any plan of the year reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietDays:
    """A quiet period and its days, as a set of bits from the first day of the frame on."""

    period: QuietPeriod
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFrame:
    """The days looked at: bit 0 stands for ``first`` (days since 1970-01-01), which is today.

    ``working``: the days offices work; ``in_time``: those for which a firm told today is told early enough.
    """

    first: int
    working: int
    in_time: int
    quiet: Sequence[QuietDays]

    @property
    def first_in_time(self) -> int:
        """Return the first day for which a firm can still be told in time, in days since 1970-01-01."""
        return self.first + (self.in_time & -self.in_time).bit_length() - 1

    def window(self, first_day: int, last_day: int) -> int:
        """Return the days from one to another as bits; what lies before today or beyond the horizon is left out."""
        low, high = max(first_day - self.first, 0), min(last_day - self.first, HORIZON_DAYS)
        return (1 << high + 1) - (1 << low) if low <= high else 0

    def quiet_for(self, firm: EnterpriseFacts) -> list[QuietDays]:
        """Return the quiet periods that cover a firm."""
        return [one for one in self.quiet if covers(one.period, firm)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWindow:
    """When a task is to be done (days since 1970-01-01, both ends belong to it), by whom, and if the firm is told."""

    first_day: int
    last_day: int
    part: ParticipationFacts
    announced: bool


def frame_from(today: date, lead_working_days: int, periods: Iterable[QuietPeriod], calendar: WorkCalendar) -> DayFrame:
    """Return the frame that begins today."""
    first = day_number(today)
    days = [date_of(first + number) for number in range(HORIZON_DAYS + 1)]
    told = day_number(working_days_after(today, lead_working_days, calendar)) - first
    everything = (1 << HORIZON_DAYS + 1) - 1
    return DayFrame(
        first=first,
        working=sum(1 << number for number, day in enumerate(days) if calendar.is_working_day(day)),
        in_time=everything >> told << told,
        quiet=tuple(
            QuietDays(period=one, days=sum(1 << number for number, day in enumerate(days) if one.contains(day)))
            for one in periods
        ),
    )


def days_of(task: TaskWindow, frame: DayFrame, quiet: Iterable[QuietDays]) -> int | UnplacedReason:
    """Return the days on which a task can be done, or why there is none. ``quiet``: the periods that cover its firm."""
    if task.last_day < frame.first:
        return UnplacedReason.WINDOW_OVER
    if task.first_day > frame.first + HORIZON_DAYS:
        return UnplacedReason.TOO_FAR_AHEAD
    days = frame.window(task.first_day, task.last_day) & frame.working
    if not days:
        return UnplacedReason.NO_WORKING_DAY
    for one in quiet:
        if days & one.days and not part_exempt(one.period.exempt, task.part):
            days &= ~one.days
    if not days:
        return UnplacedReason.QUIET
    return (days & frame.in_time if task.announced else days) or UnplacedReason.TOO_LATE_FOR_NOTICE
