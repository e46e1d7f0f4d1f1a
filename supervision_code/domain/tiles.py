"""Tiles: 256 neighbouring hashes of one level kept and published together (C2SP tlog-tiles)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from supervision_code.domain.digests import HASH_BYTES, SHA256, HashAlgorithm
from supervision_code.domain.merkle import HashSource, node_hash

TILE_WIDTH: Final = 256
_HEIGHT: Final = 8
_GROUP: Final = 1000


@dataclass(frozen=True, slots=True, order=True)
class TilePlace:
    """Where a tile stands: ``level`` 0 holds leaf hashes, level n the hashes of subtrees of 256**n leaves."""

    level: int
    index: int


def tile_path(place: TilePlace, width: int = TILE_WIDTH) -> str:
    """Return the tile's published path below ``tile/``; a narrower tile is a partial one."""
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"{place.level}/{_index_path(place.index)}{partial}"


def entries_path(index: int, width: int = TILE_WIDTH) -> str:
    """Return the published path of the bundle of entries behind a leaf tile, below ``tile/``."""
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"entries/{_index_path(index)}{partial}"


def _index_path(index: int) -> str:
    groups = [f"{index % _GROUP:03d}"]
    while index := index // _GROUP:
        groups.insert(0, f"x{index % _GROUP:03d}")
    return "/".join(groups)


def parse_index_path(path: str) -> int:
    """Return the index a path such as ``x001/x234/067`` stands for. Raises ValueError for any other spelling."""
    digits = "".join(group.removeprefix("x") for group in path.split("/"))
    if not (digits.isascii() and digits.isdecimal()) or _index_path(int(digits)) != path:
        raise ValueError(f"not the path of a tile: {path}")
    return int(digits)


def tile_hashes(complete: Iterable[tuple[int, int, bytes]]) -> Iterator[tuple[TilePlace, int, bytes]]:
    """Return which of these subtrees, given as (level, index, hash), tiles keep: (tile, place inside it, hash)."""
    for level, index, digest in complete:
        if level % _HEIGHT == 0:
            yield TilePlace(level // _HEIGHT, index // TILE_WIDTH), index % TILE_WIDTH, digest


def width_at(place: TilePlace, size: int) -> int:
    """Return how many hashes this tile holds in a tree of this size, 0 to 256."""
    complete = size >> (_HEIGHT * place.level)
    return max(0, min(TILE_WIDTH, complete - place.index * TILE_WIDTH))


def source_of(read: Callable[[TilePlace], bytes], algorithm: HashAlgorithm = SHA256) -> HashSource:
    """Return a hash source over tiles; ``read`` gives a tile's hashes one after the other, and is asked once a tile.

    The source raises ValueError when a tile is shorter than the tree needs.
    """
    kept: dict[TilePlace, bytes] = {}

    def source(level: int, index: int) -> bytes:
        above = level % _HEIGHT
        place = TilePlace(level // _HEIGHT, (index << above) // TILE_WIDTH)
        if place not in kept:
            kept[place] = read(place)
        first = (index << above) % TILE_WIDTH
        hashes = kept[place][first * HASH_BYTES : (first + (1 << above)) * HASH_BYTES]
        if len(hashes) != HASH_BYTES << above:
            raise ValueError(f"tile {place.level}/{place.index} is too short")
        return folded(hashes, algorithm)

    return source


def folded(hashes: bytes, algorithm: HashAlgorithm = SHA256) -> bytes:
    """Return the hash of the complete subtree over these hashes; their number is a power of two."""
    while len(hashes) > HASH_BYTES:
        pairs = range(0, len(hashes), 2 * HASH_BYTES)
        hashes = b"".join(
            node_hash(hashes[at : at + HASH_BYTES], hashes[at + HASH_BYTES : at + 2 * HASH_BYTES], algorithm)
            for at in pairs
        )
    return hashes
