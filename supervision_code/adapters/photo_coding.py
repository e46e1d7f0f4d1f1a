"""Photos coded anew from their pixels alone: what a camera notes beside them (place, device, time) is not kept."""

import hashlib
import io
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PIL import Image

from supervision_code.adapters.pictures import PictureFault, PictureLimits, PictureRefused, open_picture
from supervision_code.domain.errors_of_working_day import PhotoRefused
from supervision_code.domain.photos import LONGEST_SIDE, MOST_BYTES, MOST_PIXELS, SMALL_SIDE, kind_of, require_size

_LIMITS: Final = PictureLimits(most_bytes=MOST_BYTES, most_pixels=MOST_PIXELS)
_QUALITY: Final = 82
_SMALL_QUALITY: Final = 75
_REFUSALS: Final = MappingProxyType(
    {
        PictureFault.EMPTY: "empty",
        PictureFault.TOO_MANY_BYTES: "too_many_bytes",
        PictureFault.NO_PICTURE: "no_picture",
        PictureFault.TOO_MANY_PIXELS: "too_many_pixels",
        PictureFault.DAMAGED: "damaged",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedPhoto:
    """A photo as it is kept, and the small picture of it for lists and print."""

    original_sha256: str
    content: bytes
    small: bytes
    width: int
    height: int


def code_photo(content: bytes) -> CodedPhoto:
    """Return the photo coded anew: JPEG, upright, at most 2,560 pixels a side. Raises PhotoRefused."""
    require_size(content)
    picture = _opened(content)
    kept = _within(picture, LONGEST_SIDE)
    return CodedPhoto(
        original_sha256=hashlib.sha256(content).hexdigest(),
        content=_jpeg(kept, _QUALITY),
        small=_jpeg(_within(kept, SMALL_SIDE), _SMALL_QUALITY),
        width=kept.width,
        height=kept.height,
    )


def _opened(content: bytes) -> Image.Image:
    try:
        return open_picture(content, _LIMITS)
    except PictureRefused as refused:
        limit = MOST_PIXELS if refused.fault is PictureFault.TOO_MANY_PIXELS else MOST_BYTES
        raise PhotoRefused(
            refusal=_REFUSALS[refused.fault], limit=limit // 1_000_000, kind=kind_of(content)
        ) from refused


def _within(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    scale = side / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()
