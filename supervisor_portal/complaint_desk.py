"""The page of a complaint with the forms of its next steps; a form that was refused comes back with what is wrong."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render
from supervisor_portal.forms.complaints import (
    AcceptForm,
    ConcludeForm,
    DeclineForm,
    ExtendForm,
    IdentityForm,
    LetterForm,
    ReplyForm,
    TransferForm,
)
from supervisor_portal.forms.steps import StepForm

_FORMS = (AcceptForm, DeclineForm, TransferForm, ExtendForm, ConcludeForm, ReplyForm, IdentityForm, LetterForm)


def case_page(complaint_id: UUID, refused: StepForm | None = None) -> ResponseReturnValue:
    """Return the page, with the refused form in the place of its empty one."""
    case = supervision().queries.complaint_case_pages.case(current_actor(), complaint_id)
    forms: dict[str, StepForm] = {form.step: form(formdata=None) for form in _FORMS}
    if refused is not None:
        forms[refused.step] = refused
    return render(
        "supervisor/complaints/show.html",
        status=422 if refused else 200,
        case=case,
        forms=forms,
        refused=refused.step if refused else "",
        times=supervision().in_force.policy.complaints,
        confidentiality=supervision().in_force.policy.confidentiality,
    )
