"""The log as it is published: the newest checkpoint, tiles, bundles of entries, keys; and how the sealing stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.notes import NoteSigner
from supervision_code.domain.signers import Contradiction
from supervision_code.domain.tiles import TILE_WIDTH, TilePlace, width_at
from supervision_code.persistence import checkpoints, tree
from supervision_code.persistence.ledger import SEALING
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.ledger_tree import LedgerCheckpoint, LedgerCosignature, LedgerLeaf, LedgerLog
from supervision_code.persistence.models.outbox import OutboxRow
from supervision_code.persistence.session import Database

_LENGTH_BYTES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LogStanding:
    """How the sealing stands. ``log_id`` None: nothing was sealed yet."""

    log_id: str | None
    sealed: int
    signed: int
    signed_at: datetime | None
    witnessed: int
    """How large the tree is that some witness cosigned."""
    waiting: int
    """Requests to the sealer; each asks for one or more entries."""
    waiting_since: datetime | None
    halted_at: datetime | None
    halted_because: Contradiction | None


class LedgerQueries:
    """Looks at the log; nothing here is personal, so nobody is asked who he is."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        base: str,
        promises: Callable[[str], NoteSigner],
        witness_keys: Sequence[str] = (),
    ) -> None:
        self._database = database
        self._clock = clock
        self._base = base
        self._promises = promises
        self._witness_keys = tuple(witness_keys)

    def checkpoint(self, log_id: str | None = None) -> str | None:
        """Return the newest signed checkpoint with its cosignatures; None: nothing was signed yet.

        ``log_id``, here and below: one of the deployment's logs, succeeded ones too; None: the one that is written.
        """
        with self._database.read() as session:
            log = self._named(session, log_id)
            kept = checkpoints.newest(session, log.log_id) if log else None
        return str(kept.note) if kept else None

    def tile(self, place: TilePlace, width: int = TILE_WIDTH, log_id: str | None = None) -> bytes | None:
        """Return the first hashes of a tile; None when the signed tree does not hold as many."""
        with self._database.read() as session:
            holder = self._published(session, place, width, log_id)
            hashes = tree.tile(session, holder, place) if holder else None
        wanted = width * 32
        return hashes[:wanted] if hashes is not None and len(hashes) >= wanted else None

    def entries(self, index: int, width: int = TILE_WIDTH, log_id: str | None = None) -> bytes | None:
        """Return the bodies behind a leaf tile, each after its length in two bytes (C2SP tlog-tiles), or None."""
        with self._database.read() as session:
            holder = self._published(session, TilePlace(0, index), width, log_id)
            bodies = _bodies(session, holder, index * TILE_WIDTH, width) if holder else []
        if len(bodies) < width:
            return None
        return b"".join(len(body).to_bytes(_LENGTH_BYTES, "big") + body for body in bodies)

    def keys(self) -> str:
        """Return the public keys, one in a line: of checkpoints and promises of each log, and of the witnesses."""
        with self._database.read() as session:
            logs = tree.logs_of(session, self._base)
        lines = [line for log in logs for line in (log.key, self._promises(log.log_id).key.text) if line]
        return "".join(f"{line}\n" for line in (*lines, *self._witness_keys))

    def standing(self) -> LogStanding:
        """Return how the sealing stands."""
        with self._database.read() as session:
            log = tree.current_log(session, self._base)
            waiting, since = _waiting(session)
            signed, signed_at, witnessed = _signed(session, log)
            return LogStanding(
                log_id=log.log_id if log else None,
                sealed=tree.size_of(session, log.log_id) if log else 0,
                signed=signed,
                signed_at=signed_at,
                witnessed=witnessed,
                waiting=waiting,
                waiting_since=since,
                halted_at=log.halted_at if log else None,
                halted_because=Contradiction(log.halted_because) if log and log.halted_because else None,
            )

    def _named(self, session: Session, log_id: str | None) -> LedgerLog | None:
        if log_id is None:
            return tree.current_log(session, self._base)
        return next((log for log in tree.logs_of(session, self._base) if log.log_id == log_id), None)

    def _published(self, session: Session, place: TilePlace, width: int, log_id: str | None) -> str | None:
        """Return the log's name when its signed tree holds that much of the tile."""
        log = self._named(session, log_id)
        size = checkpoints.newest_size(session, log.log_id) if log else None
        return log.log_id if log and size and 0 < width <= width_at(place, size) else None


def _bodies(session: Session, log_id: str, first: int, width: int) -> list[bytes]:
    entry, leaf = LedgerEntry, LedgerLeaf
    query = (
        select(entry.body)
        .join(leaf, and_(leaf.enterprise_id == entry.enterprise_id, leaf.entry_id == entry.id))
        .where(leaf.log_id == log_id, leaf.index >= first, leaf.index < first + width)
        .order_by(leaf.index)
    )
    return [body.encode() for body in session.scalars(query)]


def _waiting(session: Session) -> tuple[int, datetime | None]:
    query = select(func.count(), func.min(OutboxRow.created_at))
    row = session.execute(query.where(OutboxRow.topic == SEALING, OutboxRow.done_at.is_(None))).one()
    return row[0], row[1]


def _signed(session: Session, log: LedgerLog | None) -> tuple[int, datetime | None, int]:
    if log is None:
        return 0, None, 0
    last = session.execute(
        select(LedgerCheckpoint.size, LedgerCheckpoint.created_at)
        .where(LedgerCheckpoint.log_id == log.log_id)
        .order_by(LedgerCheckpoint.size.desc())
        .limit(1)
    ).one_or_none()
    seen = session.scalar(select(func.max(LedgerCosignature.size)).where(LedgerCosignature.log_id == log.log_id))
    return (last[0] if last else 0), (last[1] if last else None), seen or 0
