"""Signing and verifying code tokens: compact JWS with ES256, through PyJWT; the only door to it."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from jwt import PyJWS, PyJWTError

from supervision_code.adapters.signing_keys import (
    ALGORITHM,
    KeyProblem,
    VerificationKey,
    base64url,
    from_base64url,
    from_jwk,
    load_private_pem,
    read_private_pem,
    to_jwk,
)
from supervision_code.domain.codes import (
    MOST_CHARACTERS,
    Claims,
    DocumentClaims,
    LiveClaims,
    OfficerClaims,
    Refusal,
    StaticClaims,
    VerifiedToken,
    is_code_id,
)

_SHAPE: Final = re.compile(r"([A-Za-z0-9_-]{20,60})\.([A-Za-z0-9_-]{20,140})\.([A-Za-z0-9_-]{86})", re.ASCII)
_LAST_SECOND: Final = 253402300799
"""The end of the year 9999, the last second a datetime can hold."""
_JWS: Final = PyJWS(algorithms=[ALGORITHM])


class TokenSigner:
    """Signs claims with one private key, which never leaves this object."""

    def __init__(self, private_pem: bytes, kid: str) -> None:
        self._private_key = read_private_pem(private_pem)
        self._verification_key = VerificationKey(kid=kid, public_key=self._private_key.public_key())

    @classmethod
    def from_file(cls, path: Path, kid: str) -> "TokenSigner":
        """Return the signer whose key is in this PEM file."""
        return cls(load_private_pem(path), kid)

    @property
    def verification_key(self) -> VerificationKey:
        """Return the public half, to be published."""
        return self._verification_key

    def sign(self, claims: Claims) -> str:
        """Return the claims as a compact token; its header is the algorithm and the key id, nothing else."""
        return self._sign(_members(claims))

    def sign_document(self, claims: DocumentClaims) -> str:
        """Return the token of a document's code; it never expires, and only ``KeySet.verify_document`` reads it."""
        return self._sign({"d": base64url(claims.document_id.bytes), "e": base64url(claims.enterprise_id.bytes)})

    def _sign(self, members: dict[str, str | int]) -> str:
        payload = json.dumps(members, separators=(",", ":"), sort_keys=True).encode("ascii")
        headers = {"kid": self._verification_key.kid, "typ": None}
        return _JWS.encode(payload, self._private_key, algorithm=ALGORITHM, headers=headers)


class KeySet:
    """Public keys by their id: all that verifying needs, on the server or without network."""

    def __init__(self, keys: Iterable[VerificationKey]) -> None:
        self.keys: tuple[VerificationKey, ...] = tuple(keys)
        self._by_kid = {key.kid: key for key in self.keys}
        if len(self._by_kid) != len(self.keys):
            raise KeyProblem("two keys have the same id")

    @classmethod
    def from_jwks(cls, text: str) -> "KeySet":
        """Return the key set in this JSON Web Key Set; raise KeyProblem when it is none of ours."""
        try:
            jwks = json.loads(text)
        except ValueError:
            raise KeyProblem("the key set is not JSON") from None
        keys = jwks.get("keys") if isinstance(jwks, dict) else None
        if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
            raise KeyProblem("a key set holds a list of keys")
        return cls(from_jwk(key) for key in keys)

    def to_jwks(self) -> str:
        """Return the set as JSON, to be published."""
        return json.dumps({"keys": [to_jwk(key) for key in self.keys]}, sort_keys=True)

    def revoking(self, kid: str) -> "KeySet":
        """Return the same set with this key revoked."""
        return KeySet(replace(key, revoked=True) if key.kid == kid else key for key in self.keys)

    def verify(self, token: object) -> VerifiedToken | Refusal:
        """Return what the token claims, or why it is refused; raise for no input whatever.

        The expiry is told, not judged: ask ``codes.judge_freshness``. Under a revoked key a live code is
        worth a static one, and an officer's code nothing.
        """
        read = self._read(token)
        if isinstance(read, Refusal):
            return read
        payload, key = read
        claims = _claims(payload)
        return Refusal.MALFORMED if claims is None else _weighed(claims, key)

    def verify_document(self, token: object) -> DocumentClaims | None:
        """Return which document a token names, None when it is none of ours; raise for no input whatever.

        Under a revoked key it still names it: the paper may be older, and the register says what it is worth.
        """
        read = self._read(token)
        return None if isinstance(read, Refusal) else _document_claims(read[0])

    def _read(self, token: object) -> tuple[dict[str, object], VerificationKey] | Refusal:
        """Return the payload whose signature holds, with the key that made it."""
        parts = _parts(token)
        if isinstance(parts, Refusal):
            return parts
        text, header, payload = parts
        key = self._key_for(header)
        if isinstance(key, Refusal):
            return key
        return (payload, key) if _signature_holds(text, key) else Refusal.BAD_SIGNATURE

    def _key_for(self, header: dict[str, object]) -> VerificationKey | Refusal:
        kid = header.get("kid")
        if header.keys() != {"alg", "kid"} or not isinstance(kid, str):
            return Refusal.MALFORMED
        key = self._by_kid.get(kid)
        if key is None:
            return Refusal.UNKNOWN_KEY
        return key if header["alg"] == key.algorithm else Refusal.BAD_SIGNATURE


def _weighed(claims: Claims, key: VerificationKey) -> VerifiedToken | Refusal:
    if key.revoked and isinstance(claims, OfficerClaims):
        return Refusal.UNKNOWN_KEY
    if key.revoked and isinstance(claims, LiveClaims):
        claims = StaticClaims(claims.code_id)
    return VerifiedToken(claims=claims, kid=key.kid, key_revoked=key.revoked)


def _parts(token: object) -> tuple[str, dict[str, object], dict[str, object]] | Refusal:
    """Return the token with its header and payload read, each in its one canonical spelling."""
    if not isinstance(token, str):
        return Refusal.MALFORMED
    if len(token) > MOST_CHARACTERS:
        return Refusal.TOO_LONG
    shape = _SHAPE.fullmatch(token)
    if shape is None:
        return Refusal.MALFORMED
    try:
        from_base64url(shape[3])
        return token, _object(shape[1]), _object(shape[2])
    except ValueError:
        return Refusal.MALFORMED


def _object(segment: str) -> dict[str, object]:
    value = json.loads(from_base64url(segment).decode("utf-8"), object_pairs_hook=_without_doubles)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name twice")
    return members


def _signature_holds(token: str, key: VerificationKey) -> bool:
    try:
        _JWS.decode(token, key.public_key, algorithms=[key.algorithm])
    except (PyJWTError, ValueError):
        return False
    return True


def _members(claims: Claims) -> dict[str, str | int]:
    if isinstance(claims, StaticClaims):
        return {"c": claims.code_id}
    expiry = {"x": int(claims.expires_at.timestamp())}
    if isinstance(claims, LiveClaims):
        return {"c": claims.code_id, **expiry}
    return {"o": base64url(claims.officer_id.bytes), "v": base64url(claims.visit_id.bytes), **expiry}


def _claims(payload: dict[str, object]) -> Claims | None:
    """Return the claims, or None when names, types or lengths are not exactly one of the three forms."""
    try:
        match payload:
            case {"c": str(code_id), **rest} if is_code_id(code_id) and not rest:
                return StaticClaims(code_id)
            case {"c": str(code_id), "x": expiry, **rest} if is_code_id(code_id) and not rest:
                return LiveClaims(code_id, _moment(expiry))
            case {"o": str(officer), "v": str(visit), "x": expiry, **rest} if not rest:
                return OfficerClaims(officer_id=_uuid(officer), visit_id=_uuid(visit), expires_at=_moment(expiry))
    except ValueError:
        return None
    return None


def _document_claims(payload: dict[str, object]) -> DocumentClaims | None:
    try:
        match payload:
            case {"d": str(document), "e": str(enterprise), **rest} if not rest:
                return DocumentClaims(enterprise_id=_uuid(enterprise), document_id=_uuid(document))
    except ValueError:
        return None
    return None


def _moment(expiry: object) -> datetime:
    if type(expiry) is not int or not 0 <= expiry <= _LAST_SECOND:
        raise ValueError("not a moment")
    return datetime.fromtimestamp(expiry, UTC)


def _uuid(text: str) -> UUID:
    return UUID(bytes=from_base64url(text))
