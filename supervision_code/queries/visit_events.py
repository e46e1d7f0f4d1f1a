"""Events of machines as their senders ask for them: where a visit stands that was reported within their reach."""

from uuid import UUID

from sqlalchemy import select

from supervision_code.domain.clients import Caller, Scope
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.persistence.models.machine_clients import ReceivedEvent
from supervision_code.persistence.session import Database


class VisitEventQueries:
    """Looks at what machines reported."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def firm_of(self, caller: Caller, visit_id: UUID) -> UUID:
        """Return the firm of a visit of which the client, or one of the same reach, reported something.

        Raises ScopeMissing, NoSuchRecord.
        """
        caller.require(Scope.RECEIPTS_READ)
        with self._database.read() as session:
            events = session.scalars(select(ReceivedEvent).where(ReceivedEvent.visit_id == visit_id)).all()
        for event in events:
            if caller.speaks_for(event.agency, event.officer_id):
                return event.enterprise_id
        raise NoSuchRecord
