"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

FRIDAY_TEN: Final = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""A Friday, ten in the morning in Shenzhen."""


class StoppedClock:
    """Tells one moment; a ``Clock`` for tests."""

    def __init__(self, moment: datetime = FRIDAY_TEN) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """Return the moment it was last set to."""
        return self._moment

    def set(self, moment: datetime) -> None:
        """Go to a moment."""
        self._moment = moment

    def pass_by(self, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0) -> None:
        """Let time go by."""
        self._moment += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


@pytest.fixture
def clock() -> StoppedClock:
    """A clock on Friday, 20 November 2026, ten in the morning in Shenzhen."""
    return StoppedClock()
