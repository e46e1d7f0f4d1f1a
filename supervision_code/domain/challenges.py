"""Challenges for passkeys: made without a database, good once, for one account, one purpose and some minutes."""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from supervision_code.domain.second_factors import StepPurpose

GOOD_FOR: Final = timedelta(minutes=10)
NONCE_BYTES: Final = 16
_MOMENT_BYTES: Final = 8
_MAC_BYTES: Final = 32
_LENGTH: Final = _MOMENT_BYTES + NONCE_BYTES + _MAC_BYTES


def make_challenge(key: bytes, purpose: StepPurpose, account_id: UUID, now: datetime, nonce: bytes) -> bytes:
    """Return a challenge that says until when it is good and proves that we made it for this."""
    if len(nonce) != NONCE_BYTES:
        raise ValueError(f"a challenge needs {NONCE_BYTES} random octets")
    expiry = int((now + GOOD_FOR).timestamp())
    said = expiry.to_bytes(_MOMENT_BYTES, "big") + nonce
    return said + _mac(key, purpose, account_id, said)


def challenge_holds(key: bytes, purpose: StepPurpose, account_id: UUID, now: datetime, challenge: bytes) -> bool:
    """Say whether we made the challenge for this and it is still good; that it is used once is the store's to see."""
    said, mac = challenge[:-_MAC_BYTES], challenge[-_MAC_BYTES:]
    if len(challenge) != _LENGTH or not hmac.compare_digest(mac, _mac(key, purpose, account_id, said)):
        return False
    return int(now.timestamp()) < int.from_bytes(said[:_MOMENT_BYTES], "big")


def challenge_digest(challenge: bytes) -> str:
    """Return what is kept of a used challenge."""
    return hashlib.sha256(challenge).hexdigest()


def _mac(key: bytes, purpose: StepPurpose, account_id: UUID, said: bytes) -> bytes:
    spoken = b"\x00".join((b"challenge", purpose.value.encode(), account_id.bytes, said))
    return hmac.new(key, spoken, "sha256").digest()
