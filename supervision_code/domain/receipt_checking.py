"""Checks a receipt offline, as docs/operations/receipts.md says: hashes, openings, promise, proof, signatures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from supervision_code.domain.checkpoints import (
    InclusionReceipt,
    parse_checkpoint,
    parse_promise,
    promise_name,
)
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.ledger import canonical, commitment_digest
from supervision_code.domain.merkle import leaf_hash, verify_inclusion
from supervision_code.domain.notes import COSIGNATURE, InvalidNote, Note, NoteVerifier, signed_by
from supervision_code.domain.receipts import FindAlgorithm, ReceiptExtra, WaitingReceipt, parse_extra, parse_parts

_SUCCESSOR: Final = re.compile(r"-[1-9][0-9]*")


class ReceiptFault(StrEnum):
    """What does not hold in a part of a receipt."""

    OPENING = "opening"
    PROMISE = "promise"
    PROMISE_SIGNATURE = "promise_signature"
    PROOF = "proof"
    OTHER_LOG = "other_log"
    LOG_SIGNATURE = "log_signature"
    COSIGNATURE = "cosignature"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPart:
    """What one part says and whether it holds. ``index`` None: the entry waits, there is only the promise."""

    entry: str
    kind: str
    at: int
    index: int | None
    size: int | None
    witnesses: tuple[str, ...]
    """The witnesses whose cosignatures were checked and are good."""
    faults: tuple[ReceiptFault, ...]


def check_receipt(text: str, verifiers: Sequence[NoteVerifier], find_algorithm: FindAlgorithm) -> list[CheckedPart]:
    """Check every part of a receipt file; without verifiers the signatures are passed over. Raises InvalidNote."""
    return [_checked(part, verifiers, find_algorithm) for part in parse_parts(text)]


def _checked(
    part: InclusionReceipt | WaitingReceipt, verifiers: Sequence[NoteVerifier], find_algorithm: FindAlgorithm
) -> CheckedPart:
    extra = parse_extra(part.extra)
    try:
        algorithm = find_algorithm(extra.said["algorithm"])
    except ValueError as error:
        raise InvalidNote(str(error)) from None
    leaf = leaf_hash(extra.body.encode(), algorithm)
    faults = [*_openings(extra, algorithm), *_promise(part, extra, leaf, verifiers)]
    index = size = None
    witnesses: list[str] = []
    if isinstance(part, InclusionReceipt):
        checkpoint = parse_checkpoint(part.checkpoint.text)
        index, size = part.index, checkpoint.size
        faults += _sealed(part, extra, leaf, algorithm)
        faults += _signatures(part.checkpoint, checkpoint.origin, verifiers, witnesses)
    said: dict[str, Any] = {name: extra.said[name] for name in ("entry", "kind", "at")}
    return CheckedPart(**said, index=index, size=size, witnesses=tuple(witnesses), faults=tuple(dict.fromkeys(faults)))


def _openings(extra: ReceiptExtra, algorithm: HashAlgorithm) -> Iterator[ReceiptFault]:
    for name, opening in extra.openings.items():
        try:
            digest = commitment_digest(bytes.fromhex(opening["salt"]), canonical(opening["value"]), algorithm)
        except (ValueError, TypeError):
            digest = ""
        if extra.said["commitments"].get(name) != digest:
            yield ReceiptFault.OPENING


def _promise(
    part: InclusionReceipt | WaitingReceipt, extra: ReceiptExtra, leaf: bytes, verifiers: Sequence[NoteVerifier]
) -> Iterator[ReceiptFault]:
    notes = [note for note in (extra.promise, None if isinstance(part, InclusionReceipt) else part.promise) if note]
    for note in notes:
        promise = parse_promise(note.text)
        if (promise.origin, promise.leaf, promise.recorded_at_ms) != (extra.said["log"], leaf, extra.said["at"]):
            yield ReceiptFault.PROMISE
        if verifiers and not _signed_under(promise_name(extra.said["log"]), note, verifiers):
            yield ReceiptFault.PROMISE_SIGNATURE


def _sealed(
    part: InclusionReceipt, extra: ReceiptExtra, leaf: bytes, algorithm: HashAlgorithm
) -> Iterator[ReceiptFault]:
    checkpoint = parse_checkpoint(part.checkpoint.text)
    if not verify_inclusion(leaf, part.index, checkpoint.size, part.proof, checkpoint.root, algorithm):
        yield ReceiptFault.PROOF
    if not _follows(checkpoint.origin, extra.said["log"]):
        yield ReceiptFault.OTHER_LOG


def _signatures(
    note: Note, origin: str, verifiers: Sequence[NoteVerifier], witnesses: list[str]
) -> Iterator[ReceiptFault]:
    if verifiers and not _signed_under(origin, note, verifiers):
        yield ReceiptFault.LOG_SIGNATURE
    for verifier in verifiers:
        key = verifier.key
        lines = [one for one in note.signatures if one.name == key.name and one.key_hash == key.key_hash]
        if key.algorithm == COSIGNATURE and lines:
            if signed_by(note, verifier):
                witnesses.append(key.name)
            else:
                yield ReceiptFault.COSIGNATURE


def _signed_under(name: str, note: Note, verifiers: Sequence[NoteVerifier]) -> bool:
    """Say whether a key of this name, no witness's, signed the note."""
    of_name = (one for one in verifiers if one.key.name == name and one.key.algorithm != COSIGNATURE)
    return any(signed_by(note, verifier) for verifier in of_name)


def _follows(origin: str, log: str) -> bool:
    """Say whether a log is the other one or a successor of it: the same base name and a number behind it."""
    if origin == log or (origin.startswith(log) and _SUCCESSOR.fullmatch(origin[len(log) :])):
        return True
    base, dash, number = log.rpartition("-")
    return (
        bool(dash)
        and number.isdecimal()
        and origin.startswith(base)
        and bool(_SUCCESSOR.fullmatch(origin[len(base) :]) and int(origin[len(base) + 1 :]) > int(number))
    )
