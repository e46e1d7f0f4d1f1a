"""The firms of a plan: choosing them, looking at what the plan would do to each, thinning, and the file of them."""

from typing import Final
from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.inspection_plan_objects import CriteriaForm, ListForm
from officer_portal.inspection_plan_files import objects_file
from supervision_code.domain.identifiers import NOBODY
from supervision_code.domain.inspection_plan_contents import MOST_PERCENT
from supervision_code.domain.inspection_plan_draws import number_drawn
from supervision_code.domain.permissions import Permission
from supervision_code.queries.inspection_plan_objects import ObjectView
from supervision_code.queries.inspection_plan_pages import PlanPage
from supervision_code.queries.paging import Cut
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

inspection_plan_objects = Blueprint("inspection_plan_objects", __name__, url_prefix="/inspection-plans")
_CHOOSE: Final = "officer/inspection_plans/choose.html"
_COUNTED: Final = "officer/inspection_plans/_counted.html"
_PAGE: Final = 30


@inspection_plan_objects.get("/<uuid:inspection_plan_id>/objects")
@requires(Permission.PLAN_DRAFT)
def index(inspection_plan_id: UUID) -> ResponseReturnValue:
    """List the firms, each with what the plan would break or reach."""
    view = next((view for view in ObjectView if view.value == request.args.get("view")), ObjectView.KEPT)
    plan, cut = _plan(inspection_plan_id), Cut(at=request.args.get("at", ""), limit=_PAGE)
    found = supervision().queries.inspection_plan_objects.own(current_actor(), inspection_plan_id, view, cut)
    return render("officer/inspection_plans/objects.html", plan=plan, found=found, view=view, views=list(ObjectView))


@inspection_plan_objects.get("/<uuid:inspection_plan_id>/objects.csv")
@requires(Permission.PLAN_DRAFT)
def export(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Send every firm of the plan as a file."""
    plan = _plan(inspection_plan_id)
    rows = supervision().queries.inspection_plan_objects.export(current_actor(), inspection_plan_id)
    return objects_file(plan.number, rows)


@inspection_plan_objects.get("/<uuid:inspection_plan_id>/choose")
@requires(Permission.PLAN_DRAFT)
def choose(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Ask which firms: a list, or criteria."""
    return _choice(_plan(inspection_plan_id))


@inspection_plan_objects.post("/<uuid:inspection_plan_id>/choose/count")
@requires(Permission.PLAN_DRAFT)
def count(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Say how many firms the criteria choose; nothing is kept."""
    plan, form = _plan(inspection_plan_id), _offered(CriteriaForm())
    if not form.validate_on_submit():
        return _choice(plan, criteria=form, status=422)
    number = supervision().queries.inspection_plan_choices.matching(current_actor(), form.criteria)
    return _choice(plan, criteria=form, counted=number)


@inspection_plan_objects.post("/<uuid:inspection_plan_id>/choose/criteria")
@requires(Permission.PLAN_DRAFT)
def choose_by(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Take every firm that meets the criteria, or, for a smaller share, fix what the draw is made from."""
    plan, form, service = _plan(inspection_plan_id), _offered(CriteriaForm()), supervision().inspection_plan_objects
    base = None
    if form.validate_on_submit():
        base = form.carry_out(lambda: service.choose_by(current_actor(), inspection_plan_id, form.criteria))
    if base is None:
        return _choice(plan, criteria=form, status=422)
    drawing = plan.contents.share < MOST_PERCENT
    flash(t("officer-inspection-plan-base" if drawing else "officer-inspection-plan-chosen", number=base), "saved")
    return see_other(".index", inspection_plan_id=inspection_plan_id)


@inspection_plan_objects.post("/<uuid:inspection_plan_id>/choose/list")
@requires(Permission.PLAN_DRAFT)
def choose_listed(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Take exactly the firms that are listed, or say of each entry what is wrong with it."""
    plan, form, service = _plan(inspection_plan_id), ListForm(), supervision().inspection_plan_objects
    taken = None
    if form.validate_on_submit():
        taken = form.carry_out(
            lambda: service.choose_listed(current_actor(), inspection_plan_id, form.listed, form.base.data)
        )
    if taken is None:
        return _choice(plan, form, status=422)
    flash(t("officer-inspection-plan-chosen", number=taken), "saved")
    return see_other(".index", inspection_plan_id=inspection_plan_id)


@inspection_plan_objects.post("/<uuid:inspection_plan_id>/draw")
@requires(Permission.PLAN_DRAFT)
def draw(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Draw by lot."""
    number = supervision().inspection_plan_objects.draw(current_actor(), inspection_plan_id)
    return _done(inspection_plan_id, t("officer-inspection-plan-drawn", number=number))


@inspection_plan_objects.post("/<uuid:inspection_plan_id>/judge")
@requires(Permission.PLAN_DRAFT)
def judge(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Ask the rules anew."""
    supervision().inspection_plan_objects.judge_again(current_actor(), inspection_plan_id)
    return _done(inspection_plan_id, t("officer-inspection-plan-judged"))


@inspection_plan_objects.post("/<uuid:inspection_plan_id>/thin")
@requires(Permission.PLAN_DRAFT)
def thin(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Keep only the firms below their limit."""
    number = supervision().inspection_plan_objects.thin(current_actor(), inspection_plan_id)
    return _done(inspection_plan_id, t("officer-inspection-plan-thinned", number=number))


@inspection_plan_objects.post("/<uuid:inspection_plan_id>/restore")
@requires(Permission.PLAN_DRAFT)
def restore(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Undo the thinning."""
    number = supervision().inspection_plan_objects.restore(current_actor(), inspection_plan_id)
    return _done(inspection_plan_id, t("officer-inspection-plan-restored", number=number))


@inspection_plan_objects.post("/<uuid:inspection_plan_id>/firm/leave-out")
@requires(Permission.PLAN_DRAFT)
def leave_out(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Leave one firm out."""
    supervision().inspection_plan_objects.leave_out(current_actor(), inspection_plan_id, _firm())
    return _done(inspection_plan_id, t("officer-inspection-plan-left-out"))


@inspection_plan_objects.post("/<uuid:inspection_plan_id>/firm/put-back")
@requires(Permission.PLAN_DRAFT)
def put_back(inspection_plan_id: UUID) -> ResponseReturnValue:
    """Put one firm back."""
    supervision().inspection_plan_objects.put_back(current_actor(), inspection_plan_id, _firm())
    return _done(inspection_plan_id, t("officer-inspection-plan-put-back"))


def _plan(plan_id: UUID) -> PlanPage:
    return supervision().queries.inspection_plan_pages.own(current_actor(), plan_id)


def _firm() -> UUID:
    """Return the firm that the button is about; nonsense is no firm of the plan."""
    try:
        return UUID(request.form.get("firm", ""))
    except ValueError:
        return NOBODY


def _choice(
    plan: PlanPage,
    listed: ListForm | None = None,
    *,
    criteria: CriteriaForm | None = None,
    counted: int | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    return render(
        _CHOOSE,
        partial=_COUNTED if counted is not None else None,
        status=status,
        plan=plan,
        listed=listed or ListForm(formdata=None),
        by=criteria or _offered(CriteriaForm.remembering(plan.criteria)),
        counted=counted,
        drawn=None if counted is None else number_drawn(counted, plan.contents.share),
    )


def _offered(form: CriteriaForm) -> CriteriaForm:
    form.areas.choices = list(supervision().queries.inspection_plan_choices.choices(current_actor()).areas)
    return form


def _done(plan_id: UUID, said: str) -> ResponseReturnValue:
    flash(said, "saved")
    view = request.args.get("view") or None
    return see_other(".index", inspection_plan_id=plan_id, view=view)
