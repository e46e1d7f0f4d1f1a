"""What is confidential enters the ledger only in batches: at a fixed beat, padded with random dummies, shuffled.

A single entry would betray its author by its time; a batch goes out at every beat, even when nothing waits, and a
dummy looks like any other commitment (trust.md 3 and 5).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from supervision_code.domain.ledger import canonical, commitment_digest, entry_hash

SMALLEST_BATCH: Final = 64
"""Commitments in a batch at least; only more than so many in one beat make it larger, by powers of two."""
FACT: Final = "batch"
"""Name of the one commitment in a batch's ledger entry."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class ConfidentialKind(StrEnum):
    """What a commitment in a batch stands for; only who holds its salt can tell."""

    COMPLAINT_STEP = "complaint_step"
    IDENTITY_OPENED = "identity_opened"


def padded_size(waiting: int, smallest: int = SMALLEST_BATCH) -> int:
    """Return how many commitments a batch holds: the smallest power of two that takes all, at least ``smallest``."""
    size = smallest
    while size < waiting:
        size *= 2
    return size


def beat_before(now: datetime, minutes: int) -> datetime:
    """Return the last beat at or before ``now``; beats are whole multiples of ``minutes`` since 1970."""
    length = timedelta(minutes=minutes)
    return _EPOCH + (now - _EPOCH) // length * length


def is_due(last: datetime | None, now: datetime, minutes: int) -> bool:
    """Say whether a batch must go out: none did since the last beat. What waits plays no part."""
    return last is None or last < beat_before(now, minutes)


def batch_value(number: int, digests: Sequence[str]) -> dict[str, Any]:
    """Return what a batch's ledger entry commits to: its number and all commitments in their order."""
    return {"number": number, "digests": list(digests)}


def is_shown_by(proof: Mapping[str, Any]) -> bool:
    """Say whether a proof shows its value to be in its batch and the batch in its ledger entry; False when malformed.

    Whether that entry stands in the tree is the receipt's matter.
    """
    try:
        return _shown(proof)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return False


def _shown(proof: Mapping[str, Any]) -> bool:
    digest = commitment_digest(bytes.fromhex(proof["salt"]), canonical(proof["value"]))
    batch, entry = proof["batch"], proof["entry"]
    position, digests = proof["position"], batch["value"]["digests"]
    stated: Mapping[str, str] = json.loads(entry["body"])["commitments"]
    return (
        0 <= position < len(digests)
        and digests[position] == digest
        and stated[FACT] == commitment_digest(bytes.fromhex(batch["salt"]), canonical(batch["value"]))
        and entry_hash(entry["body"].encode()) == entry["hash"]
    )
