"""Looks at our clock from the outside: the newest entry on record, and the database's own time where it has one."""

from datetime import datetime
from typing import cast

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from supervision_code.domain.clocks import ClockState, judge_clock
from supervision_code.persistence.models.ledger import LedgerEntry


def clock_state(session: Session, now: datetime) -> ClockState:
    """Judge the clock that told ``now``."""
    newest = session.scalar(select(func.max(LedgerEntry.recorded_at)))
    return judge_clock(now, newest, _databases_time(session))


def _databases_time(session: Session) -> datetime | None:
    # SQLite runs in our own process and asks the same clock.
    if session.get_bind().dialect.name != "postgresql":
        return None
    return cast("datetime", session.scalar(text("SELECT clock_timestamp()")))
