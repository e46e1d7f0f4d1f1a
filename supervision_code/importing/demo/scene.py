"""What everybody who makes up a part of the year needs to know."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from supervision_code.domain.days import SHANGHAI, WorkCalendar, day_of
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.importing.demo.city import City
from supervision_code.importing.demo.staged import Log

DAYS: Final = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The city, its rules, the present moment and the log so far."""

    city: City
    policy: SupervisionPolicy
    calendar: WorkCalendar
    now: datetime
    log: Log
    texts: Mapping[str, Any]
    dice: random.Random

    @property
    def today(self) -> date:
        """Return the last day of the year of visits."""
        return day_of(self.now)

    @property
    def first_day(self) -> date:
        """Return the first day of the year of visits."""
        return self.today - timedelta(days=DAYS - 1)

    def progress(self, day: date) -> float:
        """Return how far into the year a day is, from 0 to 1: the system is used better as time goes by."""
        return (day - self.first_day).days / (DAYS - 1)

    def office_hour(self, day: date) -> datetime:
        """Return a moment in office hours of the day, or of the next working day."""
        while not self.calendar.is_working_day(day):
            day += timedelta(days=1)
        return at(day, self.dice.uniform(9 * 60, 17 * 60 + 40))

    def say(self, *path: str) -> str:
        """Return one of the texts that stand under a path."""
        found: Any = self.texts
        for step in path:
            found = found[step]
        return str(self.dice.choice(found))


def at(day: date, minutes: float) -> datetime:
    """Return the moment so many minutes after midnight of a day in Shenzhen."""
    return datetime.combine(day, time.min, SHANGHAI) + timedelta(minutes=minutes)
