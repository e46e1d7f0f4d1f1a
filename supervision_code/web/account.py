"""The own account: name and role, language, password; the same pages in all portals.

A portal that mounts this blueprint sends who still has a first password to the password page before anything else.
"""

from typing import Final, NamedTuple

from flask import Blueprint, current_app, flash, request, session
from flask.typing import ResponseReturnValue
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from supervision_code.domain.errors import InvalidValue, SignInRefused
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import LOCALES, current_actor, current_portal, must_change_password, supervision
from supervision_code.web.forms import Form
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import lazy_t, t
from supervision_code.web.sessions import renew_session

account = Blueprint("account", __name__, url_prefix="/account")

_FIRST_OF_ALL: Final = "account.password"
_OPEN_BEFORE: Final = frozenset({_FIRST_OF_ALL, "account.change_password", "sign_in.leave", "static"})


class Way(NamedTuple):
    """A page that belongs to the account, where the portal has it."""

    endpoint: str
    icon: str
    text: str
    permission: Permission


_WAYS: Final = (
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
def send_to_password_page() -> ResponseReturnValue | None:
    """Let nobody go on with a password that somebody else has seen."""
    if request.endpoint in _OPEN_BEFORE or request.endpoint is None or not must_change_password():
        return None
    return see_other(_FIRST_OF_ALL)


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
    renew_session(session)
    flash(t("account-password-saved"), "saved")
    return see_other(current_portal().home if first else "account.index")


def _change(form: PasswordForm) -> bool:
    try:
        supervision().accounts.change_password(current_actor(), form.current.data or "", form.wanted.data or "")
    except SignInRefused:
        raise InvalidValue(field="current", value="", expected="expected-current-password") from None
    return True


def _password_page(form: PasswordForm, status: int) -> ResponseReturnValue:
    username = supervision().queries.accounts.own(current_actor()).username
    return render("shared/password.html", status=status, form=form, first=must_change_password(), username=username)
