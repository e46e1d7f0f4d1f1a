"""Photos of a visit: taken in one by one, so that a bad file spoils no other, and withdrawn with a reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from supervision_code.adapters.file_store import FileStore
from supervision_code.adapters.photo_coding import code_photo
from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import AlreadyRecorded, IllegalMove, NoSuchRecord, ReasonMissing
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import VisitState
from supervision_code.persistence import trail, visit_photos
from supervision_code.persistence.models.documents import VisitPhoto
from supervision_code.persistence.session import Database, lock_enterprise
from supervision_code.persistence.visit_ending import get_visit_of_agency
from supervision_code.persistence.visit_photos import StoredPhoto


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenPhoto:
    """A photo on record; ``repeated``: it was there already, and nothing changed."""

    id: UUID
    repeated: bool


class PhotoService:
    """Everything that changes the photos of visits."""

    def __init__(self, database: Database, clock: Clock, files: FileStore) -> None:
        self._database = database
        self._clock = clock
        self._files = files

    def add(
        self,
        actor: Actor,
        enterprise_id: UUID,
        visit_id: UUID,
        content: bytes,
        *,
        caption: str = "",
        taken_at: datetime | None = None,
    ) -> UUID:
        """Keep one photo of a visit of the own agency and return its id; raises as ``take`` does."""
        return self.take(actor, enterprise_id, visit_id, content, caption=caption, taken_at=taken_at).id

    def take(
        self,
        actor: Actor,
        enterprise_id: UUID,
        visit_id: UUID,
        content: bytes,
        *,
        caption: str = "",
        taken_at: datetime | None = None,
    ) -> TakenPhoto:
        """Keep one photo of a visit of the own agency; the same file again is the same photo.

        Raises PhotoRefused, NoSuchRecord, IllegalMove for a voided visit; StorageFull when there is no room on disk.
        """
        actor.require(Permission.DOCUMENT_MAKE)
        with self._database.read() as session:
            get_visit_of_agency(session, actor, enterprise_id, visit_id)
        coded = code_photo(content)
        stored = StoredPhoto(
            original_sha256=coded.original_sha256,
            stored_sha256=self._files.put(coded.content),
            small_sha256=self._files.put(coded.small),
            width=coded.width,
            height=coded.height,
            size=len(coded.content),
            caption=caption,
            taken_at=taken_at,
            added_by=actor.account_id,
        )
        return self._record(actor, enterprise_id, visit_id, stored)

    def withdraw(self, actor: Actor, enterprise_id: UUID, visit_id: UUID, photo_id: UUID, reason: str) -> None:
        """Mark a photo of the own agency as withdrawn, with a reason; it stays on record.

        Raises ReasonMissing, NoSuchRecord, AlreadyRecorded.
        """
        actor.require(Permission.DOCUMENT_MAKE)
        if not reason.strip():
            raise ReasonMissing(field="reason")
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            visit = get_visit_of_agency(session, actor, enterprise_id, visit_id)
            photo = session.get(VisitPhoto, (enterprise_id, photo_id))
            if photo is None or photo.visit_id != visit_id or photo.agency != actor.agency:
                raise NoSuchRecord
            if photo.withdrawn_at is not None:
                raise AlreadyRecorded
            visit_photos.withdraw(session, photo, actor.account_id, reason, now)
            trail.append(
                session,
                actor,
                "photo:withdrawn",
                now,
                subject=visit.number,
                enterprise_id=firm.id,
                district=firm.district,
                note=photo.withdrawn_reason,
            )

    def _record(self, actor: Actor, enterprise_id: UUID, visit_id: UUID, stored: StoredPhoto) -> TakenPhoto:
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            visit = get_visit_of_agency(session, actor, enterprise_id, visit_id)
            if visit.state is VisitState.VOIDED:
                raise IllegalMove(state=visit.state, wanted="photo")
            known = visit_photos.find_same(session, visit, actor.agency or "", stored.original_sha256)
            if known is not None:
                return TakenPhoto(id=known, repeated=True)
            photo = visit_photos.add(session, visit, actor.agency or "", stored, now)
            trail.append(
                session, actor, "photo:added", now, subject=visit.number, enterprise_id=firm.id, district=firm.district
            )
            return TakenPhoto(id=photo.id, repeated=False)
