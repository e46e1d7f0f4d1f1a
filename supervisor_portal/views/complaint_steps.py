"""The steps of a complaint: each parses its form, calls the service once, and returns to the complaint."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Blueprint, flash
from flask.typing import ResponseReturnValue

from supervision_code.domain.complaints import Conclusion
from supervision_code.domain.permissions import Permission
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.filters import day
from supervision_code.web.htmx import see_other
from supervision_code.web.messages import t
from supervisor_portal.complaint_desk import case_page
from supervisor_portal.forms.complaints import (
    AcceptForm,
    ConcludeForm,
    DeclineForm,
    ExtendForm,
    IdentityForm,
    ReplyForm,
    TransferForm,
)
from supervisor_portal.forms.steps import StepForm

complaint_steps = Blueprint("complaint_steps", __name__, url_prefix="/complaints/<uuid:complaint_id>")


@complaint_steps.post("/accept")
@requires(Permission.COMPLAINT_HANDLE)
def accept(complaint_id: UUID) -> ResponseReturnValue:
    """Take the complaint up."""
    form, service = AcceptForm(), supervision().complaints
    done = _carried_out(
        form,
        lambda: service.accept(current_actor(), complaint_id, form.note.data or ""),
    )
    return _after(complaint_id, form, t("supervisor-complaint-accepted", until=day(done)) if done else None)


@complaint_steps.post("/decline")
@requires(Permission.COMPLAINT_HANDLE)
def decline(complaint_id: UUID) -> ResponseReturnValue:
    """Decline the complaint."""
    form, service = DeclineForm(), supervision().complaints
    return _silent(
        complaint_id,
        form,
        lambda: service.decline(current_actor(), complaint_id, form.reason.data or ""),
        "supervisor-complaint-declined",
    )


@complaint_steps.post("/transfer")
@requires(Permission.COMPLAINT_HANDLE)
def transfer(complaint_id: UUID) -> ResponseReturnValue:
    """Pass the complaint on."""
    form, service = TransferForm(), supervision().complaints
    return _silent(
        complaint_id,
        form,
        lambda: service.transfer(current_actor(), complaint_id, form.to.data or "", form.reason.data or ""),
        "supervisor-complaint-transferred",
    )


@complaint_steps.post("/extend")
@requires(Permission.COMPLAINT_HANDLE)
def extend(complaint_id: UUID) -> ResponseReturnValue:
    """Take the one extension."""
    form, service = ExtendForm(), supervision().complaints
    done = _carried_out(
        form,
        lambda: service.extend(current_actor(), complaint_id, form.reason.data or ""),
    )
    return _after(complaint_id, form, t("supervisor-complaint-extended", until=day(done)) if done else None)


@complaint_steps.post("/conclude")
@requires(Permission.COMPLAINT_HANDLE)
def conclude(complaint_id: UUID) -> ResponseReturnValue:
    """Put on record what was found."""
    form, service = ConcludeForm(), supervision().complaints
    done = _carried_out(
        form,
        lambda: service.conclude(current_actor(), complaint_id, Conclusion(form.conclusion.data), form.note.data or ""),
    )
    return _after(complaint_id, form, t("supervisor-complaint-concluded", until=day(done)) if done else None)


@complaint_steps.post("/reply")
@requires(Permission.COMPLAINT_HANDLE)
def reply(complaint_id: UUID) -> ResponseReturnValue:
    """Answer the firm."""
    form, service = ReplyForm(), supervision().complaints
    return _silent(
        complaint_id,
        form,
        lambda: service.reply(current_actor(), complaint_id, form.text.data or ""),
        "supervisor-complaint-replied",
    )


@complaint_steps.post("/identity")
@requires(Permission.COMPLAINT_HANDLE, fresh=True)
def open_identity(complaint_id: UUID) -> ResponseReturnValue:
    """Open whose complaint it is, on record."""
    form, service = IdentityForm(), supervision().disclosures
    return _silent(
        complaint_id,
        form,
        lambda: service.open_identity(current_actor(), complaint_id, form.reason.data or ""),
        "supervisor-complaint-identity-opened",
    )


def _carried_out(form: StepForm, action: Callable[[], date]) -> date | None:
    """Carry out a step that returns the day by which the next one is due."""
    return form.carry_out(action) if form.validate_on_submit() else None


def _silent(complaint_id: UUID, form: StepForm, action: Callable[[], None], said: str) -> ResponseReturnValue:
    """Carry out a step that returns nothing."""
    done = form.validate_on_submit() and form.succeeds(action)
    return _after(complaint_id, form, t(said) if done else None)


def _after(complaint_id: UUID, form: StepForm, said: str | None) -> ResponseReturnValue:
    """Return to the complaint and say what was done, or show the form with what is wrong."""
    if not said:
        return case_page(complaint_id, form)
    flash(said, "saved")
    return see_other("complaints.show", complaint_id=complaint_id)
