"""The entrance: leads each role to the page its work begins with."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor
from supervision_code.web.htmx import see_other

start = Blueprint("start", __name__)


@start.get("/")
@requires(Permission.ACCOUNT_SEE)
def index() -> ResponseReturnValue:
    """Go on to the overview, or to the operator's page."""
    may_see = current_actor().may(Permission.OVERVIEW_SEE)
    return see_other("overview.index" if may_see else "operations.index")
