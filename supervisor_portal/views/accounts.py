"""Accounts, for the operator: the list, adding one, disabling, enabling and resetting."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervisor_portal.addresses import PAGE, word
from supervisor_portal.forms.accounts import AccountForm, ResetFactorForm

accounts = Blueprint("accounts", __name__, url_prefix="/accounts")


@accounts.get("/")
@requires(Permission.ACCOUNTS_MANAGE)
def index() -> ResponseReturnValue:
    """Show accounts by user name."""
    words, after = word("q"), word("after")
    found = supervision().queries.accounts.page(current_actor(), words, after, PAGE + 1)
    return render(
        "supervisor/accounts/index.html",
        wanted=words,
        after=after,
        rows=found[:PAGE],
        more=found[PAGE - 1].username if len(found) > PAGE else "",
    )


@accounts.get("/new")
@requires(Permission.ACCOUNTS_MANAGE)
def new() -> ResponseReturnValue:
    """Show the form for a new account."""
    return render("supervisor/accounts/new.html", form=AccountForm(formdata=None))


@accounts.post("/new")
@requires(Permission.ACCOUNTS_MANAGE, fresh=True)
def add() -> ResponseReturnValue:
    """Make the account and show its first password, this once."""
    form = AccountForm()
    if not form.validate_on_submit():
        return render("supervisor/accounts/new.html", status=422, form=form)
    password = form.carry_out(lambda: supervision().accounts.add(current_actor(), form.wanted()))
    if password is None:
        return render("supervisor/accounts/new.html", status=422, form=form)
    return _password_page((form.username.data or "").lower(), password)


@accounts.get("/<username>")
@requires(Permission.ACCOUNTS_MANAGE)
def show(username: str) -> ResponseReturnValue:
    """Show one account and what can be done about it; nobody locks himself out."""
    return _account_page(username)


@accounts.post("/<username>/reset")
@requires(Permission.ACCOUNTS_MANAGE, fresh=True)
def reset(username: str) -> ResponseReturnValue:
    """Give the account a new first password and show it, this once."""
    return _password_page(username, supervision().accounts.reset_password(current_actor(), username))


@accounts.post("/<username>/reset-factor")
@requires(Permission.ACCOUNTS_MANAGE, fresh=True)
def reset_factor(username: str) -> ResponseReturnValue:
    """Take the second factors from an account whose owner has lost them."""
    form, service = ResetFactorForm(), supervision().second_factors
    if not form.validate_on_submit() or not form.succeeds(
        lambda: service.reset(current_actor(), username, form.reason.data or "")
    ):
        return _account_page(username, form)
    flash(t("supervisor-account-factor-reset", username=username), "saved")
    return see_other("accounts.show", username=username)


@accounts.post("/<username>/disable")
@requires(Permission.ACCOUNTS_MANAGE)
def disable(username: str) -> ResponseReturnValue:
    """Disable the account; its sessions end."""
    supervision().accounts.set_active(current_actor(), username, active=False)
    flash(t("supervisor-account-disabled", username=username), "saved")
    return see_other("accounts.show", username=username)


@accounts.post("/<username>/enable")
@requires(Permission.ACCOUNTS_MANAGE, fresh=True)
def enable(username: str) -> ResponseReturnValue:
    """Enable the account again."""
    supervision().accounts.set_active(current_actor(), username, active=True)
    flash(t("supervisor-account-enabled", username=username), "saved")
    return see_other("accounts.show", username=username)


def _account_page(username: str, resetting: ResetFactorForm | None = None) -> ResponseReturnValue:
    queries = supervision().queries.accounts
    return render(
        "supervisor/accounts/show.html",
        status=422 if resetting else 200,
        account=queries.account(current_actor(), username),
        myself=queries.own(current_actor()).username == username,
        resetting=resetting or ResetFactorForm(formdata=None),
    )


def _password_page(username: str, password: str) -> ResponseReturnValue:
    return render("supervisor/accounts/password.html", username=username, password=password)
