"""Portraits of nobody: simple faces drawn by chance, for the demonstration."""

import io
import random
from typing import Final

from PIL import Image, ImageDraw

from supervision_code.adapters.portrait_coding import SIZE

_BACKGROUNDS: Final = ("#dfe7ef", "#e8efe0", "#efe7df", "#e5e2ef")
_SKINS: Final = ("#d9b08c", "#c99a72", "#e3bd9d")
_COATS: Final = ("#27415f", "#33475b", "#1f3a4d")


def draw_portrait(chance: random.Random) -> bytes:
    """Return a face of a few ellipses as JPEG, the same for the same chance."""
    picture = Image.new("RGB", SIZE, chance.choice(_BACKGROUNDS))
    draw, skin, hair = ImageDraw.Draw(picture), chance.choice(_SKINS), chance.choice(("#2b2522", "#3a302a", "#55504c"))
    draw.ellipse((30, 330, 330, 640), fill=chance.choice(_COATS))
    draw.polygon([(140, 335), (220, 335), (180, 420)], fill="#f4f6f8")
    draw.rectangle((150, 270, 210, 350), fill=skin)
    draw.ellipse((95, 80, 265, 250), fill=hair)
    draw.ellipse((105, 110, 255, 310), fill=skin)
    draw.rectangle((110, 95, 250, 135 + chance.randint(0, 15)), fill=hair)
    for eye in (150, 210):
        draw.ellipse((eye - 7, 196, eye + 7, 210), fill="#2b2522")
    draw.arc((150, 225, 210, 270), 20, 160, fill="#8c4a3c", width=5)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80, optimize=True)
    return written.getvalue()
