"""Destroys openings: a commitment whose salt is gone says nothing any more, and the ledger says that this was done.

A destroyed opening leaves its name with ``null`` in ``LedgerOpening.openings``; an ``opening_destroyed`` entry names
the hash of each entry concerned, so that an erasure can be told from a silent deletion.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_, update
from sqlalchemy.orm import Session

from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.persistence import ledger
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRef:
    """One named opening of one entry."""

    enterprise_id: UUID
    entry_id: UUID
    name: str


def openings_about(
    session: Session, visits: Iterable[tuple[UUID, UUID]], kinds: Sequence[LedgerKind], name: str
) -> list[OpeningRef]:
    """Return the openings of this name in the entries about these visits (firm and visit)."""
    wanted = [(firm, str(visit)) for firm, visit in visits]
    rows = session.execute(
        select(LedgerEntry.enterprise_id, LedgerEntry.id).where(
            tuple_(LedgerEntry.enterprise_id, LedgerEntry.subject_id).in_(wanted), LedgerEntry.kind.in_(kinds)
        )
    )
    return [OpeningRef(enterprise_id=firm, entry_id=entry, name=name) for firm, entry in rows]


def destroy_openings(session: Session, wanted: Iterable[OpeningRef], reason: str, now: datetime) -> int:
    """Destroy salts and values, put one entry on record for all of them, and return how many there were to destroy.

    What is destroyed already, or was never there, is passed over.
    """
    names: dict[tuple[UUID, UUID], set[str]] = {}
    for ref in wanted:
        names.setdefault((ref.enterprise_id, ref.entry_id), set()).add(ref.name)
    gone = [one for key in sorted(names) for one in _destroy(session, key, names[key])]
    if gone:
        facts: dict[str, Canonical] = {"destroyed": {"openings": gone, "reason": reason}}
        ledger.append(session, LedgerDraft(kind=LedgerKind.OPENING_DESTROYED, at=now, facts=facts))
    return len(gone)


def _destroy(session: Session, key: tuple[UUID, UUID], names: set[str]) -> list[Canonical]:
    """Destroy these openings of one entry and return what the record says of each."""
    row = session.execute(
        select(LedgerOpening.openings, LedgerEntry.hash)
        .join(
            LedgerEntry,
            (LedgerEntry.enterprise_id == LedgerOpening.enterprise_id) & (LedgerEntry.id == LedgerOpening.entry_id),
        )
        .where(LedgerOpening.enterprise_id == key[0], LedgerOpening.entry_id == key[1])
        .with_for_update(of=LedgerOpening)
    ).one_or_none()
    if row is None:
        return []
    openings = json.loads(row.openings)
    present = sorted(name for name in names if openings.get(name) is not None)
    if present:
        kept = {**openings, **dict.fromkeys(present)}
        session.execute(
            update(LedgerOpening)
            .where(LedgerOpening.enterprise_id == key[0], LedgerOpening.entry_id == key[1])
            .values(openings=json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
        )
    return [{"entry": row.hash, "name": name} for name in present]
