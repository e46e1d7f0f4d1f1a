"""Whose turn it is to sign: keys follow each other with an overlap, and a revoked one signs nothing any more."""

import string
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

KEY_IDS: Final = string.ascii_uppercase + string.ascii_lowercase + string.digits
"""The ids there are, in the order in which they are given out; one letter keeps the code small."""
OVERLAP: Final = timedelta(days=7)
"""How long a new key is published before it signs: as long as a phone may work from the keys it knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTurn:
    """One key's place: from when it signs, and since when it is revoked."""

    kid: str
    signs_from: datetime
    revoked_at: datetime | None = None

    @property
    def revoked(self) -> bool:
        """Say whether the key is revoked."""
        return self.revoked_at is not None

    def is_waiting(self, now: datetime) -> bool:
        """Say whether the key is published and its time to sign has not come."""
        return not self.revoked and self.signs_from > now


def signing_turn(turns: Iterable[KeyTurn], now: datetime) -> KeyTurn | None:
    """Return the key that signs now: the latest whose time has come; None when all are revoked.

    Where no time has come, as a clock that was set back may see it, the first in turn signs.
    """
    living = [turn for turn in turns if not turn.revoked]
    ready = [turn for turn in living if turn.signs_from <= now]
    if not ready:
        return min(living, key=_place, default=None)
    return max(ready, key=_place)


def _place(turn: KeyTurn) -> tuple[datetime, int]:
    return turn.signs_from, KEY_IDS.find(turn.kid)


def next_kid(taken: Collection[str], first: str = KEY_IDS[0]) -> str | None:
    """Return the next id never given out, starting at ``first``; None when all 62 are used up."""
    at = KEY_IDS.index(first)
    return next((kid for kid in KEY_IDS[at:] + KEY_IDS[:at] if kid not in taken), None)


def kid_of_year(year: int) -> str:
    """Return the id that an installation's first key bears."""
    return KEY_IDS[(year - 2026) % 26]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyOnRecord:
    """A public key as it enters the database: its JSON Web Key and the thumbprint the ledger commits to."""

    kid: str
    algorithm: str
    public_key: str
    thumbprint: str
    revoked: bool
