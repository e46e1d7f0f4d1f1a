"""What happens to a code between wall and decoder: drawn, printed, photographed badly, partly covered."""

import re
from itertools import pairwise
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

_STEP: Final = re.compile(r"([hv])(-?\d+)|M(\d+) (\d+)")
_WHITE: Final = 255


def rasterised(svg: str, scale: int) -> Image.Image:
    """Return the pixels of one of our drawings: everything between two upright edges of its outline is dark."""
    sides = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert sides, svg[:200]
    side = int(sides[1])
    edges: list[set[int]] = [set() for _ in range(side)]
    for outline in re.findall(r"M[^Mz]*z", svg.rpartition(' d="')[2]):
        _add_upright_edges(outline, edges)
    picture = Image.new("L", (side, side), _WHITE)
    for y, crossings in enumerate(edges):
        for enter, leave in list(pairwise(sorted(crossings)))[::2]:
            picture.paste(0, (enter, y, leave, y + 1))
    return picture.resize((side * scale, side * scale), Image.Resampling.NEAREST)


def _add_upright_edges(outline: str, edges: list[set[int]]) -> None:
    x = y = start_x = start_y = 0
    for step in _STEP.finditer(outline):
        if step[1] == "h":
            x += int(step[2])
        elif step[1] == "v":
            _toggle(edges, x, y, y + int(step[2]))
            y += int(step[2])
        else:
            x, y = start_x, start_y = int(step[3]), int(step[4])
    assert x == start_x or y == start_y, outline
    _toggle(edges, x, y, start_y)


def _toggle(edges: list[set[int]], x: int, start: int, end: int) -> None:
    for row in range(min(start, end), max(start, end)):
        edges[row] ^= {x}


def on_a_wall(code: Image.Image) -> Image.Image:
    """Return the code in the middle of a grey wall twice its size."""
    wall = Image.new("L", (code.width * 2, code.height * 2), 190)
    wall.paste(code.convert("L"), (code.width // 2, code.height // 2))
    return wall


def blurred(picture: Image.Image) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(picture.width / 400))


def turned(picture: Image.Image) -> Image.Image:
    return picture.rotate(23, Image.Resampling.BICUBIC, expand=True, fillcolor=190)


def upside_down(picture: Image.Image) -> Image.Image:
    return picture.rotate(180)


def from_aside(picture: Image.Image) -> Image.Image:
    """Return the picture as seen from the left and below: lines run together towards the far corner."""
    far = 1 / picture.width
    seen_from = (1.0, 0.12, 0.0, 0.08, 1.0, 0.0, 0.16 * far, 0.10 * far)
    return picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, seen_from, Image.Resampling.BICUBIC, fillcolor=190
    )


def partly_covered(picture: Image.Image) -> Image.Image:
    """Return the picture with dirt on it: six spots on the modules and a shadow over one half."""
    dirty = picture.copy()
    brush = ImageDraw.Draw(dirty)
    spot = picture.width // 55
    for across, down in ((40, 45), (55, 38), (61, 60), (45, 64), (52, 52), (34, 56)):
        x, y = picture.width * across // 100, picture.height * down // 100
        brush.ellipse((x - spot, y - spot, x + spot, y + spot), fill=90)
    shadow = Image.new("L", picture.size, 0)
    ImageDraw.Draw(shadow).rectangle((0, 0, picture.width // 2, picture.height), fill=110)
    return Image.composite(Image.new("L", picture.size, 20), dirty, shadow)


def faint_and_small(picture: Image.Image) -> Image.Image:
    return picture.resize((picture.width // 2, picture.height // 2)).point(lambda value: 120 + value // 4)
