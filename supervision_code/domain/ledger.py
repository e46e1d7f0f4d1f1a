"""The ledger's pure part: canonical bodies, salted commitments and entry hashes (the tree over them comes on top)."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias, cast
from uuid import UUID

from supervision_code.domain.digests import SHA256, HashAlgorithm
from supervision_code.domain.merkle import leaf_hash

Canonical: TypeAlias = "str | int | Sequence[Canonical] | Mapping[str, Canonical]"


class LedgerKind(StrEnum):
    """The events that leave an entry (trust.md 3)."""

    VISIT_OPENED = "visit_opened"
    VISIT_CLOSED = "visit_closed"
    VISIT_LATE = "visit_late"
    VISIT_CONFIRMED = "visit_confirmed"
    VISIT_CORRECTED = "visit_corrected"
    VISIT_VOIDED = "visit_voided"
    VISIT_SCANNED = "visit_scanned"
    VISIT_RESULT = "visit_result"
    VISIT_APPROVED = "visit_approved"
    VISIT_RECTIFICATION = "visit_rectification"
    VOID_STEP = "void_step"
    PHOTO_ADDED = "photo_added"
    PHOTO_WITHDRAWN = "photo_withdrawn"
    DOCUMENT_FINAL = "document_final"
    VISIT_PRESENCE = "visit_presence"
    VISIT_MET = "visit_met"
    DISPUTE = "dispute"
    CODE_ISSUED = "code_issued"
    CODE_REVOKED = "code_revoked"
    FINDING_RAISED = "finding_raised"
    FINDING_CLOSED = "finding_closed"
    OVERSIGHT_STEP = "oversight_step"
    POLICY_PUBLISHED = "policy_published"
    PLAN_DRAW_FIXED = "plan_draw_fixed"
    PLAN_FILED = "plan_filed"
    PLAN_PUBLISHED = "plan_published"
    PLAN_ENDED = "plan_ended"
    KEY_PUBLISHED = "key_published"
    KEY_REVOKED = "key_revoked"
    IDENTITY_DISCLOSED = "identity_disclosed"
    ROLE_GRANTED = "role_granted"
    LOG_SUCCEEDED = "log_succeeded"
    CONFIDENTIAL_BATCH = "confidential_batch"
    OPENING_DESTROYED = "opening_destroyed"
    NOTICE_SENT = "notice_sent"
    NOTICE_ANSWERED = "notice_answered"
    NOTICE_ENDED = "notice_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A value hidden behind a salt: the log shows the digest, the database keeps salt and value until it may forget."""

    salt: bytes
    value: Canonical
    algorithm: HashAlgorithm = SHA256

    @property
    def digest(self) -> str:
        """Return the hash over the salt and the canonical value, in lower-case hexadecimal."""
        return commitment_digest(self.salt, canonical(self.value), self.algorithm)


def commitment_digest(salt: bytes, canonical_value: bytes, algorithm: HashAlgorithm = SHA256) -> str:
    """Return the hash over the salt and the canonical form of a value, in lower-case hexadecimal."""
    return algorithm.digest(salt + canonical_value).hex()


def canonical(value: Canonical) -> bytes:
    """Return the RFC 8785 form of strings, integers, arrays and objects with ASCII keys, as UTF-8; else TypeError."""
    _require_canonical(value)
    return _ENCODER.encode(value).encode()


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)


_LEAVES: Final = frozenset({str, int})


def _require_canonical(value: object) -> None:
    kind = type(value)
    if kind in _LEAVES:
        return
    inner: Collection[object]
    if kind is dict:
        pairs = cast("dict[object, object]", value)
        for key in pairs:
            if type(key) is not str or not key.isascii():
                raise TypeError(f"not a canonical key: {key!r}")
        inner = pairs.values()
    elif kind is list or kind is tuple:
        inner = cast("list[object]", value)
    else:
        raise TypeError(f"not canonical: {kind.__name__}")
    # One look at all types together is enough for most: they hold texts and numbers only.
    if not _LEAVES.issuperset(map(type, inner)):
        for one in inner:
            _require_canonical(one)


def entry_hash(body: bytes, algorithm: HashAlgorithm = SHA256) -> str:
    """Return the RFC 9162 leaf hash (over 00 and the body) in lower-case hexadecimal."""
    return leaf_hash(body, algorithm).hex()


def milliseconds(moment: datetime | None) -> int:
    """Return how entries write a moment: milliseconds since 1970, and 0 for none."""
    return int(moment.timestamp() * 1000) if moment else 0


def entry_body(
    *,
    log_id: str,
    entry_id: UUID,
    kind: LedgerKind,
    recorded_at_ms: int,
    digests: Mapping[str, str],
    algorithm: HashAlgorithm = SHA256,
) -> bytes:
    """Return the canonical body of an entry; it names nobody: whatever is personal stands behind ``digests``."""
    # Its shape is fixed and all but the log's name is letters and digits: written out, for there are very many of them.
    if not all(name.isascii() and name.isidentifier() for name in digests):
        raise TypeError(f"not a name of a fact: {sorted(digests)}")
    commitments = ",".join(f'"{name}":"{digests[name]}"' for name in sorted(digests))
    return (
        f'{{"algorithm":"{algorithm.id}","at":{recorded_at_ms},"commitments":{{{commitments}}},'
        f'"entry":"{entry_id}","kind":"{kind.value}","log":{_ENCODER.encode(log_id)}}}'
    ).encode()
