"""Confidential batches: at every beat one goes out, whether anything waits or not."""

from datetime import datetime

from supervision_code.domain.clock import Clock
from supervision_code.domain.confidential import is_due
from supervision_code.persistence import confidential
from supervision_code.persistence.session import Database


class ConfidentialBatchService:
    """Sends batches out; the worker calls it more often than the beat."""

    def __init__(self, database: Database, clock: Clock, minutes: int) -> None:
        self._database = database
        self._clock = clock
        self._minutes = minutes

    def seal_when_due(self) -> int:
        """Send out the batch of this beat unless it went out already; return how many went out, one or none."""
        with self._database.read() as session:
            if not self._is_due(confidential.last_batch(session)):
                return 0
        with self._database.begin() as session:
            last = confidential.last_batch(session)
            if not self._is_due(last):
                return 0
            confidential.seal(session, last[0] + 1 if last else 1, self._clock.now())
        return 1

    def _is_due(self, last: tuple[int, datetime] | None) -> bool:
        return is_due(last[1] if last else None, self._clock.now(), self._minutes)
