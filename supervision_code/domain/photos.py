"""Photos of a visit: how many, how large, and why one is not taken."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from supervision_code.domain.errors_of_working_day import PhotoRefused

MOST_PHOTOS: Final = 20
"""By one agency at one visit; withdrawn ones excepted."""
MOST_BYTES: Final = 15_000_000
MOST_PIXELS: Final = 40_000_000
LONGEST_SIDE: Final = 2560
SMALL_SIDE: Final = 960
_MEGA: Final = 1_000_000

_KINDS: Final[Mapping[bytes, str]] = MappingProxyType(
    {
        b"\xff\xd8\xff": "JPEG",
        b"\x89PNG": "PNG",
        b"GIF8": "GIF",
        b"%PDF": "PDF",
        b"PK\x03\x04": "ZIP",
        b"BM": "BMP",
        b"II*\x00": "TIFF",
        b"MM\x00*": "TIFF",
    }
)
_BOX: Final = slice(4, 12)
_BOXES: Final[Mapping[bytes, str]] = MappingProxyType(
    {b"ftypheic": "HEIC", b"ftypheix": "HEIC", b"ftypmif1": "HEIC", b"ftypavif": "AVIF"}
)


def kind_of(content: bytes) -> str:
    """Return what the first bytes say a file is: a name such as JPEG, ``text`` for words, ``unknown`` for the rest."""
    for beginning, name in _KINDS.items():
        if content.startswith(beginning):
            return name
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WebP"
    if content[_BOX] in _BOXES:
        return _BOXES[content[_BOX]]
    head = content[:512]
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:
            return "unknown"
    return "text" if head and b"\x00" not in head else "unknown"


def require_room(photos: int) -> None:
    """Raise PhotoRefused when the agency has as many photos of the visit as one may have."""
    if photos >= MOST_PHOTOS:
        raise PhotoRefused(refusal="too_many", limit=MOST_PHOTOS)


def require_size(content: bytes) -> None:
    """Raise PhotoRefused for an empty file or one of too many bytes."""
    if not content:
        raise PhotoRefused(refusal="empty", limit=0)
    if len(content) > MOST_BYTES:
        raise PhotoRefused(refusal="too_many_bytes", limit=MOST_BYTES // _MEGA)
