"""What a re-audit of the log can find wrong, in one line each."""

import hashlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final


class AuditProblem(StrEnum):
    """A contradiction between the log, its tree, what was signed, and the records."""

    ENTRY_REWRITTEN = "entry_rewritten"
    """The body does not have the hash it was entered with. Facts: ``entry``."""
    ENTRY_COLUMN = "entry_column"
    """A column says something else than the body. Facts: ``entry``, ``field``."""
    OPENING_WRONG = "opening_wrong"
    """A salt and value do not give the commitment. Facts: ``entry``, ``field``."""
    OPENING_MISSING = "opening_missing"
    """A value is gone, and no entry says that it was destroyed. Facts: ``entry``, ``field``."""
    ENTRY_UNSEALED = "entry_unsealed"
    """An entry is neither in the tree nor waiting for the sealer. Facts: ``entry``."""
    LEAF_WRONG = "leaf_wrong"
    """A leaf's hash is not that of its entry. Facts: ``log``, ``index``, ``entry``."""
    LEAF_WITHOUT_ENTRY = "leaf_without_entry"
    """An entry was deleted. Facts: ``log``, ``index``."""
    LEAF_GAP = "leaf_gap"
    """Leaves are missing in between. Facts: ``log``, ``index``."""
    TILE_WRONG = "tile_wrong"
    """A tile is not what the leaves give. Facts: ``log``, ``tile``."""
    CHECKPOINT_WRONG = "checkpoint_wrong"
    """A checkpoint on record has another root than the leaves. Facts: ``log``, ``size``."""
    CHECKPOINT_UNSIGNED = "checkpoint_unsigned"
    """A checkpoint on record does not bear the log's signature. Facts: ``log``, ``size``."""
    CHECKPOINT_BEYOND = "checkpoint_beyond"
    """A checkpoint on record speaks of more leaves than there are. Facts: ``log``, ``size``, ``held``."""
    SIGNER_WRONG = "signer_wrong"
    """The signer remembers another root. Facts: ``log``, ``size``."""
    SIGNER_BEYOND = "signer_beyond"
    """The signer remembers more leaves than there are. Facts: ``log``, ``size``, ``held``."""
    SIGNER_EMPTY = "signer_empty"
    """The signer remembers nothing of a log that has checkpoints. Facts: ``log``."""
    GIVEN_WRONG = "given_wrong"
    """The log does not continue the checkpoint that was given. Facts: ``log``, ``size``."""
    GIVEN_BEYOND = "given_beyond"
    """The log is shorter than the checkpoint that was given. Facts: ``log``, ``size``, ``held``."""
    GIVEN_FOREIGN = "given_foreign"
    """The checkpoint that was given is of no log here. Facts: ``log``."""
    GIVEN_UNSIGNED = "given_unsigned"
    """The checkpoint that was given does not bear the log's signature. Facts: ``log``."""
    LOG_NOT_SUCCEEDED = "log_not_succeeded"
    """Where a log ends, the entries, the leaves and the signer do not say the same. Facts: ``log``."""
    LOG_HALTED = "log_halted"
    """The sealer has stopped. Facts: ``log``, ``why``."""
    ROW_DIFFERS = "row_differs"
    """A record says something else than its entries. Facts: ``table``, ``row``, ``field``."""
    ROW_WITHOUT_ENTRY = "row_without_entry"
    """A record has no entry. Facts: ``table``, ``row``."""
    ROW_MISSING = "row_missing"
    """Entries speak of a record that is gone. Facts: ``table``, ``row``."""


@dataclass(frozen=True, slots=True)
class Contradicted:
    """One problem that was found."""

    problem: AuditProblem
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class AuditCounts:
    """How much was looked at."""

    entries: int = 0
    leaves: int = 0
    checkpoints: int = 0
    records: int = 0
    erased: int = 0
    """Openings that were destroyed, with an entry that says so."""


_SHORT: Final = 16


class Destroyed:
    """Which openings were destroyed on record: sixteen bytes for each, however many years there are of them."""

    def __init__(self) -> None:
        self._digests = bytearray()
        self._sorted = True

    def add(self, entry_hash: str, name: str) -> None:
        """Take in that an opening was destroyed."""
        self._digests += _short(entry_hash, name)
        self._sorted = False

    def __contains__(self, opening: tuple[str, str]) -> bool:
        """Say whether the opening of this name, in the entry with this hash, was destroyed on record."""
        if not self._sorted:
            self._digests = bytearray(b"".join(sorted(_Pieces(self._digests))))
            self._sorted = True
        pieces, wanted = _Pieces(self._digests), _short(*opening)
        at = bisect_left(pieces, wanted)
        return at < len(pieces) and pieces[at] == wanted


class _Pieces(Sequence[bytes]):
    """Digests that stand one after the other."""

    def __init__(self, together: bytearray) -> None:
        self._together = together

    def __len__(self) -> int:
        return len(self._together) // _SHORT

    def __getitem__(self, at: Any) -> Any:
        if not 0 <= at < len(self):
            raise IndexError(at)
        return bytes(self._together[at * _SHORT : (at + 1) * _SHORT])


def _short(entry_hash: str, name: str) -> bytes:
    return hashlib.sha256(f"{entry_hash} {name}".encode()).digest()[:_SHORT]
