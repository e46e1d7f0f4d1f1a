"""Today: at most five things, the most urgent first."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from officer_portal.agenda import agenda_of, figures_of
from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.htmx import render

today = Blueprint("today", __name__)


@today.get("/")
@requires(Permission.VISIT_OPEN)
def index() -> ResponseReturnValue:
    """Show what waits, and the way to the scan."""
    actor, queries = current_actor(), supervision().queries
    return render(
        "officer/today/index.html",
        agency=queries.officers.agency_name(actor),
        awaited=queries.presence.awaited(actor),
        agenda=agenda_of(actor, queries),
        figures=figures_of(actor, queries, day_of(now())) if actor.may(Permission.AGENCY_ALERTS_SEE) else [],
        unread=queries.inbox.unread(actor),
    )
