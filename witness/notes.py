"""Signed notes, checkpoints, cosignatures and keys as the witness reads them, by the C2SP specifications."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LOG_KEY: Final = 0x01
WITNESS_KEY: Final = 0x04
HASH_BYTES: Final = 32
_KEY_BYTES: Final = 32
_ID_BYTES: Final = 4
_SIGNATURES_AT_MOST: Final = 64
_PRIVATE: Final = "PRIVATE+KEY+"
_NAME: Final = r"[^\s+\x00-\x1f\x7f]{1,255}"
_SIGNATURE: Final = re.compile(rf"— ({_NAME}) ([A-Za-z0-9+/=]+)")
_PUBLIC: Final = re.compile(rf"({_NAME})\+([0-9a-f]{{8}})\+([A-Za-z0-9+/=]+)")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,17}")


class Malformed(ValueError):
    """Not what it should be; the message says what is wrong and shows at most a few letters of it."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key under a name; ``kind`` is the type byte of signed-note."""

    name: str
    kind: int
    raw: bytes

    @property
    def id(self) -> bytes:
        """Return the four bytes that stand for the key in a signature line."""
        return hashlib.sha256(f"{self.name}\n".encode() + bytes([self.kind]) + self.raw).digest()[:_ID_BYTES]

    @property
    def text(self) -> str:
        """Return the key as it is handed round: name, id and key, joined by plus signs."""
        return f"{self.name}+{self.id.hex()}+{_to_text(bytes([self.kind]) + self.raw)}"

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Say whether this key made the signature."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's state, with the signed text and the signatures below it: (name, key id, signature)."""

    origin: str
    size: int
    root: bytes
    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    def lines_of(self, keys: tuple[PublicKey, ...]) -> str:
        """Return the signature lines of these keys; none when one that bears the name and id of a key is bad."""
        message = self.text.encode()
        by_id = {(key.name, key.id): key for key in keys}
        found = [one for one in self.signatures if one[:2] in by_id]
        if not all(by_id[name, id_].signed(message, signature) for name, id_, signature in found):
            return ""
        return "".join(f"— {name} {_to_text(id_ + signature)}\n" for name, id_, signature in found)


class CosigningKey:
    """The witness's private key; never printed, never logged."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = PublicKey(name, WITNESS_KEY, private.public_key().public_bytes_raw())

    @classmethod
    def made(cls, name: str) -> "CosigningKey":
        """Return a new key under this name. Raises Malformed for a name that a key cannot bear."""
        if not re.fullmatch(_NAME, name) or not name.isprintable():
            raise Malformed("the name of a witness has no white space and no plus sign")
        return cls(name, Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, text: str) -> "CosigningKey":
        """Return the key in the text of a key file. Raises Malformed, never with the key in the message."""
        try:
            public = parse_key(text.strip().removeprefix(_PRIVATE), hashed=False)
            key = cls(public.name, Ed25519PrivateKey.from_private_bytes(public.raw))
        except ValueError:
            raise Malformed("this is not the key file of a witness") from None
        if f"+{key.public.id.hex()}+" not in text or not text.startswith(_PRIVATE):
            raise Malformed("this is not the key file of a witness, or it was changed")
        return key

    @property
    def secret_text(self) -> str:
        """Return what the key file holds."""
        seed = bytes([WITNESS_KEY]) + self._private.private_bytes_raw()
        return f"{_PRIVATE}{self.public.name}+{self.public.id.hex()}+{_to_text(seed)}\n"

    def cosign(self, text: str, at: int) -> str:
        """Return the signature line over a checkpoint's text at this moment, in seconds since 1970."""
        signature = self._private.sign(cosigned_message(text, at))
        raw = self.public.id + at.to_bytes(8, "big") + signature
        return f"— {self.public.name} {_to_text(raw)}\n"


def cosigned_message(text: str, at: int) -> bytes:
    """Return what a cosignature/v1 is made over."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def cosigned_at(checkpoint: Checkpoint, key: PublicKey) -> int | None:
    """Return when this witness cosigned the checkpoint, or None when it did not."""
    for name, id_, signature in checkpoint.signatures:
        if (name, id_) == (key.name, key.id):
            at = int.from_bytes(signature[:8], "big")
            if key.signed(cosigned_message(checkpoint.text, at), signature[8:]):
                return at
    return None


def parse_key(text: str, *, hashed: bool = True) -> PublicKey:
    """Return the key in a text ``name+id+key``; raises Malformed. ``hashed``: the id must fit the key."""
    match = _PUBLIC.fullmatch(text.strip())
    if match is None or not match[1].isprintable():
        raise Malformed("a key is written name+hash+key")
    raw = from_text(match[3])
    if len(raw) != 1 + _KEY_BYTES or raw[0] not in {LOG_KEY, WITNESS_KEY}:
        raise Malformed("not an Ed25519 key of a log or a witness")
    key = PublicKey(match[1], raw[0], raw[1:])
    if hashed and key.id.hex() != match[2]:
        raise Malformed("the hash in the key does not fit it: it was changed or copied in part")
    return key


def parse_checkpoint(note: str) -> Checkpoint:
    """Return the checkpoint in a signed note; raises Malformed; says nothing about its signatures."""
    if _CONTROL.search(note):
        raise Malformed("signs that do not print")
    body, found, below = note.rpartition("\n\n")
    lines = body.split("\n")
    if not found or not below.endswith("\n") or len(lines) < 3 or not all(lines):  # noqa: PLR2004 - origin, size, root
        raise Malformed("a checkpoint has a line each for origin, size and root, an empty line, and signatures")
    if not re.fullmatch(_NAME, lines[0]):
        raise Malformed("not the name of a log")
    root = from_text(lines[2])
    if len(root) != HASH_BYTES:
        raise Malformed("the root is no hash")
    return Checkpoint(lines[0], parse_number(lines[1]), root, f"{body}\n", _signatures(below))


def _signatures(below: str) -> tuple[tuple[str, bytes, bytes], ...]:
    lines = below.removesuffix("\n").split("\n")
    matches = [_SIGNATURE.fullmatch(line) for line in lines[: _SIGNATURES_AT_MOST + 1]]
    if len(matches) > _SIGNATURES_AT_MOST:
        raise Malformed("too many signatures")
    return tuple(_signature(match) for match in matches)


def _signature(match: re.Match[str] | None) -> tuple[str, bytes, bytes]:
    raw = from_text(match[2]) if match else b""
    if match is None or len(raw) <= _ID_BYTES:
        raise Malformed("not a line of a signature")
    return match[1], raw[:_ID_BYTES], raw[_ID_BYTES:]


def parse_number(text: str) -> int:
    """Return a whole number below 10**18 without leading zeroes; raises Malformed."""
    if not _NUMBER.fullmatch(text):
        raise Malformed("not a whole number")
    return int(text)


def from_text(text: str) -> bytes:
    """Return the bytes behind base64 in its one canonical spelling; raises Malformed."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("not base64") from None
    if _to_text(raw) != text:
        raise Malformed("base64 with leftover bits")
    return raw


def _to_text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
