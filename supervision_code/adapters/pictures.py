"""Uploaded pictures, opened with suspicion through Pillow: what they are is told by their content, never by a name."""

import io
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from PIL import ExifTags, Image, UnidentifiedImageError

_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_DAMAGE: Final = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, struct.error, zlib.error)
"""What Pillow's readers raise for files cut short, changed or made to confuse."""
_UPRIGHT: Final[Mapping[object, Image.Transpose]] = MappingProxyType(
    {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
)


class PictureFault(StrEnum):
    """What is wrong with an upload."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too_many_bytes"
    NO_PICTURE = "no_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    DAMAGED = "damaged"


class PictureRefused(Exception):
    """An upload that is not opened. ``fault`` says why, ``limit`` the bytes or pixels that are allowed."""

    code = "picture-refused"

    def __init__(self, fault: PictureFault, limit: int = 0) -> None:
        super().__init__(f"{fault.value} (limit {limit})" if limit else fault.value)
        self.fault = fault
        self.limit = limit


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLimits:
    """How much of an upload is looked at."""

    most_bytes: int = 10_000_000
    most_pixels: int = 40_000_000


USUAL_LIMITS: Final = PictureLimits()


def open_picture(content: bytes, limits: PictureLimits = USUAL_LIMITS) -> Image.Image:
    """Return the pixels, upright and in RGB, without anything else the file held; raise PictureRefused."""
    if not content:
        raise PictureRefused(PictureFault.EMPTY)
    if len(content) > limits.most_bytes:
        raise PictureRefused(PictureFault.TOO_MANY_BYTES, limits.most_bytes)
    with _opened(content, limits) as picture:
        if picture.width * picture.height > limits.most_pixels:
            raise PictureRefused(PictureFault.TOO_MANY_PIXELS, limits.most_pixels)
        return _pixels(picture)


def _opened(content: bytes, limits: PictureLimits) -> Image.Image:
    """Read the head of the file alone: size and kind are known before a pixel is decoded."""
    try:
        return Image.open(io.BytesIO(content), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(PictureFault.TOO_MANY_PIXELS, limits.most_pixels) from None
    except UnidentifiedImageError:
        raise PictureRefused(PictureFault.NO_PICTURE) from None
    except _DAMAGE:
        raise PictureRefused(PictureFault.DAMAGED) from None


def _pixels(picture: Image.Image) -> Image.Image:
    clean = Image.new("RGB", picture.size, "white")
    try:
        if picture.has_transparency_data:
            layer = picture.convert("RGBA")
            clean.paste(layer, mask=layer)
        else:
            clean.paste(picture)
    except _DAMAGE:
        raise PictureRefused(PictureFault.DAMAGED) from None
    turn = _UPRIGHT.get(_orientation(picture))
    return clean if turn is None else clean.transpose(turn)


def _orientation(picture: Image.Image) -> object:
    """Return how the camera was held; a note that cannot be read spoils no picture."""
    try:
        return picture.getexif().get(ExifTags.Base.Orientation)
    except _DAMAGE:
        return None
