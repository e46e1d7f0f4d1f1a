"""The own account: name and role, language, password; the same pages in all portals.

A portal that mounts this blueprint sends who still has a first password to the password page, and then who needs a
second factor to its page, before anything else.
"""

from typing import Final, NamedTuple

from flask import Blueprint, current_app, flash, request, session
from flask.typing import ResponseReturnValue
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from supervision_code.domain.errors import InvalidValue, SignInRefused
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import (
    LOCALES,
    TWO_STEPS,
    current_actor,
    current_portal,
    must_change_password,
    must_enrol,
    supervision,
)
from supervision_code.web.forms import Form
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import lazy_t, t
from supervision_code.web.steps import sign_in_fully

account = Blueprint("account", __name__, url_prefix="/account")

_FIRST_OF_ALL: Final = "account.password"
_THEN: Final = "factors.index"
_ALWAYS_OPEN: Final = frozenset({"account.choose_language", "sign_in.leave", "static", None})
_OPEN_TO_NEW_PASSWORDS: Final = frozenset({_FIRST_OF_ALL, "account.change_password"})
_OPEN_TO_NEW_FACTORS: Final = frozenset({"factors", "confirm"})


class Way(NamedTuple):
    """A page that belongs to the account, where the portal has it."""

    endpoint: str
    icon: str
    text: str
    permission: Permission


_WAYS: Final = (
    Way("factors.index", "shield-check", "account-way-factors", Permission.ACCOUNT_SEE),
    Way("devices.index", "devices", "account-way-devices", Permission.ACCOUNT_SEE),
    Way("field_devices.index", "device-mobile", "account-way-field", Permission.VISIT_OPEN),
    Way("field_imports.index", "upload", "account-way-imports", Permission.VISIT_OPEN),
    Way("mail_address.index", "message-report", "account-way-mail", Permission.ACCOUNT_SEE),
    Way("own_data.index", "id-badge-2", "account-way-data", Permission.ACCOUNT_SEE),
    Way("inbox.index", "inbox", "account-way-inbox", Permission.OWN_INBOX_SEE),
    Way("members.index", "users", "account-way-members", Permission.OWN_MEMBERS_MANAGE),
)


class PasswordForm(Form):
    """The present password and, twice, the new one."""

    current = PasswordField(
        lazy_t("account-password-current"),
        validators=[InputRequired(lazy_t("account-password-current-missing")), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )
    wanted = PasswordField(
        lazy_t("account-password-new"),
        description=lazy_t("account-password-hint"),
        validators=[InputRequired(lazy_t("account-password-new-missing")), Length(max=200)],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        lazy_t("account-password-again"),
        validators=[EqualTo("wanted", lazy_t("account-password-different"))],
        render_kw={"autocomplete": "new-password"},
    )


@account.before_app_request
def send_to_what_is_missing() -> ResponseReturnValue | None:
    """Let nobody go on with a password that somebody else has seen, or without the second factor he needs."""
    if request.endpoint in _ALWAYS_OPEN:
        return None
    if must_change_password():
        return None if request.endpoint in _OPEN_TO_NEW_PASSWORDS else see_other(_FIRST_OF_ALL)
    if must_enrol() and request.blueprint not in _OPEN_TO_NEW_FACTORS:
        return see_other(_THEN)
    return None


@account.get("/")
@requires(Permission.ACCOUNT_SEE)
def index() -> ResponseReturnValue:
    """Show who is signed in, and what can be changed about it."""
    actor, views = current_actor(), current_app.view_functions
    ways = [way for way in _WAYS if way.endpoint in views and actor.may(way.permission)]
    return render("shared/account.html", account=supervision().queries.accounts.own(actor), ways=ways)


@account.post("/language")
@requires(Permission.ACCOUNT_SEE)
def choose_language() -> ResponseReturnValue:
    """Remember the language, for this session and the next ones."""
    locale = request.form.get("locale", "")
    supervision().accounts.choose_locale(current_actor(), locale)
    session["locale"] = locale if locale in LOCALES else LOCALES[0]
    return see_other("account.index")


@account.get("/password")
@requires(Permission.ACCOUNT_SEE)
def password() -> ResponseReturnValue:
    """Show the form for a new password."""
    return _password_page(PasswordForm(), 200)


@account.post("/password")
@requires(Permission.ACCOUNT_SEE)
def change_password() -> ResponseReturnValue:
    """Replace the password; every other session of the account ends."""
    form, first = PasswordForm(), must_change_password()
    if not form.validate_on_submit() or not form.carry_out(lambda: _change(form)):
        return _password_page(form, 422)
    sign_in_fully(current_actor(), two_steps=bool(session.get(TWO_STEPS)))
    flash(t("account-password-saved"), "saved")
    return see_other(current_portal().home if first else "account.index")


def _change(form: PasswordForm) -> bool:
    actor, current = current_actor(), form.current.data or ""
    try:
        # Misses here count as those of signing in: who finds a session open shall not guess the password in it.
        supervision().sign_ins.confirm(actor, current)
        supervision().accounts.change_password(actor, current, form.wanted.data or "")
    except SignInRefused:
        raise InvalidValue(field="current", value="", expected="expected-current-password") from None
    return True


def _password_page(form: PasswordForm, status: int) -> ResponseReturnValue:
    username = supervision().queries.accounts.own(current_actor()).username
    return render("shared/password.html", status=status, form=form, first=must_change_password(), username=username)
