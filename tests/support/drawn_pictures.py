"""Pictures for tests, drawn here: a portrait, and files that only look like one."""

import io
import struct
import zlib

from PIL import Image, ImageDraw


def portrait(width: int = 800, height: int = 1000, kind: str = "JPEG") -> bytes:
    """A face of two circles."""
    picture = Image.new("RGB", (width, height), "#dfe7ef")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((width * 0.3, height * 0.2, width * 0.7, height * 0.55), fill="#c89b7b")
    draw.ellipse((width * 0.1, height * 0.6, width * 0.9, height * 1.4), fill="#27415f")
    return _written(picture, kind)


def bomb(side: int = 11_000) -> bytes:
    """A PNG of a few hundred bytes that says it has 121 megapixels."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0" * 64)) + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _written(picture: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()
