"""The inbox as its reader sees it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.inbox import recipients_of
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One message: a catalogue key with its facts."""

    id: UUID
    key: str
    facts: Mapping[str, str | int]
    link: str
    at: datetime
    read_at: datetime | None


class InboxQueries:
    """Looks at the messages an actor may read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unread(self, actor: Actor) -> int:
        """Return how many messages wait."""
        actor.require(Permission.OWN_INBOX_SEE)
        query = select(func.count()).where(
            InboxMessage.recipient.in_(recipients_of(actor)), InboxMessage.read_at.is_(None)
        )
        with self._database.read() as session:
            return int(session.scalar(query) or 0)

    def messages(self, actor: Actor, before: UUID | None, limit: int) -> list[MessageRow]:
        """Return messages, newest first, older than ``before``."""
        actor.require(Permission.OWN_INBOX_SEE)
        query = select(InboxMessage).where(InboxMessage.recipient.in_(recipients_of(actor)))
        if before is not None:
            query = query.where(InboxMessage.id < before)
        with self._database.read() as session:
            rows = session.scalars(query.order_by(InboxMessage.id.desc()).limit(limit)).all()
        return [
            MessageRow(
                id=row.id, key=row.key, facts=json.loads(row.facts), link=row.link, at=row.at, read_at=row.read_at
            )
            for row in rows
        ]
