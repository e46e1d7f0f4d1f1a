"""At the desk: take over the file that a phone exported."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from officer_portal.field_imports import ImportFate, take_over
from officer_portal.forms.field import ImportForm
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.field_files import NotAFieldFile, parse_field_file
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render
from supervision_code.web.messages import t
from supervision_code.web.uploads import takes_uploads

field_imports = Blueprint("field_imports", __name__, url_prefix="/field-imports")
_FORM = "officer/field/import.html"
_MEGABYTES = 96
"""A week of a phone without network: every photo of it may take more than a megabyte in the file."""


@field_imports.get("/")
@requires(Permission.VISIT_OPEN)
def index() -> ResponseReturnValue:
    """Ask for the file."""
    return render(_FORM, form=ImportForm(formdata=None))


@field_imports.post("/")
@requires(Permission.VISIT_OPEN)
@takes_uploads(_MEGABYTES)
def take() -> ResponseReturnValue:
    """Take over what is in the file and say what became of each record; again is harmless."""
    form = ImportForm()
    upload = form.file.data
    if not form.validate_on_submit() or upload is None:
        return render(_FORM, status=422, form=form)
    try:
        done = take_over(supervision(), current_actor(), parse_field_file(upload.read()))
    except NotAFieldFile:
        return _refused(form, t("officer-import-no-file-of-ours"))
    except NoSuchRecord:
        return _refused(form, t("officer-import-foreign"))
    return render("officer/field/imported.html", done=done, fates=ImportFate)


def _refused(form: ImportForm, why: str) -> ResponseReturnValue:
    form.problems.append(why)
    return render(_FORM, status=422, form=form)
