"""Photos of a visit: an agency its own; the firm and supervisors of the area all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from supervision_code.adapters.file_store import FileStore
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor
from supervision_code.persistence.models.documents import VisitPhoto
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.session import Database
from supervision_code.persistence.visit_reach import get_visit_in_reach


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRow:
    """One photo on record."""

    enterprise_id: UUID
    visit_id: UUID
    id: UUID
    agency: str
    mine: bool
    """Taken by the reader's agency."""
    caption: str
    taken_at: datetime | None
    received_at: datetime
    width: int
    height: int
    size: int
    original_sha256: str
    stored_sha256: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    kept: bool


class PhotoQueries:
    """Looks at photos; every look goes through the visit they belong to."""

    def __init__(self, database: Database, files: FileStore) -> None:
        self._database = database
        self._files = files

    def of_visit(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> Sequence[PhotoRow]:
        """Return the photos of a visit within the actor's reach, in the order they came. Raises NoSuchRecord."""
        with self._database.read() as session:
            get_visit_in_reach(session, actor, enterprise_id, visit_id)
            rows = session.execute(
                select(VisitPhoto, Agency.name)
                .join(Agency, Agency.code == VisitPhoto.agency)
                .where(
                    VisitPhoto.enterprise_id == enterprise_id,
                    VisitPhoto.visit_id == visit_id,
                    true() if actor.agency is None else VisitPhoto.agency == actor.agency,
                )
                .order_by(VisitPhoto.received_at, VisitPhoto.id)
                .limit(200)
            )
            return [_row(actor, photo, agency) for photo, agency in rows]

    def photo(self, actor: Actor, enterprise_id: UUID, visit_id: UUID, photo_id: UUID) -> PhotoRow:
        """Return one photo within the actor's reach. Raises NoSuchRecord."""
        with self._database.read() as session:
            photo = _photo(session, actor, enterprise_id, visit_id, photo_id)
            return _row(actor, photo, session.get_one(Agency, photo.agency).name)

    def picture(
        self, actor: Actor, enterprise_id: UUID, visit_id: UUID, photo_id: UUID, *, small: bool = False
    ) -> bytes:
        """Return a photo's JPEG. Raises NoSuchRecord, FileUnreadable."""
        with self._database.read() as session:
            photo = _photo(session, actor, enterprise_id, visit_id, photo_id)
            digest, kept = photo.small_sha256 if small else photo.stored_sha256, photo.kept
        if not kept:
            raise NoSuchRecord
        return self._files.get(digest)


def _photo(session: Session, actor: Actor, enterprise_id: UUID, visit_id: UUID, photo_id: UUID) -> VisitPhoto:
    get_visit_in_reach(session, actor, enterprise_id, visit_id)
    photo = session.get(VisitPhoto, (enterprise_id, photo_id))
    if photo is None or photo.visit_id != visit_id or actor.agency not in {None, photo.agency}:
        raise NoSuchRecord
    return photo


def _row(actor: Actor, photo: VisitPhoto, agency: str) -> PhotoRow:
    return PhotoRow(
        enterprise_id=photo.enterprise_id,
        visit_id=photo.visit_id,
        id=photo.id,
        agency=agency,
        mine=photo.agency == actor.agency,
        caption=photo.caption,
        taken_at=photo.taken_at,
        received_at=photo.received_at,
        width=photo.width,
        height=photo.height,
        size=photo.size,
        original_sha256=photo.original_sha256,
        stored_sha256=photo.stored_sha256,
        withdrawn_at=photo.withdrawn_at,
        withdrawn_reason=photo.withdrawn_reason,
        kept=photo.kept,
    )
