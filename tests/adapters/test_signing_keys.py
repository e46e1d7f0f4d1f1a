"""Keys in files and in key sets."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from supervision_code.adapters import signing_keys
from supervision_code.adapters.signing_keys import KeyProblem, VerificationKey

KEY = VerificationKey(kid="a", public_key=ec.generate_private_key(ec.SECP256R1()).public_key())
JWK = signing_keys.to_jwk(KEY)


def pem_of(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def test_a_key_file_is_readable_by_its_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.pem"
    pem = signing_keys.generate_private_pem()
    signing_keys.write_private_pem(path, pem)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(KeyProblem, match="cannot be made: File exists"):
        signing_keys.write_private_pem(path, signing_keys.generate_private_pem())
    assert signing_keys.load_private_pem(path) == pem


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyProblem, match=r"none\.pem cannot be read: No such file"):
        signing_keys.load_private_pem(tmp_path / "none.pem")


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"SECRET TEXT",
        b"-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----\n",
        pem_of(ec.generate_private_key(ec.SECP384R1())),
        pem_of(ed25519.Ed25519PrivateKey.generate()),
    ],
)
def test_what_is_no_private_key_of_ours_is_refused_without_being_shown(pem: bytes) -> None:
    with pytest.raises(KeyProblem) as refused:
        signing_keys.read_private_pem(pem)
    assert refused.value.__cause__ is None
    assert "SECRET" not in str(refused.value)
    assert "BEGIN" not in str(refused.value)


@pytest.mark.parametrize("revoked", [False, True])
def test_a_key_survives_the_way_through_its_json_form(revoked: bool) -> None:
    key = replace(KEY, revoked=revoked)
    back = signing_keys.from_jwk(json.loads(json.dumps(signing_keys.to_jwk(key))))
    assert (back.kid, back.revoked, back.algorithm) == ("a", revoked, "ES256")
    assert back.public_key.public_numbers() == KEY.public_key.public_numbers()
    assert back.fingerprint() == KEY.fingerprint()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kid": None}, "a key has no id"),
        ({"kid": "ab"}, "one letter or digit"),
        ({"kid": "é"}, "one letter or digit"),
        ({"kid": ""}, "one letter or digit"),
        ({"d": "AAAA"}, "private key"),
        ({"kty": "RSA"}, "not for ES256"),
        ({"crv": "P-384"}, "not for ES256"),
        ({"alg": "HS256"}, "not for ES256"),
        ({"revoked": "yes"}, "true or absent"),
        ({"x": None}, "not a point"),
        ({"x": "A"}, "not a point"),
        ({"x": "é"}, "not a point"),
        ({"x": "A" * 42}, "not a point"),
        ({"y": "A" * 43}, "not a point"),
    ],
)
def test_a_key_in_json_that_is_not_ours_is_refused_with_the_reason(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(KeyProblem, match=sentence):
        signing_keys.from_jwk({**JWK, **change})


def test_a_verification_key_is_on_our_curve() -> None:
    with pytest.raises(KeyProblem, match="key b is not on the curve"):
        VerificationKey(kid="b", public_key=ec.generate_private_key(ec.SECP384R1()).public_key())


def test_the_fingerprint_is_the_thumbprint_of_the_standard() -> None:
    jwk = {
        "kid": "a",
        "alg": "ES256",
        "kty": "EC",
        "crv": "P-256",
        "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    }
    assert signing_keys.from_jwk(jwk).fingerprint() == "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U"
