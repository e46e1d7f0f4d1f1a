"""Audits the tree of one log: leaves without a gap, tiles, and every checkpoint that anybody holds."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from supervision_code.domain.audits import AuditProblem, Contradicted
from supervision_code.domain.digests import HASH_BYTES, HashAlgorithm
from supervision_code.domain.merkle import Frontier, root_of
from supervision_code.domain.tiles import TILE_WIDTH, TilePlace, folded, tile_hashes
from supervision_code.persistence.audit_reading import AuditReader

_BLOCK: Final = TILE_WIDTH * HASH_BYTES


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """A root that somebody holds for a size of the log; what to say when it contradicts, and when it goes beyond."""

    size: int
    root: bytes
    differs: AuditProblem
    beyond: AuditProblem


class _Waiting:
    """Claims, smallest first, taken one by one."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._claims = iter(claims)
        self._next = next(self._claims, None)

    def up_to(self, size: int) -> Iterator[Claim]:
        """Yield those of this size and below."""
        while self._next is not None and self._next.size <= size:
            claim, self._next = self._next, next(self._claims, None)
            yield claim

    def all(self) -> Iterator[Claim]:
        """Yield those that are left."""
        return self.up_to(sys.maxsize)


@dataclass(slots=True, kw_only=True)
class TreeAudit:
    """Grows the tree again from its leaves, a tile at a time."""

    reader: AuditReader
    log_id: str
    algorithm: HashAlgorithm
    size: int = 0
    _blocks: Frontier = field(init=False)
    _above: dict[TilePlace, bytearray] = field(default_factory=dict)

    def run(self, claims: Iterable[Claim]) -> Iterator[Contradicted]:
        """Yield every contradiction; the claims come smallest first, and no more than one of them is held."""
        self._blocks = Frontier(self.algorithm)
        waiting = _Waiting(claims)
        stored = iter(self._tiles("level = 0"))
        for block in self._leaves():
            if isinstance(block, Contradicted):
                yield block
                continue
            yield from self._claimed(waiting, block)
            yield from self._leaf_tile(next(stored, None), block)
            self._grow(block)
        for claim in waiting.up_to(self.size):
            yield from self._compared(claim, self._blocks.root() if self.size else root_of((), self.algorithm))
        for claim in waiting.all():
            yield self._contradicted(claim.beyond, size=claim.size, held=self.size)
        for tile, _ in stored:
            yield self._contradicted(AuditProblem.TILE_WRONG, tile=f"{tile.level}/{tile.index}")
        yield from self._upper_tiles()

    def _leaves(self) -> Iterator[bytes | Contradicted]:
        """Yield the leaf hashes in blocks of a tile, and where leaves are missing."""
        rows = self.reader.rows("ledger_leaves", "index hash", '"index"', "WHERE log_id = ?", [self.log_id])
        expected, block = 0, bytearray()
        for index, digest in rows:
            if index != expected:
                yield self._contradicted(AuditProblem.LEAF_GAP, index=expected)
                expected = index
            expected += 1
            block += digest
            if len(block) == _BLOCK:
                yield bytes(block)
                block.clear()
        if block:
            yield bytes(block)

    def _claimed(self, waiting: "_Waiting", block: bytes) -> Iterator[Contradicted]:
        """Compare the claims that end inside this block."""
        whole = self.size + len(block) // HASH_BYTES
        for claim in waiting.up_to(whole - 1):
            inside = claim.size - self.size
            if inside:
                leaves = [block[at : at + HASH_BYTES] for at in range(0, inside * HASH_BYTES, HASH_BYTES)]
                root = self._blocks.root_before(root_of(leaves, self.algorithm))
            else:
                root = self._blocks.root()
            yield from self._compared(claim, root)
        if len(block) < _BLOCK:
            leaves = [block[at : at + HASH_BYTES] for at in range(0, len(block), HASH_BYTES)]
            root = self._blocks.root_before(root_of(leaves, self.algorithm))
            for claim in waiting.up_to(whole):
                yield from self._compared(claim, root)

    def _grow(self, block: bytes) -> None:
        self.size += len(block) // HASH_BYTES
        if len(block) < _BLOCK:
            return
        complete = self._blocks.append(folded(block, self.algorithm))
        for place, _, digest in tile_hashes((level + 8, index, digest) for level, index, digest in complete):
            self._above.setdefault(place, bytearray()).extend(digest)

    def _leaf_tile(self, stored: tuple[TilePlace, bytes] | None, block: bytes) -> Iterator[Contradicted]:
        place = TilePlace(0, self.size // TILE_WIDTH)
        if stored is None or stored != (place, block):
            yield self._contradicted(AuditProblem.TILE_WRONG, tile=f"{place.level}/{place.index}")

    def _upper_tiles(self) -> Iterator[Contradicted]:
        stored = dict(self._tiles("level > 0"))
        for place in sorted(self._above.keys() | stored.keys()):
            if stored.get(place) != bytes(self._above.get(place, b"")):
                yield self._contradicted(AuditProblem.TILE_WRONG, tile=f"{place.level}/{place.index}")

    def _tiles(self, which: str) -> Iterable[tuple[TilePlace, bytes]]:
        where = f"WHERE log_id = ? AND {which}"
        rows = self.reader.rows("ledger_tiles", "level index hashes", 'level, "index"', where, [self.log_id])
        return ((TilePlace(level, index), bytes(hashes)) for level, index, hashes in rows)

    def _compared(self, claim: Claim, root: bytes) -> Iterator[Contradicted]:
        if claim.root != root:
            yield self._contradicted(claim.differs, size=claim.size)

    def _contradicted(self, problem: AuditProblem, **facts: str | int) -> Contradicted:
        return Contradicted(problem, {"log": self.log_id, **facts})
