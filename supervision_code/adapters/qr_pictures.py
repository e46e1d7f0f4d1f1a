"""QR pictures of a text, as one small SVG path or as PNG pixels; through the library qrcode, the only door to it."""

import io
from functools import lru_cache
from typing import Final, TypeAlias
from xml.sax.saxutils import escape

from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET_ZONE: Final = 4
"""Modules of white all round, as the standard wants."""
_REMEMBERED: Final = 256
"""Drawing costs 20 ms and more, and the same code is asked for again and again."""

Matrix: TypeAlias = tuple[tuple[bool, ...], ...]
_Point: TypeAlias = tuple[int, int]


@lru_cache(maxsize=_REMEMBERED)
def matrix(text: str) -> Matrix:
    """Return the dark modules of the smallest QR code of the text at level M, without quiet zone."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=0)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


@lru_cache(maxsize=_REMEMBERED)
def svg(text: str, title: str) -> str:
    """Return the code as SVG that fills whatever box holds it; the title is read out in the picture's place."""
    modules = matrix(text)
    side = len(modules) + 2 * QUIET_ZONE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" shape-rendering="crispEdges">'
        f'<title>{escape(title)}</title><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{_outlines(modules)}"/></svg>'
    )


@lru_cache(maxsize=_REMEMBERED)
def png(text: str, pixels: int) -> bytes:
    """Return the code as a square PNG of so many pixels a side, every module the same whole number of them."""
    modules = matrix(text)
    scale = pixels // (len(modules) + 2 * QUIET_ZONE)
    if scale < 1:
        raise ValueError(f"{pixels} pixels are too few for {len(modules)} modules and the quiet zone")
    small = Image.new("1", (len(modules), len(modules)))
    small.putdata([not dark for row in modules for dark in row])
    drawn = small.resize((len(modules) * scale, len(modules) * scale), Image.Resampling.NEAREST)
    picture = Image.new("1", (pixels, pixels), 1)
    margin = (pixels - drawn.width) // 2
    picture.paste(drawn, (margin, margin))
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _outlines(modules: Matrix) -> str:
    """Return path data that walks round every dark area once, so that no seams show between modules."""
    ways = _edges(modules)
    path = []
    while ways:
        start = next(iter(ways))
        path.append(f"M{start[0] + QUIET_ZONE} {start[1] + QUIET_ZONE}{_walk(ways, start)}z")
    return "".join(path)


def _edges(modules: Matrix) -> dict[_Point, list[_Point]]:
    """Return the border of the dark area as unit steps from point to point, the dark side always on the right."""
    ways: dict[_Point, list[_Point]] = {}
    size = len(modules)

    def dark(x: int, y: int) -> bool:
        return 0 <= x < size and 0 <= y < size and modules[y][x]

    for y in range(size + 1):
        for x in range(size + 1):
            here, above, left = dark(x, y), dark(x, y - 1), dark(x - 1, y)
            if here != above:
                begin, end = ((x, y), (x + 1, y)) if here else ((x + 1, y), (x, y))
                ways.setdefault(begin, []).append(end)
            if here != left:
                begin, end = ((x, y + 1), (x, y)) if here else ((x, y), (x, y + 1))
                ways.setdefault(begin, []).append(end)
    return ways


def _walk(ways: dict[_Point, list[_Point]], start: _Point) -> str:
    """Use up the steps from the start round to it again; return them with straight runs joined."""
    point = start
    runs: list[list[int]] = []
    while point in ways:
        x, y = ways[point].pop()
        if not ways[point]:
            del ways[point]
        across, down = x - point[0], y - point[1]
        if runs and (runs[-1][0] * across > 0 or runs[-1][1] * down > 0):
            runs[-1][0] += across
            runs[-1][1] += down
        else:
            runs.append([across, down])
        point = (x, y)
    return "".join(f"h{across}" if across else f"v{down}" for across, down in runs[:-1])
