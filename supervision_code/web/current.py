"""Who is here, in which portal, in which language: what a view may ask of the request."""

from datetime import datetime
from typing import Any, cast

import flask_login
from flask import current_app, g, has_request_context, request, session

from supervision_code.bootstrap import Supervision
from supervision_code.domain.errors import NotSignedIn
from supervision_code.domain.permissions import Actor
from supervision_code.web.portal import Portal

LOCALES = ("zh-CN", "en")


class SignedIn(flask_login.UserMixin):
    """What Flask-Login carries: an actor under the account's id."""

    def __init__(self, actor: Actor, locale: str) -> None:
        self.actor = actor
        self.locale = locale
        self.id = str(actor.account_id)


def supervision() -> Supervision:
    """Return the services and queries of this process."""
    return cast("Supervision", current_app.extensions["supervision"])


def current_portal() -> Portal:
    """Return the portal this request came to."""
    return cast("Portal", current_app.extensions["portal"])


def find_actor() -> Actor | None:
    """Return who is signed in, or None."""
    user = _user()
    return None if user is None else user.actor


def current_actor() -> Actor:
    """Return who is signed in; raises NotSignedIn."""
    actor = find_actor()
    if actor is None:
        raise NotSignedIn()
    return actor


def _user() -> SignedIn | None:
    if not hasattr(current_app, "login_manager"):
        return None
    user: Any = flask_login.current_user
    return cast("SignedIn", user._get_current_object()) if user.is_authenticated else None


def now() -> datetime:
    """Return the moment of this request, one and the same while the request lasts."""
    if "moment" not in g:
        g.moment = supervision().clock.now()
    return cast("datetime", g.moment)


def current_locale() -> str:
    """Return the language of this request: the address's ``language``, the session's, the account's, or Chinese."""
    if not has_request_context():
        return LOCALES[0]
    if "locale" not in g:
        g.locale = _chosen_locale()
    return str(g.locale)


def _chosen_locale() -> str:
    user = _user()
    for wish in (request.args.get("language"), session.get("locale"), user.locale if user else None):
        if wish in LOCALES:
            return str(wish)
    return LOCALES[0]
