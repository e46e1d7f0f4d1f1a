"""How many requests a minute: counted in this process, forgotten when there are too many to count, so it fails open."""

from datetime import datetime
from threading import Lock
from typing import Final

from werkzeug.exceptions import TooManyRequests as _TooManyRequests

_WINDOW: Final = 60
_MOST_KEYS: Final = 10_000


class TooManyRequests(_TooManyRequests):
    """Somebody must wait; nothing of the request was looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__(retry_after=seconds)


class Allowance:
    """Counts by key within the present minute: requests of a client, and wrong tokens shown from an address."""

    def __init__(self, *, of_client: int = 600, refused_of_address: int = 120) -> None:
        self.of_client = of_client
        self.refused_of_address = refused_of_address
        self._lock = Lock()
        self._window = 0
        self._counts: dict[str, int] = {}

    def seconds_to_wait(self, key: str, most: int, now: datetime) -> int:
        """Count one more and return 0, or return how many seconds are left until the next one is allowed."""
        with self._lock:
            moment = self._begin(now)
            done = self._counts.get(key, 0)
            if done >= most:
                return _WINDOW - moment % _WINDOW
            self._counts[key] = done + 1
            return 0

    def seconds_left(self, key: str, most: int, now: datetime) -> int:
        """Say how long the key must wait, without counting."""
        with self._lock:
            moment = self._begin(now)
            return _WINDOW - moment % _WINDOW if self._counts.get(key, 0) >= most else 0

    def _begin(self, now: datetime) -> int:
        moment = int(now.timestamp())
        if moment // _WINDOW != self._window or len(self._counts) > _MOST_KEYS:
            self._window, self._counts = moment // _WINDOW, {}
        return moment
