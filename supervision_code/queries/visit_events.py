"""Events of machines as their senders ask for them: the ledger entries of a visit within the client's reach."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from supervision_code.domain.clients import Caller, Scope
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.ledger import LedgerKind
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.machine_clients import ReceivedEvent
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A ledger entry, by its place and hash."""

    enterprise_id: UUID
    id: UUID
    kind: LedgerKind
    hash: str
    algorithm: str


class VisitEventQueries:
    """Looks at what machines reported."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entry(self, enterprise_id: UUID, entry_id: UUID) -> EntryRow:
        """Return one ledger entry. Raises NoSuchRecord."""
        with self._database.read() as session:
            row = session.get(LedgerEntry, (enterprise_id, entry_id))
        if row is None:
            raise NoSuchRecord
        return _row(row)

    def entries(self, caller: Caller, visit_id: UUID) -> list[EntryRow]:
        """Return the entries of a visit that was reported within the client's reach. Raises NoSuchRecord."""
        caller.require(Scope.RECEIPTS_READ)
        with self._database.read() as session:
            events = session.scalars(
                select(ReceivedEvent).where(ReceivedEvent.visit_id == visit_id).order_by(ReceivedEvent.received_at)
            ).all()
            mine = [event for event in events if caller.speaks_for(event.agency, event.officer_id)]
            if not mine:
                raise NoSuchRecord
            entries = session.scalars(
                select(LedgerEntry)
                .where(
                    LedgerEntry.enterprise_id == mine[0].enterprise_id,
                    LedgerEntry.id.in_([event.entry_id for event in mine]),
                )
                .order_by(LedgerEntry.id)
            ).all()
        return [_row(entry) for entry in entries]


def _row(entry: LedgerEntry) -> EntryRow:
    return EntryRow(
        enterprise_id=entry.enterprise_id,
        id=entry.id,
        kind=entry.kind,
        hash=entry.hash,
        algorithm=entry.algorithm,
    )
