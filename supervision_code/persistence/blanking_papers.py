"""Lets go of photos, documents and signatures of visits whose time is over: the hashes stay, files and words go."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.orm import Session

from supervision_code.domain.ledger import LedgerKind
from supervision_code.persistence.documents import DOCUMENT
from supervision_code.persistence.erasure import destroy_openings, openings_about
from supervision_code.persistence.models.documents import Document, DocumentSignature, VisitPhoto
from supervision_code.persistence.models.visits import VisitOfficer
from supervision_code.persistence.visit_photos import PHOTO

_UNSYNCED = {"synchronize_session": False}


def blank_papers(session: Session, officer_id: UUID, reason: str, now: datetime) -> None:
    """Take out what the officer's visits left in photos and documents; their files go with the next sweep.

    To be called when every visit of the officer is over its time. A signature is not among what must stay: its lines
    and names go whole, for the document's file, which shows them, goes too.
    """
    came = select(VisitOfficer.enterprise_id, VisitOfficer.visit_id).where(VisitOfficer.officer_id == officer_id)
    visits = [(firm, visit) for firm, visit in session.execute(came)]
    photos = tuple_(VisitPhoto.enterprise_id, VisitPhoto.visit_id).in_(visits)
    papers = tuple_(Document.enterprise_id, Document.visit_id).in_(visits)
    without = {"caption": "", "withdrawn_reason": "", "kept": False}
    session.execute(update(VisitPhoto).where(photos).values(without), execution_options=_UNSYNCED)
    ids = list(session.scalars(select(Document.id).where(papers)))
    empty = {"fields": "{}", "facts": "", "reason": "", "kept": False}
    session.execute(update(Document).where(papers).values(empty), execution_options=_UNSYNCED)
    session.execute(
        delete(DocumentSignature).where(DocumentSignature.document_id.in_(ids)), execution_options=_UNSYNCED
    )
    for kinds, name in (
        ((LedgerKind.PHOTO_ADDED, LedgerKind.PHOTO_WITHDRAWN), PHOTO),
        ((LedgerKind.DOCUMENT_FINAL,), DOCUMENT),
    ):
        destroy_openings(session, openings_about(session, visits, kinds, name), reason, now)
