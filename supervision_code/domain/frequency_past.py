"""The counting visits of one firm before the one judged, indexed so that no rule has to walk through them."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from supervision_code.domain.frequency_facts import CountingVisit, ParticipationFacts


class Earlier(NamedTuple):
    """An earlier counting part; ``place`` tells which of two came later."""

    place: int
    day: int
    visit: UUID
    items: frozenset[str]


class AgencyPast:
    """The counting parts of one agency, oldest first, and the visits they belong to."""

    def __init__(self) -> None:
        self._part_days: list[int] = []
        self._visits: list[UUID] = []
        self._visit_days: list[int] = []
        self._latest: Earlier | None = None
        self._latest_without_items: Earlier | None = None
        self._latest_by_item: dict[str, Earlier] = {}

    def add(self, visit: CountingVisit, parts: Iterable[ParticipationFacts]) -> None:
        """Append the parts of a visit; it must not be older than the ones already there."""
        self._visits.append(visit.id)
        self._visit_days.append(visit.day)
        for part in parts:
            earlier = Earlier(len(self._part_days), visit.day, visit.id, part.items)
            self._part_days.append(visit.day)
            self._latest = earlier
            if not part.items:
                self._latest_without_items = earlier
            self._latest_by_item.update(dict.fromkeys(part.items, earlier))

    def parts_since(self, first_day: int) -> int:
        """Return how many counting parts there are from a day on."""
        return len(self._part_days) - bisect_left(self._part_days, first_day)

    def visits_since(self, first_day: int) -> list[UUID]:
        """Return the visits of the counting parts from a day on."""
        return self._visits[bisect_left(self._visit_days, first_day) :]

    def came_since(self, first_day: int) -> bool:
        """Say whether the agency came at least once from a day on."""
        return bool(self._visit_days) and self._visit_days[-1] >= first_day

    def latest_sharing(self, items: frozenset[str]) -> Earlier | None:
        """Return the latest part that shares an item, or that records none; without ``items`` simply the latest."""
        if not items:
            return self._latest
        found = [self._latest_by_item[item] for item in items if item in self._latest_by_item]
        if self._latest_without_items is not None:
            found.append(self._latest_without_items)
        return max(found, key=lambda earlier: earlier.place, default=None)


class Past:
    """The counting visits of a firm, oldest first."""

    def __init__(self, visits: Iterable[CountingVisit | None] = ()) -> None:
        self._days: list[int] = []
        self._visits: list[UUID] = []
        self._agencies: dict[str, AgencyPast] = {}
        for visit in visits:
            self.add(visit)

    def add(self, visit: CountingVisit | None) -> None:
        """Append a visit not older than the ones already there; None stands for a visit that does not count."""
        if visit is None:
            return
        self._days.append(visit.day)
        self._visits.append(visit.id)
        for agency, parts in visit.parts.items():
            self._agencies.setdefault(agency, AgencyPast()).add(visit, parts)

    def count_since(self, first_day: int) -> int:
        """Return how many counting visits there are from a day on."""
        return len(self._days) - bisect_left(self._days, first_day)

    def visits_since(self, first_day: int) -> list[UUID]:
        """Return the counting visits from a day on."""
        return self._visits[bisect_left(self._days, first_day) :]

    def agencies_since(self, first_day: int) -> set[str]:
        """Return the agencies that came for a counting part from a day on."""
        return {agency for agency, past in self._agencies.items() if past.came_since(first_day)}

    def of(self, agency: str) -> AgencyPast:
        """Return the past of one agency."""
        return self._agencies.get(agency) or AgencyPast()
