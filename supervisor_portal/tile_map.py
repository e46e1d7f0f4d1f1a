"""A schematic map of the city: each district a square where it roughly lies, without any border."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

from supervision_code.queries.overview import AreaRow

_PLACES: Final[Mapping[str, tuple[int, int]]] = {
    "440311": (2, 0),
    "440306": (1, 1),
    "440309": (3, 1),
    "440307": (4, 1),
    "440310": (5, 1),
    "SZ-SHENSHAN": (7, 1),
    "440305": (2, 2),
    "440304": (3, 2),
    "440303": (4, 2),
    "440308": (5, 2),
    "SZ-DAPENG": (6, 2),
}
_STEP: Final = 100
_FIRST_COLUMN: Final = 1
_ROWS: Final = 3
_SHADES: Final = 4
_LONGEST_NAME: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One district on the map. ``shade`` 0 to 4: how many findings, against the most of any district."""

    code: str
    name: str
    short: str
    x: int
    y: int
    visits: int
    findings: int
    shade: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    """The map with its size."""

    tiles: tuple[Tile, ...]
    width: int
    height: int


def tile_map(areas: Iterable[AreaRow]) -> TileMap:
    """Return the map; a district without a known place stands in a row below."""
    rows = list(areas)
    strangers = [row.code for row in rows if row.code not in _PLACES]
    places = {**_PLACES, **{code: (_FIRST_COLUMN + i % 7, _ROWS + i // 7) for i, code in enumerate(strangers)}}
    most = max((row.counted.findings for row in rows), default=0)
    tiles = tuple(_tile(row, places[row.code], most) for row in rows)
    return TileMap(
        tiles=tiles,
        width=max((tile.x for tile in tiles), default=0) + _STEP,
        height=max((tile.y for tile in tiles), default=0) + _STEP,
    )


def _tile(row: AreaRow, place: tuple[int, int], most: int) -> Tile:
    findings = row.counted.findings
    return Tile(
        code=row.code,
        name=row.name,
        short=row.name if len(row.name) <= _LONGEST_NAME else row.name[:2],
        x=(place[0] - _FIRST_COLUMN) * _STEP,
        y=place[1] * _STEP,
        visits=row.counted.visits,
        findings=findings,
        shade=ceil(_SHADES * findings / most) if most and findings > 0 else 0,
    )
