"""The tree over a log's entries: roots and proofs as in RFC 9162, section 2.1; neither proof binds the tree's size.

A hash source says the hash of a complete subtree: ``source(level, index)`` covers the leaves from ``index << level``
up to, not including, ``(index + 1) << level``.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from supervision_code.domain.digests import SHA256, HashAlgorithm

HashSource: TypeAlias = Callable[[int, int], bytes]


def leaf_hash(body: bytes, algorithm: HashAlgorithm = SHA256) -> bytes:
    """Return the hash of an entry: over 00 and its body."""
    return algorithm.digest(b"\x00" + body)


def node_hash(left: bytes, right: bytes, algorithm: HashAlgorithm = SHA256) -> bytes:
    """Return the hash of an inner node: over 01 and its two children."""
    return algorithm.digest(b"\x01" + left + right)


def empty_root(algorithm: HashAlgorithm = SHA256) -> bytes:
    """Return the root of the tree without leaves."""
    return algorithm.digest(b"")


class Frontier:
    """A growing tree that remembers only its complete subtrees: at most one hash for each bit of its size."""

    def __init__(self, algorithm: HashAlgorithm = SHA256) -> None:
        self._algorithm = algorithm
        self._subtrees: list[tuple[int, bytes]] = []
        self.size = 0

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf's hash; return every subtree that became complete, as (level, index, hash), lowest first."""
        level, current = 0, leaf
        complete = [(0, self.size, leaf)]
        while self._subtrees and self._subtrees[-1][0] == level:
            current = node_hash(self._subtrees.pop()[1], current, self._algorithm)
            level += 1
            complete.append((level, self.size >> level, current))
        self._subtrees.append((level, current))
        self.size += 1
        return complete

    @classmethod
    def restored(cls, size: int, source: HashSource, algorithm: HashAlgorithm = SHA256) -> "Frontier":
        """Return the frontier of a tree of this size whose complete subtrees the source knows."""
        frontier = cls(algorithm)
        frontier.size = size
        at = 0
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                frontier._subtrees.append((level, source(level, at >> level)))
                at += 1 << level
        return frontier

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        if not self._subtrees:
            return empty_root(self._algorithm)
        return self._above(self._subtrees[-1][1], self._subtrees[:-1])

    def root_before(self, rest: bytes) -> bytes:
        """Return the root over all leaves so far and a last subtree that is smaller than each of theirs."""
        return self._above(rest, self._subtrees)

    def _above(self, last: bytes, subtrees: Sequence[tuple[int, bytes]]) -> bytes:
        current = last
        for _, left in reversed(subtrees):
            current = node_hash(left, current, self._algorithm)
        return current


def root_of(leaves: Iterable[bytes], algorithm: HashAlgorithm = SHA256) -> bytes:
    """Return the root over these leaf hashes."""
    frontier = Frontier(algorithm)
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


def range_hash(start: int, end: int, source: HashSource, algorithm: HashAlgorithm = SHA256) -> bytes:
    """Return the hash over the leaves from ``start`` to before ``end``, a subtree of RFC 9162; needs start < end."""
    width = end - start
    if width & (width - 1) == 0:
        return source(width.bit_length() - 1, start // width)
    middle = start + _split(width)
    left = range_hash(start, middle, source, algorithm)
    return node_hash(left, range_hash(middle, end, source, algorithm), algorithm)


def inclusion_proof(index: int, size: int, source: HashSource, algorithm: HashAlgorithm = SHA256) -> list[bytes]:
    """Return the hashes that lead from the leaf to the root, lowest first. Raises ValueError outside the tree."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(range_hash(middle, end, source, algorithm))
            end = middle
        else:
            proof.append(range_hash(start, middle, source, algorithm))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, source: HashSource, algorithm: HashAlgorithm = SHA256) -> list[bytes]:
    """Return the hashes that show that a tree of ``new`` leaves begins with the one of ``old``, lowest first.

    Empty when the sizes are equal or the old tree is empty. Raises ValueError when the old tree is the larger one.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} does not continue one of {old}")
    proof: list[bytes] = []
    start, end = 0, new
    if old == 0:
        return proof
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(range_hash(middle, end, source, algorithm))
            end = middle
        else:
            proof.append(range_hash(start, middle, source, algorithm))
            start = middle
    if start != 0:
        proof.append(range_hash(start, end, source, algorithm))
    return proof[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes, algorithm: HashAlgorithm = SHA256
) -> bool:
    """Say whether the leaf stands at this index of the tree with this size and root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last = index, size - 1
    current = leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            current = node_hash(sibling, current, algorithm)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            current = node_hash(current, sibling, algorithm)
        place, last = place >> 1, last >> 1
    return last == 0 and current == root


def verify_consistency(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes, algorithm: HashAlgorithm = SHA256
) -> bool:
    """Say whether the tree of ``new`` leaves begins with the one of ``old`` leaves (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == empty_root(algorithm)
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(path) and _leads_to_both(old - 1, new - 1, path, old_root, new_root, algorithm)


def _leads_to_both(
    place: int, last: int, path: Sequence[bytes], old_root: bytes, new_root: bytes, algorithm: HashAlgorithm
) -> bool:
    while place & 1:
        place, last = place >> 1, last >> 1
    of_old = of_new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            of_old = node_hash(sibling, of_old, algorithm)
            of_new = node_hash(sibling, of_new, algorithm)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            of_new = node_hash(of_new, sibling, algorithm)
        place, last = place >> 1, last >> 1
    return last == 0 and of_old == old_root and of_new == new_root


def _split(width: int) -> int:
    """Return the largest power of two smaller than the width."""
    return 1 << ((width - 1).bit_length() - 1)
