"""The seven forms as PDF; every word and fact comes from the caller, every picture is drawn or given."""

import json
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final

from supervision_code.adapters import qr_pictures
from supervision_code.adapters.documents import load_fonts, print_pdf, visible

_TEMPLATES: Final = Path(__file__).parent / "typst" / "papers"
_WORDS_OF_CODE: Final = "paper-code-description"
_PHOTO: Final = re.compile(r"[0-9a-f]{64}\.jpg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What one document says.

    ``form``: the template's name. ``words`` and ``values`` are texts, lists of texts and rows of texts; ``photos`` are
    JPEG files by the names that stand in ``values``; ``code_text`` is the address in the code on every page.
    """

    form: str
    words: Mapping[str, str]
    values: Mapping[str, Any]
    code_text: str
    at: datetime
    draft: bool
    photos: Mapping[str, bytes] = field(default_factory=dict)


class PaperPrinter:
    """Sets forms with the fonts of one folder, one at a time: the compiler is not made for several threads at once."""

    def __init__(self, font_folder: Path) -> None:
        self._font_folder = font_folder
        self._one_at_a_time = Lock()

    def print(self, paper: Paper) -> bytes:
        """Return the document as PDF/UA on A4; the same paper gives the same bytes. Raises FontsMissing."""
        with self._one_at_a_time, tempfile.TemporaryDirectory(prefix="paper-") as name:
            root = Path(name)
            for template in _TEMPLATES.glob("*.typ"):
                shutil.copyfile(template, root / template.name)
            for photo, content in paper.photos.items():
                if not _PHOTO.fullmatch(photo):
                    raise ValueError(f"not a photo's name: {photo!r}")
                (root / photo).write_bytes(content)
            given, at = {"paper": json.dumps(_given(paper))}, paper.at.replace(microsecond=0)
            return print_pdf(root / f"{paper.form}.typ", load_fonts(self._font_folder), given, at)


def _given(paper: Paper) -> dict[str, Any]:
    return {
        "words": dict(paper.words),
        "values": _visible(paper.values),
        "code_svg": qr_pictures.svg(paper.code_text, paper.words[_WORDS_OF_CODE]),
        "draft": paper.draft,
    }


def _visible(value: Any) -> Any:
    """Return the values without signs that steer a terminal or turn the direction of writing; lines stay lines."""
    if isinstance(value, str):
        return "\n".join(visible(line) for line in value.split("\n"))
    if isinstance(value, Mapping):
        return {name: _visible(one) for name, one in value.items()}
    if isinstance(value, Sequence):
        return [_visible(one) for one in value]
    return value
