"""Plans of the area's agencies: those to be filed, one with its firms, and filing or giving it back."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.queries.inspection_plan_objects import ObjectView
from supervision_code.queries.inspection_plans import FilingView, PlansAsked
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervisor_portal.addresses import chosen, cut, word
from supervisor_portal.forms.inspection_plans import FileForm, ReturnForm
from supervisor_portal.list_filters import tabs

inspection_plans = Blueprint("inspection_plans", __name__, url_prefix="/inspection-plans")
_MOST_DIGITS = 4


@inspection_plans.get("/")
@requires(Permission.PLAN_SEE)
def index() -> ResponseReturnValue:
    """List the plans that wait to be filed, or those that run, or all."""
    view, year = chosen(FilingView, "view", FilingView.TO_FILE), request.args.get("year", "")
    known = year.isascii() and year.isdigit() and len(year) <= _MOST_DIGITS
    asked = PlansAsked(year=int(year) if known else 0, words=word("q"))
    return render(
        "supervisor/inspection_plans/index.html",
        partial="supervisor/inspection_plans/_rows.html",
        found=supervision().queries.inspection_plans.of_area(current_actor(), view, asked, cut()),
        asked=asked,
        tabs=tabs(FilingView, "view", view, FilingView.TO_FILE),
        view=view,
    )


@inspection_plans.get("/<uuid:inspection_plan_id>")
@requires(Permission.PLAN_SEE)
def show(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Show a plan with its firms and what it would break."""
    return _page(inspection_plan_id)


@inspection_plans.post("/<uuid:inspection_plan_id>/file")
@requires(Permission.PLAN_FILE)
def file(inspection_plan_id: UUID) -> ResponseReturnValue:
    """File it under a number."""
    _require(inspection_plan_id)
    form, service = FileForm(), supervision().inspection_plans
    done = form.validate_on_submit() and form.succeeds(
        lambda: service.file(current_actor(), inspection_plan_id, form.number.data or "")
    )
    if not done:
        return _page(inspection_plan_id, filing=form)
    flash(t("supervisor-plan-filed"), "saved")
    return see_other(".show", inspection_plan_id=inspection_plan_id)


@inspection_plans.post("/<uuid:inspection_plan_id>/return")
@requires(Permission.PLAN_FILE)
def send_back(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Give it back to its agency with the reason."""
    _require(inspection_plan_id)
    form, service = ReturnForm(), supervision().inspection_plans
    done = form.validate_on_submit() and form.succeeds(
        lambda: service.send_back(current_actor(), inspection_plan_id, form.reason.data or "")
    )
    if not done:
        return _page(inspection_plan_id, returning=form)
    flash(t("supervisor-plan-returned"), "saved")
    return see_other(".index")


def _require(plan_id: UUID) -> None:
    """Find the plan before the form is looked at: what lies outside the area is not there."""
    supervision().queries.inspection_plan_pages.of_area(current_actor(), plan_id)


def _page(plan_id: UUID, *, filing: FileForm | None = None, returning: ReturnForm | None = None) -> ResponseReturnValue:
    queries, actor = supervision().queries, current_actor()
    plan, view = queries.inspection_plan_pages.of_area(actor, plan_id), chosen(ObjectView, "objects", ObjectView.KEPT)
    return render(
        "supervisor/inspection_plans/show.html",
        partial=None if filing or returning else "supervisor/inspection_plans/_objects.html",
        status=422 if filing or returning else 200,
        plan=plan,
        found=queries.inspection_plan_objects.of_area(actor, plan_id, view, cut()),
        view=view,
        views=list(ObjectView),
        filing=filing or FileForm(formdata=None),
        returning=returning or ReturnForm(formdata=None),
    )
