"""The tree over the ledger, kept in leaves and tiles: who is written, what waits, appending, reading back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select, update
from sqlalchemy.orm import Session

from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.merkle import Frontier, HashSource
from supervision_code.domain.tiles import TilePlace, source_of, tile_hashes
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.ledger_tree import LedgerLeaf, LedgerLog, LedgerTile
from supervision_code.persistence.once import insert_once

_FIRST: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """An entry on its way into the tree."""

    enterprise_id: UUID
    entry_id: UUID
    hash: bytes
    algorithm: str


def current_log(session: Session, base: str) -> LedgerLog | None:
    """Return the log that is written: the last successor of the deployment's log; None before the first sealing."""
    return session.scalar(_newest(base))


def logs_of(session: Session, base: str) -> Sequence[LedgerLog]:
    """Return the deployment's logs, oldest first."""
    return session.scalars(select(LedgerLog).where(LedgerLog.base == base).order_by(LedgerLog.number)).all()


def lock_log(session: Session, base: str, algorithm: HashAlgorithm, now: datetime) -> LedgerLog:
    """Return the log that is written, for this transaction alone; made when there is none yet."""
    log = session.scalar(_newest(base).with_for_update().execution_options(populate_existing=True))
    if log is not None:
        return log
    insert_once(session, LedgerLog, _new_log(base, base, _FIRST, algorithm, now))
    return session.scalars(_newest(base).with_for_update()).one()


def succeed(session: Session, log: LedgerLog, algorithm: HashAlgorithm, now: datetime) -> LedgerLog:
    """Start the log that follows; raises nothing but the database's own error when somebody else did."""
    number = log.number + 1
    insert_once(session, LedgerLog, _new_log(f"{log.base}-{number}", log.base, number, algorithm, now))
    return session.scalars(_newest(log.base).with_for_update()).one()


def size_of(session: Session, log_id: str) -> int:
    """Return how many leaves a log has."""
    last = session.scalar(select(func.max(LedgerLeaf.index)).where(LedgerLeaf.log_id == log_id))
    return 0 if last is None else last + 1


def source(session: Session, log_id: str, algorithm: HashAlgorithm) -> HashSource:
    """Return the hashes of a log's complete subtrees; raises ValueError where a tile is missing or too short."""

    def read(place: TilePlace) -> bytes:
        return tile(session, log_id, place) or b""

    return source_of(read, algorithm)


def tile(session: Session, log_id: str, place: TilePlace) -> bytes | None:
    """Return the hashes of a tile, as far as there are any."""
    return session.scalar(select(LedgerTile.hashes).where(*_at(log_id, place)))


def root_of(session: Session, log_id: str, size: int, algorithm: HashAlgorithm) -> bytes:
    """Return the root over the first leaves of a log."""
    return Frontier.restored(size, source(session, log_id, algorithm), algorithm).root()


def not_yet_leaves(session: Session, entries: Sequence[UUID]) -> list[Leaf]:
    """Return those of these entries that have no place in a tree yet, in the given order."""
    query = (
        select(LedgerEntry.enterprise_id, LedgerEntry.id, LedgerEntry.hash, LedgerEntry.algorithm)
        .join_from(LedgerEntry, LedgerLeaf, _leaf_of_entry(), isouter=True)
        .where(LedgerEntry.id.in_(entries), LedgerLeaf.entry_id.is_(None))
    )
    found = {
        entry: Leaf(enterprise_id=firm, entry_id=entry, hash=bytes.fromhex(digest), algorithm=algorithm)
        for firm, entry, digest, algorithm in session.execute(query)
    }
    return [found[entry] for entry in dict.fromkeys(entries) if entry in found]


def append(session: Session, log_id: str, leaves: Sequence[Leaf], algorithm: HashAlgorithm) -> int:
    """Append leaves and write the tiles they touch; return the new size. The log's lock is the caller's."""
    size = size_of(session, log_id)
    frontier = Frontier.restored(size, source(session, log_id, algorithm), algorithm)
    rows: list[dict[str, object]] = []
    complete: list[tuple[TilePlace, int, bytes]] = []
    for leaf in leaves:
        rows.append(
            {
                "log_id": log_id,
                "index": frontier.size,
                "enterprise_id": leaf.enterprise_id,
                "entry_id": leaf.entry_id,
                "hash": leaf.hash,
            }
        )
        complete += tile_hashes(frontier.append(leaf.hash))
    insert_rows(session, LedgerLeaf.__table__, rows)
    _write_tiles(session, log_id, complete)
    return frontier.size


def _write_tiles(session: Session, log_id: str, complete: Iterable[tuple[TilePlace, int, bytes]]) -> None:
    """Put hashes behind those that the tiles hold already."""
    fresh: list[dict[str, object]] = []
    grown: list[dict[str, object]] = []
    for place, hashes in groupby(sorted(complete), key=lambda one: one[0]):
        added = list(hashes)
        before = b"" if added[0][1] == 0 else tile(session, log_id, place) or b""
        key = {"log_id": log_id, "level": place.level, "index": place.index}
        row = {**key, "hashes": before + b"".join(one[2] for one in added)}
        (grown if before else fresh).append(row)
    insert_rows(session, LedgerTile.__table__, fresh)
    if grown:
        session.execute(update(LedgerTile), grown)


def _at(log_id: str, place: TilePlace) -> tuple[ColumnElement[bool], ...]:
    return LedgerTile.log_id == log_id, LedgerTile.level == place.level, LedgerTile.index == place.index


def _leaf_of_entry() -> ColumnElement[bool]:
    return and_(LedgerLeaf.enterprise_id == LedgerEntry.enterprise_id, LedgerLeaf.entry_id == LedgerEntry.id)


def _newest(base: str) -> Select[LedgerLog]:
    return select(LedgerLog).where(LedgerLog.base == base).order_by(LedgerLog.number.desc()).limit(1)


def _new_log(log_id: str, base: str, number: int, algorithm: HashAlgorithm, now: datetime) -> dict[str, object]:
    return {
        "log_id": log_id,
        "base": base,
        "number": number,
        "algorithm": algorithm.id,
        "key": "",
        "started_at": now,
        "halted_at": None,
        "halted_because": "",
    }
