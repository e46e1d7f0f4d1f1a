"""Rectifications of the agency: what firms are to put right, what they report, and the re-check."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.rectifications import RecheckForm
from supervision_code.domain.permissions import Permission
from supervision_code.queries.paging import Cut
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t

rectifications = Blueprint("rectifications", __name__, url_prefix="/rectifications")


@rectifications.get("")
@requires(Permission.AGENCY_VISITS_SEE)
def index() -> ResponseReturnValue:
    """List what waits, or what is over."""
    waiting = request.args.get("view") != "over"
    cut = Cut(at=request.args.get("at", ""))
    found = supervision().queries.rectifications.of_agency(current_actor(), cut, waiting=waiting)
    return render("officer/rectifications/index.html", found=found, waiting=waiting)


@rectifications.get("/<uuid:enterprise_id>/<uuid:rectification_id>")
@requires(Permission.AGENCY_VISITS_SEE)
def show(enterprise_id: UUID, rectification_id: UUID) -> ResponseReturnValue:
    """Show one, with the form of the re-check while it is open."""
    return _page(enterprise_id, rectification_id, RecheckForm(formdata=None), 200)


@rectifications.post("/<uuid:enterprise_id>/<uuid:rectification_id>/recheck")
@requires(Permission.VISIT_CLOSE)
def recheck(enterprise_id: UUID, rectification_id: UUID) -> ResponseReturnValue:
    """Record what the re-check found."""
    form, service = RecheckForm(), supervision().rectifications
    if not form.validate_on_submit() or not form.succeeds(
        lambda: service.recheck(current_actor(), form.recheck(enterprise_id, rectification_id))
    ):
        return _page(enterprise_id, rectification_id, form, 422)
    flash(t("officer-recheck-done"), "saved")
    return see_other("rectifications.show", enterprise_id=enterprise_id, rectification_id=rectification_id)


@rectifications.post("/<uuid:enterprise_id>/<uuid:rectification_id>/task")
@requires(Permission.VISIT_PLAN)
def plan(enterprise_id: UUID, rectification_id: UUID) -> ResponseReturnValue:
    """Put the re-check among the agency's tasks, to be brought together with other visits."""
    supervision().rectifications.make_task(current_actor(), enterprise_id, rectification_id)
    flash(t("officer-recheck-planned"), "saved")
    return see_other("rectifications.show", enterprise_id=enterprise_id, rectification_id=rectification_id)


def _page(enterprise_id: UUID, rectification_id: UUID, form: RecheckForm, status: int) -> ResponseReturnValue:
    one = supervision().queries.rectifications.for_agency(current_actor(), enterprise_id, rectification_id)
    return render("officer/rectifications/show.html", status=status, one=one, form=form)
