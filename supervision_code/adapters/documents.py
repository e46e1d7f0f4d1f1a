"""Documents as PDF through typst, the only door to it; texts and facts come from the caller."""

import json
import unicodedata
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Final

import typst

from supervision_code.adapters import qr_pictures

FONT_FAMILY: Final = "Noto Sans SC"
_TEMPLATES: Final = Path(__file__).parent / "typst"
_STEERING: Final = frozenset({"Cc", "Cf", "Cs"})


class FontsMissing(Exception):
    """The font folder lacks the family that the documents are set in; without it Chinese would come out blank."""


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in both languages."""

    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class PosterNotice:
    """One of the short notices along the poster's foot."""

    heading: Words
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterTexts:
    """Every word on the poster that is the same for all firms."""

    title: Words
    call: Words
    serial: Words
    generation: Words
    issued_on: Words
    official_domain: Words
    code_description: Words
    notices: tuple[PosterNotice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterFacts:
    """What is particular to one firm's poster; ``code_text`` is the address inside the QR code."""

    enterprise_name: str
    serial: str
    generation: int
    issued_on: date
    official_domain: str
    code_text: str


class DocumentPrinter:
    """Sets documents with the fonts of one folder, which are read once."""

    def __init__(self, font_folder: Path) -> None:
        self._fonts = load_fonts(font_folder)

    def poster(self, facts: PosterFacts, texts: PosterTexts) -> bytes:
        """Return the firm's poster, one page A4 as PDF/UA; the same facts give the same bytes."""
        given, at = {"poster": json.dumps(_poster(facts, texts))}, datetime.combine(facts.issued_on, time.min, UTC)
        return print_pdf(_TEMPLATES / "poster.typ", self._fonts, given, at)


@cache
def load_fonts(font_folder: Path) -> typst.Fonts:
    """Return the fonts of a folder, read once a process. Raises FontsMissing."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_folder])
    if FONT_FAMILY not in fonts.families():
        raise FontsMissing(f"{font_folder} holds no font of the family {FONT_FAMILY}")
    return fonts


def print_pdf(template: Path, fonts: typst.Fonts, given: dict[str, str], at: datetime) -> bytes:
    """Return the PDF of a template, which reads ``given`` and the files beside it, and nothing else.

    A name with a sign the font lacks breaks PDF/UA; it is printed all the same, as plain PDF.
    """
    compiler = typst.Compiler(
        template, root=template.parent, font_paths=fonts, ignore_system_fonts=True, sys_inputs=given
    )
    try:
        printed = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=at)
    except typst.TypstError:
        printed = compiler.compile(format="pdf", timestamp=at)
    if not isinstance(printed, bytes):
        raise TypeError("a PDF is one file")
    return printed


def visible(words: str) -> str:
    """Return the words without signs that steer a terminal or turn the direction of writing."""
    return "".join(" " if unicodedata.category(sign) in _STEERING else sign for sign in words)


def _poster(facts: PosterFacts, texts: PosterTexts) -> dict[str, object]:
    rows = (
        (texts.serial, facts.serial),
        (texts.generation, str(facts.generation)),
        (texts.issued_on, facts.issued_on.isoformat()),
        (texts.official_domain, facts.official_domain),
    )
    return {
        "facts": {"enterprise_name": visible(facts.enterprise_name)},
        "title": asdict(texts.title),
        "call": asdict(texts.call),
        "rows": [{"label": asdict(label), "value": visible(value)} for label, value in rows],
        "notices": [asdict(notice) for notice in texts.notices],
        "code_description": texts.code_description.chinese,
        "code_svg": qr_pictures.svg(facts.code_text, texts.code_description.chinese),
    }
