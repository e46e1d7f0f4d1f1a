"""Time as an argument: the protocol that every service receives."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """Return an aware UTC moment."""
        ...
