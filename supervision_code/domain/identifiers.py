"""The home of identifiers: time-ordered ids for records, derived ids for firms, and the short forms people read."""

import secrets
from datetime import datetime
from threading import Lock
from typing import Final
from uuid import UUID, uuid5

_ENTERPRISES: Final = UUID("6f1d6d5e-6f0b-5c0a-9a43-6d0a3f5f2c11")
"""Namespace of the name-based firm ids; changing it would change every firm's id."""

_RANDOM_BITS: Final = 74
_STEP_BITS: Final = 40
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NOBODY: Final = UUID(int=0)
"""Stands where a record belongs to no single firm (a policy, a key, a role)."""


class _Ascending:
    """Draws the random part so that ids made one after another in one millisecond ascend."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._milliseconds = -1
        self._drawn = 0

    def draw(self, milliseconds: int) -> int:
        """Return 74 bits: fresh ones, or a random step above the last ones of the same millisecond."""
        with self._lock:
            if milliseconds == self._milliseconds:
                self._drawn += 1 + secrets.randbits(_STEP_BITS)
            else:
                # The top bit stays free, so that no number of steps can overflow.
                self._milliseconds, self._drawn = milliseconds, secrets.randbits(_RANDOM_BITS - 1)
            return self._drawn


_ascending: Final = _Ascending()


def new_id(now: datetime) -> UUID:
    """Return a UUID version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits.

    Within one process, ids of the same millisecond ascend in the order in which they were made.
    """
    milliseconds = int(now.timestamp() * 1000)
    return _version_7(milliseconds, _ascending.draw(milliseconds))


def _version_7(milliseconds: int, random_bits: int) -> UUID:
    high, low = random_bits >> 62, random_bits & ((1 << 62) - 1)
    return UUID(int=(milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def seeded_id(now: datetime, random_bits: int) -> UUID:
    """Return the UUIDv7 of a moment with the given 74 bits; for data that must come out the same each time."""
    return _version_7(int(now.timestamp() * 1000), random_bits & ((1 << 74) - 1))


def enterprise_id_of(uscc: str) -> UUID:
    """Return the id of the firm with this unified social credit code (UUIDv5), the same on every shard."""
    return uuid5(_ENTERPRISES, uscc)


def short_code(identifier: UUID, length: int = 6) -> str:
    """Return the last random bits of an id in Crockford's base 32, for people to read out."""
    value = identifier.int
    letters = []
    for _ in range(length):
        letters.append(_CROCKFORD[value & 31])
        value >>= 5
    return "".join(reversed(letters))
