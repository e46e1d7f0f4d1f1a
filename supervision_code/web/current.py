"""Who is here, in which portal, in which language: what a view may ask of the request."""

from datetime import datetime
from typing import Any, Final, cast

import flask_login
from flask import current_app, g, has_request_context, request, session

from supervision_code.domain.errors import NotSignedIn
from supervision_code.domain.permissions import Actor
from supervision_code.domain.second_factors import NEEDED
from supervision_code.product import Supervision
from supervision_code.web.portal import Portal

LOCALES = ("zh-CN", "en")
TWO_STEPS: Final = "two_steps"
"""Where the session remembers that a second factor was shown."""


class SignedIn(flask_login.UserMixin):
    """What Flask-Login carries: an actor under the account's id."""

    def __init__(
        self, actor: Actor, locale: str, *, must_change_password: bool = False, has_factor: bool = False
    ) -> None:
        self.actor = actor
        self.locale = locale
        self.must_change_password = must_change_password
        self.has_factor = has_factor
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
        raise NotSignedIn
    return actor


def must_change_password() -> bool:
    """Say whether who is signed in still has a first password."""
    user = _user()
    return user is not None and user.must_change_password


def must_enrol() -> bool:
    """Say whether who is signed in needs a second factor and has none yet."""
    user = _user()
    return user is not None and not user.has_factor and user.actor.role in NEEDED


def _user() -> SignedIn | None:
    if not hasattr(current_app, "login_manager") or reader_forgotten():
        return None
    user: Any = flask_login.current_user
    return cast("SignedIn", user) if user.is_authenticated else None


def forget_reader() -> None:
    """Answer this request as if nobody were signed in: what says who it is may itself be out of order."""
    g.reader_forgotten = True


def reader_forgotten() -> bool:
    """Say whether this request is answered without asking who it is from."""
    return bool(g.get("reader_forgotten", False))


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
    asked = request.args.get("language")
    if asked in LOCALES or reader_forgotten():
        return str(asked) if asked in LOCALES else LOCALES[0]
    user = _user()
    for wish in (session.get("locale"), user.locale if user else None):
        if wish in LOCALES:
            return str(wish)
    return LOCALES[0]
