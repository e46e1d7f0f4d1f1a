"""A signature drawn on a screen: lines of points in a field of three to one, when it is ink, and how it is drawn again.

Points are whole numbers from 0 to 10,000 across and down the field, so that the same signature is the same text on
every screen; neither pressure nor speed is taken.
"""

import json
from collections.abc import Sequence
from itertools import pairwise
from math import hypot
from typing import Any, Final, TypeAlias

from supervision_code.domain.errors import InvalidValue

Stroke: TypeAlias = tuple[tuple[int, int], ...]
SCALE: Final = 10_000
MOST_POINTS: Final = 4000
MOST_CHARACTERS: Final = 80_000
_FEWEST_POINTS: Final = 8
_SHORTEST_INK: Final = 0.25
"""Length of all lines together, in widths of the field: less is a slip of the finger."""
_NARROWEST: Final = 0.06
"""How far the ink reaches across or down, in widths of the field: a blot is no signature."""
_ASPECT: Final = 3


def read_strokes(text: str) -> tuple[Stroke, ...]:
    """Return the lines in this JSON. Raises InvalidValue (``field`` strokes) for what is none of ours or no ink."""
    if not text.strip():
        raise _refused("expected-signature-ink")
    if len(text) > MOST_CHARACTERS:
        raise _refused("expected-signature-points")
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        raise _refused("expected-signature-form") from None
    strokes = tuple(_stroke(one) for one in _list(read))
    if sum(map(len, strokes)) > MOST_POINTS:
        raise _refused("expected-signature-points")
    if not is_ink(strokes):
        raise _refused("expected-signature-ink")
    return strokes


def is_ink(strokes: Sequence[Stroke]) -> bool:
    """Say whether the lines are enough to be a signature: not a tap, not a short dash, not a blot on one spot."""
    points = [point for stroke in strokes for point in stroke]
    if len(points) < _FEWEST_POINTS:
        return False
    across = (max(x for x, _ in points) - min(x for x, _ in points)) / SCALE
    down = (max(y for _, y in points) - min(y for _, y in points)) / SCALE / _ASPECT
    return max(across, down) >= _NARROWEST and ink_length(strokes) >= _SHORTEST_INK


def ink_length(strokes: Sequence[Stroke]) -> float:
    """Return the length of all lines in widths of the field."""
    steps = [pair for stroke in strokes for pair in pairwise(stroke)]
    return sum(hypot((x2 - x1) / SCALE, (y2 - y1) / SCALE / _ASPECT) for (x1, y1), (x2, y2) in steps)


def canonical_strokes(strokes: Sequence[Stroke]) -> str:
    """Return the lines as they are kept."""
    return json.dumps([[list(point) for point in stroke] for stroke in strokes], separators=(",", ":"))


def as_svg(strokes: Sequence[Stroke], words: str = "") -> str:
    """Return the signature as SVG, drawn by us; ``words`` say what it is to who cannot see it."""
    lines = "".join(f'<path d="{_path(stroke)}"/>' for stroke in strokes)
    title = f"<title>{_escaped(words)}</title>" if words else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" role="img">'
        f'{title}<g fill="none" stroke="#111" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f"{lines}</g></svg>"
    )


def _path(stroke: Stroke) -> str:
    # A tap inside a signature is a dot: a line that goes nowhere, which round ends make visible.
    drawn = stroke if len(stroke) > 1 else (*stroke, *stroke)
    return "M" + "L".join(f"{x * 300 / SCALE:.1f} {y * 100 / SCALE:.1f}" for x, y in drawn)


def _stroke(read: Any) -> Stroke:
    points = tuple(_point(one) for one in _list(read))
    if not points:
        raise _refused("expected-signature-form")
    return points


def _point(read: Any) -> tuple[int, int]:
    pair = _list(read)
    if len(pair) != 2 or not all(type(one) is int and 0 <= one <= SCALE for one in pair):  # noqa: PLR2004
        raise _refused("expected-signature-form")
    return pair[0], pair[1]


def _list(read: Any) -> list[Any]:
    if not isinstance(read, list):
        raise _refused("expected-signature-form")
    return read


def _refused(expected: str) -> InvalidValue:
    return InvalidValue(field="strokes", value="", expected=expected)


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
