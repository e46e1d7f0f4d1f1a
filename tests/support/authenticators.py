"""An authenticator in software: makes passkeys and answers challenges as a browser would hand them over."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40


@dataclass(slots=True, kw_only=True)
class Authenticator:
    """One device with one passkey; what it says can be bent by its fields."""

    origin: str = "http://localhost:8000"
    host: str = "localhost"
    counter: int = 1
    flags: int = PRESENT | VERIFIED
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def bent(self, **changes: Any) -> "Authenticator":
        """The same passkey with something about it changed."""
        return replace(self, **changes)

    def create(self, options: str) -> str:
        """Answer ``navigator.credentials.create``."""
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + cbor2.dumps(cose)
        data = self._data(NEW) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer("webauthn.create", options, {"attestationObject": _text(attestation)})

    def get(self, options: str) -> str:
        """Answer ``navigator.credentials.get``; a device that counts counts one up."""
        self.counter += 1 if self.counter else 0
        data = self._data(0)
        client = self._client("webauthn.get", options)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        proof = {"authenticatorData": _text(data), "signature": _text(signature)}
        return self._answer("webauthn.get", options, proof)

    def _data(self, more: int) -> bytes:
        return (
            hashlib.sha256(self.host.encode()).digest() + bytes([self.flags | more]) + self.counter.to_bytes(4, "big")
        )

    def _client(self, kind: str, options: str) -> bytes:
        said = {
            "type": kind,
            "challenge": json.loads(options)["challenge"],
            "origin": self.origin,
            "crossOrigin": False,
        }
        return json.dumps(said).encode()

    def _answer(self, kind: str, options: str, proof: dict[str, str]) -> str:
        name = _text(self.credential_id)
        response = {"clientDataJSON": _text(self._client(kind, options)), **proof}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def _text(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
