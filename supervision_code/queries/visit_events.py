"""Events of machines as their senders ask for them: where a visit stands that was reported within their reach."""

import json
from uuid import UUID

from sqlalchemy import select

from supervision_code.domain.clients import Caller, Scope
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.ledger import LedgerKind
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening
from supervision_code.persistence.models.machine_clients import ReceivedEvent
from supervision_code.persistence.session import Database
from supervision_code.persistence.visit_photos import PHOTO


class VisitEventQueries:
    """Looks at what machines reported."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def firm_of(self, caller: Caller, visit_id: UUID) -> tuple[UUID, str]:
        """Return the firm of a visit of which the client, or one of the same reach, reported something, and for whom.

        Raises ScopeMissing, NoSuchRecord.
        """
        caller.require(Scope.RECEIPTS_READ)
        with self._database.read() as session:
            events = session.scalars(select(ReceivedEvent).where(ReceivedEvent.visit_id == visit_id)).all()
        for event in events:
            if caller.speaks_for(event.agency, event.officer_id):
                return event.enterprise_id, event.agency
        raise NoSuchRecord

    def entry_of_photo(self, caller: Caller, enterprise_id: UUID, visit_id: UUID, photo_id: UUID) -> UUID:
        """Return the ledger entry of a photo of such a visit. Raises ScopeMissing, NoSuchRecord."""
        caller.require(Scope.RECEIPTS_READ)
        entries = (
            select(LedgerEntry.id, LedgerOpening.openings)
            .join(
                LedgerOpening,
                (LedgerOpening.enterprise_id == LedgerEntry.enterprise_id) & (LedgerOpening.entry_id == LedgerEntry.id),
            )
            .where(LedgerEntry.enterprise_id == enterprise_id, LedgerEntry.subject_id == str(visit_id))
            .where(LedgerEntry.kind == LedgerKind.PHOTO_ADDED)
        )
        with self._database.read() as session:
            found = session.execute(entries).all()
        for entry_id, openings in found:
            if json.loads(openings)[PHOTO]["value"]["id"] == str(photo_id):
                return entry_id
        raise NoSuchRecord
