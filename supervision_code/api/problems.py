"""Every error as problem details (RFC 9457): a stable type, a sentence in the caller's language, what to correct."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Final

import structlog
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from supervision_code.domain import errors, faults
from supervision_code.domain.visit_events import FieldProblem, HeldBecause
from supervision_code.services.visit_events import Held
from supervision_code.web.errors import STATUS, sentence_of, status_of_fault
from supervision_code.web.held_words import expectation, held_sentence
from supervision_code.web.messages import has_message, t

PROBLEM_JSON: Final = "application/problem+json"
_TYPES: Final = "/api/v1/problems/"
_BY_STATUS: Mapping[int, str] = MappingProxyType(
    {
        400: "bad-request",
        404: "not-found",
        405: "method-not-allowed",
        406: "not-acceptable",
        413: "too-large",
        415: "unsupported-media-type",
        429: "too-many-requests",
    }
)
_LOG = structlog.get_logger("api")
_LONGEST_VALUE: Final = 200
_UNTIL_SOMEBODY_LOOKS: Final = "3600"


def problem(status: int, code: str, detail: str, **more: Any) -> dict[str, Any]:
    """Return a problem as the object that is sent."""
    key = f"api-title-{status}"
    title = t(key if has_message(key) else "api-title-other")
    return {"type": f"{_TYPES}{code}", "title": title, "status": status, "detail": detail, **more}


def answer(body: Mapping[str, Any]) -> Response:
    """Return a problem as an answer."""
    text = json.dumps(body, ensure_ascii=False)
    response = Response(text, status=body["status"], content_type=PROBLEM_JSON)
    if body["status"] == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="api"'
    return response


def held_problem(held: Held) -> dict[str, Any]:
    """Return why an event is held; ``held`` is the number under which the supervisor has it."""
    status = 409 if held.because is HeldBecause.CONFLICT else 422
    detail = held_sentence(held.code, held.facts)
    return problem(status, held.code, detail, errors=field_errors(held.problems), held=str(held.id))


def field_errors(problems: Iterable[FieldProblem]) -> list[dict[str, str]]:
    """Return what is wrong, field by field."""
    return [
        {"field": one.field, "value": one.value[:_LONGEST_VALUE], "expected": expectation(one.expected, one.bound)}
        for one in problems
    ]


def install_problems(app: Flask) -> None:
    """Answer every error of this app as a problem."""
    app.register_error_handler(errors.DomainError, _refused)
    app.register_error_handler(faults.Fault, _failed)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _refused(refusal: errors.DomainError) -> Response:
    status = STATUS[type(refusal)]
    response = answer(problem(status, refusal.code, sentence_of(refusal)))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = _UNTIL_SOMEBODY_LOOKS
    return response


def _failed(fault: faults.Fault) -> Response:
    _LOG.error("fault", path=request.path, fault=fault.code, why=str(fault))
    response = answer(problem(status_of_fault(fault), fault.code, t(f"error-{fault.code}")))
    response.headers["Retry-After"] = "10"
    return response


def _http(error: HTTPException) -> Response:
    if isinstance(fault := getattr(error, "original_exception", None), faults.Fault):
        return _failed(fault)
    status = error.code or 500
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _unexpected(getattr(error, "original_exception", None) or error)
    code = _BY_STATUS.get(status, "bad-request")
    response = answer(problem(status, code, t(f"api-{code}")))
    for name, value in error.get_headers():
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _unexpected(error: BaseException) -> Response:
    _LOG.error("unexpected", path=request.path, exc_info=error)
    return answer(problem(500, "unexpected", t("api-unexpected"), reference=g.get("request_id", "")[:12]))
