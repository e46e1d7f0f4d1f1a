"""A year's plan as a file: taking one in as drafts, the empty table to fill in, and the plans on record."""

from typing import Final

from flask import Blueprint, Response, flash, make_response
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from officer_portal.forms.inspection_plan_files import PlanFileForm
from officer_portal.inspection_plan_files import kept_file, sentences_of_problems
from officer_portal.views.inspection_plans import asked_for
from supervision_code.domain.permissions import Permission
from supervision_code.importing.imports import FileImporter
from supervision_code.importing.kinds import ImportKind
from supervision_code.importing.plan_tables import plan_table, plan_template
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

inspection_plan_files = Blueprint("inspection_plan_files", __name__, url_prefix="/inspection-plans")
_PAGE: Final = "officer/inspection_plans/import.html"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@inspection_plan_files.get("/import")
@requires(Permission.PLAN_DRAFT)
def take() -> ResponseReturnValue:
    """Ask for the file."""
    return render(_PAGE, form=PlanFileForm(formdata=None))


@inspection_plan_files.post("/import")
@requires(Permission.PLAN_DRAFT)
def take_in() -> ResponseReturnValue:
    """Take every row in as a draft, or none and say what is wrong where."""
    form, new = PlanFileForm(), None
    if form.validate_on_submit():
        new = form.carry_out(lambda: _taken(form.sent, form.faults))
    if new is None:
        return render(_PAGE, status=422, form=form)
    flash(t("officer-inspection-plan-imported", number=new), "saved")
    return see_other("inspection_plans.index", state="draft")


@inspection_plan_files.get("/template.xlsx")
@requires(Permission.PLAN_DRAFT)
def template() -> ResponseReturnValue:
    """Send the empty table."""
    choices = supervision().queries.inspection_plan_choices.choices(current_actor())
    return _sheet("plan-template.xlsx", plan_template([item.name for _, item in choices.items]))


@inspection_plan_files.get("/plans.xlsx")
@requires(Permission.PLAN_DRAFT)
def export() -> ResponseReturnValue:
    """Send the plans of the list in the same table."""
    rows = supervision().queries.inspection_plan_tables.of_agency(current_actor(), asked_for())
    return _sheet("plans.xlsx", plan_table(rows))


def _taken(sent: FileStorage, faults: list[str]) -> int | None:
    """Return how many drafts were made; with any bad row nothing is stored and the faults are told."""
    made = supervision()
    importer = FileImporter(made.database, made.clock, made.timeline, made.calendar)
    with (
        kept_file(sent) as path,
        importer.importing(ImportKind.INSPECTION_PLANS, path, actor=current_actor()) as done,
    ):
        if done.result.stored:
            return done.result.tally.new
        faults += sentences_of_problems(done.problems(), done.result.problems)
        return None


def _sheet(name: str, content: bytes) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = _XLSX
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
