"""The published paths of tiles, read."""

from dataclasses import dataclass

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.tiles import TILE_WIDTH, TilePlace, parse_index_path

_MOST_LEVELS = 7
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class WantedTile:
    """A tile of hashes, or (``entries``) the bundle of entries behind a tile of the lowest level."""

    place: TilePlace
    width: int
    entries: bool = False


def wanted_tile(path: str) -> WantedTile:
    """Return which tile a path such as ``0/x001/067.p/17`` or ``entries/000`` means. Raises NoSuchRecord."""
    level, _, rest = path.partition("/")
    index, partial, width = rest.partition(".p/")
    entries = level == "entries"
    try:
        number = int(level) if level in map(str, range(_MOST_LEVELS)) else 0
        wanted = WantedTile(TilePlace(number, _index(index)), _width(width) if partial else TILE_WIDTH, entries)
    except ValueError:
        raise NoSuchRecord from None
    if not entries and str(number) != level:
        raise NoSuchRecord
    return wanted


def _index(path: str) -> int:
    if len(path) > _LONGEST:
        raise ValueError("longer than any tile's path")
    return parse_index_path(path)


def _width(text: str) -> int:
    if text not in map(str, range(1, TILE_WIDTH)):
        raise ValueError("not the width of a partial tile")
    return int(text)
