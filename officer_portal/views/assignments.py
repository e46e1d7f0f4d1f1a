"""Who goes to a planned visit: the manager divides the work, an officer takes a place or gives it up."""

from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from officer_portal.forms.assignments import AssignmentForm, TakeForm
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

assignments = Blueprint(
    "assignments", __name__, url_prefix="/planned-visits/<uuid:enterprise_id>/<uuid:plan_id>/officers"
)


@assignments.get("")
@requires(Permission.OFFICERS_ASSIGN)
def edit(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Show who could go, with what stands against each."""
    form = AssignmentForm(formdata=None)
    return _page(form, enterprise_id, plan_id, 200)


@assignments.post("")
@requires(Permission.OFFICERS_ASSIGN)
def save(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Let exactly those go who were chosen."""
    form, actor = AssignmentForm(), current_actor()
    form.offer(supervision().queries.assignments.of_visit(actor, enterprise_id, plan_id))
    if not form.validate():
        return _page(form, enterprise_id, plan_id, 422)
    assign, seen, despite = supervision().assignments.assign, form.seen, bool(form.despite.data)
    number = form.carry_out(lambda: assign(actor, enterprise_id, plan_id, form.chosen, seen=seen, despite=despite))
    if number is None:
        return _page(form, enterprise_id, plan_id, 422)
    flash(t("officer-assign-saved", number=number), "saved")
    return _back(enterprise_id, plan_id)


@assignments.post("/take")
@requires(Permission.VISIT_PLAN)
def take(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Go too, oneself; the second time also when one is expected elsewhere."""
    form, actor = TakeForm(), current_actor()
    service, despite = supervision().assignments, bool(form.despite.data)
    taken = form.validate() and form.succeeds(lambda: service.take(actor, enterprise_id, plan_id, despite=despite))
    if not taken:
        plan = supervision().queries.planned_visits.plan(actor, enterprise_id, plan_id)
        return render("officer/assignments/take.html", status=422, form=form, plan=plan)
    flash(t("officer-assign-taken"), "saved")
    return _back(enterprise_id, plan_id)


@assignments.post("/give-up")
@requires(Permission.VISIT_PLAN)
def give_up(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Not go, oneself."""
    supervision().assignments.give_up(current_actor(), enterprise_id, plan_id)
    flash(t("officer-assign-given-up"), "saved")
    return _back(enterprise_id, plan_id)


def _page(form: AssignmentForm, enterprise_id: UUID, plan_id: UUID, status: int) -> ResponseReturnValue:
    actor, queries = current_actor(), supervision().queries
    crew = queries.assignments.of_visit(actor, enterprise_id, plan_id)
    form.offer(crew)
    overtaken = form.is_submitted() and form.is_overtaken_by(crew)
    if not form.is_submitted():
        form.show(crew)
    plan = queries.planned_visits.plan(actor, enterprise_id, plan_id)
    return render("officer/assignments/edit.html", status=status, form=form, crew=crew, plan=plan, overtaken=overtaken)


def _back(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    return see_other("planned_visits.show", enterprise_id=enterprise_id, plan_id=plan_id)
