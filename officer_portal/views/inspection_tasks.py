"""Tasks of the agency: the list, one task, giving one up, and noting one as done by a visit."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.inspection_tasks import DropForm
from officer_portal.task_listings import task_listing_of
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

inspection_tasks = Blueprint("inspection_tasks", __name__)


@inspection_tasks.get("/tasks")
@requires(Permission.VISIT_PLAN)
def index() -> ResponseReturnValue:
    """List the agency's tasks by where they stand, the most urgent first."""
    listing = task_listing_of(supervision().queries.inspection_tasks, current_actor(), request.args)
    return render("officer/inspection_tasks/index.html", listing=listing)


@inspection_tasks.get("/tasks/<uuid:enterprise_id>/<uuid:task_id>")
@requires(Permission.VISIT_PLAN)
def show(enterprise_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Show one task with its plan and its planned visit."""
    return _page(enterprise_id, task_id, DropForm(formdata=None), 200)


@inspection_tasks.post("/tasks/<uuid:enterprise_id>/<uuid:task_id>/drop")
@requires(Permission.TASK_DROP)
def drop(enterprise_id: UUID, task_id: UUID) -> ResponseReturnValue:
    """Give the task up."""
    form, actor = DropForm(), current_actor()
    if not form.validate() or not form.succeeds(
        lambda: supervision().inspection_tasks.drop(actor, enterprise_id, task_id, form.why)
    ):
        return _page(enterprise_id, task_id, form, 422)
    flash(t("officer-task-dropped-now"), "saved")
    return see_other("inspection_tasks.show", enterprise_id=enterprise_id, task_id=task_id)


@inspection_tasks.post("/tasks/<uuid:enterprise_id>/<uuid:task_id>/done/<uuid:visit_id>")
@requires(Permission.VISIT_CLOSE)
def finish(enterprise_id: UUID, task_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Note the task as done by a visit that was not planned for it."""
    supervision().inspection_tasks.finish(current_actor(), enterprise_id, task_id, visit_id)
    flash(t("officer-task-done-now"), "saved")
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)


def _page(enterprise_id: UUID, task_id: UUID, form: DropForm, status: int) -> ResponseReturnValue:
    task = supervision().queries.inspection_task_pages.task(current_actor(), enterprise_id, task_id)
    may_drop = current_actor().may(Permission.TASK_DROP)
    return render("officer/inspection_tasks/show.html", status=status, task=task, form=form, may_drop=may_drop)
