"""Machine clients, for the operator: the list, adding one, a new token, and ending one."""

from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.services.clients import GivenToken
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervisor_portal.addresses import PAGE, find_id, word
from supervisor_portal.forms.clients import ClientForm

clients = Blueprint("clients", __name__, url_prefix="/clients")


@clients.get("/")
@requires(Permission.CLIENTS_MANAGE)
def index() -> ResponseReturnValue:
    """Show the clients, the newest first."""
    words, after = word("q"), find_id("after")
    found = supervision().queries.clients.page(current_actor(), words, after, PAGE + 1)
    return render(
        "supervisor/clients/index.html",
        wanted=words,
        after=after,
        rows=found[:PAGE],
        more=str(found[PAGE - 1].id) if len(found) > PAGE else "",
    )


@clients.get("/new")
@requires(Permission.CLIENTS_MANAGE)
def new() -> ResponseReturnValue:
    """Show the form for a new client."""
    return render("supervisor/clients/new.html", form=ClientForm(formdata=None))


@clients.post("/new")
@requires(Permission.CLIENTS_MANAGE, fresh=True)
def add() -> ResponseReturnValue:
    """Make the client and show its token, this once."""
    form = ClientForm()
    if not form.validate_on_submit():
        return render("supervisor/clients/new.html", status=422, form=form)
    given = form.carry_out(lambda: supervision().clients.add(current_actor(), form.wanted()))
    if given is None:
        return render("supervisor/clients/new.html", status=422, form=form)
    return _token_page(given)


@clients.get("/<uuid:client_id>")
@requires(Permission.CLIENTS_MANAGE)
def show(client_id: UUID) -> ResponseReturnValue:
    """Show one client and what can be done about it."""
    client = supervision().queries.clients.client(current_actor(), client_id)
    return render("supervisor/clients/show.html", client=client)


@clients.post("/<uuid:client_id>/rotate")
@requires(Permission.CLIENTS_MANAGE, fresh=True)
def rotate(client_id: UUID) -> ResponseReturnValue:
    """Give the client a new token and show it, this once."""
    return _token_page(supervision().clients.rotate(current_actor(), client_id))


@clients.post("/<uuid:client_id>/revoke")
@requires(Permission.CLIENTS_MANAGE, fresh=True)
def revoke(client_id: UUID) -> ResponseReturnValue:
    """End the client for good."""
    supervision().clients.revoke(current_actor(), client_id)
    flash(t("supervisor-client-revoked"), "saved")
    return see_other("clients.show", client_id=client_id)


def _token_page(given: GivenToken) -> ResponseReturnValue:
    return render("supervisor/clients/token.html", given=given)
