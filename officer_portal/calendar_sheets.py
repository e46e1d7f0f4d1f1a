"""Which days and whose a calendar page shows, as its address says; anything that cannot be read means now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from supervision_code.domain.permissions import Actor, Permission
from supervision_code.web.forms import uuid_of

WEEK: Final = 7
EVERYBODY: Final = "all"
_YEARS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A calendar page: its days, and whose they are (``officer`` None: the agency's)."""

    first: date
    days: int
    officer: UUID | None

    @property
    def week(self) -> str:
        """Return the week of the first day as addresses name it."""
        return week_name(self.first)

    @property
    def week_before(self) -> str:
        """Return the week before, as addresses name it."""
        return week_name(self.moved(-1))

    @property
    def week_after(self) -> str:
        """Return the week after, as addresses name it."""
        return week_name(self.moved(1))

    def moved(self, steps: int) -> date:
        """Return the first day of a page so many pages on."""
        try:
            return self.first + timedelta(days=steps * self.days)
        except OverflowError:
            return self.first

    @property
    def whose(self) -> str:
        """Return what addresses say of whose it is."""
        return str(self.officer) if self.officer else EVERYBODY


def week_sheet(actor: Actor, asked: Mapping[str, str], today: date) -> Sheet:
    """Return the page of the week asked for."""
    day = _week_asked(asked.get("week", ""), today)
    return Sheet(
        first=day - timedelta(days=day.weekday()),
        days=WEEK,
        officer=_officer_asked(actor, asked),
    )


def day_sheet(actor: Actor, asked: Mapping[str, str], today: date) -> Sheet:
    """Return the page of the day asked for."""
    return Sheet(
        first=_day_asked(asked.get("day", ""), today),
        days=1,
        officer=_officer_asked(actor, asked),
    )


def week_name(day: date) -> str:
    """Return the ISO name of the week of a day: 2026-W48."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _week_asked(text: str, today: date) -> date:
    year, mark, week = text.partition("-W")
    if not (mark and year.isdecimal() and week.isdecimal()):
        return today
    try:
        found = date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return today
    return found if _is_near(found, today) else today


def _day_asked(text: str, today: date) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return today
    return found if _is_near(found, today) else today


def _is_near(day: date, today: date) -> bool:
    """Say whether a day is within a lifetime's reach, so that its neighbours are days too."""
    return abs(day.year - today.year) < _YEARS


def _officer_asked(actor: Actor, asked: Mapping[str, str]) -> UUID | None:
    """Return whose calendar is asked for: who goes himself sees his own first, who divides the work the agency's."""
    text = asked.get("officer", "")
    if not text:
        return None if actor.may(Permission.OFFICERS_ASSIGN) else actor.officer_id
    return None if text == EVERYBODY else uuid_of(text)
