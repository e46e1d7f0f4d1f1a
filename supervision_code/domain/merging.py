"""One visit instead of many (综合查一次): the fewest visits in which all tasks at one firm can be done.

Every task has days on which it can be done. A visit is a day and the tasks done on it; its tasks must all get on
(``companies.py``). A task that cannot be combined has a visit of its own. A visit that stands already costs nothing:
whatever may join it on its day, and on every day the firm may still choose for it, does.

Which tasks share a visit is a question of hitting sets: the points are pairs of a pool and a day, each task is the set
of the points at which it can be done. Every visit lies within one pool, and whatever meets in a point gets on; so the
fewest points are the fewest visits (``hitting_sets.py`` says what happens when that is too hard to prove).

Among the fewest visits, tasks of one agency stay together where they can, and the day is one on which all tasks of the
visit can be done: spread by the firm over the first three quarters of those days, so that one plan of a thousand firms
does not fall on one day, and so that every visit can still be moved.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import prod
from typing import Final, NamedTuple
from uuid import UUID

from supervision_code.domain.companies import Company, Pools, pools_of
from supervision_code.domain.hitting_sets import bits, smallest_hitting_set

MOST_CHOICES: Final = 64


class MergeTask(NamedTuple):
    """A task and the days on which it can be done: bit n of ``days`` is the n-th day from a common first one."""

    id: UUID
    days: int
    company: Company
    combinable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingVisit:
    """A visit of the firm that stands: its day, as in ``MergeTask.days``, and who is in it.

    ``closed_to``: agencies that were asked to join it and declined. ``offered``: days, as bits, that the firm may still
    choose for it; what joins must be possible on each of them.
    """

    id: UUID
    day: int
    companies: frozenset[Company]
    closed_to: frozenset[str] = frozenset()
    offered: int = 0

    def suits(self, days: int) -> bool:
        """Say whether what can be done on these days can be done in it, whatever the firm chooses."""
        needed = self.offered | 1 << self.day
        return days & needed == needed

    def welcomes(self, company: Company) -> bool:
        """Say whether tasks of a company may join it."""
        return company.agency not in self.closed_to and all(company.gets_on_with(other) for other in self.companies)


class MergedVisit(NamedTuple):
    """Tasks done in one visit. ``days``: those on which all of them can be done; ``day``: the one proposed."""

    tasks: tuple[MergeTask, ...]
    days: int
    day: int

    @property
    def agencies(self) -> tuple[str, ...]:
        """Return whose tasks these are, in order."""
        return tuple(sorted({task.company.agency for task in self.tasks}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """The visits to be made, the tasks that join standing ones (by visit), and the tasks without a day.

    ``proven``: fewer new visits would not do.
    """

    visits: tuple[MergedVisit, ...]
    joined: Mapping[UUID, tuple[MergeTask, ...]]
    unplaced: tuple[MergeTask, ...]
    proven: bool = True


def merge(tasks: Iterable[MergeTask], standing: Sequence[StandingVisit] = (), *, spread: int = 0) -> Merger:
    """Return the fewest visits for the tasks of one firm; the same input gives the same answer.

    ``spread``: a number of the firm, which decides among the days that are equally good.
    """
    ordered = sorted(tasks, key=lambda task: (task.company.agency, task.id.int))
    if len(ordered) == 1 and not standing and ordered[0].days:
        return Merger(visits=(_visit(ordered, spread),), joined={}, unplaced=())
    unplaced = tuple(task for task in ordered if not task.days)
    alone = [_visit([task], spread) for task in ordered if task.days and not task.combinable]
    rest = [task for task in ordered if task.days and task.combinable]
    best = _together(rest, standing, spread)
    visits = sorted([*alone, *best.visits], key=lambda visit: (visit.day, visit.tasks[0].id.int))
    return Merger(visits=tuple(visits), joined=best.joined, unplaced=unplaced, proven=best.proven)


def _together(tasks: Sequence[MergeTask], standing: Sequence[StandingVisit], spread: int) -> Merger:
    if not tasks:
        return Merger(visits=(), joined={}, unplaced=())
    pools = pools_of({task.company for task in tasks})
    if not standing:
        return _new_visits(tasks, pools, spread)
    offers, complete = _offers(tasks, standing, pools)
    seatings = [_seat(tasks, standing, guests) for guests in product(*offers)]
    found = [(_new_visits(left, pools, spread), joined) for joined, left in seatings]
    best, joined = min(found, key=lambda each: len(each[0].visits))
    return Merger(visits=best.visits, joined=joined, unplaced=(), proven=best.proven and complete)


def _offers(
    tasks: Sequence[MergeTask], standing: Sequence[StandingVisit], pools: Pools
) -> tuple[list[list[frozenset[Company]]], bool]:
    """Return, for each standing visit, the largest groups of companies one of which may join it on its day."""
    offers = []
    for visit in standing:
        there = {task.company for task in tasks if visit.suits(task.days)}
        welcome = {one for one in there if visit.welcomes(one)}
        groups = {frozenset(pool & welcome) for pool in pools.pools}
        largest = [one for one in groups if not any(one < other for other in groups)]
        offers.append(sorted(largest, key=partial(_place_of_guests, {one.agency for one in visit.companies})))
    if prod(map(len, offers)) <= MOST_CHOICES:
        return offers, pools.complete
    return [groups[:1] for groups in offers], False


def _place_of_guests(hosts: set[str], group: frozenset[Company]) -> tuple[int, int, list[str]]:
    """Those who are there already come first, then the larger group."""
    return -sum(one.agency in hosts for one in group), -len(group), sorted(map(str, group))


def _seat(
    tasks: Sequence[MergeTask], standing: Sequence[StandingVisit], guests: Sequence[frozenset[Company]]
) -> tuple[dict[UUID, tuple[MergeTask, ...]], list[MergeTask]]:
    """Let every task join a standing visit that takes it: first one where its agency is already, then the earliest."""
    joined: dict[UUID, tuple[MergeTask, ...]] = {}
    left = []
    for task in tasks:
        open_to_it = [
            (task.company.agency not in {one.agency for one in visit.companies}, visit.day, visit.id.int, visit.id)
            for visit, companies in zip(standing, guests, strict=True)
            if task.company in companies and visit.suits(task.days)
        ]
        if open_to_it:
            chosen = min(open_to_it)[-1]
            joined[chosen] = (*joined.get(chosen, ()), task)
        else:
            left.append(task)
    return joined, left


def _new_visits(tasks: Sequence[MergeTask], pools: Pools, spread: int) -> Merger:
    if not tasks:
        return Merger(visits=(), joined={}, unplaced=(), proven=pools.complete)
    whole = _visit(tasks, spread) if len(pools.pools) == 1 else None
    if whole is not None and whole.days:
        return Merger(visits=(whole,), joined={}, unplaced=(), proven=pools.complete)
    width = max(task.days.bit_length() for task in tasks)
    offsets = {
        company: [place * width for place, pool in enumerate(pools.pools) if company in pool]
        for company in {task.company for task in tasks}
    }
    wanted = [sum(task.days << offset for offset in offsets[task.company]) for task in tasks]
    found = smallest_hitting_set(wanted)
    groups = _assign(tasks, wanted, found.points)
    visits = tuple(_visit(group, spread) for group in groups)
    return Merger(visits=visits, joined={}, unplaced=(), proven=found.proven and pools.complete)


def _assign(tasks: Sequence[MergeTask], wanted: Sequence[int], points: Sequence[int]) -> list[list[MergeTask]]:
    """Give every task one of the points it can be done at; who has no choice first, then where its agency is."""
    if len(points) == 1:
        return [list(tasks)]
    chosen = sum(1 << point for point in points)
    groups: dict[int, list[MergeTask]] = {point: [] for point in points}
    agencies: dict[int, set[str]] = {point: set() for point in points}
    for options, task in sorted(
        zip((bits(one & chosen) for one in wanted), tasks, strict=True), key=lambda pair: len(pair[0])
    ):
        best = min(options, key=lambda point: (task.company.agency not in agencies[point], -len(groups[point]), point))
        groups[best].append(task)
        agencies[best].add(task.company.agency)
    return [group for group in groups.values() if group]


def _visit(tasks: Sequence[MergeTask], spread: int) -> MergedVisit:
    days = tasks[0].days
    for task in tasks:
        days &= task.days
    return MergedVisit(tasks=tuple(tasks), days=days, day=_spread_day(days, spread))


def _spread_day(days: int, spread: int) -> int:
    if not days:
        return -1
    number = days.bit_count()
    place = spread % max(1, number * 3 // 4)
    for _ in range(place):
        days &= days - 1
    return (days & -days).bit_length() - 1
