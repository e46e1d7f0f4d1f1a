"""Whether the machine's clock can be believed: compared with what is on record and with the database's own clock."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

CLOCK_TOLERANCE: Final = timedelta(minutes=1)


class ClockState(StrEnum):
    """What is known of the clock. The log's order never depends on it: entries stand in the order of their sealing."""

    RIGHT = "right"
    BEHIND = "behind"
    """Something on record is later than now."""
    DIFFERS = "differs"
    """The database's machine tells another time."""


def judge_clock(now: datetime, newest: datetime | None, databases: datetime | None) -> ClockState:
    """Say whether a clock is more than a minute off; ``newest`` is the latest moment on record, None: nothing is."""
    if databases is not None and abs(databases - now) > CLOCK_TOLERANCE:
        return ClockState.DIFFERS
    if newest is not None and newest - now > CLOCK_TOLERANCE:
        return ClockState.BEHIND
    return ClockState.RIGHT
