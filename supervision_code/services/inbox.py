"""The inbox: marking messages as read."""

from sqlalchemy import update

from supervision_code.domain.clock import Clock
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.inbox import recipients_of
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.session import Database


class InboxService:
    """Changes messages."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def mark_read(self, actor: Actor) -> None:
        """Mark all of the actor's messages as read."""
        actor.require(Permission.OWN_INBOX_SEE)
        with self._database.begin() as session:
            session.execute(
                update(InboxMessage)
                .where(InboxMessage.recipient.in_(recipients_of(actor)), InboxMessage.read_at.is_(None))
                .values(read_at=self._clock.now())
            )
