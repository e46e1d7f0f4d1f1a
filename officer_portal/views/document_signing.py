"""Signing a document: on the screen, one person after the other; refusing; approving; making it final."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.documents import RefusalForm, SignForm
from supervision_code.domain.document_signing import Line
from supervision_code.domain.documents import DocumentState, SigningPart
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Permission
from supervision_code.queries.documents import DocumentPage
from supervision_code.services.document_signing import Answer
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervision_code.web.paper_words import title_of

document_signing = Blueprint(
    "document_signing", __name__, url_prefix="/documents/<uuid:enterprise_id>/<uuid:document_id>"
)
_SIGN = "officer/documents/sign.html"


@document_signing.get("/sign")
@requires(Permission.DOCUMENT_MAKE)
def sign(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Ask one person to sign."""
    document = supervision().queries.documents.page(current_actor(), enterprise_id, document_id)
    if document.row.state is not DocumentState.FOR_SIGNATURE:
        return see_other("documents.show", enterprise_id=enterprise_id, document_id=document_id)
    line = _line(document, request.args.get("seat", ""))
    form = SignForm(formdata=None, seat=line.seat.key, **_known(document, line))
    return _page(document, line, form, RefusalForm(formdata=None))


@document_signing.post("/sign")
@requires(Permission.DOCUMENT_MAKE)
def take(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Keep a drawn signature."""
    form, actor = SignForm(), current_actor()
    document = supervision().queries.documents.page(actor, enterprise_id, document_id)
    line = _line(document, form.seat.data or "")
    answer = Answer(
        enterprise_id=enterprise_id,
        document_id=document_id,
        seat=line.seat.key,
        name=form.name.data or "",
        capacity=form.capacity.data or "",
        strokes=form.strokes.data or "",
    )
    if not form.validate() or not form.succeeds(lambda: supervision().document_signing.sign(actor, answer)):
        return _page(document, line, form, RefusalForm(formdata=None), status=422)
    return _told(enterprise_id, document_id)


@document_signing.post("/refuse")
@requires(Permission.DOCUMENT_MAKE)
def refuse(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Keep that the firm's person refused to sign, and why."""
    form, actor = RefusalForm(), current_actor()
    document = supervision().queries.documents.page(actor, enterprise_id, document_id)
    line = _line(document, SigningPart.FIRM.value)
    answer = Answer(
        enterprise_id=enterprise_id,
        document_id=document_id,
        seat=line.seat.key,
        name=form.name.data or "",
        capacity=form.capacity.data or "",
        reason=form.reason.data or "",
    )
    if not form.validate() or not form.succeeds(lambda: supervision().document_signing.refuse(actor, answer)):
        sign_form = SignForm(formdata=None, seat=line.seat.key, **_known(document, line))
        return _page(document, line, sign_form, form, status=422)
    return _told(enterprise_id, document_id)


@document_signing.post("/approve")
@requires(Permission.DOCUMENT_APPROVE)
def approve(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Approve the inspection as the head of the agency."""
    supervision().document_signing.approve(current_actor(), enterprise_id, document_id)
    return _told(enterprise_id, document_id)


@document_signing.post("/finish")
@requires(Permission.DOCUMENT_MAKE)
def finish(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Make a document final whose file could not be kept when the last one signed."""
    supervision().document_signing.finish(current_actor(), enterprise_id, document_id)
    return _told(enterprise_id, document_id)


def _told(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    document = supervision().queries.documents.page(current_actor(), enterprise_id, document_id)
    final = document.row.state is DocumentState.FINAL
    flash(t("officer-document-final") if final else t("officer-document-signed"), "saved")
    return see_other("documents.show", enterprise_id=enterprise_id, document_id=document_id)


def _line(document: DocumentPage, seat: str) -> Line:
    found = next((line for line in document.lines if line.seat.key == seat), None)
    if found is None or found.seat.part is SigningPart.APPROVER:
        raise NoSuchRecord
    return found


def _known(document: DocumentPage, line: Line) -> dict[str, str]:
    """Return name and position as they are known already, to be corrected by who signs."""
    if line.seat.part is not SigningPart.FIRM:
        return {"name": line.name}
    fields = document.fields
    name, capacity = fields.get("firm_person") or fields.get("asked"), fields.get("firm_capacity")
    return {"name": name or "", "capacity": capacity or fields.get("asked_capacity") or ""}


def _page(
    document: DocumentPage, line: Line, form: SignForm, refusal: RefusalForm, *, status: int = 200
) -> ResponseReturnValue:
    title = title_of(document.row.kind)
    return render(_SIGN, status=status, document=document, line=line, form=form, refusal=refusal, title=title)
