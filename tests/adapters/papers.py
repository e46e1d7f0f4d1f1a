"""What tests print: a form with everything on it, and one of which hardly anything is known."""

import io
from datetime import UTC, datetime
from typing import Any, Final

from PIL import Image, ImageDraw

from supervision_code.adapters.papers import Paper
from supervision_code.domain.document_fields import SPECS, FieldShape, FieldSpec
from supervision_code.domain.documents import DocumentKind
from supervision_code.domain.signatures import as_svg
from supervision_code.web.paper_words import paper_words

AT: Final = datetime(2026, 11, 20, 2, 5, 7, 123456, tzinfo=UTC)
CODE_TEXT: Final = (
    "https://code.example.gov.cn/d/eyJhbGciOiJFUzI1NiIsImtpZCI6IkEifQ."
    "eyJkIjoiQVpLZzhLLUFjSXlSX2Z0X2V4YW1wbGUiLCJlIjoiQVpLZzhLLUFjSXlSX2Z0X2V4YW1wbGUifQ." + "Q" * 86
)
PHOTO_NAME: Final = "a" * 64 + ".jpg"
_FILLED: Final = {
    FieldShape.LINE: "东门路100号后厨",
    FieldShape.TEXT: "冷藏柜内温度6摄氏度，进货台账齐全。\n灭火器压力正常。",
    FieldShape.DAY: "2026年11月23日",
    FieldShape.MOMENT: "2026年11月20日 10:05",
    FieldShape.YES_NO: "是",
}


def small_photo() -> bytes:
    """A picture drawn by code."""
    picture = Image.new("RGB", (640, 480), "#dfe7ee")
    ImageDraw.Draw(picture).rectangle((120, 90, 520, 390), outline="#1557b0", width=12)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=75)
    return written.getvalue()


def ink() -> tuple[tuple[tuple[int, int], ...], ...]:
    """A signature of two lines."""
    first = tuple((1000 + 300 * step, 4000 + (2500 if step % 2 else -1500)) for step in range(12))
    return (first, tuple((6000 + 250 * step, 3000 + 350 * step) for step in range(10)))


def full(kind: DocumentKind, **changed: Any) -> Paper:
    """A form with everything on it."""
    svg = as_svg(ink(), "签名：张三")
    values = {
        **_of_record(kind),
        "fields": {spec.name: _filled(spec) for spec in SPECS[kind]},
        "signatures": [
            _line("检查人员", name="张三", svg=svg, at="2026年11月20日 10:40", device="在本人设备上签名"),
            _line("检查人员", name="李四", svg=svg, at="2026年11月20日 10:41", device="在检查人员的设备上签名"),
            _line("被检查单位人员", name="王五", capacity="店长", refused=True, reason="对第2项有异议"),
        ],
        **changed,
    }
    return _paper(kind, values, photos={PHOTO_NAME: small_photo()})


def empty(kind: DocumentKind) -> Paper:
    """A form of which only number, agency and firm are known."""
    known = _of_record(kind)
    blank: dict[str, Any] = {name: [] if isinstance(value, list) else "" for name, value in known.items()}
    kept = {name: known[name] for name in ("kind", "title", "number", "version", "agency", "firm", "uscc")}
    fields = {spec.name: [] if spec.shape is FieldShape.ROWS else "" for spec in SPECS[kind]}
    return _paper(kind, {**blank, **kept, "fields": fields, "signatures": [_line("检查人员"), _line("被检查单位人员")]})


def _paper(kind: DocumentKind, values: dict[str, Any], **more: Any) -> Paper:
    return Paper(
        form=kind.value, words=paper_words().words, values=values, code_text=CODE_TEXT, at=AT, draft=False, **more
    )


def _filled(spec: FieldSpec) -> str | list[dict[str, str]]:
    if spec.shape is FieldShape.ROWS:
        return [{column: f"{column}内容{row}" for column in spec.columns} for row in range(1, 4)]
    return _FILLED[spec.shape]


def _line(part: str, **known: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("name", "capacity", "svg", "reason", "at", "device", "decision"), "")
    return {"part": part, **blank, "refused": False, **known}


def _of_record(kind: DocumentKind) -> dict[str, Any]:
    return {
        "kind": kind.value,
        "title": paper_words().titles[kind],
        "number": "BL20261120-7K3M9Q",
        "version": 2,
        "reason": "第一版漏记第三项检查内容",
        "agency": "深圳市市场监督管理局龙华监管局",
        "firm": "深圳市龙华区东门小厨餐饮有限公司",
        "uscc": "91440300MA5EXAMPL1",
        "address": "深圳市龙华区东门路100号",
        "planned-day": "2026年11月20日",
        "type": "日常检查",
        "source": "SCJG-2026-003《2026年餐饮服务食品安全检查计划》",
        "frequency": "本机关本年度此前已对该单位检查1次，年度上限2次",
        "joint": "深圳市龙华区消防救援大队",
        "officers": [
            {"id": "1", "name": "张三", "certificate": "粤B0001234", "until": "2028年6月30日"},
            {"id": "2", "name": "李四", "certificate": "粤B0005678", "until": "2027年3月31日"},
        ],
        "signers": ["1", "2"],
        "items": [
            {"name": "食品经营许可检查", "basis": "《中华人民共和国食品安全法》第一百一十条"},
            {"name": "冷链食品贮存检查", "basis": "《餐饮服务食品安全操作规范》"},
        ],
        "photos": [
            {
                "file": PHOTO_NAME,
                "caption": f"后厨{n}",
                "taken": "2026年11月20日 10:12",
                "original": "0123456789abcdef" * 4,
            }
            for n in range(1, 4)
        ],
        "visit-number": "20261120-7K3M9Q",
        "arrived": "2026年11月20日 10:05",
        "left": "2026年11月20日 10:42",
        "evidence": "动态码",
        "exception": "",
        "checks": [
            {"text": "许可证在有效期内", "basis": "食品安全法第三十五条", "answer": "符合", "note": ""},
            {"text": "冷藏温度在0至8摄氏度", "basis": "操作规范7.2", "answer": "不符合", "note": "9.5；已当场调低"},
        ],
        "findings": ["冷藏柜温度9.5摄氏度，超过8摄氏度"],
        "outcome": "限期整改",
        "result": "",
        "rectify-by": "2026年12月1日",
    }
