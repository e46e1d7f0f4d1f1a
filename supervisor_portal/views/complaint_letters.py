"""Letters about a complaint to the agency complained of, and the proof that its steps stand in the ledger."""

from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from supervision_code.domain.letters import LetterScope, LetterState
from supervision_code.domain.permissions import Permission
from supervision_code.services.letters import LetterDraft
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import see_other
from supervision_code.web.json_files import json_file
from supervision_code.web.messages import t
from supervisor_portal.complaint_desk import case_page
from supervisor_portal.forms.complaints import LetterForm

complaint_letters = Blueprint("complaint_letters", __name__, url_prefix="/complaints/<uuid:complaint_id>")


@complaint_letters.post("/letters")
@requires(Permission.COMPLAINT_HANDLE)
def write(complaint_id: UUID) -> ResponseReturnValue:
    """Send a letter, or ask the firm first when too few could have complained."""
    form, service = LetterForm(), supervision().letters
    if not form.validate_on_submit():
        return case_page(complaint_id, form)
    draft = LetterDraft(scope=LetterScope(form.scope.data), text=form.text.data or "")
    state = form.carry_out(lambda: service.write(current_actor(), complaint_id, draft))
    if state is None:
        return case_page(complaint_id, form)
    flash(t("supervisor-letter-sent" if state is LetterState.SENT else "supervisor-letter-asked"), "saved")
    return see_other("complaints.show", complaint_id=complaint_id)


@complaint_letters.post("/letters/<uuid:letter_id>/approve")
@requires(Permission.COMPLAINT_HANDLE)
def approve(complaint_id: UUID, letter_id: UUID) -> ResponseReturnValue:
    """Send a letter the firm agreed to, as the second supervisor."""
    supervision().letters.approve(current_actor(), complaint_id, letter_id)
    flash(t("supervisor-letter-sent"), "saved")
    return see_other("complaints.show", complaint_id=complaint_id)


@complaint_letters.post("/letters/<uuid:letter_id>/stop")
@requires(Permission.COMPLAINT_HANDLE)
def stop(complaint_id: UUID, letter_id: UUID) -> ResponseReturnValue:
    """Take back a letter that was not sent yet."""
    supervision().letters.stop(current_actor(), complaint_id, letter_id)
    flash(t("supervisor-letter-stopped"), "saved")
    return see_other("complaints.show", complaint_id=complaint_id)


@complaint_letters.get("/proof.json")
@requires(Permission.COMPLAINT_SEE)
def proof(complaint_id: UUID) -> ResponseReturnValue:
    """Send the proofs that the steps stand in the ledger; whose complaint it is they do not say."""
    found = supervision().queries.confidential_proofs.of_area(current_actor(), complaint_id)
    return json_file(f"{found['complaint']}-proof", found)
