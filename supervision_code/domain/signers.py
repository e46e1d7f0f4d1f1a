"""What a signer of checkpoints remembers, and when it refuses to sign the next one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from supervision_code.domain.checkpoints import Checkpoint
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.merkle import verify_consistency

ConsistencyProof: TypeAlias = Callable[[int, int], Sequence[bytes]]
"""Gives the proof that the tree of the second size begins with the one of the first; raises ValueError for none."""


class Contradiction(StrEnum):
    """Why a checkpoint is not signed."""

    WENT_BACK = "went_back"
    REWRITTEN = "rewritten"
    FORGOTTEN = "forgotten"
    OTHER_ALGORITHM = "other_algorithm"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedState:
    """The last state of a log that was signed."""

    size: int
    root: bytes
    algorithm: str


def contradiction(
    remembered: SignedState | None,
    wanted: Checkpoint,
    proof: ConsistencyProof,
    algorithm: HashAlgorithm,
    *,
    signed_before: bool,
) -> Contradiction | None:
    """Say why the next checkpoint must not be signed, or None when it continues what was signed.

    ``signed_before``: the database holds checkpoints of this log, so that a signer without memory has lost it.
    """
    if remembered is None:
        return Contradiction.FORGOTTEN if signed_before else None
    if remembered.algorithm != algorithm.id:
        return Contradiction.OTHER_ALGORITHM
    if wanted.size < remembered.size:
        return Contradiction.WENT_BACK
    return None if _continues(remembered, wanted, proof, algorithm) else Contradiction.REWRITTEN


def _continues(remembered: SignedState, wanted: Checkpoint, proof: ConsistencyProof, algorithm: HashAlgorithm) -> bool:
    try:
        path = proof(remembered.size, wanted.size)
    except ValueError:
        return False
    return verify_consistency(remembered.size, wanted.size, path, remembered.root, wanted.root, algorithm)
