"""Who may come together: tasks that are alike in this form a company, companies that all get on form a pool."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice
from typing import Final, NamedTuple

MOST_POOLS: Final = 64


class Company(NamedTuple):
    """What decides with whom a task may be done. ``refused``: agencies it is not to be done together with."""

    agency: str
    joint: bool = True
    """Whether agencies other than its own may be there."""
    announced: bool = True
    """Whether the firm is told beforehand: nobody comes unannounced in an announced visit."""
    refused: frozenset[str] = frozenset()

    def gets_on_with(self, other: "Company") -> bool:
        """Say whether both may be in one visit; one agency's tasks always may, if both or neither are announced."""
        if self.announced is not other.announced:
            return False
        if self.agency == other.agency:
            return True
        return self.joint and other.joint and other.agency not in self.refused and self.agency not in other.refused


class Pools(NamedTuple):
    """The pools; ``complete``: every larger group of companies that get on lies within one of them."""

    pools: tuple[frozenset[Company], ...]
    complete: bool


def pools_of(companies: Collection[Company]) -> Pools:
    """Return the largest groups in which everybody gets on with everybody.

    Where there would be more than ``MOST_POOLS``, each agency forms its own, which is always allowed.
    """
    if _all_get_on(companies):
        return Pools((frozenset(companies),), complete=True)
    everybody = sorted(companies, key=_place)
    friends = {one: {other for other in everybody if other != one and one.gets_on_with(other)} for one in everybody}
    found = list(islice(_largest(friends, set(), set(everybody), set()), MOST_POOLS + 1))
    if len(found) <= MOST_POOLS:
        return Pools(tuple(sorted(found, key=_pool_place)), complete=True)
    return Pools(_by_agency(everybody), complete=False)


def _all_get_on(companies: Collection[Company]) -> bool:
    if len({one.announced for one in companies}) == 1 and all(one.joint and not one.refused for one in companies):
        return True
    return all(one.gets_on_with(other) for one, other in combinations(companies, 2))


def _largest(
    friends: dict[Company, set[Company]], group: set[Company], wanted: set[Company], done: set[Company]
) -> Iterator[frozenset[Company]]:
    """Yield the maximal cliques (Bron and Kerbosch, with a pivot)."""
    if not wanted and not done:
        yield frozenset(group)
        return
    pivot = max(sorted(wanted | done, key=_place), key=lambda one: len(friends[one] & wanted))
    for one in sorted(wanted - friends[pivot], key=_place):
        yield from _largest(friends, group | {one}, wanted & friends[one], done & friends[one])
        wanted = wanted - {one}
        done = done | {one}


def _by_agency(companies: Sequence[Company]) -> tuple[frozenset[Company], ...]:
    names = sorted({(one.agency, one.announced) for one in companies})
    return tuple(frozenset(one for one in companies if (one.agency, one.announced) == name) for name in names)


def _place(company: Company) -> tuple[str, bool, bool, list[str]]:
    return company.agency, company.joint, company.announced, sorted(company.refused)


def _pool_place(pool: frozenset[Company]) -> tuple[int, list[tuple[str, bool, bool, list[str]]]]:
    return -len(pool), sorted(map(_place, pool))
