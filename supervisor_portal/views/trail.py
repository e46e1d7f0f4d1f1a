"""The trail: who did what, when, in which role."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.queries.trail import TrailAsked, TrailSubject
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render
from supervisor_portal.addresses import chosen, cut, days, word
from supervisor_portal.list_filters import trail_filters

trail = Blueprint("trail", __name__, url_prefix="/trail")


@trail.get("/")
@requires(Permission.TRAIL_SEE)
def index() -> ResponseReturnValue:
    """Show the trail of the area, the newest first."""
    asked = TrailAsked(subject=chosen(TrailSubject, "subject", TrailSubject.ALL), days=days(), words=word("q"))
    return render(
        "supervisor/trail/index.html",
        partial="supervisor/trail/_rows.html",
        asked=asked,
        filters=trail_filters(asked),
        found=supervision().queries.trail.page(current_actor(), asked, cut()),
    )
