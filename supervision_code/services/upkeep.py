"""Upkeep: what the background worker needs beside the work itself: leading alone, and signs of life."""

from contextlib import AbstractContextManager

from supervision_code.domain.clock import Clock
from supervision_code.persistence import beats
from supervision_code.persistence.leadership import leading
from supervision_code.persistence.session import Database


class UpkeepService:
    """The worker's own business."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def leading(self) -> AbstractContextManager[bool]:
        """Say whether this process is the one worker, while the block lasts."""
        return leading(self._database)

    def beat(self, job: str, handled: int) -> None:
        """Put on record that a job has finished."""
        with self._database.begin() as session:
            beats.beat(session, job, self._clock.now(), handled)
