"""The door to the machine's clock."""

from datetime import UTC, datetime


class SystemClock:
    """Tells the machine's time."""

    def now(self) -> datetime:
        """Return an aware UTC moment."""
        return datetime.now(UTC)
