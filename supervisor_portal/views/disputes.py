"""Disputes: what firms say against records, those without an answer first."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.queries.disputes import DisputeView
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render
from supervisor_portal.addresses import chosen, cut
from supervisor_portal.list_filters import dispute_tabs

disputes = Blueprint("disputes", __name__, url_prefix="/disputes")


@disputes.get("/")
@requires(Permission.VISIT_VOID)
def index() -> ResponseReturnValue:
    """Show the disputes of the area."""
    view = chosen(DisputeView, "state", DisputeView.WAITING)
    return render(
        "supervisor/disputes/index.html",
        partial="supervisor/disputes/_rows.html",
        tabs=dispute_tabs(view),
        found=supervision().queries.disputes.page(current_actor(), view, cut()),
    )
