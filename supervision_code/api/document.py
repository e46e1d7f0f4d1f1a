"""The OpenAPI document: what flask-openapi gathers from the operations, with our schemas, problems and examples."""

import copy
import json
from collections.abc import Mapping
from typing import Any, Final

from flask import Response, current_app
from flask_openapi.openapi import OpenAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from supervision_code.api import answers, schemas
from supervision_code.api.problems import PROBLEM_JSON
from supervision_code.web.access import access_mark, public

SECURITY: Final[dict[str, Any]] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A token of a machine client, such as sc_…"}
}
_REF: Final = "#/components/schemas/{model}"
_OF_EVERY_CALL: Final = (401, 403, 429, 500, 503, 507)
_OF_EVERY_OPEN_CALL: Final = (500, 503, 507)
_WORDS: Final[Mapping[int, str]] = {
    401: "No token, or one that is unknown, expired or revoked.",
    403: "The client was not given the scope.",
    404: "There is none, or it is not within the client's reach.",
    409: "Another event is on record under the same name; this one is kept for the supervisor.",
    413: "More than 1 MiB.",
    415: "Not application/json.",
    422: "Something is wrong; `errors` names field, value and what was expected.",
    429: "Too many requests; wait as long as Retry-After says.",
    500: "Our fault; `reference` finds it in the log.",
    503: "The database does not answer; send it again.",
    507: "No space left; send it again later.",
}
_MODELS: Final[tuple[type[BaseModel], ...]] = (
    answers.BatchTaken,
    answers.EventTaken,
    answers.FieldPackage,
    answers.KeySet,
    answers.Me,
    answers.PhotoTaken,
    answers.Problem,
    answers.Receipts,
    schemas.VisitClosedSent,
    schemas.VisitOpenedSent,
    schemas.VisitPhotoSent,
)
_PROBLEM: Final[dict[str, Any]] = {
    "type": "/api/v1/problems/invalid-value",
    "title": "没有采用",
    "status": 422,
    "detail": "登记中没有“91440300000010011A”。请核对后再填。",
    "errors": [{"field": "uscc", "value": "91440300000010011A", "expected": "登记中有的"}],
}


def ref(model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema that points to a model."""
    return {"$ref": _REF.format(model=model.__name__)}


def told(ok: Mapping[int, dict[str, Any]], *problems: int, open_to_all: bool = False) -> dict[Any, Any]:
    """Return the answers of an operation: its own, and the problems it can answer with."""
    found: dict[Any, Any] = {str(status): dict(content) for status, content in ok.items()}
    for status in sorted({*problems, *(_OF_EVERY_OPEN_CALL if open_to_all else _OF_EVERY_CALL)}):
        example = {**_PROBLEM, "status": status}
        content = {PROBLEM_JSON: {"schema": ref(answers.Problem), "example": example}}
        found[str(status)] = {"description": _WORDS[status], "content": content}
    return found


def body(words: str, schema: Any, example: Any, kind: str = "application/json") -> dict[str, Any]:
    """Return one answer of an operation."""
    return {"description": words, "content": {kind: {"schema": schema, "example": example}}}


def install_document(app: OpenAPI) -> None:
    """Serve the document from a route of its own, to everybody."""
    made: dict[str, str] = {}

    @app.get("/openapi.json", doc_ui=False)
    @public
    def openapi() -> Response:
        """Show this document."""
        if not made:
            made["text"] = json.dumps(document(app), ensure_ascii=False)
        return current_app.response_class(made["text"], content_type="application/json")


def document(app: OpenAPI) -> dict[str, Any]:
    """Return the whole document."""
    doc: dict[str, Any] = copy.deepcopy(app.api_doc)
    _, ours = models_json_schema([(model, "validation") for model in _MODELS], ref_template=_REF)
    doc["components"]["schemas"] = ours["$defs"]
    for path, methods in doc["paths"].items():
        for method, operation in methods.items():
            mark = _mark_of(app, path, method)
            operation["security"] = [] if mark == "@public" else [{"bearer": []}]
            operation["x-scope"] = mark.removeprefix("scope:")
            _without_stray_answer(operation)
    return doc


def _mark_of(app: OpenAPI, path: str, method: str) -> str:
    rules = (rule for rule in app.url_map.iter_rules() if method.upper() in (rule.methods or set()))
    endpoint = next(rule.endpoint for rule in rules if _as_path(rule.rule) == path)
    return access_mark(app, endpoint) or ""


def _as_path(rule: str) -> str:
    return "/".join(f"{{{part[1:-1].split(':')[-1]}}}" if part.startswith("<") else part for part in rule.split("/"))


def _without_stray_answer(operation: dict[str, Any]) -> None:
    """Drop the library's own words on wrong requests where the operation did not state any."""
    wrong = operation["responses"].get("422")
    if wrong is not None and PROBLEM_JSON not in wrong.get("content", {}):
        del operation["responses"]["422"]
