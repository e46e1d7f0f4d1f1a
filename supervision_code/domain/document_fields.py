"""What officers fill in on each form, beside what is on record already; and what must not be empty (domain.md 3.3)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from supervision_code.domain.digests import SHA256
from supervision_code.domain.documents import DocumentKind
from supervision_code.domain.errors import InvalidValue

Fields: TypeAlias = dict[str, "str | list[dict[str, str]]"]
MOST_ROWS: Final = 40
_LINE: Final = 200
_TEXT: Final = 4000


class FieldShape(StrEnum):
    """How a field is asked for."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes_no"
    ROWS = "rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field of a form. ``columns`` of a list; ``required``: signing does not begin while it is empty."""

    name: str
    shape: FieldShape = FieldShape.LINE
    required: bool = False
    columns: tuple[str, ...] = ()


def _line(name: str, *, required: bool = False) -> FieldSpec:
    return FieldSpec(name=name, required=required)


def _text(name: str, *, required: bool = False) -> FieldSpec:
    return FieldSpec(name=name, shape=FieldShape.TEXT, required=required)


def _moment(name: str) -> FieldSpec:
    return FieldSpec(name=name, shape=FieldShape.MOMENT, required=True)


def _yes_no(name: str) -> FieldSpec:
    return FieldSpec(name=name, shape=FieldShape.YES_NO)


_PERSON: Final = (_line("firm_person"), _line("firm_capacity"))
_TIMES: Final = (_line("place", required=True), _moment("begun"), _moment("ended"))
_TOLD: Final = (_yes_no("certificates_shown"), _yes_no("rights_told"))

SPECS: Final[Mapping[DocumentKind, tuple[FieldSpec, ...]]] = MappingProxyType(
    {
        DocumentKind.APPROVAL: (
            _line("matter", required=True),
            FieldSpec(name="day", shape=FieldShape.DAY),
            _line("place"),
            _line("helpers"),
            _text("opinion"),
        ),
        DocumentKind.NOTICE: (
            FieldSpec(name="day", shape=FieldShape.DAY),
            _line("time"),
            _line("place"),
            _text("prepare"),
            _line("contact"),
        ),
        DocumentKind.RECORD: (
            _line("place", required=True),
            *_PERSON,
            *_TOLD,
            _line("avoidance"),
            _text("seen", required=True),
            _text("statement"),
        ),
        DocumentKind.SAMPLING: (
            *_TIMES,
            _line("purpose", required=True),
            *_PERSON,
            FieldSpec(
                name="samples",
                shape=FieldShape.ROWS,
                required=True,
                columns=("name", "batch", "quantity", "seal", "note"),
            ),
            _text("keeping"),
        ),
        DocumentKind.SURVEY: (
            *_TIMES,
            _line("weather"),
            *_PERSON,
            *_TOLD,
            _text("seen", required=True),
            _line("sketch"),
        ),
        DocumentKind.INQUIRY: (
            _line("asked", required=True),
            _line("asked_capacity"),
            _line("asked_contact"),
            *_TIMES,
            _line("asker", required=True),
            _line("recorder", required=True),
            _line("avoidance"),
            FieldSpec(name="answers", shape=FieldShape.ROWS, required=True, columns=("question", "answer")),
        ),
        DocumentKind.RESULT: (_text("opinion"), _text("rectify"), _line("contact")),
    }
)


def clean(kind: DocumentKind, sent: Mapping[str, Any]) -> Fields:
    """Return the fields of this kind out of what was sent: stripped, cut to size, empty rows of lists left out."""
    return {spec.name: _cleaned(spec, sent.get(spec.name)) for spec in SPECS[kind]}


def digest_of(fields: Mapping[str, Any]) -> str:
    """Return what tells this content from any other: 64 hexadecimal digits."""
    return SHA256.digest(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()).hex()


def require_filled(kind: DocumentKind, fields: Fields) -> None:
    """Raise InvalidValue for the first field that must not be empty and is."""
    for spec in SPECS[kind]:
        if spec.required and not fields.get(spec.name):
            raise InvalidValue(field=spec.name, value="", expected="expected-document-field")


def _cleaned(spec: FieldSpec, value: Any) -> str | list[dict[str, str]]:
    if spec.shape is FieldShape.ROWS:
        rows = value if isinstance(value, list) else []
        kept = [{column: _short(row.get(column), _TEXT) for column in spec.columns} for row in rows[:MOST_ROWS]]
        return [row for row in kept if any(row.values())]
    return _short(value, _TEXT if spec.shape is FieldShape.TEXT else _LINE)


def _short(value: Any, most: int) -> str:
    return str(value or "").replace("\r\n", "\n").strip()[:most]
