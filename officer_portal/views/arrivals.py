"""The firm after a scan: what this visit would do, and the form that opens it."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.arrivals import Arrival, arrival_of, sent_form
from officer_portal.forms.arrivals import ArrivalForm
from officer_portal.this_device import this_device
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Permission
from supervision_code.domain.visits import OUTAGES, InspectionType
from supervision_code.queries.arrivals import FirmPage
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.filters import day
from supervision_code.web.forms import uuid_of
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

arrivals = Blueprint("arrivals", __name__)
_PAGE = "officer/arrivals/show.html"
_GOING_ON = "officer/arrivals/going_on.html"
_PREVIEW = "officer/arrivals/preview.html"


@arrivals.get("/arrivals/<uuid:enterprise_id>/<uuid:scan_id>")
@requires(Permission.VISIT_OPEN)
def show(enterprise_id: UUID, scan_id: UUID) -> ResponseReturnValue:
    """Show the firm, the verdict and the form; a scan that was used leads to its visit, and so does being there."""
    visit_id = supervision().queries.arrivals.visit_of(current_actor(), enterprise_id, scan_id)
    if visit_id is not None:
        return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)
    firm, wish = _firm(enterprise_id, scan_id), request.args.get("exception")
    going_on = supervision().queries.visits.open_at(current_actor(), enterprise_id)
    if going_on is not None and wish not in OUTAGES:
        return render(_GOING_ON, firm=firm, visit=going_on)
    return render(_PAGE, arrival=arrival_of(supervision(), current_actor(), firm, None, wish))


@arrivals.post("/arrivals/<uuid:enterprise_id>/<uuid:scan_id>/preview")
@requires(Permission.VISIT_OPEN)
def preview(enterprise_id: UUID, scan_id: UUID) -> ResponseReturnValue:
    """Judge the visit as the form now describes it; agencies come and go here too."""
    return render(_PAGE, partial=_PREVIEW, arrival=_sent(enterprise_id, scan_id))


@arrivals.post("/arrivals/<uuid:enterprise_id>/<uuid:scan_id>")
@requires(Permission.VISIT_OPEN)
def open_visit(enterprise_id: UUID, scan_id: UUID) -> ResponseReturnValue:
    """Open the visit; over a limit the form comes back and asks for the reason."""
    actor, visits = current_actor(), supervision().visits
    form = sent_form(supervision(), actor, request.form)
    draft = replace(form.draft(enterprise_id, scan_id), device=this_device())
    opened = form.carry_out(lambda: visits.open(actor, draft)) if form.validate() else None
    if opened is None:
        arrival = arrival_of(supervision(), actor, _firm(enterprise_id, scan_id, form), form)
        if arrival.verdict.over_limit:
            form.demand_reason()
        return render(_PAGE, status=422, arrival=arrival)
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=opened.visit_id)


@arrivals.post("/arrivals/<uuid:enterprise_id>/<uuid:scan_id>/plan")
@requires(Permission.VISIT_PLAN)
def put_off(enterprise_id: UUID, scan_id: UUID) -> ResponseReturnValue:
    """Come another day instead: put the visit into the agency's plan."""
    _firm(enterprise_id, scan_id)
    fields = request.form
    kind = next((kind for kind in InspectionType if kind.value == fields.get("type")), InspectionType.ROUTINE)
    items = tuple(fields.get("items", "").split())
    supervision().planned_visits.plan(current_actor(), enterprise_id, _day(fields.get("day", "")), kind, items, "")
    flash(t("officer-plan-made", day=day(_day(fields.get("day", "")))), "saved")
    return see_other("planned_visits.index")


@arrivals.post("/arrivals/<uuid:enterprise_id>/<uuid:scan_id>/join")
@requires(Permission.VISIT_PLAN)
def join_plan(enterprise_id: UUID, scan_id: UUID) -> ResponseReturnValue:
    """Join another agency's planned visit instead of visiting now."""
    _firm(enterprise_id, scan_id)
    plan_id = uuid_of(request.form.get("plan", ""))
    if plan_id is None:
        raise NoSuchRecord
    supervision().planned_visits.join(current_actor(), enterprise_id, plan_id)
    flash(t("officer-plan-joined"), "saved")
    return see_other("planned_visits.show", enterprise_id=enterprise_id, plan_id=plan_id)


def _firm(enterprise_id: UUID, scan_id: UUID, form: ArrivalForm | None = None) -> FirmPage:
    """Return the firm behind a scan; who writes down what an outage kept back has a day for it and loses nothing."""
    backfills = form is not None and form.backfills
    return supervision().queries.arrivals.arrival(current_actor(), enterprise_id, scan_id, backfills=backfills)


def _sent(enterprise_id: UUID, scan_id: UUID) -> Arrival:
    form = sent_form(supervision(), current_actor(), request.form)
    return arrival_of(supervision(), current_actor(), _firm(enterprise_id, scan_id, form), form)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchRecord from None
