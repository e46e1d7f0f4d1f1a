"""Puts rows into the outbox and takes them out again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import new_id
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.outbox import OutboxRow


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """One thing to do, with its payload read."""

    id: UUID
    payload: Mapping[str, Any]


def put(session: Session, topic: str, payload: Mapping[str, Any], now: datetime) -> None:
    """Ask for one thing to be done after the commit."""
    put_all(session, topic, [payload], now)


def put_all(session: Session, topic: str, payloads: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Ask for many things of one topic."""
    put_each(session, [(topic, payload) for payload in payloads], now)


def put_each(session: Session, wanted: Iterable[tuple[str, Mapping[str, Any]]], now: datetime) -> None:
    """Ask for many things of any topic with one statement."""
    rows = [
        {
            "id": new_id(now),
            "topic": topic,
            "payload": json.dumps(payload, ensure_ascii=False, separators=(",", ":")),
            "created_at": now,
            "done_at": None,
        }
        for topic, payload in wanted
    ]
    insert_rows(session, OutboxRow.__table__, rows)


def waiting(session: Session, topic: str, limit: int) -> list[WaitingRow]:
    """Return the oldest rows not yet done, locked against a second worker (skipping what another one holds)."""
    rows = session.execute(
        select(OutboxRow.id, OutboxRow.payload)
        .where(OutboxRow.topic == topic, OutboxRow.done_at.is_(None))
        .order_by(OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [WaitingRow(id=row.id, payload=json.loads(row.payload)) for row in rows]


def mark_done(session: Session, ids: Sequence[UUID], now: datetime) -> None:
    """Say that these rows are done, in the transaction that did them."""
    if ids:
        session.execute(update(OutboxRow).where(OutboxRow.id.in_(ids)).values(done_at=now))


def backlog(session: Session) -> Mapping[str, int]:
    """Return how many rows wait, by topic."""
    rows = session.execute(
        select(OutboxRow.topic, func.count()).where(OutboxRow.done_at.is_(None)).group_by(OutboxRow.topic)
    )
    return dict(rows.all())
