"""Checkpoints (C2SP tlog-checkpoint), inclusion receipts (C2SP tlog-proof) and promises: the texts that are signed."""

import base64
import binascii
from dataclasses import dataclass
from typing import Final

from supervision_code.domain.digests import HASH_BYTES
from supervision_code.domain.notes import InvalidNote, Note, parse_note, valid_name

PROOF_HEADER: Final = "c2sp.org/tlog-proof@v1"
_MOST_HASHES: Final = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A log's state: how many entries, and the root over them. ``extensions`` are further lines, none of ours."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the body that is signed."""
        lines = (self.origin, str(self.size), encoded(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint in the body of a note. Raises InvalidNote."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines):  # noqa: PLR2004 - origin, size, root, line end
        raise InvalidNote("a checkpoint has a line each for origin, size and root, and no empty line")
    origin, size, root, *extensions = lines
    if not valid_name(origin):
        raise InvalidNote(f"not the name of a log: {origin[:80]}")
    return Checkpoint(origin=origin, size=_number(size), root=_hash(root), extensions=tuple(extensions))


@dataclass(frozen=True, slots=True, kw_only=True)
class InclusionReceipt:
    """The index of an entry, the hashes up to the root, and the checkpoint that holds it; ``extra`` is free."""

    index: int
    proof: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes = b""

    def __str__(self) -> str:
        """Return the receipt as a file (tlog-proof)."""
        extra = [f"extra {encoded(self.extra)}"] if self.extra else []
        head = [PROOF_HEADER, *extra, f"index {self.index}", *map(encoded, self.proof)]
        return "\n".join(head) + f"\n\n{self.checkpoint}"


def parse_receipt(text: str) -> InclusionReceipt:
    """Return the receipt in a file's text. Raises InvalidNote."""
    head, found, rest = text.partition("\n\n")
    lines = head.split("\n")
    if not found or lines.pop(0) != PROOF_HEADER:
        raise InvalidNote(f"a receipt begins with {PROOF_HEADER}")
    extra = decoded(lines.pop(0).removeprefix("extra ")) if lines and lines[0].startswith("extra ") else b""
    if not lines or not lines[0].startswith("index "):
        raise InvalidNote("a receipt names the index of its entry")
    index = _number(lines.pop(0).removeprefix("index "))
    if len(lines) > _MOST_HASHES:
        raise InvalidNote(f"more than {_MOST_HASHES} hashes in a proof")
    proof = tuple(_hash(line) for line in lines)
    return InclusionReceipt(index=index, proof=proof, checkpoint=parse_note(rest), extra=extra)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The word given at once: an entry with this leaf hash was on record at this moment and will enter the tree."""

    origin: str
    leaf: bytes
    recorded_at_ms: int

    @property
    def text(self) -> str:
        """Return the body that is signed; its first line can never be that of a checkpoint."""
        return f"{promise_name(self.origin)}\n{encoded(self.leaf)}\n{self.recorded_at_ms}\n"


def promise_name(origin: str) -> str:
    """Return the name of the key that signs promises: another one than the log's."""
    return f"{origin}/promise"


def parse_promise(text: str) -> Promise:
    """Return the promise in the body of a note. Raises InvalidNote."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0].endswith("/promise"):  # noqa: PLR2004 - name, leaf, moment, line end
        raise InvalidNote("a promise has a line each for name, leaf hash and moment")
    origin = lines[0].removesuffix("/promise")
    return Promise(origin=origin, leaf=_hash(lines[1]), recorded_at_ms=_number(lines[2]))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 18 or str(int(text)) != text:  # noqa: PLR2004
        raise InvalidNote(f"not a whole number: {text[:80]}")
    return int(text)


def _hash(text: str) -> bytes:
    raw = decoded(text)
    if len(raw) != HASH_BYTES:
        raise InvalidNote(f"not a hash of {HASH_BYTES} bytes: {text[:80]}")
    return raw


def decoded(text: str) -> bytes:
    """Return the bytes a base64 text stands for. Raises InvalidNote for any spelling but the one of ``encoded``."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidNote(f"not base64: {text[:80]}") from None
    if encoded(raw) != text:
        raise InvalidNote(f"base64 with leftover bits: {text[:80]}")
    return raw


def encoded(raw: bytes) -> str:
    """Return bytes in base64."""
    return base64.b64encode(raw).decode()
