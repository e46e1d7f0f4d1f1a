"""QR codes in an uploaded picture, read with zxing-cpp, the only door to it."""

from collections.abc import Iterator
from typing import Final

import zxingcpp
from PIL import Image, ImageOps

from supervision_code.adapters.pictures import USUAL_LIMITS, PictureLimits, open_picture

_SIDES: Final = (1600, 800)
"""Codes hidden by noise or blur in a large photo often show in a smaller copy of it."""


def read_codes(content: bytes, limits: PictureLimits = USUAL_LIMITS) -> tuple[str, ...]:
    """Return the texts of the QR codes in a picture file, each once; raise PictureRefused for what is no picture."""
    return texts_in(open_picture(content, limits))


def texts_in(picture: Image.Image) -> tuple[str, ...]:
    """Return the texts of the QR codes among these pixels, each once, in the order they were found."""
    # Made here and not once for all: what the library makes must be gone before the process ends, or it complains.
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for attempt in _attempts(picture.convert("L")):
        found = zxingcpp.read_barcodes(attempt, formats=wanted, text_mode=zxingcpp.TextMode.Plain)
        if texts := tuple(dict.fromkeys(code.text for code in found if code.text)):
            return texts
    return ()


def _attempts(grey: Image.Image) -> Iterator[Image.Image]:
    yield grey
    yield ImageOps.autocontrast(grey, cutoff=1)
    for side in _SIDES:
        if max(grey.size) > side:
            smaller = ImageOps.contain(grey, (side, side), Image.Resampling.LANCZOS)
            yield ImageOps.autocontrast(smaller, cutoff=1)
