"""Visit events: one, or a list of at most a hundred, each taken or held by itself."""

from http import HTTPStatus
from typing import Any, Final

from flask import Response, jsonify, request
from flask_openapi.blueprint import APIBlueprint
from werkzeug.exceptions import UnsupportedMediaType

from supervision_code.api import examples
from supervision_code.api.access import current_caller, scoped
from supervision_code.api.answers import BatchTaken, EventTaken
from supervision_code.api.clocks import CLOCKS, senders_clock
from supervision_code.api.document import body, ref, told
from supervision_code.api.problems import answer, field_errors, held_problem, problem
from supervision_code.api.reading import MALFORMED, NotSeparable, Pieces, pieces_of, read_event
from supervision_code.api.schemas import VisitClosedSent, VisitOpenedSent
from supervision_code.domain.clients import Scope
from supervision_code.domain.errors import HoldFull
from supervision_code.domain.visit_events import MOST_EVENTS, FieldProblem, HeldBecause, SendersClock
from supervision_code.services.visit_events import Held, Taken, ToHold
from supervision_code.web.current import supervision
from supervision_code.web.errors import STATUS, sentence_of
from supervision_code.web.messages import t

visit_events = APIBlueprint("visit_events", __name__)
_ONE: Final = {"oneOf": [ref(VisitOpenedSent), ref(VisitClosedSent)]}
_SENT: Final = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "oneOf": [*_ONE["oneOf"], {"type": "array", "items": _ONE, "minItems": 1, "maxItems": MOST_EVENTS}]
            },
            "examples": {
                "opened": {"summary": "A visit begins", "value": examples.OPENED},
                "batch": {"summary": "A visit from begin to end", "value": [examples.OPENED, examples.CLOSED]},
            },
        }
    },
}
_TOLD: Final = told(
    {
        200: body(
            "It had come before; the same receipt again.",
            ref(EventTaken),
            {**examples.TAKEN, "repeated": True, "status": 200},
        ),
        201: body("On record.", ref(EventTaken), examples.TAKEN),
        207: body("A result for each event of the list, in order.", ref(BatchTaken), examples.BATCH),
    },
    409,
    413,
    415,
    422,
)


@visit_events.post(
    "/visit-events",
    summary="Report visits",
    request_body=_SENT,
    responses=_TOLD,
    openapi_extensions={"parameters": CLOCKS},
)
@scoped(Scope.VISITS_WRITE)
def report() -> Response:
    """Take one event or a list; the same event sent again changes nothing and is answered with the same receipt."""
    sent, clock = request.get_data(), senders_clock()
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    try:
        pieces = pieces_of(sent)
    except NotSeparable:
        return answer(held_problem(_hold_all(sent)))
    if not 1 <= len(pieces.raw) <= MOST_EVENTS:
        return _wrong_number(len(pieces.raw))
    return _answered(pieces, clock)


def _answered(pieces: Pieces, clock: SendersClock) -> Response:
    if pieces.batch:
        response = jsonify(results=[_result(raw, clock) for raw in pieces.raw])
        response.status_code = HTTPStatus.MULTI_STATUS
        return response
    only = _take(pieces.raw[0], clock)
    if isinstance(only, Held):
        return answer(held_problem(only))
    response = jsonify(_told(only))
    response.status_code = HTTPStatus.OK if only.repeated else HTTPStatus.CREATED
    return response


def _result(raw: bytes, clock: SendersClock) -> dict[str, Any]:
    """Return what became of one event of a list; one that cannot even be held stops none of the others."""
    try:
        return _told(_take(raw, clock))
    except HoldFull as full:
        status = STATUS[HoldFull]
        return {"status": status, "visit": None, "event": "", "problem": problem(status, full.code, sentence_of(full))}


def _take(raw: bytes, clock: SendersClock) -> Taken | Held:
    event = read_event(raw)
    events = supervision().visit_events
    if isinstance(event, ToHold):
        return events.hold(current_caller(), event)
    return events.take(current_caller(), event, clock)


def _told(result: Taken | Held) -> dict[str, Any]:
    if isinstance(result, Held):
        wrong = held_problem(result)
        visit = str(result.visit_id) if result.visit_id else None
        return {"status": wrong["status"], "visit": visit, "event": result.event, "problem": wrong}
    promise = supervision().queries.receipts.promise_of(result.enterprise_id, result.entry_id)
    return {
        "status": 200 if result.repeated else 201,
        "visit": str(result.visit_id),
        "event": result.event.value,
        "repeated": result.repeated,
        **result.answer,
        "receipt": {"entry": str(result.entry_id), "promise": promise},
    }


def _hold_all(sent: bytes) -> Held:
    wrong = FieldProblem(field="", value="", expected="expected-json")
    whole = ToHold(because=HeldBecause.MALFORMED, raw=sent, code=MALFORMED, facts={}, problems=(wrong,))
    return supervision().visit_events.hold(current_caller(), whole)


def _wrong_number(number: int) -> Response:
    wrong = FieldProblem(field="", value=str(number), expected="expected-events", bound=str(MOST_EVENTS))
    return answer(problem(422, "invalid-request", t("api-invalid-request"), errors=field_errors([wrong])))
