"""Writes ledger entries: one line beside the event, in the event's own transaction."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Dialect
from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import NOBODY, new_id
from supervision_code.domain.ledger import (
    HASH_ALGORITHM,
    Canonical,
    LedgerKind,
    canonical,
    commitment_digest,
    entry_body,
    entry_hash,
)
from supervision_code.persistence import outbox
from supervision_code.persistence.bulk import BoundRows, Rows, bind_rows, insert_rows
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening

LOG_ID: Final = "log_id"
"""Key of the log's name in ``session.info``; the database puts it there."""
SEALING: Final = "ledger"
_SALT_BYTES: Final = 16
_SEALED_TOGETHER: Final = 500


class _Hidden(NamedTuple):
    """A salt, and the canonical form of the value it hides."""

    salt: bytes
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDraft:
    """An event to enter; every fact is hidden behind a salted commitment of its own."""

    kind: LedgerKind
    at: datetime
    enterprise_id: UUID = NOBODY
    facts: Mapping[str, Canonical] = field(default_factory=dict)


def append(session: Session, draft: LedgerDraft) -> UUID:
    """Enter one event and return the entry's id; its outbox row asks the sealer to append it to the tree."""
    return append_all(session, [draft])[0]


def append_all(session: Session, drafts: Iterable[LedgerDraft]) -> list[UUID]:
    """Enter many events with few statements; the order is kept by the time-ordered ids."""
    listed = list(drafts)
    prepared = prepare(listed, str(session.info[LOG_ID]))
    if listed:
        write(session, prepared, listed[0].at)
    return prepared.ids


@dataclass(frozen=True, slots=True)
class PreparedEntries:
    """Entries and their openings, ready to be written."""

    ids: list[UUID]
    entries: Rows
    openings: Rows

    def bound(self, dialect: Dialect) -> "PreparedEntries":
        """Return them as the database's driver takes them."""
        if isinstance(self.entries, BoundRows) or isinstance(self.openings, BoundRows):
            return self
        return PreparedEntries(
            self.ids,
            bind_rows(LedgerEntry.__table__, self.entries, dialect),
            bind_rows(LedgerOpening.__table__, self.openings, dialect),
        )


def write(session: Session, prepared: PreparedEntries, now: datetime) -> None:
    """Write entries, and ask the sealer to append them to the tree."""
    insert_rows(session, LedgerEntry.__table__, prepared.entries)
    insert_rows(session, LedgerOpening.__table__, prepared.openings)
    for start in range(0, len(prepared.ids), _SEALED_TOGETHER):
        waiting = [str(entry_id) for entry_id in prepared.ids[start : start + _SEALED_TOGETHER]]
        outbox.put(session, SEALING, {"entries": waiting}, now)


def prepare(drafts: Iterable[LedgerDraft], log_id: str) -> PreparedEntries:
    """Make entries of events; touches no database."""
    ids: list[UUID] = []
    entries: list[dict[str, Any]] = []
    openings: list[dict[str, Any]] = []
    for draft in drafts:
        entry_id = new_id(draft.at)
        hidden = {name: _Hidden(secrets.token_bytes(_SALT_BYTES), canonical(v)) for name, v in draft.facts.items()}
        body = entry_body(
            log_id=log_id,
            entry_id=entry_id,
            kind=draft.kind,
            recorded_at_ms=int(draft.at.timestamp() * 1000),
            digests={name: commitment_digest(one.salt, one.value) for name, one in hidden.items()},
        )
        ids.append(entry_id)
        entries.append(
            {
                "enterprise_id": draft.enterprise_id,
                "id": entry_id,
                "log_id": log_id,
                "kind": draft.kind,
                "body": body.decode(),
                "hash": entry_hash(body),
                "algorithm": HASH_ALGORITHM,
                "recorded_at": draft.at,
            }
        )
        openings.append({"enterprise_id": draft.enterprise_id, "entry_id": entry_id, "openings": _opened(hidden)})
    return PreparedEntries(ids, entries, openings)


def _opened(hidden: Mapping[str, _Hidden]) -> str:
    """Return salts and values as JSON; the values are JSON already."""
    opened = (
        f'{json.dumps(name)}:{{"salt":"{one.salt.hex()}","value":{one.value.decode()}}}' for name, one in hidden.items()
    )
    return f"{{{','.join(opened)}}}"
