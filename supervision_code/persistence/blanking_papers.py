"""Lets go of photos, documents and signatures of visits whose time is over: the hashes stay, files and words go."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select, tuple_, update
from sqlalchemy.orm import Session

from supervision_code.domain.ledger import LedgerKind
from supervision_code.persistence.documents import DOCUMENT
from supervision_code.persistence.erasure import destroy_openings, openings_about
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.documents import Document, DocumentSignature, VisitPhoto
from supervision_code.persistence.models.visits import VisitOfficer
from supervision_code.persistence.visit_photos import PHOTO

_UNSYNCED = {"synchronize_session": False}


def papers_beforehand(officer_id: UUID) -> ColumnElement[bool]:
    """Return the condition of documents that no visit has and the officer made or signed, or goes or was to go for."""
    accounts = select(Account.id).where(Account.officer_id == officer_id)
    signed = select(DocumentSignature.document_id).where(DocumentSignature.officer_id == officer_id)
    sent = select(PlannedVisitOfficer.planned_visit_id).where(PlannedVisitOfficer.officer_id == officer_id)
    his = or_(Document.made_by.in_(accounts), Document.id.in_(signed), Document.planned_visit_id.in_(sent))
    return Document.visit_id.is_(None) & his


def blank_papers(session: Session, officer_id: UUID, reason: str, now: datetime) -> None:
    """Take out what the officer's visits left in photos and documents; their files go with the next sweep.

    To be called when every visit of the officer is over its time, and every paper made before one. A signature is not
    among what must stay: its lines and names go whole, for the document's file, which shows them, goes too.
    """
    came = select(VisitOfficer.enterprise_id, VisitOfficer.visit_id).where(VisitOfficer.officer_id == officer_id)
    visits = [(firm, visit) for firm, visit in session.execute(came)]
    photos = tuple_(VisitPhoto.enterprise_id, VisitPhoto.visit_id).in_(visits)
    papers = or_(tuple_(Document.enterprise_id, Document.visit_id).in_(visits), papers_beforehand(officer_id))
    found = [
        (firm, paper) for firm, paper in session.execute(select(Document.enterprise_id, Document.id).where(papers))
    ]
    without = {"caption": "", "withdrawn_reason": "", "kept": False}
    session.execute(update(VisitPhoto).where(photos).values(without), execution_options=_UNSYNCED)
    empty = {"fields": "{}", "facts": "", "reason": "", "kept": False}
    these = tuple_(Document.enterprise_id, Document.id).in_(found)
    session.execute(update(Document).where(these).values(empty), execution_options=_UNSYNCED)
    of_them = tuple_(DocumentSignature.enterprise_id, DocumentSignature.document_id).in_(found)
    session.execute(delete(DocumentSignature).where(of_them), execution_options=_UNSYNCED)
    for kinds, name, subjects in (
        ((LedgerKind.PHOTO_ADDED, LedgerKind.PHOTO_WITHDRAWN), PHOTO, visits),
        ((LedgerKind.DOCUMENT_FINAL,), DOCUMENT, [*visits, *found]),
    ):
        destroy_openings(session, openings_about(session, subjects, kinds, name), reason, now)
