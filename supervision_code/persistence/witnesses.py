"""What is to be cosigned, the cosignatures that came back, and how each witness stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.merkle import consistency_proof
from supervision_code.domain.witnesses import WitnessState
from supervision_code.persistence import checkpoints, tree
from supervision_code.persistence.models.ledger_tree import LedgerCheckpoint, LedgerCosignature
from supervision_code.persistence.models.witnesses import WitnessStanding
from supervision_code.persistence.once import insert_once


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncosigned:
    """The newest checkpoint of the log that is written, with the log's signature alone."""

    log_id: str
    size: int
    note: str
    algorithm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosignature:
    """A witness's line under the checkpoint of this size."""

    size: int
    witness: str
    line: str
    at: datetime


def newest(session: Session, base: str) -> Uncosigned | None:
    """Return what is to be cosigned next; None before the first sealing."""
    log = tree.current_log(session, base)
    size = checkpoints.newest_size(session, log.log_id) if log is not None else None
    row = session.get(LedgerCheckpoint, (log.log_id, size)) if log is not None and size is not None else None
    if row is None:
        return None
    return Uncosigned(log_id=row.log_id, size=row.size, note=row.note, algorithm=row.algorithm)


def growth(session: Session, log_id: str, old: int, new: int, algorithm: HashAlgorithm) -> list[bytes]:
    """Return the proof that the log's tree of ``new`` leaves begins with the one of ``old``. Raises ValueError."""
    return consistency_proof(old, new, tree.source(session, log_id, algorithm), algorithm)


def standing(session: Session, log_id: str, witness: str) -> WitnessStanding | None:
    """Return how a witness stands."""
    return session.get(WitnessStanding, (log_id, witness))


def standing_made(session: Session, log_id: str, witness: str, now: datetime) -> WitnessStanding:
    """Return how a witness stands, put on record now when it was not; the row is locked."""
    row = {
        "log_id": log_id,
        "witness": witness,
        "size": 0,
        "since": now,
        "tried_at": now,
        "seen_at": None,
        "state": WitnessState.WAITING,
        "problem": None,
    }
    insert_once(session, WitnessStanding, row)
    return session.get_one(WitnessStanding, (log_id, witness), with_for_update=True, populate_existing=True)


def keep(session: Session, log_id: str, cosignature: Cosignature) -> None:
    """Put a cosignature on record; a fresher one of the same checkpoint replaces the older."""
    row = {
        "log_id": log_id,
        "size": cosignature.size,
        "witness": cosignature.witness,
        "line": cosignature.line,
        "cosigned_at": cosignature.at,
    }
    if not insert_once(session, LedgerCosignature, row):
        session.execute(
            update(LedgerCosignature)
            .where(
                LedgerCosignature.log_id == log_id,
                LedgerCosignature.size == cosignature.size,
                LedgerCosignature.witness == cosignature.witness,
                LedgerCosignature.cosigned_at < cosignature.at,
            )
            .values(line=cosignature.line, cosigned_at=cosignature.at)
        )


def standings(session: Session, base: str) -> list[WitnessStanding]:
    """Return how every witness stands to the log that is written now."""
    log = tree.current_log(session, base)
    if log is None:
        return []
    query = select(WitnessStanding).where(WitnessStanding.log_id == log.log_id).order_by(WitnessStanding.witness)
    return list(session.scalars(query.limit(100)))
