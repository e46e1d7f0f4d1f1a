"""The firm's accounts: its administrator adds members, disables them, and gives them a new first password."""

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from enterprise_portal.forms.members import MemberForm
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

members = Blueprint("members", __name__, url_prefix="/members")


@members.get("/")
@requires(Permission.OWN_MEMBERS_MANAGE)
def index() -> ResponseReturnValue:
    """Show the firm's accounts."""
    found = supervision().queries.accounts.members(current_actor())
    return render("enterprise/members/index.html", members=found, at=now())


@members.get("/new")
@requires(Permission.OWN_MEMBERS_MANAGE)
def ask() -> ResponseReturnValue:
    """Show the form for a new member."""
    return render("enterprise/members/new.html", form=MemberForm())


@members.post("/new")
@requires(Permission.OWN_MEMBERS_MANAGE)
def add() -> ResponseReturnValue:
    """Make the account; its first password is in this answer and nowhere else."""
    form, actor = MemberForm(), current_actor()
    if not form.validate_on_submit():
        return render("enterprise/members/new.html", status=422, form=form)
    username, name = form.username.data or "", form.name.data or ""
    password = form.carry_out(lambda: supervision().accounts.add_member(actor, username, name))
    if password is None:
        return render("enterprise/members/new.html", status=422, form=form)
    return render("enterprise/members/password.html", username=username.lower(), password=password, fresh=True)


@members.post("/<username>/password")
@requires(Permission.OWN_MEMBERS_MANAGE)
def reset(username: str) -> ResponseReturnValue:
    """Give a member a new first password, shown once."""
    password = supervision().accounts.reset_password(current_actor(), username)
    return render("enterprise/members/password.html", username=username, password=password, fresh=False)


@members.post("/<username>/disable")
@requires(Permission.OWN_MEMBERS_MANAGE)
def disable(username: str) -> ResponseReturnValue:
    """Let a member in no more."""
    supervision().accounts.set_active(current_actor(), username, active=False)
    flash(t("enterprise-member-disabled-now", username=username), "saved")
    return see_other("members.index")


@members.post("/<username>/enable")
@requires(Permission.OWN_MEMBERS_MANAGE)
def enable(username: str) -> ResponseReturnValue:
    """Let a member in again."""
    supervision().accounts.set_active(current_actor(), username, active=True)
    flash(t("enterprise-member-enabled-now", username=username), "saved")
    return see_other("members.index")
