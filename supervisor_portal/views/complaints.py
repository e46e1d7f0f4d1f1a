"""Complaints: the list by deadline, and one complaint whole."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from supervision_code.domain.complaints import ComplaintGround
from supervision_code.domain.permissions import Permission
from supervision_code.queries.complaint_cases import ComplaintsAsked, ComplaintSort, ComplaintView
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render
from supervisor_portal.addresses import ANY_TIME, chosen, cut, days, find_chosen, word
from supervisor_portal.complaint_desk import case_page
from supervisor_portal.list_filters import complaint_filters, complaint_tabs

complaints = Blueprint("complaints", __name__, url_prefix="/complaints")


@complaints.get("/")
@requires(Permission.COMPLAINT_SEE)
def index() -> ResponseReturnValue:
    """Show the complaints of the area, the nearest deadline first."""
    asked, queries = _asked(), supervision().queries
    found = queries.complaint_cases.page(current_actor(), asked, cut())
    return render(
        "supervisor/complaints/index.html",
        partial="supervisor/complaints/_rows.html",
        asked=asked,
        found=found,
        tabs=complaint_tabs(asked),
        filters=complaint_filters(asked, found.agency, queries.districts.choices(current_actor())),
    )


@complaints.get("/<uuid:complaint_id>")
@requires(Permission.COMPLAINT_SEE)
def show(complaint_id: UUID) -> ResponseReturnValue:
    """Show one complaint; whose it is only once that was opened."""
    return case_page(complaint_id)


def _asked() -> ComplaintsAsked:
    return ComplaintsAsked(
        view=chosen(ComplaintView, "due", ComplaintView.UNFINISHED),
        ground=find_chosen(ComplaintGround, "ground"),
        agency=word("agency"),
        district=word("district"),
        days=days(ANY_TIME),
        words=word("q"),
        sort=chosen(ComplaintSort, "sort", ComplaintSort.DEADLINE),
    )
