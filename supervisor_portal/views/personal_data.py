"""Requests of persons about their data, for the operator: finding, handing out, erasing; each with a reason."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, now, supervision
from supervision_code.web.htmx import render
from supervision_code.web.own_data import json_file, time_of
from supervisor_portal.forms.personal_data import EraseForm, ExportForm, PersonForm

personal_data = Blueprint("personal_data", __name__, url_prefix="/personal-data")


@personal_data.get("/")
@requires(Permission.PERSONAL_DATA_EXPORT)
def index() -> ResponseReturnValue:
    """Ask whose data it is about."""
    return render("supervisor/personal_data/index.html", form=PersonForm(formdata=None), people=None)


@personal_data.post("/")
@requires(Permission.PERSONAL_DATA_EXPORT)
def find() -> ResponseReturnValue:
    """Show who bears this name or number."""
    form = PersonForm()
    if not form.validate_on_submit():
        return render("supervisor/personal_data/index.html", status=422, form=form, people=None)
    people = supervision().queries.personal_data.find(current_actor(), form.words.data or "")
    return render("supervisor/personal_data/index.html", form=form, people=people)


@personal_data.get("/<uuid:person_id>")
@requires(Permission.PERSONAL_DATA_EXPORT)
def show(person_id: UUID) -> ResponseReturnValue:
    """Show how much is kept of each part and how long; what it says is in the file only."""
    return _page(person_id, ExportForm(formdata=None), EraseForm(formdata=None))


@personal_data.post("/<uuid:person_id>/export")
@requires(Permission.PERSONAL_DATA_EXPORT, fresh=True)
def export(person_id: UUID) -> ResponseReturnValue:
    """Put the reason on the trail and send everything as a JSON file."""
    form = ExportForm()
    actor, reason = current_actor(), form.reason.data or ""
    if not form.validate_on_submit():
        return _page(person_id, form, EraseForm(formdata=None), status=422)
    supervision().personal_data.record_export(actor, person_id, reason)
    record = supervision().queries.personal_data.of(actor, person_id)
    return json_file(f"person-{person_id}", record.as_json(now()))


@personal_data.post("/<uuid:person_id>/erase")
@requires(Permission.PERSONAL_DATA_ERASE, fresh=True)
def erase(person_id: UUID) -> ResponseReturnValue:
    """Erase what may go and say what became of each part."""
    form = EraseForm()
    verdicts = None
    if form.validate_on_submit():
        reason = form.reason.data or ""
        verdicts = form.carry_out(lambda: supervision().personal_data.erase(current_actor(), person_id, reason))
    if verdicts is None:
        return _page(person_id, ExportForm(formdata=None), form, status=422)
    return render("supervisor/personal_data/erased.html", verdicts=verdicts, time_of=time_of)


def _page(person_id: UUID, export_form: ExportForm, erase_form: EraseForm, status: int = 200) -> ResponseReturnValue:
    record = supervision().queries.personal_data.of(current_actor(), person_id)
    return render(
        "supervisor/personal_data/show.html",
        status=status,
        record=record,
        export_form=export_form,
        erase_form=erase_form,
        time_of=time_of,
    )
