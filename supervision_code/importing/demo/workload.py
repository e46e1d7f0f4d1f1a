"""How much each agency does on which day: weekdays, seasons, holidays, and fewer visits as the year goes by."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from supervision_code.domain.days import WorkCalendar
from supervision_code.importing.demo.city import AgencyStaff
from supervision_code.importing.demo.scene import DAYS, Scene

_WEEKDAYS: Final = (0.95, 1.1, 1.12, 1.05, 0.82, 0.9, 0.9)
_MONTHS: Final = (0.95, 0.7, 1.08, 1.08, 1.0, 1.2, 0.98, 0.92, 1.15, 0.95, 1.1, 1.12)
_BUSY: Final[Mapping[str, frozenset[int]]] = {
    "market": frozenset({1, 9, 12}),
    "fire": frozenset({1, 5, 11, 12}),
    "safety": frozenset({6, 12}),
    "ecology": frozenset({4, 6, 10}),
    "culture": frozenset({7, 8}),
    "labour": frozenset({1, 12}),
}
_BUSIER: Final = 1.2
_ON_FREE_DAYS: Final[Mapping[str, float]] = {
    "culture": 0.3,
    "tobacco": 0.15,
    "street": 0.12,
    "fire": 0.12,
    "market": 0.08,
    "transport": 0.06,
}
_SELDOM: Final = 0.02
_FEWER_BY: Final = 0.3


def is_busy_month(line: str, month: int) -> bool:
    """Say whether an agency of this line runs its campaigns in a month."""
    return month in _BUSY.get(line, frozenset())


def weight_of(line: str, day: date, calendar: WorkCalendar) -> float:
    """Return how much is done on a day compared with a normal one."""
    season = _MONTHS[day.month - 1] * (_BUSIER if is_busy_month(line, day.month) else 1)
    if not calendar.is_working_day(day):
        return season * _ON_FREE_DAYS.get(line, _SELDOM)
    return season * _WEEKDAYS[day.weekday()]


class Workload:
    """Deals the visits of the year out, day by day and agency by agency."""

    def __init__(self, scene: Scene, total: int) -> None:
        self._scene = scene
        self._owed: dict[str, float] = dict.fromkeys(scene.city.agencies, 0.0)
        self._a_unit = {code: self._unit(agency, total) for code, agency in scene.city.agencies.items()}

    def _unit(self, agency: AgencyStaff, total: int) -> float:
        share = agency.volume / sum(other.volume for other in self._scene.city.agencies.values())
        days = (self._scene.first_day + timedelta(days=number) for number in range(DAYS))
        return total * share / sum(self._weight(agency, day) for day in days)

    def _weight(self, agency: AgencyStaff, day: date) -> float:
        trend = 1 + _FEWER_BY * (0.5 - self._scene.progress(day))
        return trend * weight_of(agency.line, day, self._scene.calendar)

    def take(self, agency: AgencyStaff, day: date) -> int:
        """Return how many visits the agency makes on the day; what is left of a visit is kept for later days."""
        luck = self._scene.dice.uniform(0.55, 1.45)
        self._owed[agency.code] += self._a_unit[agency.code] * self._weight(agency, day) * luck
        whole = int(self._owed[agency.code])
        self._owed[agency.code] -= whole
        return whole

    def put_off(self, agency: AgencyStaff, count: int) -> None:
        """Keep visits that nobody had time for, for the days to come."""
        self._owed[agency.code] += count
