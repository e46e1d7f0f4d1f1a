"""Photos of nothing real: shelves drawn for the demonstration."""

import io
from typing import Final

from PIL import Image, ImageDraw

_COLOURS: Final = ("#c8d6df", "#d9cdb8", "#c5d3c0")


def draw_photo(place: int, number: int) -> bytes:
    """Return shelves as JPEG, so that nobody takes it for a photo of somebody; the same for the same numbers."""
    picture = Image.new("RGB", (1200, 900), _COLOURS[(place + number) % len(_COLOURS)])
    pen = ImageDraw.Draw(picture)
    for shelf in range(4):
        pen.rectangle((120, 180 + 160 * shelf, 1080, 196 + 160 * shelf), fill="#5b6670")
        for box in range(5 + (place + shelf + number) % 3):
            left = 150 + box * 125
            pen.rectangle((left, 100 + 160 * shelf, left + 90, 178 + 160 * shelf), fill="#8795a1")
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()
