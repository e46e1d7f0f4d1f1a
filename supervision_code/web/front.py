"""The front: the page that leads to the portals, and what any camera opens from a supervision code. Sets no cookie."""

from collections.abc import MutableMapping
from typing import Any, Final

from flask import Blueprint, Flask, Response, current_app, has_request_context, make_response, request
from flask.typing import ResponseReturnValue

from supervision_code.domain.codes import code_address, officer_address
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.faults import Fault
from supervision_code.product import Supervision
from supervision_code.web.access import public
from supervision_code.web.app import build_app
from supervision_code.web.assets import built_name
from supervision_code.web.current import LOCALES, now, supervision
from supervision_code.web.health import health
from supervision_code.web.htmx import render
from supervision_code.web.log_page import log_page
from supervision_code.web.paper_words import title_of
from supervision_code.web.portal import Portal
from supervision_code.web.published_log import published_log
from supervision_code.web.published_plans import published_plans
from supervision_code.web.security import INERT_POLICY

PORTAL: Final = Portal(
    name="front", prefix="", roles=frozenset(), navigation=(), home="front.index", layout="shared/public.html"
)
_ROBOTS: Final = "User-agent: *\nAllow: /$\nDisallow: /\n"
_READ_BY_PEOPLE: Final = frozenset({"front.index", "log_page.index", "published_plans.index"})
_AN_HOUR: Final = "public, max-age=3600"

front = Blueprint("front", __name__)


@front.get("/")
@public
def index() -> ResponseReturnValue:
    """Say what this is and lead to the portals."""
    return render("front/landing.html", answer_days=_answer_days())


def _answer_days() -> int:
    try:
        return supervision().in_force.policy.dispute_days
    except Fault:
        return supervision().policy_book.last_read.at(now()).policy.dispute_days


@front.get("/c/<token>")
@public
def code(token: str) -> ResponseReturnValue:
    """Show who stands behind a code as far as strangers may know; unknown and revoked codes look the same."""
    face = supervision().queries.public_codes.find_face(token)
    scanned = code_address(supervision().settings.public_url, token)
    page = render("front/code.html", status=200 if face else 404, face=face, scanned=scanned)
    page.headers["Content-Security-Policy"] = INERT_POLICY
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page


@front.get("/o/<token>")
@public
def officer(token: str) -> ResponseReturnValue:
    """Show who stands behind an officer's code while it is fresh; any other text leads to the same inert page."""
    face = supervision().queries.officer_faces.find_face(token)
    scanned = officer_address(supervision().settings.public_url, token)
    page = render("front/officer.html", status=200 if face else 404, face=face, token=token, scanned=scanned)
    page.headers["Content-Security-Policy"] = INERT_POLICY
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page


@front.get("/o/<token>/portrait.jpg")
@public
def officer_portrait(token: str) -> ResponseReturnValue:
    """Send the portrait of the officer behind a code, as long as the code is fresh."""
    portrait = supervision().queries.officer_faces.portrait_by_code(token)
    if portrait is None:
        raise NoSuchRecord
    return Response(portrait, mimetype="image/jpeg", headers={"Cache-Control": "no-store"})


@front.get("/d/<token>")
@public
def document(token: str) -> ResponseReturnValue:
    """Show which document a code stands on; unknown ones, forged ones and drafts look the same."""
    face = supervision().queries.public_documents.find_face(token)
    title = title_of(face.kind) if face else ""
    page = render("front/document.html", status=200 if face else 404, face=face, title=title)
    page.headers["Content-Security-Policy"] = INERT_POLICY
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page


@front.get("/.well-known/jwks.json")
@public
def keys() -> ResponseReturnValue:
    """Publish the public keys that verify codes."""
    return _kept_an_hour(make_response(supervision().codes.keys.to_jwks()), "application/jwk-set+json")


@front.get("/favicon.ico")
@public
def icon() -> ResponseReturnValue:
    """Send the mark to browsers that ask for it by its old name."""
    return _kept_an_hour(current_app.send_static_file(built_name("mark.svg")), "image/svg+xml")


@front.get("/robots.txt")
@public
def robots() -> ResponseReturnValue:
    """Keep search engines at the entrance."""
    return _kept_an_hour(make_response(_ROBOTS), "text/plain; charset=utf-8")


def create_front(supervision: Supervision) -> Flask:
    """Return the application at the root of the address."""
    app = build_app(
        __name__, supervision, PORTAL, (front, health, log_page, published_log, published_plans), signed_in=False
    )
    app.url_defaults(_keep_language)
    return app


def _keep_language(endpoint: str, values: MutableMapping[str, Any]) -> None:
    # Nobody is known here, so the language travels in the address.
    asked = request.args.get("language") if has_request_context() else None
    if endpoint in _READ_BY_PEOPLE and asked in LOCALES:
        values.setdefault("language", asked)


def _kept_an_hour(response: Response, content_type: str) -> Response:
    response.headers["Content-Type"] = content_type
    response.headers["Cache-Control"] = _AN_HOUR
    return response
