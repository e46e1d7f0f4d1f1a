"""Upkeep: what the background worker needs beside the work itself: leading alone, and signs of life."""

from contextlib import AbstractContextManager
from typing import Final

from supervision_code.domain.clock import Clock
from supervision_code.domain.clocks import ClockState
from supervision_code.persistence import beats, clocks, inbox
from supervision_code.persistence.leadership import leading
from supervision_code.persistence.session import Database

_CLOCK_MESSAGES: Final = {
    ClockState.RIGHT: "inbox-clock-right",
    ClockState.BEHIND: "inbox-clock-behind",
    ClockState.DIFFERS: "inbox-clock-differs",
}


class UpkeepService:
    """The worker's own business."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._clock_was = ClockState.RIGHT

    def leading(self) -> AbstractContextManager[bool]:
        """Say whether this process is the one worker, while the block lasts."""
        return leading(self._database)

    def beat(self, job: str, handled: int) -> None:
        """Put on record that a job has finished."""
        with self._database.begin() as session:
            beats.beat(session, job, self._clock.now(), handled)

    def check_clock(self) -> int:
        """Tell the operators when the clock begins to be wrong, and when it is right again; return what was told."""
        now = self._clock.now()
        with self._database.read() as session:
            state = clocks.clock_state(session, now)
        if state is self._clock_was:
            return 0
        with self._database.begin() as session:
            inbox.put(session, inbox.to_operators(), _CLOCK_MESSAGES[state], now, facts={})
        self._clock_was = state
        return 1

    def tell_job_fails(self, job: str, minutes: int) -> None:
        """Tell the operators that a job has failed for so long."""
        with self._database.begin() as session:
            facts: dict[str, str | int] = {"job": job, "minutes": minutes}
            inbox.put(session, inbox.to_operators(), "inbox-job-fails", self._clock.now(), facts=facts)
