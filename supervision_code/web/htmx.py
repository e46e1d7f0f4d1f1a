"""The only place that knows htmx: whole page or part, redirects, and the headers that go with them."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.urls import iri_to_uri


def wants_part() -> bool:
    """Say whether htmx asks for a part of the page; a history restore gets the whole page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def render(page: str, *, partial: str | None = None, status: int = 200, **context: Any) -> Response:
    """Render the page, or the part of it that htmx asked for."""
    response = make_response(render_template(partial if partial and wants_part() else page, **context), status)
    response.vary.add("HX-Request")
    return response


def see_other(endpoint: str, **values: Any) -> Response:
    """Send the browser to another page after a change (303)."""
    return go_to(url_for(endpoint, **values))


def go_to(address: str) -> Response:
    """Send the browser to an address; htmx loads it as a whole page."""
    if request.headers.get("HX-Request") == "true":
        response = make_response("", 204)
        response.headers["HX-Redirect"] = iri_to_uri(address)
        return response
    return make_response(redirect(address, 303))


def safe_next() -> str:
    """Return the page that the address names to go on with, when it lies in this portal; else nothing."""
    wanted = request.args.get("next", "")
    inside = wanted.startswith(f"{request.script_root}/") and not wanted.startswith("//")
    return wanted if inside and wanted.isprintable() and "\\" not in wanted else ""


def page_address() -> str | None:
    """Return the page the reader is on, to come back to; None after a write, which coming back would not repeat."""
    if request.headers.get("HX-Request") == "true":
        parts = urlsplit(request.headers.get("HX-Current-URL", ""))
        return f"{parts.path}?{parts.query}" if parts.query else parts.path or None
    if request.method not in {"GET", "HEAD"}:
        return None
    return request.script_root + request.full_path.rstrip("?")
