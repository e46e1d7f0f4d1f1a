"""Documents of a visit or of a planned one: begun, filled in, previewed, dropped, corrected, handed out."""

from uuid import UUID

from flask import Blueprint, flash, request
from flask.typing import ResponseReturnValue

from officer_portal.forms.documents import BeginForm, FieldsForm, ReasonForm, empty_form, sent_form
from supervision_code.domain.documents import DocumentKind, DocumentState
from supervision_code.domain.permissions import Permission
from supervision_code.queries.documents import DocumentPage, offers
from supervision_code.services.documents import DocumentRef
from supervision_code.web.access import requires
from supervision_code.web.current import current_actor, supervision
from supervision_code.web.forms import Form
from supervision_code.web.htmx import render, see_other
from supervision_code.web.messages import t
from supervision_code.web.paper_words import paper_words, title_of
from supervision_code.web.stored_files import pdf_answer

documents = Blueprint("documents", __name__)
_PLANNED = "officer/documents/planned.html"
_SHOW = "officer/documents/show.html"


@documents.post("/visits/<uuid:enterprise_id>/<uuid:visit_id>/documents")
@requires(Permission.DOCUMENT_MAKE)
def begin(enterprise_id: UUID, visit_id: UUID) -> ResponseReturnValue:
    """Begin a form for a visit."""
    form, actor = BeginForm(), current_actor()
    supervision().queries.documents.of_visit(actor, enterprise_id, visit_id)
    if not form.validate():
        return see_other("visits.show", enterprise_id=enterprise_id, visit_id=visit_id)
    kind = DocumentKind(form.kind.data)
    begun = supervision().documents.begin_for_visit(actor, enterprise_id, visit_id, kind)
    return see_other("documents.show", enterprise_id=enterprise_id, document_id=begun)


@documents.get("/planned-visits/<uuid:enterprise_id>/<uuid:plan_id>/documents")
@requires(Permission.DOCUMENT_MAKE)
def planned(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """List the papers that come before a planned visit."""
    actor, queries = current_actor(), supervision().queries
    rows = queries.documents.of_plan(actor, enterprise_id, plan_id)
    plan = queries.planned_visits.plan(actor, enterprise_id, plan_id)
    return render(_PLANNED, plan=plan, documents=rows, offered=offers(rows, before=True))


@documents.post("/planned-visits/<uuid:enterprise_id>/<uuid:plan_id>/documents")
@requires(Permission.DOCUMENT_MAKE)
def begin_planned(enterprise_id: UUID, plan_id: UUID) -> ResponseReturnValue:
    """Begin an approval or a notice for a planned visit."""
    form, actor = BeginForm(), current_actor()
    supervision().queries.documents.of_plan(actor, enterprise_id, plan_id)
    if not form.validate():
        return see_other("documents.planned", enterprise_id=enterprise_id, plan_id=plan_id)
    kind = DocumentKind(form.kind.data)
    begun = supervision().documents.begin_for_plan(actor, enterprise_id, plan_id, kind)
    return see_other("documents.show", enterprise_id=enterprise_id, document_id=begun)


@documents.get("/documents/<uuid:enterprise_id>/<uuid:document_id>")
@requires(Permission.DOCUMENT_MAKE)
def show(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Show one document: its fields while it is a draft, then who signed, then its file."""
    return _page(_document(enterprise_id, document_id))


@documents.post("/documents/<uuid:enterprise_id>/<uuid:document_id>")
@requires(Permission.DOCUMENT_MAKE)
def fill(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Keep what was filled in; then lay it out for signing or show how it will look, where that was asked for."""
    document, here = _document(enterprise_id, document_id), {"enterprise_id": enterprise_id, "document_id": document_id}
    form, then = sent_form(document.row.kind, request.form), request.form.get("then", "")
    if not form.validate() or not form.succeeds(lambda: _fill(_ref(document), form, signing=then == "signing")):
        return _page(document, fields=form, status=422)
    if then == "preview":
        return see_other("documents.preview", **here)
    if then != "signing":
        flash(t("officer-document-kept"), "saved")
    return see_other("documents.show", **here)


def _fill(ref: DocumentRef, form: FieldsForm, *, signing: bool) -> None:
    service, actor = supervision().documents, current_actor()
    service.fill(actor, ref, form.sent(), form.kept_digest.data)
    if signing:
        service.begin_signing(actor, ref, paper_words())


@documents.get("/documents/<uuid:enterprise_id>/<uuid:document_id>/preview.pdf")
@requires(Permission.DOCUMENT_MAKE)
def preview(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Send the form as it would be printed now, marked as a draft."""
    made = supervision().queries.documents.preview(current_actor(), enterprise_id, document_id, paper_words())
    return pdf_answer(made, "preview.pdf")


@documents.get("/documents/<uuid:enterprise_id>/<uuid:document_id>/file.pdf")
@requires(Permission.DOCUMENT_MAKE)
def file(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Send the final file."""
    found = supervision().queries.documents.file(current_actor(), enterprise_id, document_id)
    return pdf_answer(found.content, found.name)


@documents.post("/documents/<uuid:enterprise_id>/<uuid:document_id>/draft")
@requires(Permission.DOCUMENT_MAKE)
def back_to_draft(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Take the form back while nobody has signed."""
    supervision().documents.back_to_draft(current_actor(), DocumentRef(enterprise_id=enterprise_id, id=document_id))
    return see_other("documents.show", enterprise_id=enterprise_id, document_id=document_id)


@documents.post("/documents/<uuid:enterprise_id>/<uuid:document_id>/drop")
@requires(Permission.DOCUMENT_MAKE)
def drop(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Give the form up."""
    document, form = _document(enterprise_id, document_id), ReasonForm()
    if not form.validate() or not form.succeeds(
        lambda: supervision().documents.drop(current_actor(), _ref(document), form.reason.data or "")
    ):
        return _page(document, reason=form, status=422)
    return see_other("documents.show", enterprise_id=enterprise_id, document_id=document_id)


@documents.post("/documents/<uuid:enterprise_id>/<uuid:document_id>/correct")
@requires(Permission.DOCUMENT_MAKE)
def correct(enterprise_id: UUID, document_id: UUID) -> ResponseReturnValue:
    """Begin the next version."""
    document, form = _document(enterprise_id, document_id), ReasonForm()
    words = form.reason.data or ""
    made = (
        form.carry_out(lambda: supervision().documents.correct(current_actor(), _ref(document), words))
        if form.validate()
        else None
    )
    if made is None:
        return _page(document, reason=form, status=422)
    return see_other("documents.show", enterprise_id=enterprise_id, document_id=made)


def _page(
    document: DocumentPage, *, fields: FieldsForm | None = None, reason: ReasonForm | None = None, status: int = 200
) -> ResponseReturnValue:
    draft = document.row.state is DocumentState.DRAFT
    return render(
        _SHOW,
        status=status,
        document=document,
        overtaken=fields is not None and fields.is_overtaken_by(document.fields),
        form=fields or (empty_form(document.row.kind, document.fields) if draft else Form(formdata=None)),
        reason=reason or ReasonForm(formdata=None),
        title=title_of(document.row.kind),
        may_approve=current_actor().may(Permission.DOCUMENT_APPROVE),
    )


def _document(enterprise_id: UUID, document_id: UUID) -> DocumentPage:
    return supervision().queries.documents.page(current_actor(), enterprise_id, document_id)


def _ref(document: DocumentPage) -> DocumentRef:
    return DocumentRef(enterprise_id=document.row.enterprise_id, id=document.row.id)
