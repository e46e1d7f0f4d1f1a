"""The keys that sign codes: made, kept in files, published as a JSON Web Key Set. No message shows key material."""

import base64
import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

ALGORITHM: Final = "ES256"
COORDINATE_BYTES: Final = 32
_KID: Final = re.compile(r"[A-Za-z0-9]", re.ASCII)


class KeyProblem(Exception):
    """A key cannot be used; the sentence says which and why, never what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationKey:
    """A public key with its one-letter id; a revoked one still tells our old codes from forged ones."""

    kid: str
    public_key: ec.EllipticCurvePublicKey
    revoked: bool = False

    def __post_init__(self) -> None:
        if _KID.fullmatch(self.kid) is None:
            raise KeyProblem("a key id is one letter or digit")
        if not isinstance(self.public_key.curve, ec.SECP256R1):
            raise KeyProblem(f"key {self.kid} is not on the curve P-256")

    @property
    def algorithm(self) -> str:
        """Return the one algorithm this key verifies."""
        return ALGORITHM

    def fingerprint(self) -> str:
        """Return the key's RFC 7638 thumbprint, by which it goes on record."""
        members = {name: value for name, value in to_jwk(self).items() if name in {"crv", "kty", "x", "y"}}
        canonical = json.dumps(members, separators=(",", ":"), sort_keys=True).encode("ascii")
        return base64url(hashlib.sha256(canonical).digest())


def base64url(octets: bytes) -> str:
    """Return the octets in base64url without padding."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """Return the octets; raise ValueError for every spelling but the one ``base64url`` writes."""
    octets = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64url(octets) != text:
        raise ValueError("not canonical base64url")
    return octets


def to_jwk(key: VerificationKey) -> dict[str, str | bool]:
    """Return the key as a JSON Web Key; a revoked one says so in a member of its own."""
    point = key.public_key.public_numbers()
    jwk: dict[str, str | bool] = {
        "alg": key.algorithm,
        "crv": "P-256",
        "kid": key.kid,
        "kty": "EC",
        "use": "sig",
        "x": base64url(point.x.to_bytes(COORDINATE_BYTES, "big")),
        "y": base64url(point.y.to_bytes(COORDINATE_BYTES, "big")),
    }
    return jwk | {"revoked": True} if key.revoked else jwk


def from_jwk(jwk: Mapping[str, object]) -> VerificationKey:
    """Return the key of a JSON Web Key of ours; a private one or one for another algorithm is refused."""
    kid = jwk.get("kid")
    if not isinstance(kid, str):
        raise KeyProblem("a key has no id")
    if "d" in jwk:
        raise KeyProblem(f"key {kid[:1]} is a private key; only public ones belong in a key set")
    if (jwk.get("kty"), jwk.get("crv"), jwk.get("alg")) != ("EC", "P-256", ALGORITHM):
        raise KeyProblem(f"key {kid[:1]} is not for {ALGORITHM}")
    revoked = jwk.get("revoked", False)
    if not isinstance(revoked, bool):
        raise KeyProblem(f"key {kid[:1]}: revoked is true or absent")
    return VerificationKey(kid=kid, public_key=_point(kid, jwk.get("x"), jwk.get("y")), revoked=revoked)


def _point(kid: str, x: object, y: object) -> ec.EllipticCurvePublicKey:
    try:
        across, up = (from_base64url(coordinate) for coordinate in (x, y) if isinstance(coordinate, str))
        if len(across) != COORDINATE_BYTES or len(up) != COORDINATE_BYTES:
            raise ValueError("a coordinate has 32 bytes")
        numbers = ec.EllipticCurvePublicNumbers(
            int.from_bytes(across, "big"), int.from_bytes(up, "big"), ec.SECP256R1()
        )
        return numbers.public_key()
    except ValueError:
        raise KeyProblem(f"key {kid[:1]} is not a point on P-256") from None


def generate_private_pem() -> bytes:
    """Return a new private key as PEM (PKCS #8, not encrypted: the file's mode protects it)."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def read_private_pem(pem: bytes) -> ec.EllipticCurvePrivateKey:
    """Return the private key in this PEM text."""
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyProblem("this is no private key in PEM form without a password") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise KeyProblem("the private key is not on the curve P-256")
    return key


def write_private_pem(path: Path, pem: bytes) -> None:
    """Write the key to a new file that only its owner may read; an existing file is left alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as problem:
        raise KeyProblem(f"the key file {path} cannot be made: {problem.strerror}") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)


def load_private_pem(path: Path) -> bytes:
    """Return what the key file holds."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise KeyProblem(f"the key file {path} cannot be read: {problem.strerror}") from None
