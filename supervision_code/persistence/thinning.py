"""Old checkpoints: reading what is held, judging them against the tree, letting superfluous ones go."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.merkle import Frontier
from supervision_code.domain.thinning import OldCheckpoint
from supervision_code.domain.witnesses import WitnessState
from supervision_code.persistence import checkpoints, tree
from supervision_code.persistence.models.ledger_tree import LedgerCheckpoint, LedgerCosignature
from supervision_code.persistence.models.witnesses import WitnessStanding

_AT_ONCE: Final = 1000
_GROWN_BY: Final = 2048
"""A tree that is so many leaves larger is restored from its tiles and not grown leaf by leaf."""


def is_contradicted(session: Session, log_id: str) -> bool:
    """Say whether a witness refuses the log; then every checkpoint may be wanted as evidence."""
    query = select(func.count()).where(WitnessStanding.log_id == log_id, WitnessStanding.state == WitnessState.REFUSING)
    return bool(session.scalar(query))


def spared(session: Session, log_id: str) -> frozenset[int]:
    """Return sizes that stay whatever their age: the newest, and the last that each witness knows or cosigned."""
    line, standing = LedgerCosignature, WitnessStanding
    queries = (
        select(func.max(line.size)).where(line.log_id == log_id).group_by(line.witness),
        select(standing.size).where(standing.log_id == log_id),
    )
    known = {size for query in queries for size in session.scalars(query)}
    return frozenset(known | {checkpoints.newest_size(session, log_id) or 0})


def older_than(session: Session, log_id: str, before: datetime) -> Iterator[OldCheckpoint]:
    """Yield the checkpoints of before this moment, smallest first."""
    above = -1
    while rows := _some_above(session, log_id, before, above):
        yield from rows
        above = rows[-1].size


def _some_above(session: Session, log_id: str, before: datetime, above: int) -> list[OldCheckpoint]:
    checkpoint, line = LedgerCheckpoint, LedgerCosignature
    lines = select(func.count()).where(line.log_id == checkpoint.log_id, line.size == checkpoint.size)
    query = (
        select(checkpoint.size, checkpoint.root, checkpoint.created_at, lines.scalar_subquery())
        .where(checkpoint.log_id == log_id, checkpoint.created_at < before, checkpoint.size > above)
        .order_by(checkpoint.size)
        .limit(_AT_ONCE)
    )
    return [
        OldCheckpoint(size=size, root=root, created_at=at, witnesses=count)
        for size, root, at, count in session.execute(query)
    ]


def that_fit(
    session: Session, log_id: str, algorithm: HashAlgorithm, old: Iterable[OldCheckpoint]
) -> Iterator[OldCheckpoint]:
    """Yield those, smallest first, whose root is that of the tree. Raises ValueError where tiles are missing."""
    source = tree.source(session, log_id, algorithm)
    frontier = Frontier(algorithm)
    for one in old:
        if one.size - frontier.size > _GROWN_BY:
            frontier = Frontier.restored(one.size, source, algorithm)
        while frontier.size < one.size:
            frontier.append(source(0, frontier.size))
        if frontier.root() == one.root:
            yield one


def let_go(session: Session, log_id: str, sizes: Sequence[int]) -> None:
    """Delete checkpoints of these sizes with their cosignatures."""
    for table in (LedgerCosignature, LedgerCheckpoint):
        session.execute(
            delete(table).where(table.log_id == log_id, table.size.in_(sizes)),
            execution_options={"synchronize_session": False},
        )
