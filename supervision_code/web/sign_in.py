"""Signing in and out: one blueprint for all portals."""

from uuid import UUID

import flask_login
from flask import Blueprint, flash, session, url_for
from flask.typing import ResponseReturnValue
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from supervision_code.domain.permissions import Permission
from supervision_code.domain.second_factors import StepPurpose
from supervision_code.persistence.reach_of_session import Reach, reach_as
from supervision_code.web.access import public, requires
from supervision_code.web.current import LOCALES, current_locale, current_portal, find_actor, supervision
from supervision_code.web.factor_forms import SecondStepForm
from supervision_code.web.forms import Form, strip
from supervision_code.web.htmx import go_to, render, safe_next, see_other
from supervision_code.web.messages import lazy_t, t
from supervision_code.web.steps import half_sign_in, half_signed_in, sign_in_fully

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
    service, roles = supervision().sign_ins, current_portal().roles
    reach_as(Reach(username=(form.username.data or "").strip().lower()))
    actor = form.carry_out(lambda: service.sign_in(form.username.data or "", form.password.data or "", roles))
    if actor is None:
        return render("shared/sign_in.html", status=401, form=form)
    if supervision().queries.second_factors.standing(actor.account_id).since is not None:
        half_sign_in(actor)
        return see_other("sign_in.second", next=safe_next() or None)
    sign_in_fully(actor, two_steps=False)
    return go_to(safe_next() or url_for(current_portal().home))


@sign_in.get("/sign-in/second")
@public
def second() -> ResponseReturnValue:
    """Ask for the second factor of whom has given the password."""
    account_id = half_signed_in()
    if account_id is None:
        return see_other("sign_in.form", next=safe_next() or None)
    return _second_page(SecondStepForm(formdata=None), account_id, 200)


@sign_in.post("/sign-in/second")
@public
def second_enter() -> ResponseReturnValue:
    """Check the second factor; the session gets a new token and is somebody's from now on."""
    account_id, form = half_signed_in(), SecondStepForm()
    if account_id is None:
        flash(t("sign-in-second-late"), "notice")
        return see_other("sign_in.form", next=safe_next() or None)
    known = account_id
    actor = form.shown(known, current_portal().roles) if form.validate_on_submit() else None
    if actor is None:
        return _second_page(form, account_id, 401)
    sign_in_fully(actor, two_steps=True)
    if form.recovery.data and not form.passkey.data:
        left = supervision().queries.second_factors.standing(account_id).recovery_codes
        flash(t("sign-in-second-recovered", left=left), "warning")
    return go_to(safe_next() or url_for(current_portal().home))


@sign_in.post("/sign-in/again")
@public
def again() -> ResponseReturnValue:
    """Give up between the two steps and begin with another name."""
    session.clear()
    return see_other("sign_in.form")


@sign_in.post("/sign-out")
@requires(Permission.ACCOUNT_SEE)
def leave() -> ResponseReturnValue:
    """End the session on the server."""
    language = current_locale() if current_locale() != LOCALES[0] else None
    flask_login.logout_user()
    session.clear()
    return see_other("sign_in.form", language=language)


def _second_page(form: SecondStepForm, account_id: UUID, status: int) -> ResponseReturnValue:
    return render(
        "shared/second_step.html",
        status=status,
        form=form,
        standing=supervision().queries.second_factors.standing(account_id),
        passkey=supervision().second_steps.ask_passkey(account_id, StepPurpose.SIGN_IN),
    )
