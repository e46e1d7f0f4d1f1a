"""Portraits coded anew: cut to the shape of a certificate's photo, small, and nothing but pixels."""

import io
from typing import Final

from PIL import Image, ImageOps

from supervision_code.adapters.pictures import PictureFault, PictureRefused, open_picture

SIZE: Final = (360, 480)
"""Width and height in pixels."""
MOST_BYTES: Final = 40_000
_QUALITIES: Final = (85, 75, 60, 45, 30, 10)


def code_portrait(content: bytes) -> bytes:
    """Return the picture as a small JPEG of at most 40 kB, cut to three by four. Raises PictureRefused."""
    picture = ImageOps.fit(open_picture(content), SIZE, Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    for quality in _QUALITIES:
        drawn = _jpeg(picture, quality)
        if len(drawn) <= MOST_BYTES:
            return drawn
    raise PictureRefused(PictureFault.TOO_MANY_BYTES, MOST_BYTES)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()
