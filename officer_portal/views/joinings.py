"""Joining another agency's visit under way: for the firm it stays one visit."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from officer_portal.arrivals import Fields
from officer_portal.joinings import JoiningArrival, joining_of
from officer_portal.this_device import this_device
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other

joinings = Blueprint("joinings", __name__)
_PAGE = "officer/joinings/show.html"
_PREVIEW = "officer/joinings/preview.html"


@joinings.get("/arrivals/<uuid:enterprise_id>/<uuid:scan_id>/visits/<uuid:visit_id>")
@requires(Permission.VISIT_OPEN)
def show(enterprise_id: UUID, scan_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Ask what the agency comes for, and who."""
    return render(_PAGE, arrival=_arrival(enterprise_id, scan_id, visit_id, None))


@joinings.post("/arrivals/<uuid:enterprise_id>/<uuid:scan_id>/visits/<uuid:visit_id>/preview")
@requires(Permission.VISIT_OPEN)
def preview(enterprise_id: UUID, scan_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Judge the joining as the form now describes it."""
    return render(_PAGE, partial=_PREVIEW, arrival=_arrival(enterprise_id, scan_id, visit_id, request.form))


@joinings.post("/arrivals/<uuid:enterprise_id>/<uuid:scan_id>/visits/<uuid:visit_id>")
@requires(Permission.VISIT_OPEN)
def join(enterprise_id: UUID, scan_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Join the visit."""
    arrival = _arrival(enterprise_id, scan_id, visit_id, request.form)
    form, service = arrival.form, supervision().joinings
    joining = replace(arrival.joining, device=this_device())
    joined = form.carry_out(lambda: service.join(current_actor(), joining)) if form.validate() else None
    if joined is None:
        return render(_PAGE, status=422, arrival=arrival)
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=joined.visit_id)


def _arrival(enterprise_id: UUID, scan_id: UUID, visit_id: UUID, fields: Fields | None) -> JoiningArrival:
    firm = supervision().queries.arrivals.arrival(current_actor(), enterprise_id, scan_id)
    return joining_of(supervision(), current_actor(), firm, visit_id, fields)
