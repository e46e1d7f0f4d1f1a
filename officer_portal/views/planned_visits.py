"""Planned visits: those of the agency and those it joins."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.planned_visits import PlanForm
from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.queries.paging import Cut
from supervision_code.queries.planned_visits import PlannedVisitView
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.filters import day
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

planned_visits = Blueprint("planned_visits", __name__)
_NEW = "officer/planned_visits/new.html"


@planned_visits.get("/planned-visits")
@requires(Permission.VISIT_PLAN)
def index() -> ResponseReturnValue:
    """List what is to come, what is overdue, or what became of earlier plans."""
    view = next((view for view in PlannedVisitView if view.value == request.args.get("view")), PlannedVisitView.COMING)
    actor, queries = current_actor(), supervision().queries
    found = queries.planned_visits.page(actor, view, Cut(at=request.args.get("at", "")))
    return render(
        "officer/planned_visits/index.html",
        found=found,
        told=queries.notices.states(actor, [(plan.enterprise_id, plan.id) for plan in found.rows]),
        view=view,
        views=list(PlannedVisitView),
        today=day_of(now()),
    )


@planned_visits.get("/planned-visits/<uuid:enterprise_id>/<uuid:plan_id>")
@requires(Permission.VISIT_PLAN)
def show(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Show one planned visit."""
    actor, queries = current_actor(), supervision().queries
    plan = queries.planned_visits.plan(actor, enterprise_id, plan_id)
    crew = queries.assignments.of_visit(actor, enterprise_id, plan_id)
    return render(
        "officer/planned_visits/show.html",
        plan=plan,
        crew=crew,
        may_assign=actor.may(Permission.OFFICERS_ASSIGN),
        told=queries.notices.of_visit(actor, enterprise_id, plan_id),
        today=day_of(now()),
    )


@planned_visits.post("/planned-visits/<uuid:enterprise_id>/<uuid:plan_id>/cancel")
@requires(Permission.VISIT_PLAN)
def cancel(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Call the own plan off, or leave one that the agency had joined."""
    supervision().planned_visits.cancel(current_actor(), enterprise_id, plan_id)
    flash(t("officer-plan-cancelled"), "saved")
    return see_other("planned_visits.index")


@planned_visits.get("/planned-visits/new")
@requires(Permission.VISIT_PLAN)
def find() -> ResponseReturnValue:
    """Find the firm to be visited."""
    words = request.args.get("q", "").strip()[:80]
    found = supervision().queries.enterprises.search(current_actor(), words) if words else None
    return render("officer/planned_visits/find.html", words=words, found=found)


@planned_visits.get("/planned-visits/new/<uuid:enterprise_id>")
@requires(Permission.VISIT_PLAN)
def new(enterprise_id: UUID) -> ResponseReturnValue:
    """Ask when and what for."""
    form = _form(PlanForm(formdata=None))
    return render(_NEW, form=form, firm=supervision().queries.enterprises.firm(current_actor(), enterprise_id))


@planned_visits.post("/planned-visits/new/<uuid:enterprise_id>")
@requires(Permission.VISIT_PLAN)
def make(enterprise_id: UUID) -> ResponseReturnValue:
    """Put the visit into the agency's plan."""
    form, actor = _form(PlanForm()), current_actor()
    firm = supervision().queries.enterprises.firm(actor, enterprise_id)
    if not form.validate() or form.carry_out(lambda: _plan(actor, enterprise_id, form)) is None:
        return render(_NEW, status=422, form=form, firm=firm)
    flash(t("officer-plan-made", day=day(form.day.data)), "saved")
    return see_other("planned_visits.index")


def _plan(actor: Actor, enterprise_id: UUID, form: PlanForm) -> UUID:
    return supervision().planned_visits.plan(
        actor, enterprise_id, form.chosen_day, form.chosen_type, tuple(form.items.data or ()), form.note.data or ""
    )


def _form(form: PlanForm) -> PlanForm:
    form.offer(supervision().queries.officers.choices(current_actor()))
    return form
