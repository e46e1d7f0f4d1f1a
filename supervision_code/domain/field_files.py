"""What a phone exports of what it recorded without network: one file, each record with its bytes and its signature."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

FORMAT: Final = "supervision-code/field-export@v1"
MOST_RECORDS: Final = 2_000
_LONGEST_OFFSET: Final = timedelta(days=36_500)


class NotAFieldFile(ValueError):
    """A file is no export of a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRecord:
    """One record as the phone kept it. ``intact``: the bytes are those the phone named by their hash."""

    sequence: int
    raw: bytes
    signature: bytes
    intact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFile:
    """What one phone recorded, oldest first.

    ``offset`` is what the phone last measured that must be added to its clock to get the server's; None: never
    measured.
    """

    client_id: UUID
    offset: timedelta | None
    records: tuple[FieldRecord, ...]


def parse_field_file(content: bytes) -> FieldFile:
    """Return what an exported file holds. Raises NotAFieldFile."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT or not 0 < len(said["records"]) <= MOST_RECORDS:
            raise NotAFieldFile("not of this form, or of too many records")
        records = sorted((_record(one) for one in said["records"]), key=lambda record: record.sequence)
        return FieldFile(client_id=UUID(said["client"]), offset=_offset(said.get("offset_ms")), records=tuple(records))
    except (KeyError, TypeError, AttributeError, RecursionError, ValueError, OverflowError) as error:
        raise NotAFieldFile(str(error)) from error


def _record(said: Mapping[str, Any]) -> FieldRecord:
    sequence = said["seq"]
    if type(sequence) is not int:
        raise NotAFieldFile("a record without a number")
    raw = _decoded(said["bytes"])
    intact = hashlib.sha256(raw).hexdigest() == said["sha256"]
    return FieldRecord(sequence=sequence, raw=raw, signature=_decoded(said["signature"]), intact=intact)


def _offset(said: object) -> timedelta | None:
    if type(said) is not int:
        return None
    offset = timedelta(milliseconds=said)
    return offset if abs(offset) <= _LONGEST_OFFSET else None


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise NotAFieldFile("not base64") from error
