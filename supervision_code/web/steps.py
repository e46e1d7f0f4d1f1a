"""Steps of showing who one is: half signed in, signed in, confirmed; what the session remembers of them."""

from typing import Final
from uuid import UUID

import flask_login
from flask import request, session

from supervision_code.domain.permissions import Actor
from supervision_code.persistence.reach_of_session import Reach, reach_as
from supervision_code.queries.accounts import SignedInRow
from supervision_code.services.sessions import HALF_SIGNED_IN
from supervision_code.web.current import TWO_STEPS, SignedIn, current_locale, current_portal, now, supervision
from supervision_code.web.sessions import begin_session, move_session, token_of

_HALF_SINCE: Final = "half_since"
_CONFIRMED: Final = "confirmed_at"
_SIGNED_IN_AT: Final = "signed_in_at"
_KEPT: Final = ("locale",)


def half_sign_in(actor: Actor) -> None:
    """Remember that the password was right; the session is nobody's until the second step."""
    _forget()
    session[HALF_SIGNED_IN] = str(actor.account_id)
    session[_HALF_SINCE] = int(now().timestamp())
    begin_session(session)


def half_signed_in() -> UUID | None:
    """Return whose password was right some minutes ago, if the second step may still come."""
    account, since = session.get(HALF_SIGNED_IN), session.get(_HALF_SINCE, 0)
    if not account or now().timestamp() - since >= current_portal().limits.between_steps.total_seconds():
        return None
    reach_as(Reach(account_id=UUID(account)))
    return UUID(account)


def sign_in_fully(actor: Actor, *, two_steps: bool) -> None:
    """Sign the actor in; ``two_steps`` says whether a second factor was shown."""
    _forget()
    flask_login.login_user(SignedIn(actor, current_locale(), has_factor=two_steps))
    if two_steps:
        session[TWO_STEPS] = True
    session[_CONFIRMED] = session[_SIGNED_IN_AT] = int(now().timestamp())
    begin_session(session)


def session_holds(account: SignedInRow) -> bool:
    """Say whether the session was begun as its account demands now.

    It ends with a new password, and when a second factor came or went that this session knows nothing of.
    """
    begun = int(session.get(_SIGNED_IN_AT, 0)) >= int(account.password_changed_at.timestamp())
    return begun and account.has_factor == bool(session.get(TWO_STEPS))


def note_confirmed() -> None:
    """Remember that who is signed in has just shown again who he is."""
    session[_CONFIRMED] = int(now().timestamp())
    move_session(session)


def note_factor_added() -> None:
    """Let this session, which has just shown a new second factor, go on; those that did not are signed out."""
    session[TWO_STEPS] = True
    note_confirmed()
    supervision().sessions.end_others(flask_login.current_user.actor, token_of(session))


def note_factors_gone() -> None:
    """Let this session, which has just given up its account's last second factor, go on without."""
    session.pop(TWO_STEPS, None)
    note_confirmed()


def confirmed_recently() -> bool:
    """Say whether password or second factor was given within the last minutes."""
    limit = current_portal().limits.confirmation.total_seconds()
    return 0 <= int(now().timestamp()) - int(session.get(_CONFIRMED, 0)) < limit


def asked_to_confirm() -> bool:
    """Say whether this request carries an answer to the question who one is."""
    return any(name.startswith("confirm-") and value for name, value in request.form.items())


def _forget() -> None:
    kept = {name: session[name] for name in _KEPT if name in session}
    session.clear()
    for name, value in kept.items():
        session[name] = value
