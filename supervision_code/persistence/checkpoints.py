"""Signed checkpoints and the cosignatures of witnesses, kept and read back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from supervision_code.domain.checkpoints import Checkpoint
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.notes import Note, parse_note, parse_signature
from supervision_code.persistence.models.ledger_tree import LedgerCheckpoint, LedgerCosignature
from supervision_code.persistence.once import insert_once

_LOOKED_AT: Final = 50
"""Of how many cosigned checkpoints the one with most cosignatures is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCheckpoint:
    """A checkpoint on record with all its signatures."""

    log_id: str
    size: int
    root: bytes
    note: Note
    created_at: datetime
    witnesses: tuple[str, ...]


def store(session: Session, checkpoint: Checkpoint, note: Note, algorithm: HashAlgorithm, now: datetime) -> bool:
    """Put a signed checkpoint on record; say whether it was new."""
    row = {
        "log_id": checkpoint.origin,
        "size": checkpoint.size,
        "root": checkpoint.root,
        "note": str(note),
        "algorithm": algorithm.id,
        "created_at": now,
    }
    return insert_once(session, LedgerCheckpoint, row)


def newest(session: Session, log_id: str) -> KeptCheckpoint | None:
    """Return the last checkpoint of a log."""
    return _kept(session, log_id, session.scalar(_sizes(log_id).order_by(LedgerCheckpoint.size.desc()).limit(1)))


def newest_size(session: Session, log_id: str) -> int | None:
    """Return the size of the last checkpoint of a log."""
    return session.scalar(_sizes(log_id).order_by(LedgerCheckpoint.size.desc()).limit(1))


def covering(session: Session, log_id: str, index: int) -> KeptCheckpoint | None:
    """Return a checkpoint that holds this leaf: the best witnessed one, of those the smallest; None: not signed yet."""
    cosigned = session.execute(
        select(LedgerCosignature.size, func.count())
        .where(LedgerCosignature.log_id == log_id, LedgerCosignature.size > index)
        .group_by(LedgerCosignature.size)
        .order_by(LedgerCosignature.size)
        .limit(_LOOKED_AT)
    ).all()
    if cosigned:
        _, smallest = max((lines, -size) for size, lines in cosigned)
        return _kept(session, log_id, -smallest)
    first = _sizes(log_id).where(LedgerCheckpoint.size > index).order_by(LedgerCheckpoint.size).limit(1)
    return _kept(session, log_id, session.scalar(first))


def _sizes(log_id: str) -> Select[int]:
    return select(LedgerCheckpoint.size).where(LedgerCheckpoint.log_id == log_id)


def _kept(session: Session, log_id: str, size: int | None) -> KeptCheckpoint | None:
    row = session.get(LedgerCheckpoint, (log_id, size)) if size is not None else None
    if row is None:
        return None
    lines = _cosignatures(session, row)
    note = parse_note(row.note)
    signatures = (*note.signatures, *(parse_signature(line.line) for line in lines))
    return KeptCheckpoint(
        log_id=log_id,
        size=row.size,
        root=row.root,
        note=Note(text=note.text, signatures=signatures),
        created_at=row.created_at,
        witnesses=tuple(line.witness for line in lines),
    )


def _cosignatures(session: Session, row: LedgerCheckpoint) -> Sequence[LedgerCosignature]:
    query = select(LedgerCosignature).where(LedgerCosignature.log_id == row.log_id, LedgerCosignature.size == row.size)
    return session.scalars(query.order_by(LedgerCosignature.witness)).all()
