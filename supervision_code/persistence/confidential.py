"""Commitments to what is confidential: entered beside the event, sealed into the ledger in batches."""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from supervision_code.domain.confidential import FACT, ConfidentialKind, batch_value, padded_size
from supervision_code.domain.identifiers import NOBODY, new_id
from supervision_code.domain.ledger import Canonical, LedgerKind, canonical, commitment_digest
from supervision_code.persistence import ledger
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.confidential import ConfidentialBatch, ConfidentialRecord
from supervision_code.persistence.models.ledger import LedgerOpening

_SALT_BYTES: Final = 16
_DIGEST_BYTES: Final = 32
_MOST_IN_A_BATCH: Final = 1024
"""What is more waits for the next beat; so much comes only with an import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialDraft:
    """An event of one complaint for the next batch; the facts are seen only by who is shown the salt."""

    enterprise_id: UUID
    complaint_id: UUID
    kind: ConfidentialKind
    at: datetime
    facts: Mapping[str, Canonical]


def enter(session: Session, draft: ConfidentialDraft) -> None:
    """Commit to one event; it waits for the next batch."""
    enter_all(session, [draft])


def enter_all(session: Session, drafts: Iterable[ConfidentialDraft]) -> None:
    """Commit to many events."""
    insert_rows(session, ConfidentialRecord.__table__, [_row(draft) for draft in drafts])


def last_batch(session: Session) -> tuple[int, datetime] | None:
    """Return number and moment of the last batch that went out."""
    query = select(ConfidentialBatch.number, ConfidentialBatch.at).order_by(ConfidentialBatch.number.desc()).limit(1)
    row = session.execute(query).one_or_none()
    return (row.number, row.at) if row else None


def seal(session: Session, number: int, now: datetime) -> None:
    """Send out one batch: what waits, padded with dummies, shuffled, as one ledger entry; also when nothing waits."""
    waiting = session.execute(
        select(ConfidentialRecord.enterprise_id, ConfidentialRecord.id, ConfidentialRecord.digest)
        .where(ConfidentialRecord.batch.is_(None))
        .order_by(ConfidentialRecord.at, ConfidentialRecord.id)
        .limit(_MOST_IN_A_BATCH)
    ).all()
    dummies = padded_size(len(waiting)) - len(waiting)
    digests = [row.digest for row in waiting] + [secrets.token_hex(_DIGEST_BYTES) for _ in range(dummies)]
    secrets.SystemRandom().shuffle(digests)
    entry = ledger.append(
        session,
        LedgerDraft(kind=LedgerKind.CONFIDENTIAL_BATCH, at=now, facts={FACT: batch_value(number, digests)}),
    )
    opening = _opening(session, entry)
    session.execute(
        insert(ConfidentialBatch).values(
            number=number,
            entry_id=entry,
            salt=opening["salt"],
            value=canonical(opening["value"]).decode(),
            at=now,
        )
    )
    _place(session, [(row.enterprise_id, row.id, row.digest) for row in waiting], number, digests)


def _place(session: Session, records: Sequence[tuple[UUID, UUID, str]], number: int, digests: Sequence[str]) -> None:
    """Note where each record stands in its batch."""
    positions = {digest: position for position, digest in enumerate(digests)}
    rows = [
        {"enterprise_id": firm, "id": key, "batch": number, "position": positions[digest]}
        for firm, key, digest in records
    ]
    if rows:
        session.execute(update(ConfidentialRecord), rows)


def _opening(session: Session, entry: UUID) -> dict[str, Any]:
    text = session.scalars(
        select(LedgerOpening.openings).where(LedgerOpening.enterprise_id == NOBODY, LedgerOpening.entry_id == entry)
    ).one()
    opening: dict[str, Any] = json.loads(text)[FACT]
    return opening


def _row(draft: ConfidentialDraft) -> dict[str, Any]:
    salt = secrets.token_bytes(_SALT_BYTES)
    value = canonical(
        {
            "complaint": str(draft.complaint_id),
            "kind": draft.kind.value,
            "at": int(draft.at.timestamp() * 1000),
            "facts": draft.facts,
        }
    )
    return {
        "enterprise_id": draft.enterprise_id,
        "id": new_id(draft.at),
        "complaint_id": draft.complaint_id,
        "kind": draft.kind,
        "salt": salt.hex(),
        "value": value.decode(),
        "digest": commitment_digest(salt, value),
        "at": draft.at,
        "batch": None,
        "position": None,
    }
