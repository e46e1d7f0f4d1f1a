"""The position that a phone may send along with a form; whatever is not one is left out, never refused."""

from collections.abc import Mapping
from math import isfinite

from supervision_code.domain.evidence import Place, Position

_POLE = 90.0
_DATE_LINE = 180.0


def claimed_position(fields: Mapping[str, str]) -> Position | None:
    """Return the position among the fields of a request, or None."""
    latitude, longitude, accuracy = (_number(fields, name) for name in ("latitude", "longitude", "accuracy"))
    if latitude is None or longitude is None or abs(latitude) > _POLE or abs(longitude) > _DATE_LINE:
        return None
    return Position(place=Place(latitude=latitude, longitude=longitude), accuracy_metres=accuracy or 0.0)


def _number(fields: Mapping[str, str], name: str) -> float | None:
    try:
        value = float(fields.get(name, ""))
    except ValueError:
        return None
    return value if isfinite(value) else None
