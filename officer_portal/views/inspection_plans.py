"""Inspection plans of the agency: the list, a draft's form, and one plan with its next step."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.inspection_plans import PlanForm, ReasonForm
from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.permissions import Permission
from supervision_code.queries.inspection_plans import PlansAsked
from supervision_code.queries.paging import Cut
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

inspection_plans = Blueprint("inspection_plans", __name__, url_prefix="/inspection-plans")
_FORM = "officer/inspection_plans/form.html"
_SHOW = "officer/inspection_plans/show.html"
_PAGE = 20
_YEARS = range(2000, 2200)


@inspection_plans.get("/")
@requires(Permission.PLAN_DRAFT)
def index() -> ResponseReturnValue:
    """List the agency's plans."""
    asked = asked_for()
    found = supervision().queries.inspection_plans.of_agency(
        current_actor(), asked, Cut(at=request.args.get("at", ""), limit=_PAGE)
    )
    return render("officer/inspection_plans/index.html", found=found, asked=asked, states=list(PlanState))


@inspection_plans.get("/new")
@requires(Permission.PLAN_DRAFT)
def new() -> ResponseReturnValue:
    """Ask what the plan is to say."""
    return render(_FORM, form=_offered(PlanForm(formdata=None)), plan=None)


@inspection_plans.post("/new")
@requires(Permission.PLAN_DRAFT)
def draft() -> ResponseReturnValue:
    """Put a draft on record; it may still lack nearly everything."""
    form, service = _offered(PlanForm()), supervision().inspection_plans
    plan_id = None
    if form.validate_on_submit():
        plan_id = form.carry_out(lambda: service.draft(current_actor(), form.contents))
    if plan_id is None:
        return render(_FORM, status=422, form=form, plan=None)
    flash(t("officer-inspection-plan-drafted"), "saved")
    return see_other("inspection_plan_objects.choose", inspection_plan_id=plan_id)


@inspection_plans.get("/<uuid:inspection_plan_id>")
@requires(Permission.PLAN_DRAFT)
def show(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Show a plan, what it lacks, and the next step."""
    return page_of(inspection_plan_id)


@inspection_plans.get("/<uuid:inspection_plan_id>/contents")
@requires(Permission.PLAN_DRAFT)
def contents(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Show what a draft says, to be changed."""
    plan = supervision().queries.inspection_plan_pages.own(current_actor(), inspection_plan_id)
    form = PlanForm(formdata=None, obj=plan.contents, revision=plan.revision)
    return render(_FORM, form=_offered(form), plan=plan)


@inspection_plans.post("/<uuid:inspection_plan_id>/contents")
@requires(Permission.PLAN_DRAFT)
def change(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Take over what the draft is to say."""
    plan = supervision().queries.inspection_plan_pages.own(current_actor(), inspection_plan_id)
    form, service = _offered(PlanForm()), supervision().inspection_plans
    done = form.validate_on_submit() and form.succeeds(
        lambda: service.change(current_actor(), inspection_plan_id, form.contents, form.seen)
    )
    if not done:
        return render(_FORM, status=422, form=form, plan=plan)
    flash(t("officer-inspection-plan-saved"), "saved")
    return see_other("inspection_plans.show", inspection_plan_id=inspection_plan_id)


def asked_for() -> PlansAsked:
    """Return which plans the address asks for; what it says wrongly is left out."""
    state = next((state for state in PlanState if state.value == request.args.get("state")), None)
    year = request.args.get("year", "")
    known = year.isascii() and year.isdigit() and int(year[:4]) in _YEARS
    return PlansAsked(state=state, year=int(year[:4]) if known else 0, words=request.args.get("q", "").strip()[:80])


def page_of(plan_id: UUID, form: ReasonForm | None = None, opened: str = "") -> ResponseReturnValue:
    """Return a plan's page; a reason that was not accepted comes back in its place."""
    plan = supervision().queries.inspection_plan_pages.own(current_actor(), plan_id)
    reasons = form or ReasonForm(formdata=None)
    return render(_SHOW, status=422 if form else 200, plan=plan, reason=reasons, opened=opened)


def _offered(form: PlanForm) -> PlanForm:
    form.offer(supervision().queries.inspection_plan_choices.choices(current_actor()))
    return form
