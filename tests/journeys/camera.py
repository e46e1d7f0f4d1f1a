"""A camera for Chromium: a short film of a picture, in the uncompressed form that Chromium plays as its camera."""

from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageFilter

WIDTH: Final = 1280
HEIGHT: Final = 720
FRAMES: Final = 3
_HEADER: Final = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode()


def film(picture: bytes, file: Path, *, size: int = 560, turned: float = 6.0) -> Path:
    """Write a film that shows the picture as a hand-held phone would see it: turned a little, soft, on a grey wall."""
    code = Image.open(BytesIO(picture)).convert("L").resize((size, size))
    seen = code.rotate(turned, expand=True, fillcolor=200, resample=Image.Resampling.BICUBIC)
    wall = Image.new("L", (WIDTH, HEIGHT), 150)
    wall.paste(seen, ((WIDTH - seen.width) // 2, (HEIGHT - seen.height) // 2))
    grey = wall.filter(ImageFilter.GaussianBlur(0.8)).tobytes()
    frame = b"FRAME\n" + grey + bytes([128]) * (WIDTH * HEIGHT // 2)
    file.write_bytes(_HEADER + frame * FRAMES)
    return file
