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

from supervision_code.domain.digests import SHA256, HashAlgorithm
from supervision_code.domain.identifiers import NOBODY, new_id
from supervision_code.domain.ledger import (
    Canonical,
    LedgerKind,
    canonical,
    commitment_digest,
    entry_body,
    entry_hash,
    milliseconds,
)
from supervision_code.persistence import outbox
from supervision_code.persistence.bulk import BoundRows, Rows, bind_rows, insert_rows
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening

LOG_ID: Final = "log_id"
"""Key of the log's name in ``session.info``; the database puts it there."""
LOG_ALGORITHM: Final = "log_algorithm"
"""Key of the log's hash algorithm in ``session.info``; without it the algorithm is SHA-256."""
SEALING: Final = "ledger"
"""Topic of the outbox rows that ask the sealer to append entries to the tree."""
_SALT_BYTES: Final = 16
_SEALED_TOGETHER: Final = 500


class _Hidden(NamedTuple):
    """A salt, and the canonical form of the value it hides."""

    salt: bytes
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDraft:
    """An event to enter; every fact is hidden behind a salted commitment of its own.

    ``subject`` is what the event is about (the visit, the code), by which its entries are found; it is not published.
    """

    kind: LedgerKind
    at: datetime
    enterprise_id: UUID = NOBODY
    facts: Mapping[str, Canonical] = field(default_factory=dict)
    subject: UUID | str | None = None


def append(session: Session, draft: LedgerDraft) -> UUID:
    """Enter one event and return the entry's id; its outbox row asks the sealer to append it to the tree."""
    return append_all(session, [draft])[0]


def append_all(session: Session, drafts: Iterable[LedgerDraft]) -> list[UUID]:
    """Enter many events with few statements; the order is kept by the time-ordered ids."""
    listed = list(drafts)
    prepared = prepare(listed, str(session.info[LOG_ID]), algorithm_of(session))
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
    write_entries(session, prepared)
    outbox.put_all(session, SEALING, sealing_requests(prepared), now)


def sealing_requests(prepared: PreparedEntries) -> list[Mapping[str, Any]]:
    """Return what the sealer is asked for these entries."""
    ids = [str(entry_id) for entry_id in prepared.ids]
    parts = (ids[start : start + _SEALED_TOGETHER] for start in range(0, len(ids), _SEALED_TOGETHER))
    return [{"entries": part} for part in parts]


def write_entries(session: Session, prepared: PreparedEntries) -> None:
    """Write entries whose place in the tree is the caller's to see to."""
    insert_rows(session, LedgerEntry.__table__, prepared.entries)
    insert_rows(session, LedgerOpening.__table__, prepared.openings)


def algorithm_of(session: Session) -> HashAlgorithm:
    """Return the hash algorithm of the log that this session writes."""
    algorithm: HashAlgorithm = session.info.get(LOG_ALGORITHM, SHA256)
    return algorithm


def prepare(drafts: Iterable[LedgerDraft], log_id: str, algorithm: HashAlgorithm = SHA256) -> PreparedEntries:
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
            recorded_at_ms=milliseconds(draft.at),
            digests={name: commitment_digest(one.salt, one.value, algorithm) for name, one in hidden.items()},
            algorithm=algorithm,
        )
        ids.append(entry_id)
        entries.append(
            {
                "enterprise_id": draft.enterprise_id,
                "id": entry_id,
                "log_id": log_id,
                "kind": draft.kind,
                "body": body.decode(),
                "hash": entry_hash(body, algorithm),
                "algorithm": algorithm.id,
                "recorded_at": draft.at,
                "subject_id": None if draft.subject is None else str(draft.subject),
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
