"""Puts photos on record and withdraws them; the files are the caller's to keep first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import Canonical, LedgerKind, milliseconds
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, key
from supervision_code.domain.photos import require_room
from supervision_code.persistence import ledger
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.documents import VisitPhoto
from supervision_code.persistence.models.visits import Visit

PHOTO = "photo"
"""The fact of an entry about a photo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPhoto:
    """A photo whose files are kept: three hashes, its size, and what was said of it."""

    original_sha256: str
    stored_sha256: str
    small_sha256: str
    width: int
    height: int
    size: int
    caption: str = ""
    taken_at: datetime | None = None
    about_id: UUID | None = None
    added_by: UUID | None = None


def find_same(session: Session, visit: Visit, agency: str, original_sha256: str) -> UUID | None:
    """Return the photo that an agency has on record of the same original, withdrawn or not."""
    same = select(VisitPhoto.id).where(
        VisitPhoto.enterprise_id == visit.enterprise_id,
        VisitPhoto.visit_id == visit.id,
        VisitPhoto.agency == agency,
        VisitPhoto.original_sha256 == original_sha256,
    )
    return session.scalar(same)


def add(session: Session, visit: Visit, agency: str, stored: StoredPhoto, now: datetime) -> VisitPhoto:
    """Put a photo on record, in the ledger too; that its original is not (``find_same``) is the caller's to see to.

    The firm's row is locked by the caller. Raises PhotoRefused when there are too many.
    """
    require_room(_count(session, visit, agency))
    photo = VisitPhoto(
        enterprise_id=visit.enterprise_id,
        id=new_id(now),
        visit_id=visit.id,
        agency=agency,
        about_id=stored.about_id,
        original_sha256=stored.original_sha256,
        stored_sha256=stored.stored_sha256,
        small_sha256=stored.small_sha256,
        width=stored.width,
        height=stored.height,
        size=stored.size,
        caption=stored.caption.strip()[:200],
        taken_at=stored.taken_at,
        received_at=now,
        added_by=stored.added_by,
        withdrawn_reason="",
        kept=True,
    )
    session.add(photo)
    session.flush()
    _enter(session, LedgerKind.PHOTO_ADDED, photo, _facts(photo), now)
    return photo


def withdraw(session: Session, photo: VisitPhoto, by: UUID, reason: str, now: datetime) -> None:
    """Mark a photo as withdrawn; it stays on record and readable."""
    photo.withdrawn_at, photo.withdrawn_by, photo.withdrawn_reason = now, by, reason.strip()[:400]
    _enter(session, LedgerKind.PHOTO_WITHDRAWN, photo, {"agency": photo.agency, "reason": photo.withdrawn_reason}, now)


def _count(session: Session, visit: Visit, agency: str) -> int:
    query = select(func.count()).where(
        VisitPhoto.enterprise_id == visit.enterprise_id,
        VisitPhoto.visit_id == visit.id,
        VisitPhoto.agency == agency,
        VisitPhoto.withdrawn_at.is_(None),
    )
    return session.scalar(query) or 0


def _facts(photo: VisitPhoto) -> dict[str, Canonical]:
    return {
        "about": key(photo.about_id),
        "agency": photo.agency,
        "caption": photo.caption,
        "original": photo.original_sha256,
        "stored": photo.stored_sha256,
        "taken": milliseconds(photo.taken_at),
    }


def _enter(session: Session, kind: LedgerKind, photo: VisitPhoto, what: dict[str, Canonical], now: datetime) -> None:
    said: dict[str, Canonical] = {"id": str(photo.id), "visit": str(photo.visit_id), VERSION: FACTS_VERSION, **what}
    draft = LedgerDraft(
        kind=kind, at=now, enterprise_id=photo.enterprise_id, facts={PHOTO: said}, subject=photo.visit_id
    )
    ledger.append(session, draft)
