"""Signed notes (C2SP signed-note): a text that people can read, and below it lines of signatures."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Final, Protocol

ED25519: Final = 0x01
COSIGNATURE: Final = 0x04
"""A witness's signature, which says when it was given (C2SP tlog-cosignature)."""
UNNUMBERED: Final = 0xFF
"""The type of algorithms without a number of their own; the beginning of the key says which it is."""
_KEY_HASH_BYTES: Final = 4
_MOST_BYTES: Final = 65536
_MOST_SIGNATURES: Final = 100
_LINE: Final = re.compile(r"— (\S+) ([A-Za-z0-9+/]+={0,2})")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class InvalidNote(ValueError):
    """A text is not a signed note, or a key is not one of a note; the message says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteKey:
    """A public key under a name; ``algorithm`` is the signed-note type byte."""

    name: str
    algorithm: int
    public: bytes

    @property
    def key_hash(self) -> bytes:
        """Return the four bytes that stand for the key in a signature line."""
        of = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public
        return hashlib.sha256(of).digest()[:_KEY_HASH_BYTES]

    @property
    def text(self) -> str:
        """Return the key as it is handed round: name, key hash and key, joined by plus signs."""
        return f"{self.name}+{self.key_hash.hex()}+{_encoded(bytes([self.algorithm]) + self.public)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSignature:
    """One signature line."""

    name: str
    key_hash: bytes
    signature: bytes

    @property
    def line(self) -> str:
        """Return the line without its line end."""
        return f"— {self.name} {_encoded(self.key_hash + self.signature)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text, ending in a line end, with its signatures."""

    text: str
    signatures: tuple[NoteSignature, ...]

    def __str__(self) -> str:
        """Return the note as it is published."""
        return f"{self.text}\n" + "".join(f"{one.line}\n" for one in self.signatures)


class NoteVerifier(Protocol):
    """Checks the signatures of one key."""

    key: NoteKey

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Say whether the key signed this text."""
        ...


class NoteSigner(Protocol):
    """Signs texts with one key."""

    key: NoteKey

    def sign(self, text: bytes) -> bytes:
        """Return the signature over this text."""
        ...


def valid_name(name: str) -> bool:
    """Say whether a key may bear this name: no white space, no plus sign, nothing that does not print."""
    return bool(name) and name.isprintable() and "+" not in name and not any(mark.isspace() for mark in name)


def parse_key(text: str) -> NoteKey:
    """Return the key a text such as ``name+hash+key`` stands for. Raises InvalidNote."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not valid_name(parts[0]):  # noqa: PLR2004 - name, hash, key
        raise InvalidNote(f"not a key of a signed note: {text[:80]}")
    raw = _decoded(parts[2])
    if len(raw) < 2:  # noqa: PLR2004 - one byte of type and at least one of key
        raise InvalidNote(f"the key of {parts[0]} is too short")
    key = NoteKey(name=parts[0], algorithm=raw[0], public=raw[1:])
    if key.key_hash.hex() != parts[1]:
        raise InvalidNote(f"the hash of the key of {parts[0]} does not fit")
    return key


def parse_note(text: str) -> Note:
    """Return the note in a text. Raises InvalidNote; says nothing about whether signatures are good."""
    if len(text.encode("utf-8", "surrogatepass")) > _MOST_BYTES or _CONTROL.search(text):
        raise InvalidNote("not the text of a note: too long, or with signs that do not print")
    body, found, lines = text.rpartition("\n\n")
    if not found or not lines.endswith("\n"):
        raise InvalidNote("a note ends in an empty line and lines of signatures")
    signatures = lines.removesuffix("\n").split("\n")
    if len(signatures) > _MOST_SIGNATURES:
        raise InvalidNote(f"more than {_MOST_SIGNATURES} signatures")
    return Note(text=f"{body}\n", signatures=tuple(parse_signature(line) for line in signatures))


def parse_signature(line: str) -> NoteSignature:
    """Return the signature in one line. Raises InvalidNote."""
    match = _LINE.fullmatch(line)
    if match is None or not valid_name(match[1]):
        raise InvalidNote(f"not a signature line: {line[:80]}")
    raw = _decoded(match[2])
    if len(raw) <= _KEY_HASH_BYTES:
        raise InvalidNote(f"the signature of {match[1]} is too short")
    return NoteSignature(name=match[1], key_hash=raw[:_KEY_HASH_BYTES], signature=raw[_KEY_HASH_BYTES:])


def sign_note(text: str, *signers: NoteSigner) -> Note:
    """Return the text signed by each of these. Raises InvalidNote for a text that cannot be one of a note."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise InvalidNote("the text of a note ends in a line end and has no signs that do not print")
    return Note(text=text, signatures=tuple(_signed(text, signer) for signer in signers))


def _signed(text: str, signer: NoteSigner) -> NoteSignature:
    signature = signer.sign(text.encode())
    return NoteSignature(name=signer.key.name, key_hash=signer.key.key_hash, signature=signature)


def signed_by(note: Note, verifier: NoteVerifier) -> NoteSignature | None:
    """Return the signature of this key when the note bears one and it is good, else None.

    Two lines of the same key, or a bad one among them, count as none.
    """
    key = verifier.key
    lines = [one for one in note.signatures if one.name == key.name and one.key_hash == key.key_hash]
    if len(lines) == 1 and verifier.verify(note.text.encode(), lines[0].signature):
        return lines[0]
    return None


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InvalidNote(f"not base64: {text[:80]}") from None
    if _encoded(raw) != text:
        raise InvalidNote(f"base64 with leftover bits: {text[:80]}")
    return raw
