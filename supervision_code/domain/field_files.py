"""What a phone exports of what it recorded without network: a signed head, and each record with its own signature.

The head says whose file it is, how far the phone's clock was off, and which records there are, in their order. The
phone signs its bytes: nobody on the way moves visits in time, mixes two files, or leaves out records unseen.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

FORMAT: Final = "supervision-code/field-export@v2"
MOST_RECORDS: Final = 2_000
_LONGEST_OFFSET: Final = timedelta(days=36_500)


class NotAFieldFile(ValueError):
    """A file is no export of a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRecord:
    """One record as the phone kept it. ``listed``: the head names these very bytes."""

    sequence: int
    """Its place in the head, from 1; those that the head does not name come last."""
    raw: bytes
    signature: bytes
    listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFile:
    """What one phone recorded, in the order of its head.

    ``offset`` is what the phone last measured that must be added to its clock to get the server's; None: never
    measured. ``missing``: how many records the head names that are not in the file.
    """

    client_id: UUID
    offset: timedelta | None
    head: bytes
    signature: bytes
    records: tuple[FieldRecord, ...]
    missing: int


def parse_field_file(content: bytes) -> FieldFile:
    """Return what an exported file holds. Raises NotAFieldFile."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT or not 0 < len(said["records"]) <= MOST_RECORDS:
            raise NotAFieldFile("not of this form, or of too many records")
        head = _decoded(said["head"])
        return _file(head, json.loads(head), _decoded(said["signature"]), said["records"])
    except (KeyError, TypeError, AttributeError, RecursionError, ValueError, OverflowError) as error:
        raise NotAFieldFile(str(error)) from error


def _file(head: bytes, told: Mapping[str, Any], signature: bytes, records: Sequence[Mapping[str, Any]]) -> FieldFile:
    if told["format"] != FORMAT or not isinstance(told["records"], list):
        raise NotAFieldFile("a head of another form")
    places = {str(digest): place for place, digest in enumerate(told["records"], 1)}
    found = sorted((_record(one, places) for one in records), key=lambda record: (not record.listed, record.sequence))
    return FieldFile(
        client_id=UUID(told["client"]),
        offset=_offset(told.get("offset_ms")),
        head=head,
        signature=signature,
        records=tuple(found),
        missing=len(places) - len({record.sequence for record in found if record.listed}),
    )


def _record(said: Mapping[str, Any], places: Mapping[str, int]) -> FieldRecord:
    raw = _decoded(said["bytes"])
    place = places.get(hashlib.sha256(raw).hexdigest())
    return FieldRecord(
        sequence=place or len(places) + 1, raw=raw, signature=_decoded(said["signature"]), listed=place is not None
    )


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
