"""Receipts as files (docs/operations/receipts.md): parts, what stands beside the proof, and who sees which entries."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from supervision_code.domain.checkpoints import (
    PROOF_HEADER,
    InclusionReceipt,
    Promise,
    decoded,
    encoded,
    parse_receipt,
)
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.ledger import Canonical, LedgerKind, canonical
from supervision_code.domain.ledger_facts import WORDS
from supervision_code.domain.merkle import leaf_hash
from supervision_code.domain.notes import InvalidNote, Note, NoteSigner, parse_note, sign_note

PROMISE_HEADER: Final = "supervision-code/promise@v1"
_VERSION: Final = 1
_EXTRA: Final = "extra "
_BODY_KEYS: Final = frozenset({"algorithm", "at", "commitments", "entry", "kind", "log"})
FindAlgorithm: TypeAlias = Callable[[str], HashAlgorithm]
"""Returns the hash algorithm of a name; raises ValueError for one it does not know."""

_OF_THE_VISIT: Final = frozenset(
    {
        LedgerKind.VISIT_OPENED,
        LedgerKind.VISIT_CLOSED,
        LedgerKind.VISIT_LATE,
        LedgerKind.VISIT_CORRECTED,
        LedgerKind.VISIT_VOIDED,
        LedgerKind.VISIT_SCANNED,
        LedgerKind.VISIT_RESULT,
        LedgerKind.VISIT_APPROVED,
        LedgerKind.VISIT_RECTIFICATION,
        LedgerKind.PHOTO_ADDED,
        LedgerKind.PHOTO_WITHDRAWN,
        LedgerKind.DOCUMENT_FINAL,
        LedgerKind.VISIT_PRESENCE,
        LedgerKind.VISIT_MET,
    }
)


_OF_ONE_AGENCY: Final[Mapping[LedgerKind, str]] = MappingProxyType(
    {
        LedgerKind.PHOTO_ADDED: "photo",
        LedgerKind.PHOTO_WITHDRAWN: "photo",
        LedgerKind.DOCUMENT_FINAL: "document",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Which entries of a visit a reader sees (None: all), and which facts of them stay closed.

    ``agency``: the reader's; photos and documents of the others that came along stay closed to it, as their pages do.
    """

    kinds: frozenset[LedgerKind] | None = None
    closed: frozenset[tuple[LedgerKind, str]] = frozenset()
    agency: str | None = None

    def opened(self, kind: LedgerKind, openings: Mapping[str, Any]) -> dict[str, Any]:
        """Return the openings that the reader may see; destroyed ones are left out."""
        seen = {name: one for name, one in openings.items() if one and (kind, name) not in self.closed}
        return {name: one for name, one in seen.items() if not self._is_of_others(kind, name, one)}

    def _is_of_others(self, kind: LedgerKind, name: str, one: Mapping[str, Any]) -> bool:
        if self.agency is None or _OF_ONE_AGENCY.get(kind) != name:
            return False
        return bool(one["value"].get("agency") != self.agency)


_PLACES: Final = frozenset((kind, fact) for kind in LedgerKind for fact in ("position", "left"))
FIRM_SIGHT: Final = Sight(
    kinds=_OF_THE_VISIT | {LedgerKind.VISIT_CONFIRMED, LedgerKind.DISPUTE, LedgerKind.OVERSIGHT_STEP}, closed=_PLACES
)
AGENCY_SIGHT: Final = Sight(
    kinds=_OF_THE_VISIT, closed=frozenset({(LedgerKind.VISIT_VOIDED, "visit"), (LedgerKind.VISIT_MET, WORDS)})
)
WHOLE_SIGHT: Final = Sight()


def make_promise(body: str, algorithm: HashAlgorithm, signer_of: Callable[[str], NoteSigner]) -> Note:
    """Promise that a committed entry will enter the tree; the promise says the same each time."""
    said = json.loads(body)
    promise = Promise(origin=said["log"], leaf=leaf_hash(body.encode(), algorithm), recorded_at_ms=said["at"])
    return sign_note(promise.text, signer_of(said["log"]))


def receipt_extra(body: str, openings: Mapping[str, Canonical], promise: Note) -> bytes:
    """Return what a receipt carries beside the proof."""
    return canonical({"v": _VERSION, "body": body, "openings": openings, "promise": str(promise)})


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingReceipt:
    """The receipt of an entry that waits for the sealer: the promise, and what it is about."""

    promise: Note
    extra: bytes

    def __str__(self) -> str:
        """Return the part of the file."""
        return f"{PROMISE_HEADER}\n{_EXTRA}{encoded(self.extra)}\n\n{self.promise}"


def parse_waiting(text: str) -> WaitingReceipt:
    """Return the waiting receipt in a part of a file. Raises InvalidNote."""
    head, found, rest = text.partition("\n\n")
    lines = head.split("\n")
    if not found or len(lines) != 2 or lines[0] != PROMISE_HEADER or not lines[1].startswith(_EXTRA):  # noqa: PLR2004
        raise InvalidNote(f"a part begins with {PROMISE_HEADER} and its extra")
    return WaitingReceipt(promise=parse_note(rest), extra=decoded(lines[1].removeprefix(_EXTRA)))


def parse_parts(text: str) -> list[InclusionReceipt | WaitingReceipt]:
    """Return the parts of a receipt file. Raises InvalidNote."""
    return [parse_receipt(part) if part.startswith(PROOF_HEADER) else parse_waiting(part) for part in _split(text)]


def _split(text: str) -> Sequence[str]:
    parts: list[list[str]] = []
    for line in text.splitlines(keepends=True):
        if line.rstrip("\n") in {PROOF_HEADER, PROMISE_HEADER}:
            parts.append([])
        if not parts:
            raise InvalidNote("a receipt begins with the header of its first part")
        parts[-1].append(line)
    if not parts:
        raise InvalidNote("an empty receipt")
    return ["".join(part) for part in parts]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptExtra:
    """What stands beside the proof, read."""

    body: str
    said: Mapping[str, Any]
    openings: Mapping[str, Mapping[str, Any]]
    promise: Note | None


def parse_extra(raw: bytes) -> ReceiptExtra:
    """Return what the extra holds. Raises InvalidNote."""
    try:
        read = json.loads(raw)
        body, openings = read["body"], read["openings"]
        said = json.loads(body)
        whole = read["v"] == _VERSION and set(said) == _BODY_KEYS and canonical(read) == raw
        if not whole or not all(set(one) == {"salt", "value"} for one in openings.values()):
            raise InvalidNote("the extra does not have its form")
        promise = parse_note(read["promise"]) if "promise" in read else None
        return ReceiptExtra(body=body, said=said, openings=openings, promise=promise)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidNote(f"the extra cannot be read: {error}") from None
