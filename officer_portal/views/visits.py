"""Visits: the lists of the officer and of the agency, one visit, leaving it with a result."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.positions import claimed_position
from officer_portal.forms.visits import QUICK, LeavingForm
from officer_portal.listings import listing_of
from supervision_code.domain.permissions import Permission
from supervision_code.domain.visit_drafts import Leaving
from supervision_code.domain.visits import VisitState
from supervision_code.queries.visit_pages import VisitPage
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.filters import minutes_between
from supervision_code.web.htmx import render, see_other
from supervision_code.web.receipt_files import receipt_file

visits = Blueprint("visits", __name__)
_LEAVE = "officer/visits/leave.html"


@visits.get("/visits")
@requires(Permission.AGENCY_VISITS_SEE)
def index() -> ResponseReturnValue:
    """List the officer's visits, or the agency's."""
    listing = listing_of(supervision().queries.visits, current_actor(), request.args)
    return render("officer/visits/index.html", partial="officer/visits/_list.html", listing=listing)


@visits.get("/visits/<uuid:enterprise_id>/<uuid:visit_id>")
@requires(Permission.AGENCY_VISITS_SEE)
def show(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Show one visit: number and time large while it is open."""
    visit = _visit(enterprise_id, visit_id)
    sealed = supervision().queries.receipts.of_visit(current_actor(), enterprise_id, visit_id)
    minutes = minutes_between(visit.started_at, now())
    there = supervision().queries.presence.of_agency(current_actor(), enterprise_id, visit_id)
    return render("officer/visits/show.html", visit=visit, minutes=minutes, sealed=sealed, there=there)


@visits.get("/visits/<uuid:enterprise_id>/<uuid:visit_id>/receipt")
@requires(Permission.AGENCY_VISITS_SEE)
def receipt(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Hand out the receipt of a visit."""
    return receipt_file(supervision().queries.receipts.file_of(current_actor(), enterprise_id, visit_id))


@visits.get("/visits/<uuid:enterprise_id>/<uuid:visit_id>/leave")
@requires(Permission.VISIT_CLOSE)
def leave(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Ask how the visit ended."""
    visit = _visit(enterprise_id, visit_id)
    if visit.state is not VisitState.OPEN:
        return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)
    form = LeavingForm(formdata=None)
    form.offer(visit.kind)
    return render(_LEAVE, visit=visit, form=form, quick=QUICK[visit.kind])


@visits.post("/visits/<uuid:enterprise_id>/<uuid:visit_id>/leave")
@requires(Permission.VISIT_CLOSE)
def end(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Put the end and the result on record."""
    visit, form = _visit(enterprise_id, visit_id), LeavingForm()
    form.offer(visit.kind)
    leaving = form.leaving(enterprise_id, visit_id, claimed_position(request.form))
    if leaving is None:
        form.outcome.data = None
    ended = form.validate() and leaving is not None and form.carry_out(lambda: _leave(leaving))
    if not ended:
        return render(_LEAVE, status=422, visit=visit, form=form, quick=QUICK[visit.kind])
    return see_other("visits.done", enterprise_id=enterprise_id, visit_id=visit_id)


@visits.get("/visits/<uuid:enterprise_id>/<uuid:visit_id>/done")
@requires(Permission.VISIT_CLOSE)
def done(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Say that it is on record, and where to go next."""
    visit = _visit(enterprise_id, visit_id)
    if visit.ended_at is None:
        return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)
    minutes = minutes_between(visit.started_at, visit.ended_at)
    days = supervision().in_force.policy.dispute_days
    return render("officer/visits/done.html", visit=visit, minutes=minutes, days=days)


def _leave(leaving: Leaving) -> bool:
    supervision().visits.leave(current_actor(), leaving)
    return True


def _visit(enterprise_id: UUID, visit_id: UUID) -> VisitPage:
    return supervision().queries.visit_pages.visit(current_actor(), enterprise_id, visit_id)
