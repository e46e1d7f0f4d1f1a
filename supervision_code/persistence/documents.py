"""Documents on record: found within the agency's reach, begun, and made final with their entry in the ledger."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_of
from supervision_code.domain.document_signing import GivenSignature
from supervision_code.domain.documents import DocumentKind, DocumentState, move
from supervision_code.domain.errors import IllegalMove, NoSuchRecord
from supervision_code.domain.identifiers import new_id, short_code
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, key
from supervision_code.domain.permissions import Actor
from supervision_code.domain.visits import VisitState
from supervision_code.persistence import inbox, ledger
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.documents import Document, DocumentSignature
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.visits import Visit

DOCUMENT: Final = "document"
"""The fact of an entry about a document."""
_SHORT: Final[dict[DocumentKind, str]] = {
    DocumentKind.APPROVAL: "SP",
    DocumentKind.NOTICE: "TZ",
    DocumentKind.RECORD: "BL",
    DocumentKind.SAMPLING: "CY",
    DocumentKind.SURVEY: "KY",
    DocumentKind.INQUIRY: "XW",
    DocumentKind.RESULT: "GZ",
}
"""Begins a document's number: the first sounds of the title."""
_OVER: Final = (DocumentState.DROPPED, DocumentState.REPLACED)


def get_document(session: Session, actor: Actor, enterprise_id: UUID, document_id: UUID) -> Document:
    """Return a document of the actor's agency. Raises NoSuchRecord."""
    document = session.get(Document, (enterprise_id, document_id))
    if document is None or document.agency != actor.agency:
        raise NoSuchRecord
    return document


def visit_behind(session: Session, document: Document) -> Visit | None:
    """Return the visit a document is about; of one made beforehand the visit that was made of the planned one."""
    visit_id = document.visit_id
    if visit_id is None and document.planned_visit_id is not None:
        planned = session.get(PlannedVisit, (document.enterprise_id, document.planned_visit_id))
        visit_id = planned.visit_id if planned else None
    return session.get(Visit, (document.enterprise_id, visit_id)) if visit_id is not None else None


def require_visit_stands(session: Session, document: Document) -> None:
    """Raise IllegalMove when the visit a document is about was voided: nothing of it becomes valid any more."""
    visit = visit_behind(session, document)
    if visit is not None and visit.state is VisitState.VOIDED:
        raise IllegalMove(state=visit.state, wanted="document")


def number_of(kind: DocumentKind, document_id: UUID, now: datetime) -> str:
    """Return the number both sides read out: the kind, the day, and six characters of the id."""
    return f"{_SHORT[kind]}{day_of(now):%Y%m%d}-{short_code(document_id)}"


def standing(session: Session, document: Document) -> UUID | None:
    """Return the one of the same kind, about the same thing and of the same agency, that is not over."""
    query = select(Document.id).where(
        Document.enterprise_id == document.enterprise_id,
        Document.visit_id == document.visit_id,
        Document.planned_visit_id == document.planned_visit_id,
        Document.agency == document.agency,
        Document.kind == document.kind,
        Document.state.not_in(_OVER),
    )
    return session.scalar(query.order_by(Document.id).limit(1))


def begin(session: Session, document: Document, now: datetime) -> Document:
    """Put a draft on record: ``document`` has what it is about, its kind, agency, fields and maker."""
    document.id = new_id(now)
    document.number = document.number or number_of(document.kind, document.id, now)
    document.state, document.made_at, document.facts, document.kept = DocumentState.DRAFT, now, "", True
    session.add(document)
    session.flush()
    return document


def signatures_of(session: Session, document: Document) -> Sequence[GivenSignature]:
    """Return what was answered to a document, in the order of answering."""
    query = (
        select(DocumentSignature, Account.officer_id)
        .outerjoin(Account, Account.id == DocumentSignature.account_id)
        .where(DocumentSignature.enterprise_id == document.enterprise_id, DocumentSignature.document_id == document.id)
        .order_by(DocumentSignature.at, DocumentSignature.id)
    )
    return [
        GivenSignature(
            seat=one.seat,
            part=one.part,
            manner=one.manner,
            name=one.name,
            capacity=one.capacity,
            strokes=one.strokes,
            reason=one.reason,
            at=one.at,
            own_device=one.officer_id is not None and one.officer_id == officer,
        )
        for one, officer in session.execute(query)
    ]


def read_facts(document: Document) -> tuple[dict[str, str], dict[str, Any], str]:
    """Return words, values and the address in the code, as they were fixed when signing began."""
    facts = json.loads(document.facts)
    return facts["words"], facts["values"], facts["code"]


def make_final(session: Session, document: Document, pdf_sha256: str, size: int, now: datetime) -> None:
    """Fix the file, enter it in the ledger, replace the version before, and tell the firm of what concerns it."""
    document.state = move(document.state, DocumentState.FINAL)
    document.finalised_at, document.pdf_sha256, document.pdf_size = now, pdf_sha256, size
    if document.supersedes is not None:
        before = session.get_one(Document, (document.enterprise_id, document.supersedes))
        before.state = move(before.state, DocumentState.REPLACED)
    _enter(session, document, now)
    if document.visit_id is not None:
        inbox.put(
            session,
            inbox.to_enterprise(document.enterprise_id),
            "inbox-document-final",
            now,
            facts={"number": document.number, "kind": document.kind.value, "version": document.version},
            link=f"/visits/{document.visit_id}",
        )


def _enter(session: Session, document: Document, now: datetime) -> None:
    said: dict[str, Canonical] = {
        "agency": document.agency,
        "id": str(document.id),
        "kind": document.kind.value,
        "number": document.number,
        "pdf": document.pdf_sha256 or "",
        "reason": document.reason,
        "supersedes": key(document.supersedes),
        VERSION: FACTS_VERSION,
        "version": document.version,
        "visit": key(document.visit_id),
    }
    draft = LedgerDraft(
        kind=LedgerKind.DOCUMENT_FINAL,
        at=now,
        enterprise_id=document.enterprise_id,
        facts={DOCUMENT: said},
        subject=document.visit_id or document.id,
    )
    ledger.append(session, draft)


def correction_under_way(session: Session, old: Document) -> UUID | None:
    """Return the next version of a form that is being made already."""
    query = select(Document.id).where(
        Document.enterprise_id == old.enterprise_id,
        Document.supersedes == old.id,
        Document.state.in_((DocumentState.DRAFT, DocumentState.FOR_SIGNATURE)),
    )
    return session.scalar(query.limit(1))


def next_version(session: Session, old: Document) -> int:
    """Return the number of the next version of a form."""
    same = select(func.max(Document.version)).where(
        Document.enterprise_id == old.enterprise_id, Document.number == old.number
    )
    return (session.scalar(same) or old.version) + 1
