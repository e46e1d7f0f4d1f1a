"""The seven forms as PDF: what they say, their fonts, their code, and the same bytes each time."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from config.settings import ROOT
from supervision_code.adapters.papers import Paper, PaperPrinter
from supervision_code.adapters.qr_reading import texts_in
from supervision_code.domain.documents import DocumentKind
from supervision_code.web.paper_words import paper_words
from tests.adapters import papers

_SAID = (
    *("深圳市市场监督管理局龙华监管局", "BL20261120-7K3M9Q", "东门小厨餐饮", "张三", "粤B0001234", "食品安全法"),
    *("此前已对该单位检查1次", "严禁逐利检查", "拒绝签名", "对第2项有异议"),
)
FONTS = ROOT / "static" / "dist" / "fonts"


@pytest.fixture(scope="module")
def printer() -> PaperPrinter:
    """A printer with the built fonts."""
    return PaperPrinter(FONTS)


def text_of(pdf: bytes) -> str:
    """The words of a PDF without the white space between them; by poppler where it is there, for it is faster."""
    if shutil.which("pdftotext"):
        read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
        return "".join(read.stdout.decode().split())
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_full_form_says_everything_and_an_empty_one_leaves_lines(printer: PaperPrinter, kind: DocumentKind) -> None:
    words = paper_words()
    full = printer.print(papers.full(kind))
    text = text_of(full)

    for wanted in _SAID:
        assert wanted in text
    assert "第一版漏记第三项" in text
    assert ("行政复议" in text) is (kind is not DocumentKind.APPROVAL)
    blank = text_of(printer.print(papers.empty(kind)))
    assert words.titles[kind] in text
    assert words.titles[kind] in blank
    assert "东门小厨餐饮" in blank
    assert "张三" not in blank
    assert b"pdfuaid" in full


def test_the_same_paper_is_the_same_bytes(printer: PaperPrinter) -> None:
    paper = papers.full(DocumentKind.RECORD)

    assert printer.print(paper) == PaperPrinter(FONTS).print(paper)


def test_every_font_is_in_the_file(printer: PaperPrinter) -> None:
    pages = PdfReader(io.BytesIO(printer.print(papers.full(DocumentKind.RECORD)))).pages
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]

    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = inner["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described), font["/BaseFont"]
        assert "NotoSansSC" in str(font["/BaseFont"]).replace("-", "")


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed")
def test_the_code_on_every_page_can_be_read(printer: PaperPrinter, tmp_path: Path) -> None:
    paper = papers.full(DocumentKind.RECORD)
    file = tmp_path / "record.pdf"
    file.write_bytes(printer.print(paper))
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(file), str(tmp_path / "page")], check=True)

    pages = sorted(tmp_path.glob("page*.png"))
    assert len(pages) >= 3
    for page in pages:
        with Image.open(page) as picture:
            assert texts_in(picture) == (papers.CODE_TEXT,)


def test_a_draft_says_so(printer: PaperPrinter) -> None:
    paper = papers.full(DocumentKind.NOTICE)

    drafted, final = (PdfReader(io.BytesIO(printer.print(replace(paper, draft=draft)))) for draft in (True, False))
    assert all("草稿" in page.extract_text() for page in drafted.pages)
    assert not any("草稿" in page.extract_text() for page in final.pages)


@pytest.mark.parametrize("name", ["../secrets.jpg", "x.jpg", "frame.typ", "A" * 64 + ".jpg"])
def test_a_photo_is_named_by_its_hash_or_not_at_all(printer: PaperPrinter, name: str) -> None:
    paper: Paper = replace(papers.full(DocumentKind.RECORD), photos={name: papers.small_photo()})

    with pytest.raises(ValueError, match="photo"):
        printer.print(paper)


def test_words_that_look_like_commands_are_printed_as_words(printer: PaperPrinter) -> None:
    hostile = '#read("/etc/passwd") \\ $x$ *fett* \u202e<b>'
    text = text_of(printer.print(papers.full(DocumentKind.RECORD, findings=[hostile])))

    assert '#read("/etc/passwd")' in text
    assert "\u202e" not in text
