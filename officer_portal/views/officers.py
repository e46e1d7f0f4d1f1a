"""The agency's officers: certificates, until when they hold, and the portraits firms are shown."""

from io import BytesIO
from uuid import UUID

from flask import Blueprint, Response, flash, send_file
from flask.typing import ResponseReturnValue

from officer_portal.forms.presence import PortraitForm
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.forms import Form
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

officers = Blueprint("officers", __name__, url_prefix="/officers")


@officers.get("/")
@requires(Permission.AGENCY_VISITS_SEE)
def index() -> ResponseReturnValue:
    """List the agency's officers; an officer sees himself."""
    found = supervision().queries.rosters.officers(current_actor())
    return render("officer/officers/index.html", officers=found)


@officers.get("/<uuid:officer_id>")
@requires(Permission.PORTRAITS_MANAGE)
def show(officer_id: UUID) -> ResponseReturnValue:
    """Show one officer with the portrait."""
    return _page(officer_id, PortraitForm(formdata=None), 200)


@officers.get("/<uuid:officer_id>/portrait.jpg")
@requires(Permission.AGENCY_VISITS_SEE)
def portrait(officer_id: UUID) -> ResponseReturnValue:
    """Return the portrait of an officer of the agency."""
    return _picture(supervision().queries.officer_faces.portrait_for_agency(current_actor(), officer_id))


@officers.post("/<uuid:officer_id>/portrait")
@requires(Permission.PORTRAITS_MANAGE)
def keep(officer_id: UUID) -> ResponseReturnValue:
    """Keep a portrait in place of the earlier one."""
    supervision().queries.rosters.officer(current_actor(), officer_id)
    form = PortraitForm()
    sent = form.picture.data if form.validate_on_submit() else None
    content = sent.read() if sent is not None else b""
    if sent is None or not form.succeeds(lambda: supervision().portraits.keep(current_actor(), officer_id, content)):
        return _page(officer_id, form, 422)
    flash(t("officer-portrait-kept"), "saved")
    return see_other("officers.show", officer_id=officer_id)


@officers.post("/<uuid:officer_id>/portrait/remove")
@requires(Permission.PORTRAITS_MANAGE)
def remove(officer_id: UUID) -> ResponseReturnValue:
    """Take a portrait away."""
    supervision().portraits.remove(current_actor(), officer_id)
    flash(t("officer-portrait-removed"), "saved")
    return see_other("officers.show", officer_id=officer_id)


def _page(officer_id: UUID, form: Form, status: int) -> ResponseReturnValue:
    officer = supervision().queries.rosters.officer(current_actor(), officer_id)
    return render("officer/officers/show.html", status=status, officer=officer, form=form)


def _picture(content: bytes) -> Response:
    answer = send_file(BytesIO(content), "image/jpeg")
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
