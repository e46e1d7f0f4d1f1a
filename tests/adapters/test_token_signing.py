"""Tokens: signed, verified, and refused in every other form."""

import base64
import hashlib
import hmac
import json
import string
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision_code.adapters import signing_keys
from supervision_code.adapters.token_signing import KeySet, TokenSigner
from supervision_code.domain.codes import (
    Claims,
    LiveClaims,
    OfficerClaims,
    Refusal,
    StaticClaims,
    VerifiedToken,
    code_address,
)

PRIVATE_PEM: Final = signing_keys.generate_private_pem()
PRIVATE_KEY: Final = signing_keys.read_private_pem(PRIVATE_PEM)
SIGNER: Final = TokenSigner(PRIVATE_PEM, "a")
KEYS: Final = KeySet([SIGNER.verification_key])
UNTIL: Final = datetime(2026, 11, 22, 6, 6, tzinfo=UTC)
PRINTED: Final = StaticClaims("ABCDEFGHIJKLMA")
SHOWN: Final = LiveClaims("ABCDEFGHIJKLMA", UNTIL)
OFFICER: Final = OfficerClaims(officer_id=UUID(int=7), visit_id=UUID(int=2**128 - 1), expires_at=UNTIL)
EVERY: Final[tuple[Claims, ...]] = (PRINTED, SHOWN, OFFICER)
TOKEN: Final = SIGNER.sign(PRINTED)
HEADER: Final = {"alg": "ES256", "kid": "a"}
ALPHABET: Final = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"


def encoded(content: object) -> str:
    octets = content if isinstance(content, bytes) else json.dumps(content, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def signed(header: object, payload: object, key: ec.EllipticCurvePrivateKey = PRIVATE_KEY) -> str:
    """Sign anything at all with our true key, to see what is looked at beyond the signature."""
    text = f"{encoded(header)}.{encoded(payload)}"
    r, s = decode_dss_signature(key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{text}.{encoded(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


@pytest.mark.parametrize("claims", EVERY)
def test_signed_claims_come_back(claims: Claims) -> None:
    assert KEYS.verify(SIGNER.sign(claims)) == VerifiedToken(claims=claims, kid="a", key_revoked=False)


def test_the_token_is_a_standard_jws_with_the_fewest_claims() -> None:
    header, payload, _ = TOKEN.split(".")
    assert base64.urlsafe_b64decode(header + "==") == b'{"alg":"ES256","kid":"a"}'
    assert base64.urlsafe_b64decode(payload + "==") == b'{"c":"ABCDEFGHIJKLMA"}'
    assert len(code_address("https://jdm.example.cn", TOKEN)) <= 180


def test_the_key_set_in_json_is_all_that_verifying_needs() -> None:
    published = KEYS.to_jwks()
    assert '"d"' not in published
    assert KeySet.from_jwks(published).verify(TOKEN) == KEYS.verify(TOKEN)


def test_the_signer_reads_its_key_from_a_file_and_shows_nothing_of_it(tmp_path: Path) -> None:
    signing_keys.write_private_pem(tmp_path / "b.pem", PRIVATE_PEM)
    signer = TokenSigner.from_file(tmp_path / "b.pem", "b")
    assert isinstance(KeySet([signer.verification_key]).verify(signer.sign(PRINTED)), VerifiedToken)
    assert "PRIVATE" not in repr(signer) + repr(vars(signer))


def test_old_and_new_keys_stand_side_by_side_on_rotation() -> None:
    later = TokenSigner(signing_keys.generate_private_pem(), "b")
    both = KeySet([SIGNER.verification_key, later.verification_key])
    assert both.verify(TOKEN) == KEYS.verify(TOKEN)
    assert isinstance(both.verify(later.sign(SHOWN)), VerifiedToken)
    assert KEYS.verify(later.sign(SHOWN)) is Refusal.UNKNOWN_KEY


@pytest.mark.parametrize(
    ("claims", "worth"),
    [
        (PRINTED, VerifiedToken(claims=PRINTED, kid="a", key_revoked=True)),
        (SHOWN, VerifiedToken(claims=PRINTED, kid="a", key_revoked=True)),
        (OFFICER, Refusal.UNKNOWN_KEY),
    ],
)
def test_a_revoked_key_downgrades_its_codes(claims: Claims, worth: VerifiedToken | Refusal) -> None:
    revoked = KeySet.from_jwks(KEYS.revoking("a").to_jwks())
    assert revoked.verify(SIGNER.sign(claims)) == worth


def test_two_keys_with_one_id_are_refused() -> None:
    with pytest.raises(signing_keys.KeyProblem, match="same id"):
        KeySet([SIGNER.verification_key, SIGNER.verification_key])


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"keys": 1}', '{"keys": [1]}', '{"keys": [{}]}'])
def test_a_text_that_is_no_key_set_is_refused(text: str) -> None:
    with pytest.raises(signing_keys.KeyProblem):
        KeySet.from_jwks(text)


def with_none() -> str:
    return f"{encoded({'alg': 'none', 'kid': 'a'})}.{encoded({'c': PRINTED.code_id})}."


def with_none_and_a_signature() -> str:
    return f"{encoded({'alg': 'none', 'kid': 'a'})}.{encoded({'c': PRINTED.code_id})}.{TOKEN[-86:]}"


def with_the_public_key_as_a_password() -> str:
    public_pem = PRIVATE_KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    text = f"{encoded({'alg': 'HS256', 'kid': 'a'})}.{encoded({'c': PRINTED.code_id})}"
    return f"{text}.{encoded(hmac.digest(public_pem, text.encode(), hashlib.sha256))}"


def with_a_long_mac() -> str:
    text = f"{encoded({'alg': 'HS512', 'kid': 'a'})}.{encoded({'c': PRINTED.code_id})}"
    return f"{text}.{encoded(hmac.digest(b'key', text.encode(), hashlib.sha512))}"


@pytest.mark.parametrize(
    ("forged", "refusal"),
    [
        (with_none, Refusal.MALFORMED),
        (with_none_and_a_signature, Refusal.BAD_SIGNATURE),
        (with_the_public_key_as_a_password, Refusal.MALFORMED),
        (with_a_long_mac, Refusal.BAD_SIGNATURE),
        (lambda: signed({"alg": "ES384", "kid": "a"}, {"c": PRINTED.code_id}), Refusal.BAD_SIGNATURE),
        (lambda: signed({"alg": "ES256", "kid": "z"}, {"c": PRINTED.code_id}), Refusal.UNKNOWN_KEY),
        (
            lambda: signed(HEADER, {"c": PRINTED.code_id}, ec.generate_private_key(ec.SECP256R1())),
            Refusal.BAD_SIGNATURE,
        ),
        (lambda: TOKEN[:-86] + "A" * 86, Refusal.BAD_SIGNATURE),
        (lambda: TOKEN + "A" * 600, Refusal.TOO_LONG),
    ],
)
def test_a_forged_token_is_refused(forged: Callable[[], str], refusal: Refusal) -> None:
    assert KEYS.verify(forged()) is refusal


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "ES256"},
        {"alg": "ES256", "kid": 1},
        {"alg": "ES256", "kid": None},
        {"alg": "ES256", "kid": ["a"]},
        {**HEADER, "typ": "JWT"},
        {**HEADER, "crit": ["b64"]},
        {**HEADER, "b64": False},
        ["alg", "ES256", "kid", "a"],
        b'{"alg":"ES256","kid":"a","kid":"a"}',
        b'{"alg":"ES256","kid":"a"',
        b"\xff" * 24,
    ],
)
def test_a_header_with_more_less_or_other_than_ours_is_malformed_though_truly_signed(header: object) -> None:
    assert KEYS.verify(signed(header, {"c": PRINTED.code_id})) is Refusal.MALFORMED


@pytest.mark.parametrize(
    "payload",
    [
        {"c": "ABCDEFGHIJKLM"},
        {"c": "ABCDEFGHIJKLMB"},
        {"c": 123456789012},
        {"c": ["ABCDEFGHIJKLMA"]},
        {"c": PRINTED.code_id, "x": "1795327560"},
        {"c": PRINTED.code_id, "x": True},
        {"c": PRINTED.code_id, "x": 1795327560.0},
        {"c": PRINTED.code_id, "x": -1},
        {"c": PRINTED.code_id, "x": 10**12},
        {"c": PRINTED.code_id, "x": None},
        {"c": PRINTED.code_id, "n": "a name"},
        {"c": PRINTED.code_id, "x": 1795327560, "n": 1},
        {"o": "A" * 22, "v": "A" * 22},
        {"o": "A" * 22, "v": "A" * 21, "x": 1795327560},
        {"o": "A" * 22, "v": "A" * 21 + "B", "x": 1795327560},
        {"o": "A" * 22, "v": "A" * 22, "x": 1795327560, "c": PRINTED.code_id},
        {"v": "A" * 22, "x": 1795327560},
        {"sub": "somebody", "admin": True},
        b'{"c":"ABCDEFGHIJKLMA","c":"ABCDEFGHIJKLMA"}',
        b'{"c":"ABCDEFGHIJKLMA","x":NaN}',
        b"[[[[[[[[[[[[[[[[[[[[[[[[[",
        b'"ABCDEFGHIJKLMAABCDEF"',
    ],
)
def test_claims_that_are_not_exactly_one_of_ours_are_malformed_though_truly_signed(payload: object) -> None:
    assert KEYS.verify(signed(HEADER, payload)) is Refusal.MALFORMED


def test_the_same_signature_in_another_spelling_is_refused() -> None:
    last = ALPHABET.index(TOKEN[-1])
    for spelling in range(1, 16):
        assert KEYS.verify(TOKEN[:-1] + ALPHABET[last ^ spelling]) is Refusal.MALFORMED


def test_no_single_changed_missing_or_added_character_is_accepted() -> None:
    for place, right in enumerate(TOKEN):
        others = (TOKEN[:place] + other + TOKEN[place + 1 :] for other in ALPHABET + ".=" if other != right)
        for changed in (*others, TOKEN[:place] + TOKEN[place + 1 :], TOKEN[:place] + "A" + TOKEN[place:]):
            assert isinstance(KEYS.verify(changed), Refusal), changed


@st.composite
def mutated_tokens(draw: st.DrawFn) -> str:
    """Return a true token with a piece of it exchanged, doubled, moved or replaced by anything."""
    token = SIGNER.sign(draw(st.sampled_from(EVERY)))
    start = draw(st.integers(0, len(token)))
    end = draw(st.integers(start, len(token)))
    piece = draw(
        st.text(st.sampled_from(ALPHABET + "."), max_size=40)
        | st.text(max_size=20)
        | st.sampled_from([token[start:end].swapcase(), token[start:end] * 2, token[start:end][::-1], TOKEN[start:end]])
    )
    mutated = token[:start] + piece + token[end:]
    return token + "A" if mutated in {token, TOKEN} else mutated


@settings(max_examples=400)
@given(mutated_tokens())
def test_a_mutated_token_is_never_accepted(token: str) -> None:
    assert isinstance(KEYS.verify(token), Refusal)


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("coxv"), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200)
@given(JSON | st.binary(max_size=90))
def test_nothing_signed_with_our_own_key_makes_the_verifier_raise(payload: object) -> None:
    verdict = KEYS.verify(signed(HEADER, payload))
    assert isinstance(verdict, Refusal | VerifiedToken)


@settings(max_examples=200)
@given(st.text(max_size=620) | st.none() | st.integers() | st.binary(max_size=20) | st.lists(st.text(), max_size=2))
def test_no_input_whatever_makes_the_verifier_raise(anything: object) -> None:
    assert isinstance(KEYS.verify(anything), Refusal)
