"""Where an officer was, as the ledger commits to it: a fact of its own, so that its salt can be destroyed alone."""

from collections.abc import Mapping
from typing import Final

from supervision_code.domain.ledger import Canonical

POSITION: Final = "position"
_SCALE: Final = 10_000_000
"""Degrees to whole numbers: the seventh decimal is a centimetre."""
_MILLIMETRES: Final = 1000


def position_facts(latitude: float | None, longitude: float | None, accuracy: float | None) -> Mapping[str, Canonical]:
    """Return the fact for a position in degrees and metres, or no fact where none was told."""
    if latitude is None or longitude is None:
        return {}
    return {
        POSITION: {
            "accuracy_mm": round((accuracy or 0.0) * _MILLIMETRES),
            "latitude_e7": round(latitude * _SCALE),
            "longitude_e7": round(longitude * _SCALE),
        }
    }
