"""Signing in and out: one blueprint for all portals."""

import flask_login
from flask import Blueprint, request, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from supervision_code.domain.permissions import Permission
from supervision_code.web.access import public, requires
from supervision_code.web.current import LOCALES, SignedIn, current_locale, current_portal, find_actor, supervision
from supervision_code.web.forms import Form, strip
from supervision_code.web.htmx import go_to, render, see_other
from supervision_code.web.messages import lazy_t
from supervision_code.web.sessions import renew_session

sign_in = Blueprint("sign_in", __name__)


class SignInForm(Form):
    """User name and password."""

    username = StringField(
        lazy_t("sign-in-username"),
        filters=[strip],
        validators=[InputRequired(lazy_t("sign-in-username-missing")), Length(max=64)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        lazy_t("sign-in-password"),
        validators=[InputRequired(lazy_t("sign-in-password-missing")), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )


@sign_in.get("/sign-in")
@public
def form() -> ResponseReturnValue:
    """Show the form, or go on when somebody is signed in already."""
    if find_actor() is not None:
        return see_other(current_portal().home)
    return render("shared/sign_in.html", form=SignInForm())


@sign_in.post("/sign-in")
@public
def enter() -> ResponseReturnValue:
    """Check name and password; the session gets a new token."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render("shared/sign_in.html", status=422, form=form)
    accounts, roles = supervision().accounts, current_portal().roles
    actor = form.carry_out(lambda: accounts.sign_in(form.username.data or "", form.password.data or "", roles))
    if actor is None:
        return render("shared/sign_in.html", status=401, form=form)
    chosen = session.get("locale")
    session.clear()
    if chosen:
        session["locale"] = chosen
    flask_login.login_user(SignedIn(actor, current_locale()))
    renew_session(session)
    return go_to(_safe_next() or url_for(current_portal().home))


@sign_in.post("/sign-out")
@requires(Permission.ACCOUNT_SEE)
def leave() -> ResponseReturnValue:
    """End the session on the server."""
    language = current_locale() if current_locale() != LOCALES[0] else None
    flask_login.logout_user()
    session.clear()
    return see_other("sign_in.form", language=language)


def _safe_next() -> str:
    """Return the page to go on with, when it lies in this portal."""
    wanted = request.args.get("next", "")
    inside = wanted.startswith(f"{request.script_root}/") and not wanted.startswith("//")
    return wanted if inside and wanted.isprintable() and "\\" not in wanted else ""
