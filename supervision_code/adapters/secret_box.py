"""Secrets at rest (AES-256-GCM) and keyed digests (HMAC-SHA256), by a key file that only its owner may read."""

import base64
import hmac
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from supervision_code.adapters.private_files import make_private_file, make_private_folder, require_private

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class SealBroken(Exception):
    """A sealed secret was changed, moved to another owner, or made with a key that is no longer there."""


class SecretBox:
    """Seals with the newest key (the last line of its file), opens with any; digests likewise."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys or any(len(key) != _KEY_BYTES for key in keys):
            raise ValueError(f"the key file of secrets holds one key of {_KEY_BYTES} octets a line, in base64")
        self._keys = [self._derived(key, b"seal") for key in reversed(keys)]
        self._digest_keys = [self._derived(key, b"digest") for key in reversed(keys)]

    @staticmethod
    def _derived(key: bytes, use: bytes) -> bytes:
        return hmac.new(key, b"supervision-code second factors: " + use, "sha256").digest()

    @classmethod
    def from_file(cls, file: Path) -> "SecretBox":
        """Return the box of a key file, which is made the first time. Raises NotPrivate, ValueError (no such keys)."""
        require_private(file)
        if not file.exists():
            make_private_folder(file.parent)
            make_private_file(file, base64.urlsafe_b64encode(secrets.token_bytes(_KEY_BYTES)) + b"\n")
        lines = file.read_text(encoding="ascii").split()
        return cls([base64.urlsafe_b64decode(line) for line in lines])

    def seal(self, text: str, owner: bytes) -> str:
        """Return the text so that only this box can read it, and only as its owner's."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self._keys[0]).encrypt(nonce, text.encode(), owner)
        return base64.urlsafe_b64encode(nonce + sealed).decode("ascii")

    def open(self, sealed: str, owner: bytes) -> str:
        """Return what was sealed for this owner. Raises SealBroken."""
        octets = base64.urlsafe_b64decode(sealed)
        for key in self._keys:
            try:
                return AESGCM(key).decrypt(octets[:_NONCE_BYTES], octets[_NONCE_BYTES:], owner).decode()
            except (InvalidTag, ValueError):
                continue
        raise SealBroken

    def digest(self, use: str, *parts: str) -> str:
        """Return the newest key's digest of some texts; digests for one use say nothing about another."""
        return self.digests(use, *parts)[0]

    def digests(self, use: str, *parts: str) -> list[str]:
        """Return the digest by every key, the newest first: what was stored may have been made with an older one."""
        said = "\x00".join((use, *parts)).encode()
        return [hmac.new(key, said, "sha256").hexdigest() for key in self._digest_keys]

    def key_for(self, use: str) -> bytes:
        """Return a key of its own for a use that makes its digests itself."""
        return hmac.new(self._digest_keys[0], use.encode(), "sha256").digest()
