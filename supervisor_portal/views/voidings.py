"""Voiding by two people: the requests that wait, asking for one, and deciding another's."""

from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervisor_portal.addresses import cut
from supervisor_portal.forms.visits import DecideForm, VoidForm
from supervisor_portal.views.visits import visit_page

voidings = Blueprint("voidings", __name__)


@voidings.get("/voidings/")
@requires(Permission.VISIT_VOID)
def index() -> ResponseReturnValue:
    """Show the requests of the area that wait."""
    found = supervision().queries.voidings.waiting(current_actor(), cut())
    return render("supervisor/voidings/index.html", found=found)


@voidings.post("/visits/<uuid:enterprise_id>/<uuid:visit_id>/void")
@requires(Permission.VISIT_VOID_ASK, fresh=True)
def ask(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Ask that the visit be voided; a colleague decides."""
    form, service = VoidForm(), supervision().voidings
    if not form.validate_on_submit() or not form.carry_out(
        lambda: service.ask(current_actor(), enterprise_id, visit_id, form.reason.data or "")
    ):
        return visit_page(enterprise_id, visit_id, voiding=form)
    flash(t("supervisor-void-asked"), "saved")
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)


@voidings.post("/visits/<uuid:enterprise_id>/<uuid:visit_id>/voidings/<uuid:request_id>")
@requires(Permission.VISIT_VOID, fresh=True)
def decide(enterprise_id: UUID, visit_id: UUID, request_id: UUID) -> ResponseReturnValue:
    """Void the visit as somebody else asked, or refuse to."""
    _require_request(enterprise_id, visit_id, request_id)
    form, service = DecideForm(), supervision().voidings
    if not form.validate_on_submit() or not form.succeeds(
        lambda: service.decide(
            current_actor(), enterprise_id, request_id, granted=form.granted, note=form.note.data or ""
        )
    ):
        return visit_page(enterprise_id, visit_id, deciding=form)
    flash(t("supervisor-visit-voided") if form.granted else t("supervisor-void-refused"), "saved")
    return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)


def _require_request(enterprise_id: UUID, visit_id: UUID, request_id: UUID) -> None:
    """Raise NoSuchRecord unless the request is about this very visit."""
    known = supervision().queries.voidings.of_visit(current_actor(), enterprise_id, visit_id)
    if request_id not in {request.id for request in known}:
        raise NoSuchRecord
