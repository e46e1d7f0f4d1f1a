"""The poster as printed: one page, embedded fonts, and a code that is read back from paper."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from supervision_code.adapters.documents import (
    DocumentPrinter,
    FontsMissing,
    PosterFacts,
    PosterNotice,
    PosterTexts,
    Words,
)

FONTS: Final = Path(__file__).parents[2] / "static" / "dist" / "fonts"
ADDRESS: Final = "https://jdm.example.cn/c/" + "aB3-" * 38
FACTS: Final = PosterFacts(
    enterprise_name="深圳市南山区好味来餐饮管理有限公司",
    serial="440305-000128",
    generation=3,
    issued_on=date(2026, 11, 22),
    official_domain="jdm.example.cn",
    code_text=ADDRESS,
)
TEXTS: Final = PosterTexts(
    title=Words("行政执法监督码", "Supervision code for administrative law enforcement"),
    call=Words("先扫码，再检查", "Officers: scan this code before you inspect"),
    serial=Words("编号", "Serial"),
    generation=Words("代次", "Generation"),
    issued_on=Words("签发日期", "Issued on"),
    official_domain=Words("官方网址", "Official site"),
    code_description=Words("本企业的执法监督码", "This firm's supervision code"),
    notices=(
        PosterNotice(
            Words("执法人员", "Officers"),
            Words(
                "请使用执法端扫码，并主动出示执法证件。每一次到访都会记入本企业的检查日志。",
                "Scan with the officer app and show your certificate. Every visit is entered in this firm's log.",
            ),
        ),
        PosterNotice(
            Words("从不收款", "Never a payment"),
            Words(
                "本码的页面从不收款，也不会索要密码或验证码。请认准上方的官方网址。",
                "The page behind this code never asks for money, passwords or one-time codes.",
            ),
        ),
        PosterNotice(
            Words("发现可疑", "Something wrong?"),
            Words(
                "贴纸被遮盖、调换，或有人借此收费，请在官方网址举报。",
                "If this sticker is covered or replaced, or someone charges you for it, report it there.",
            ),
        ),
    ),
)
MILLIMETRES_PER_INCH: Final = 25.4


@pytest.fixture(scope="module")
def printer() -> DocumentPrinter:
    if not FONTS.is_dir():
        pytest.skip("Fonts: static/dist/fonts is missing (make build)")
    return DocumentPrinter(FONTS)


def words_in(pdf: bytes) -> str:
    """Return the text of the one page, without line breaks."""
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    return reader.pages[0].extract_text().replace("\n", "")


def photographed(pdf: bytes, folder: Path, dots_per_inch: int) -> Image.Image:
    """Return the printed page as pixels, by the way of poppler."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("Poppler: pdftoppm is not installed (Debian: apt-get install poppler-utils)")
    (folder / "poster.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(dots_per_inch), "-png", "-singlefile", folder / "poster.pdf", folder / "page"],
        check=True,
    )
    with Image.open(folder / "page.png") as page:
        return page.convert("L")


@pytest.mark.parametrize("dots_per_inch", [60, 150])
def test_the_printed_code_is_read_back_and_measures_ninety_millimetres(
    printer: DocumentPrinter, tmp_path: Path, dots_per_inch: int
) -> None:
    page = photographed(printer.poster(FACTS, TEXTS), tmp_path, dots_per_inch)
    [code] = zxingcpp.read_barcodes(page)
    side = (code.position.top_right.x - code.position.top_left.x) / dots_per_inch * MILLIMETRES_PER_INCH
    assert code.text == ADDRESS
    assert side == pytest.approx(94, abs=4)


def test_the_poster_says_whose_it_is_and_how_to_know_a_true_one(printer: DocumentPrinter) -> None:
    said = words_in(printer.poster(FACTS, TEXTS))
    for words in (
        FACTS.enterprise_name,
        FACTS.serial,
        "2026-11-22",
        FACTS.official_domain,
        TEXTS.title.chinese,
        TEXTS.title.english,
        TEXTS.call.chinese,
        TEXTS.notices[2].heading.chinese,
    ):
        assert words in said


def test_every_font_is_embedded_and_the_page_is_tagged_for_readers(printer: DocumentPrinter) -> None:
    reader = PdfReader(io.BytesIO(printer.poster(FACTS, TEXTS)))
    objects = [reader.get_object(number) for number in range(1, len(reader.xref[0]))]
    described = [it for it in objects if isinstance(it, DictionaryObject) and it.get("/Type") == "/FontDescriptor"]
    assert described
    assert all("NotoSansSC" in str(font["/FontName"]) and "/FontFile2" in font for font in described)
    assert reader.metadata is not None
    assert reader.metadata.title == f"{TEXTS.title.chinese} {FACTS.enterprise_name}"
    assert str(reader.root_object["/Lang"]) == "zh-CN"
    assert "/StructTreeRoot" in reader.root_object


@pytest.mark.parametrize(
    "facts",
    [
        replace(FACTS, enterprise_name="深圳市前海深港现代服务业合作区国际供应链" * 10),
        replace(FACTS, enterprise_name="甲"),
        replace(FACTS, enterprise_name=""),
        replace(FACTS, enterprise_name="A" * 200),
        replace(FACTS, official_domain="xingzheng-zhifa-jiandu.sifa.shenzhen.gov.example.cn"),
        replace(FACTS, official_domain="jiandu." * 30, serial="0123456789" * 4),
    ],
)
def test_long_and_short_facts_stay_on_one_page(printer: DocumentPrinter, facts: PosterFacts) -> None:
    assert TEXTS.notices[2].heading.chinese in words_in(printer.poster(facts, TEXTS))


@pytest.mark.parametrize(
    "name",
    ['#"$x$ *Acme* _Ltd_ `a` @b <c> // d', '#read("poster.typ")', "\\u{41} #sys.inputs", '", "x": "y', "]#panic()["],
)
def test_a_name_is_words_and_never_instructions(printer: DocumentPrinter, name: str) -> None:
    said = words_in(printer.poster(replace(FACTS, enterprise_name=name), TEXTS))
    assert name.replace(" ", "") in said.replace(" ", "")


@pytest.mark.parametrize("name", ["𠮷野家餐厅😀", "한국식당", "甲\x00乙\u202e丙", "甲\ud800乙"])
def test_a_name_with_signs_the_font_lacks_is_printed_all_the_same(
    printer: DocumentPrinter, tmp_path: Path, name: str
) -> None:
    page = photographed(printer.poster(replace(FACTS, enterprise_name=name), TEXTS), tmp_path, 60)
    assert [code.text for code in zxingcpp.read_barcodes(page)] == [ADDRESS]


def test_the_same_facts_give_the_same_bytes(printer: DocumentPrinter) -> None:
    assert printer.poster(FACTS, TEXTS) == printer.poster(FACTS, TEXTS)


def test_without_the_font_nothing_is_printed(tmp_path: Path) -> None:
    with pytest.raises(FontsMissing, match="no font of the family Noto Sans SC"):
        DocumentPrinter(tmp_path)
