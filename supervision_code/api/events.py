"""From what was sent to what the domain knows."""

import hashlib

from supervision_code.api.schemas import CheckSent, PartSent, PositionSent, VisitClosedSent, VisitOpenedSent
from supervision_code.domain.checklists import Check, Point
from supervision_code.domain.evidence import Place, Position
from supervision_code.domain.visit_events import (
    WITHOUT_SCAN,
    DeviceMoment,
    Envelope,
    FieldProblem,
    SentClosing,
    SentEvent,
    SentOpening,
    SentPart,
)
from supervision_code.domain.visits import VisitKind


class ShapeProblem(ValueError):
    """Two fields do not go together."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.problem = FieldProblem(field=field, value="", expected="expected-present")


def as_event(sent: VisitOpenedSent | VisitClosedSent, raw: bytes, digest: str) -> SentEvent:
    """Return the event; ``raw`` are its bytes as sent, ``digest`` is of what it says. Raises ShapeProblem."""
    envelope = _envelope(sent, raw, digest)
    if isinstance(sent, VisitOpenedSent):
        return _opening(sent, envelope)
    return SentClosing(
        envelope=envelope,
        officer=sent.officer,
        outcome=sent.outcome,
        result=sent.result,
        rectify_by=sent.rectify_by,
        checks=tuple(_check(check) for check in sent.checks),
        unscanned_reason=sent.unscanned_reason,
        ended_at=sent.ended_at,
        uscc=sent.uscc,
        position=_position(sent.position),
    )


def _opening(sent: VisitOpenedSent, envelope: Envelope) -> SentOpening:
    _require_whole(sent)
    return SentOpening(
        envelope=envelope,
        kind=sent.kind,
        channel=sent.channel,
        parts=tuple(_part(part) for part in sent.parts),
        uscc=sent.uscc,
        code=sent.code,
        search_reason=sent.search_reason,
        purpose=sent.purpose,
        exception=sent.exception,
        exception_reason=sent.exception_reason,
        over_limit_reason=sent.over_limit_reason,
        case_source=sent.case_source,
        case_ref=sent.case_ref,
        started_at=sent.started_at,
        position=_position(sent.position),
    )


def _require_whole(sent: VisitOpenedSent) -> None:
    if not sent.code and not sent.uscc:
        raise ShapeProblem("code")
    if sent.channel in WITHOUT_SCAN and not sent.search_reason.strip():
        raise ShapeProblem("search_reason")
    if sent.exception is not None and not sent.exception_reason.strip():
        raise ShapeProblem("exception_reason")
    if sent.kind is VisitKind.SERVICE and sent.purpose is None:
        raise ShapeProblem("purpose")
    for index, part in enumerate(sent.parts):
        if sent.kind is VisitKind.INSPECTION and part.type is None:
            raise ShapeProblem(f"parts[{index}].type")


def _envelope(sent: VisitOpenedSent | VisitClosedSent, raw: bytes, digest: str) -> Envelope:
    return Envelope(
        visit_id=sent.visit,
        raw=raw,
        digest=digest,
        record_hash=hashlib.sha256(raw).hexdigest(),
        previous=sent.previous,
        at=DeviceMoment(claimed_at=sent.claimed_at, monotonic_ms=sent.monotonic_ms, boot=sent.boot),
    )


def _part(sent: PartSent) -> SentPart:
    return SentPart(
        agency=sent.agency,
        type=sent.type,
        items=tuple(sent.items),
        officers=tuple(sent.officers),
        ordered_from_above=sent.ordered_from_above,
    )


def _check(sent: CheckSent) -> Check:
    point = Point(item=sent.item, position=sent.position, text=sent.text, basis=sent.basis, kind=sent.kind)
    return Check(point=point, answer=sent.answer, value=sent.value, note=sent.note)


def _position(sent: PositionSent | None) -> Position | None:
    if sent is None:
        return None
    return Position(place=Place(latitude=sent.latitude, longitude=sent.longitude), accuracy_metres=sent.accuracy)
