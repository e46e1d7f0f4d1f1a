"""Ed25519 for signed notes: the log's checkpoints, its promises, and the cosignatures of witnesses."""

from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from supervision_code.adapters.private_files import make_private_file, require_private
from supervision_code.domain.notes import COSIGNATURE, ED25519, UNNUMBERED, InvalidNote, NoteKey, NoteVerifier

_TIME_BYTES: Final = 8
_SIGNATURE_BYTES: Final = 64


class Ed25519NoteSigner:
    """Signs texts under a name."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.key = NoteKey(name=name, algorithm=ED25519, public=private.public_key().public_bytes_raw())

    @classmethod
    def from_file(cls, file: Path, name: str) -> "Ed25519NoteSigner":
        """Read the private key from a PEM file. Raises InvalidNote when it holds another kind of key."""
        private = load_pem_private_key(file.read_bytes(), password=None)
        if not isinstance(private, Ed25519PrivateKey):
            raise InvalidNote(f"{file.name} holds no Ed25519 key")
        return cls(name, private)

    def sign(self, text: bytes) -> bytes:
        """Return the signature over this text."""
        return self._private.sign(text)


def ed25519_signer(file: Path, name: str) -> Ed25519NoteSigner:
    """Return the signer with the key in this file, made when there is none. Raises InvalidNote, NotPrivate."""
    if not file.exists():
        private = Ed25519PrivateKey.generate()
        make_private_file(file, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    require_private(file)
    return Ed25519NoteSigner.from_file(file, name)


class Ed25519NoteVerifier:
    """Checks signatures over texts."""

    def __init__(self, key: NoteKey) -> None:
        self.key = key
        self._public = _public(key)

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Say whether the key signed this text."""
        return _good(self._public, signature, text)


class CosignatureVerifier:
    """Checks a witness's cosignature/v1: eight bytes of time, then the signature over time and text."""

    def __init__(self, key: NoteKey) -> None:
        self.key = key
        self._public = _public(key)

    def verify(self, text: bytes, signature: bytes) -> bool:
        """Say whether the witness cosigned this text at the time the signature tells."""
        if len(signature) != _TIME_BYTES + _SIGNATURE_BYTES:
            return False
        head = f"cosignature/v1\ntime {cosigned_at(signature)}\n".encode()
        return _good(self._public, signature[_TIME_BYTES:], head + text)


def cosigned_at(signature: bytes) -> int:
    """Return when a witness cosigned, in seconds since 1970."""
    return int.from_bytes(signature[:_TIME_BYTES], "big")


def verifier_of(key: NoteKey) -> NoteVerifier:
    """Return what checks the signatures of a key. Raises InvalidNote for a type of key we do not know."""
    if key.algorithm == ED25519:
        return Ed25519NoteVerifier(key)
    if key.algorithm == COSIGNATURE:
        return CosignatureVerifier(key)
    if key.algorithm == UNNUMBERED:
        return _sm2_verifier(key)
    raise InvalidNote(f"{key.name}: a key of unknown type {key.algorithm}")


def _sm2_verifier(key: NoteKey) -> NoteVerifier:
    try:
        from supervision_code.adapters.sm_signing import Sm2NoteVerifier
    except ImportError:
        raise InvalidNote(f"{key.name}: a key of SM2; install the extra gm to verify with it") from None
    return Sm2NoteVerifier(key)


def _public(key: NoteKey) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(key.public)
    except ValueError:
        raise InvalidNote(f"{key.name}: not an Ed25519 key") from None


def _good(public: Ed25519PublicKey, signature: bytes, text: bytes) -> bool:
    try:
        public.verify(signature, text)
    except InvalidSignature:
        return False
    return True
