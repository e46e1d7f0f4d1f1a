"""Rollups: folding what waits in the outbox, and forgetting what was folded long ago."""

from datetime import timedelta
from typing import Final

from supervision_code.domain.clock import Clock
from supervision_code.persistence import rollups
from supervision_code.persistence.session import Database

_KEPT_FOR: Final = timedelta(days=7)
_AT_ONCE: Final = 200


class RollupService:
    """Keeps the counts of the overview up to date."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def fold(self) -> int:
        """Fold some of what waits, oldest first, and return how much; a reader's look spares the idle a write."""
        with self._database.read() as session:
            if not rollups.are_waiting(session):
                return 0
        with self._database.begin() as session:
            return rollups.fold(session, self._clock.now(), _AT_ONCE)

    def fold_all(self) -> int:
        """Fold everything that waits."""
        total = 0
        while folded := self.fold():
            total += folded
        return total

    def forget(self) -> int:
        """Delete what was folded more than a week ago."""
        with self._database.begin() as session:
            return rollups.forget_folded(session, self._clock.now() - _KEPT_FOR)
