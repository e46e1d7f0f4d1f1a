"""The fewest points that hit every set: a proof where it is cheap, branch and bound where it is not, never for ever.

A set of points is a whole number, bit n standing for point n. Three steps, each exact:

1. *Stabbing.* Take the set that ends first and its last point; drop every set hit; repeat. The sets taken are looked at
   again: when no two of them share a point, no smaller answer exists. Where all sets are stretches of one common list
   of days (the usual case: windows cut by the same holidays) this always holds.
2. *Reduction.* A set that contains another one is hit with it; sets that share no point, however indirectly, are
   separate questions; a point that hits no more than another one is not needed.
3. *Branch and bound* on what is left. The bound is a greedy choice of sets that share no point.

Step 3 is exponential in the worst case. After ``most_steps`` steps it ends with the best answer found, which hits every
set but is not proven to be the smallest; the result says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

MOST_STEPS: Final = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HittingSet:
    """Points that hit every set, ascending; ``proven``: no fewer would do."""

    points: tuple[int, ...]
    proven: bool = True


def smallest_hitting_set(sets: Iterable[int], *, most_steps: int = MOST_STEPS) -> HittingSet:
    """Return the fewest points such that each set contains one of them; every set must contain a point."""
    points, proven = _stab(sorted(set(sets), key=int.bit_length))
    if proven:
        return HittingSet(points=tuple(sorted(points)))
    found = [_Search(part, most_steps).solve() for part in _components(_without_supersets(sets))]
    every = sorted(point for one in found for point in one.points)
    return HittingSet(points=tuple(every), proven=all(one.proven for one in found))


def bits(number: int) -> list[int]:
    """Return the points of a set, ascending."""
    found = []
    while number:
        lowest = number & -number
        found.append(lowest.bit_length() - 1)
        number ^= lowest
    return found


def _stab(by_end: Sequence[int]) -> tuple[list[int], bool]:
    """Return points that hit all sets, and whether the sets that asked for them share no point."""
    points: list[int] = []
    hit = used = 0
    proven = True
    for one in by_end:
        if one & hit:
            continue
        last = one.bit_length() - 1
        points.append(last)
        hit |= 1 << last
        proven = proven and not one & used
        used |= one
    return points, proven


def _without_supersets(sets: Iterable[int]) -> list[int]:
    kept: list[int] = []
    for one in sorted(set(sets), key=lambda each: (each.bit_count(), each)):
        if not any(small & one == small for small in kept):
            kept.append(one)
    return kept


def _components(sets: Sequence[int]) -> list[list[int]]:
    parts: list[tuple[int, list[int]]] = []
    for one in sets:
        touching = [part for part in parts if part[0] & one]
        union, members = one, [one]
        for part in touching:
            union |= part[0]
            members += part[1]
            parts.remove(part)
        parts.append((union, members))
    return [sorted(members) for _, members in parts]


class _Search:
    """Branch and bound over sets that hang together."""

    def __init__(self, sets: Sequence[int], most_steps: int) -> None:
        self._points, self._hits = _useful_points(sets)
        self._sets = [_numbers(self._hits, place) for place in range(len(sets))]
        self._all = (1 << len(sets)) - 1
        self._steps_left = most_steps
        self._best = self._cover_greedily()

    def solve(self) -> HittingSet:
        """Return the smallest answer, or the best one when the steps ran out."""
        self._branch(self._all, [], (1 << len(self._points)) - 1)
        chosen = tuple(sorted(self._points[number] for number in self._best))
        return HittingSet(points=chosen, proven=self._steps_left > 0)

    def _branch(self, unhit: int, chosen: list[int], allowed: int) -> None:
        if not unhit:
            if len(chosen) < len(self._best):
                self._best = list(chosen)
            return
        self._steps_left -= 1
        waiting = sorted((self._sets[place] & allowed for place in bits(unhit)), key=int.bit_count)
        if self._steps_left <= 0 or not waiting[0] or len(chosen) + _disjoint(waiting) >= len(self._best):
            return
        candidates = sorted(bits(waiting[0]), key=lambda number: -(self._hits[number] & unhit).bit_count())
        for number in candidates:
            self._branch(unhit & ~self._hits[number], [*chosen, number], allowed)
            # Every answer with this point was looked at: the next branches go without it.
            allowed &= ~(1 << number)

    def _cover_greedily(self) -> list[int]:
        chosen: list[int] = []
        unhit = self._all
        while unhit:
            best = max(range(len(self._hits)), key=lambda number: (self._hits[number] & unhit).bit_count())
            chosen.append(best)
            unhit &= ~self._hits[best]
        return chosen


def _useful_points(sets: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the points worth choosing, and which sets (by place) each of them hits; most first."""
    union = 0
    for one in sets:
        union |= one
    first_with: dict[int, int] = {}
    for point in bits(union):
        hits = sum(1 << place for place, one in enumerate(sets) if one >> point & 1)
        first_with.setdefault(hits, point)
    kept: list[int] = []
    for hits in sorted(first_with, key=lambda each: (-each.bit_count(), each)):
        if not any(hits & more == hits for more in kept):
            kept.append(hits)
    return [first_with[hits] for hits in kept], kept


def _numbers(hits: Sequence[int], place: int) -> int:
    return sum(1 << number for number, sets in enumerate(hits) if sets >> place & 1)


def _disjoint(sets: Sequence[int]) -> int:
    """Return how many of these sets, smallest first, share no point: so many points are needed at least."""
    used = number = 0
    for one in sets:
        if not one & used:
            used |= one
            number += 1
    return number
