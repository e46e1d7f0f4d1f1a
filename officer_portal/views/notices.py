"""Telling a firm of a planned visit: which times, moving it, calling it off."""

from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from officer_portal.forms.notices import PutOffForm, ReasonForm, TimesForm
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Permission
from supervision_code.queries.notices import ToldOfVisit
from supervision_code.queries.planned_visits import PlannedVisitRow
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.filters import day
from supervision_code.web.forms import Form
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

notices = Blueprint("notices", __name__)
_SEND = "officer/notices/send.html"
_PUT_OFF = "officer/notices/put_off.html"
_CALL_OFF = "officer/notices/call_off.html"


@notices.get("/planned-visits/<uuid:enterprise_id>/<uuid:plan_id>/notice")
@requires(Permission.VISIT_PLAN)
def ask(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Ask which times the firm is offered."""
    plan, told = _own(enterprise_id, plan_id)
    return _page(_SEND, plan, told, TimesForm.before(told))


@notices.post("/planned-visits/<uuid:enterprise_id>/<uuid:plan_id>/notice")
@requires(Permission.VISIT_PLAN)
def send(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Tell the firm now."""
    plan, told = _own(enterprise_id, plan_id)
    form, actor = TimesForm.sent(told), current_actor()
    if not form.validate() or not form.carry_out(
        lambda: supervision().notices.send(actor, enterprise_id, plan_id, form.chosen)
    ):
        return _page(_SEND, plan, told, form, 422)
    flash(t("officer-notice-sent-now"), "saved")
    return see_other("planned_visits.show", enterprise_id=enterprise_id, plan_id=plan_id)


@notices.get("/planned-visits/<uuid:enterprise_id>/<uuid:plan_id>/put-off")
@requires(Permission.VISIT_PLAN)
def ask_put_off(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Ask for a later day."""
    plan, told = _own(enterprise_id, plan_id)
    return _page(_PUT_OFF, plan, told, PutOffForm(formdata=None))


@notices.post("/planned-visits/<uuid:enterprise_id>/<uuid:plan_id>/put-off")
@requires(Permission.VISIT_PLAN)
def put_off(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Move the visit, and tell the firm anew where it was told."""
    plan, told = _own(enterprise_id, plan_id)
    form, actor = PutOffForm(), current_actor()
    if not form.validate() or not form.succeeds(
        lambda: supervision().notices.put_off(actor, enterprise_id, plan_id, form.chosen_day, form.why)
    ):
        return _page(_PUT_OFF, plan, told, form, 422)
    flash(t("officer-notice-moved-now", day=day(form.chosen_day)), "saved")
    return see_other("planned_visits.show", enterprise_id=enterprise_id, plan_id=plan_id)


@notices.get("/planned-visits/<uuid:enterprise_id>/<uuid:plan_id>/call-off")
@requires(Permission.VISIT_PLAN)
def ask_call_off(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Ask why a visit that the firm was told of is not made."""
    plan, told = _own(enterprise_id, plan_id)
    return _page(_CALL_OFF, plan, told, ReasonForm(formdata=None))


@notices.post("/planned-visits/<uuid:enterprise_id>/<uuid:plan_id>/call-off")
@requires(Permission.VISIT_PLAN)
def call_off(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Call the visit off and tell the firm why."""
    plan, told = _own(enterprise_id, plan_id)
    form, actor = ReasonForm(), current_actor()
    if not form.validate() or not form.succeeds(
        lambda: supervision().planned_visits.cancel(actor, enterprise_id, plan_id, form.why)
    ):
        return _page(_CALL_OFF, plan, told, form, 422)
    flash(t("officer-notice-called-off-now"), "saved")
    return see_other("planned_visits.index")


def _own(enterprise_id: UUID, plan_id: UUID) -> tuple[PlannedVisitRow, ToldOfVisit]:
    """Return a planned visit that the reader's agency leads; raises NoSuchRecord."""
    actor, queries = current_actor(), supervision().queries
    told = queries.notices.of_visit(actor, enterprise_id, plan_id)
    if not told.mine:
        raise NoSuchRecord
    return queries.planned_visits.plan(actor, enterprise_id, plan_id), told


def _page(
    template: str, plan: PlannedVisitRow, told: ToldOfVisit, form: Form, status: int = 200
) -> ResponseReturnValue:
    return render(template, status=status, plan=plan, told=told, form=form)
