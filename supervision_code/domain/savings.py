"""How many visits bringing tasks together avoids, and which: counted so that the parts add up to the whole.

The definition: **visits avoided = the visits the agencies would each make on their own − the visits made.** On its own
means: the same tasks on the same days by the same rule of the fewest visits, for each agency by itself.

So that the number can be shown at every visit, each agency's visits of its own are laid upon the visits it takes part
in, at most one upon each. A new visit is carried by one of them; every other one that lies upon it is a visit avoided,
and it is the visit of that agency. Without standing visits there is one to carry each new visit, for there are no fewer
visits: if some could not be covered, the agencies' own visits would do with fewer in their place. With standing ones a
guest may have taken the seat for which an agency now makes a visit; then the guest avoided nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from supervision_code.domain.merging import Merger, MergeTask, StandingVisit, merge


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """Whose own visit each visit avoids; ``new`` in the order of the merger, ``joined`` by standing visit."""

    new: tuple[frozenset[str], ...]
    joined: Mapping[UUID, frozenset[str]]

    @property
    def number(self) -> int:
        """Return the visits avoided."""
        return sum(map(len, self.new)) + sum(map(len, self.joined.values()))


def visits_on_its_own(agency: str, tasks: Sequence[MergeTask], standing: Sequence[StandingVisit], spread: int) -> int:
    """Return how many further visits an agency would make for its tasks; those it takes part in already are free."""
    if not standing and sum(task.company.agency == agency for task in tasks) <= 1:
        return sum(task.company.agency == agency and task.days > 0 for task in tasks)
    own = [visit for visit in standing if any(one.agency == agency for one in visit.companies)]
    return len(merge([task for task in tasks if task.company.agency == agency], own, spread=spread).visits)


def savings_of(merger: Merger, standing: Sequence[StandingVisit], spread: int = 0) -> Savings:
    """Return the visits avoided by a merger."""
    if not merger.joined and all(len(visit.agencies) == 1 for visit in merger.visits):
        # Nobody comes with anybody: each agency's visits are those it would make on its own.
        return Savings(new=(frozenset[str](),) * len(merger.visits), joined={})
    tasks = [task for visit in merger.visits for task in visit.tasks]
    tasks += [task for joined in merger.joined.values() for task in joined]
    places = [_Place(agencies=visit.agencies, carried=True) for visit in merger.visits]
    there = {visit.id: {one.agency for one in visit.companies} for visit in standing}
    guests = {
        visit_id: tuple(sorted({task.company.agency for task in joined} - there[visit_id]))
        for visit_id, joined in merger.joined.items()
    }
    places += [_Place(agencies=agencies, carried=False) for agencies in guests.values()]
    own = {agency: visits_on_its_own(agency, tasks, standing, spread) for agency in _agencies(tasks)}
    avoided = _Laying(places, own).avoided()
    new = len(merger.visits)
    return Savings(new=tuple(avoided[:new]), joined=dict(zip(guests, avoided[new:], strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A visit upon which own visits of these agencies may lie; ``carried``: it needs one to carry it."""

    agencies: tuple[str, ...]
    carried: bool


class _Laying:
    """Lays own visits upon visits made: first one to carry each new visit, by augmenting paths, then the rest."""

    def __init__(self, places: Sequence[_Place], own: Mapping[str, int]) -> None:
        self._places = places
        self._left = dict(own)
        self._carriers: dict[int, str] = {}

    def avoided(self) -> list[frozenset[str]]:
        """Return whose visits are avoided at each place."""
        uncarried = sum(place.carried and not self._carry(number, set()) for number, place in enumerate(self._places))
        found = [self._rest(number) for number in range(len(self._places))]
        for number in reversed(range(len(found))):
            kept = len(found[number]) - min(uncarried, len(found[number]))
            uncarried -= len(found[number]) - kept
            found[number] = frozenset(sorted(found[number])[:kept])
        return found

    def _carry(self, number: int, tried: set[int]) -> bool:
        tried.add(number)
        for agency in self._places[number].agencies:
            if self._left[agency] > 0:
                self._left[agency] -= 1
                self._carriers[number] = agency
                return True
        for other, agency in list(self._carriers.items()):
            if other not in tried and agency in self._places[number].agencies and self._carry(other, tried):
                self._carriers[number] = agency
                return True
        return False

    def _rest(self, number: int) -> frozenset[str]:
        found = set()
        for agency in self._places[number].agencies:
            if self._left[agency] > 0 and self._carriers.get(number) != agency:
                self._left[agency] -= 1
                found.add(agency)
        return frozenset(found)


def _agencies(tasks: Sequence[MergeTask]) -> list[str]:
    return sorted({task.company.agency for task in tasks})
