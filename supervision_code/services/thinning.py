"""Thinning: of checkpoints older than a day one an hour stays, unless anything contradicts the log."""

from itertools import islice
from typing import Final

from sqlalchemy.orm import Session

from supervision_code.adapters.sm_digests import hash_algorithm
from supervision_code.domain.clock import Clock
from supervision_code.domain.thinning import KEPT_WHOLE_FOR, superfluous
from supervision_code.persistence import thinning, tree
from supervision_code.persistence.models.ledger_tree import LedgerLog
from supervision_code.persistence.session import Database

_AT_ONCE: Final = 500
_AT_MOST: Final = 100_000
"""So many go in one round; the next one goes on."""


class ThinningService:
    """Lets old checkpoints go. A receipt takes the next larger one; those handed out hold their own."""

    def __init__(self, database: Database, clock: Clock, base: str) -> None:
        self._database = database
        self._clock = clock
        self._base = base

    def thin(self) -> int:
        """Let everything superfluous go and return how many checkpoints that were."""
        with self._database.read() as session:
            logs = [log.log_id for log in tree.logs_of(session, self._base)]
        return sum(map(self._thin_log, logs))

    def _thin_log(self, log_id: str) -> int:
        with self._database.read() as session:
            sizes = self._superfluous(session, log_id)
        for first in range(0, len(sizes), _AT_ONCE):
            with self._database.begin() as session:
                if self._may_lose(session, log_id) is None:
                    return first
                thinning.let_go(session, log_id, sizes[first : first + _AT_ONCE])
        return len(sizes)

    def _superfluous(self, session: Session, log_id: str) -> list[int]:
        log = self._may_lose(session, log_id)
        if log is None:
            return []
        stay = thinning.spared(session, log_id)
        held = thinning.older_than(session, log_id, self._clock.now() - KEPT_WHOLE_FOR)
        old = (one for one in superfluous(held) if one.size not in stay)
        try:
            fitting = thinning.that_fit(session, log_id, hash_algorithm(log.algorithm), old)
            return [one.size for one in islice(fitting, _AT_MOST)]
        except ValueError:
            return []

    def _may_lose(self, session: Session, log_id: str) -> LedgerLog | None:
        """Return the log unless something contradicts it: then every checkpoint may be wanted as evidence."""
        log = session.get_one(LedgerLog, log_id)
        return None if log.halted_at is not None or thinning.is_contradicted(session, log_id) else log
