"""From the bytes of a request to events, each with its own bytes; what cannot be read is said field by field."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from supervision_code.api.events import ShapeProblem, as_event
from supervision_code.api.schemas import ADDED_LATER, EventSent, VisitClosedSent, VisitOpenedSent
from supervision_code.domain.visit_events import EventKind, FieldProblem, HeldBecause, SentEvent
from supervision_code.services.visit_events import ToHold

MALFORMED: Final = "malformed"
_EVENT: Final[TypeAdapter[VisitOpenedSent | VisitClosedSent]] = TypeAdapter(EventSent)
_SPACE: Final = " \t\r\n"
_EXPECTED: Mapping[str, str] = MappingProxyType(
    {
        "missing": "expected-present",
        "extra_forbidden": "expected-known-field",
        "string_too_long": "expected-shorter",
        "string_too_short": "expected-longer",
        "string_pattern_mismatch": "expected-pattern",
        "string_type": "expected-text",
        "enum": "expected-one-of",
        "literal_error": "expected-one-of",
        "union_tag_invalid": "expected-one-of",
        "union_tag_not_found": "expected-present",
        "too_long": "expected-fewer",
        "too_short": "expected-more",
        "greater_than_equal": "expected-at-least",
        "less_than_equal": "expected-at-most",
        "int_type": "expected-whole-number",
        "int_from_float": "expected-whole-number",
        "float_type": "expected-number",
        "finite_number": "expected-number",
        "bool_type": "expected-true-or-false",
        "list_type": "expected-list",
        "model_attributes_type": "expected-object",
        "model_type": "expected-object",
        "uuid_parsing": "expected-uuid",
        "uuid_type": "expected-uuid",
        "timezone_aware": "expected-moment",
        "datetime_type": "expected-moment",
        "datetime_parsing": "expected-moment",
        "datetime_from_date_parsing": "expected-moment",
        "date_type": "expected-day",
        "date_parsing": "expected-day",
        "date_from_datetime_parsing": "expected-day",
        "value_error": "expected-other",
        "json_invalid": "expected-json",
    }
)
_BOUNDS: Final = ("max_length", "min_length", "expected", "expected_tags", "ge", "le", "pattern")


class NotSeparable(ValueError):
    """The body is no JSON, so that nobody can tell where one event ends."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The bytes of each event; ``batch`` says that a list was sent, be it of one."""

    raw: tuple[bytes, ...]
    batch: bool


def pieces_of(body: bytes) -> Pieces:
    """Return the bytes of the one event, or of each event in a list. Raises NotSeparable."""
    try:
        text = body.decode("utf-8")
        start = _skip(text, 0)
        if text[start : start + 1] == "[":
            return Pieces(tuple(piece.encode() for piece in _elements(text, start + 1)), batch=True)
        end = _skip(text, json.JSONDecoder().raw_decode(text, start)[1])
    except (ValueError, RecursionError) as error:
        raise NotSeparable from error
    if end != len(text):
        raise NotSeparable
    return Pieces((text[start:].rstrip(_SPACE).encode(),), batch=False)


def _elements(text: str, at: int) -> Iterator[str]:
    decoder, at = json.JSONDecoder(), _skip(text, at)
    done = text[at : at + 1] == "]"
    while not done:
        end = decoder.raw_decode(text, at)[1]
        yield text[at:end]
        at = _skip(text, end)
        if text[at : at + 1] not in {",", "]"}:
            raise NotSeparable
        done = text[at] == "]"
        at = at if done else _skip(text, at + 1)
    if _skip(text, at + 1) != len(text):
        raise NotSeparable


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def read_event(raw: bytes) -> SentEvent | ToHold:
    """Return the event, or what is wrong with it field by field."""
    plain: Any = None
    try:
        plain = json.loads(raw, object_pairs_hook=_once_each)
        sent = _EVENT.validate_json(raw)
        said = json.dumps(_said(sent), sort_keys=True).encode()
        return as_event(sent, raw, hashlib.sha256(said).hexdigest())
    except ValidationError as error:
        return _to_hold(raw, plain, [problem_of(one) for one in error.errors(include_url=False)])
    except ShapeProblem as error:
        return _to_hold(raw, plain, [error.problem])
    except (ValueError, RecursionError):
        return _to_hold(raw, None, [FieldProblem(field="", value="", expected="expected-json")])


def _said(sent: VisitOpenedSent | VisitClosedSent) -> dict[str, Any]:
    """Return what an event says, by which it is known again; what it does not say of later fields is left out."""
    whole = sent.model_dump(mode="json")
    return {name: value for name, value in whole.items() if name not in ADDED_LATER or value != ADDED_LATER[name]}


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) != len(pairs):
        raise ValueError("a name stands twice")
    return named


def problem_of(error: Mapping[str, Any]) -> FieldProblem:
    """Return what pydantic says of one field."""
    context = error.get("ctx", {})
    bound = next((str(context[name]).removesuffix(".0") for name in _BOUNDS if name in context), "")
    location = [part for part in error["loc"] if part not in {kind.value for kind in EventKind}]
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")
    if error["type"].startswith("union_tag"):
        field = "event"
    value = error["input"] if isinstance(error["input"], str | int | float) else ""
    expected = _EXPECTED.get(error["type"], "expected-other")
    return FieldProblem(field=field, value=str(value)[:200], expected=expected, bound=bound)


def _to_hold(raw: bytes, plain: Any, problems: list[FieldProblem]) -> ToHold:
    named = plain if isinstance(plain, dict) else {}
    event = named.get("event")
    return ToHold(
        because=HeldBecause.MALFORMED,
        raw=raw,
        code=MALFORMED,
        facts={},
        problems=tuple(problems),
        visit_id=_uuid(named.get("visit")),
        event=event if isinstance(event, str) and event in set(EventKind) else "",
    )


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
