"""The operator's page: whether everything runs."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render

operations = Blueprint("operations", __name__, url_prefix="/operations")


@operations.get("/")
@requires(Permission.OPERATIONS_SEE)
def index() -> ResponseReturnValue:
    """Show the state of the installation."""
    queries, actor = supervision().queries, current_actor()
    state, mail = queries.operations.operations(actor), queries.mails.standing(actor)
    witnesses, log = queries.witnesses.all(), queries.ledger.standing()
    return render("supervisor/operations/index.html", state=state, witnesses=witnesses, log=log, mail=mail)
