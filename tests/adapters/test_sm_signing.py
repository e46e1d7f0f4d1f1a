"""Both families of algorithms pass the same tests: the notes and the tree of either, and the standards' examples."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from supervision_code.adapters.note_signing import Ed25519NoteSigner, Ed25519NoteVerifier
from supervision_code.adapters.private_files import NotPrivate
from supervision_code.adapters.sm_digests import SM3, AlgorithmMissing, hash_algorithm
from supervision_code.adapters.sm_signing import (
    MARK,
    SM2,
    Sm2NoteSigner,
    Sm2NoteVerifier,
    generate_secret,
    write_secret,
)
from supervision_code.domain.digests import SHA256, HashAlgorithm
from supervision_code.domain.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from supervision_code.domain.notes import (
    InvalidNote,
    NoteKey,
    NoteSigner,
    NoteVerifier,
    parse_key,
    sign_note,
    signed_by,
)

TEXT: Final = "log.example\n3\nq83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=\n"
N: Final = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
SECRET: Final = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
POINT: Final = (
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
ONE_TIME: Final = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
SIGNATURE: Final = (
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)
"""The example of GB/T 32918.5-2017, A.2: "message digest" signed under the identity 1234567812345678."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The algorithms that go together."""

    hashing: HashAlgorithm
    signer: NoteSigner
    verifier: Callable[[NoteKey], NoteVerifier]


FAMILIES: Final = {
    "sha256": Family(
        hashing=SHA256,
        signer=Ed25519NoteSigner("log.example", Ed25519PrivateKey.generate()),
        verifier=Ed25519NoteVerifier,
    ),
    "sm3": Family(hashing=SM3, signer=Sm2NoteSigner("log.example", generate_secret()), verifier=Sm2NoteVerifier),
}


@pytest.fixture(params=sorted(FAMILIES))
def family(request: pytest.FixtureRequest) -> Family:
    """Either family."""
    return FAMILIES[request.param]


def test_sm3_gives_the_digests_of_the_standard() -> None:
    assert SM3.digest(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert SM3.digest(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_sm2_gives_the_signature_of_the_standard() -> None:
    signer = Sm2NoteSigner("example", SECRET, one_time=lambda: ONE_TIME)

    assert signer.key.public == MARK + bytes.fromhex(POINT)
    assert signer.sign(b"message digest").hex() == SIGNATURE
    assert Sm2NoteVerifier(signer.key).verify(b"message digest", bytes.fromhex(SIGNATURE))


def test_a_note_is_signed_and_known_again(family: Family) -> None:
    note = sign_note(TEXT, family.signer)

    assert signed_by(note, family.verifier(family.signer.key)) is not None
    assert parse_key(family.signer.key.text) == family.signer.key


def test_no_changed_text_key_or_signature_is_good(family: Family) -> None:
    verifier, text = family.verifier(family.signer.key), TEXT.encode()
    good = family.signer.sign(text)
    assert verifier.verify(text, good)
    for at in range(0, len(good), 3):
        assert not verifier.verify(text, good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
    for bad in (b"", good[:-1], good + b"\x00", bytes(64), b"\xff" * 64, good[32:] + good[:32]):
        assert not verifier.verify(text, bad)
    assert not verifier.verify(text + b"\n", good)


def test_a_signature_out_of_range_is_not_good_though_the_sum_would_be() -> None:
    signer = Sm2NoteSigner("example", SECRET, one_time=lambda: ONE_TIME)
    r, s = int(SIGNATURE[:64], 16), int(SIGNATURE[64:], 16)
    verifier = Sm2NoteVerifier(signer.key)
    for first, second in ((0, s), (r, 0), (N, s), (r, N), (N - s, s), (r + N if r + N < 1 << 256 else 0, s)):
        forged = first.to_bytes(32, "big") + second.to_bytes(32, "big")
        assert not verifier.verify(b"message digest", forged)


@pytest.mark.parametrize(
    "public", [b"", MARK, MARK + bytes(64), MARK + b"\x01" * 64, bytes.fromhex(POINT), MARK + bytes.fromhex(POINT)[:-1]]
)
def test_what_is_no_point_of_the_curve_is_no_key(public: bytes) -> None:
    with pytest.raises(InvalidNote):
        Sm2NoteVerifier(NoteKey(name="example", algorithm=SM2, public=public))


@pytest.mark.parametrize("secret", [0, N - 1, N, -1])
def test_a_number_out_of_range_is_no_private_key(secret: int) -> None:
    with pytest.raises(InvalidNote):
        Sm2NoteSigner("example", secret)


def test_a_key_whose_first_digits_are_noughts_and_fours_stays_whole() -> None:
    secret = 1
    while not Sm2NoteSigner("example", secret).key.public.removeprefix(MARK).hex().startswith(("04", "00", "40", "44")):
        secret += 1
    signer = Sm2NoteSigner("example", secret)

    assert Sm2NoteVerifier(signer.key).verify(b"text", signer.sign(b"text"))


def test_the_same_text_is_signed_differently_each_time() -> None:
    signer = FAMILIES["sm3"].signer

    assert signer.sign(b"text") != signer.sign(b"text")


def test_the_private_key_lies_in_a_private_file(tmp_path: Path) -> None:
    file = tmp_path / "note.sm2"
    write_secret(file, SECRET)
    assert Sm2NoteSigner.from_file(file, "example").key.public == MARK + bytes.fromhex(POINT)
    file.chmod(0o640)
    with pytest.raises(NotPrivate):
        Sm2NoteSigner.from_file(file, "example")
    file.chmod(0o600)
    file.write_text("no key")
    with pytest.raises(InvalidNote, match="holds no SM2 key"):
        Sm2NoteSigner.from_file(file, "example")


def test_every_proof_in_the_tree_of_either_hash_holds_and_no_changed_one(family: Family) -> None:
    hashing = family.hashing
    leaves = [leaf_hash(bytes([number]), hashing) for number in range(9)]

    def subtree(level: int, index: int) -> bytes:
        return root_of(leaves[index << level : (index + 1) << level], hashing)

    root = root_of(leaves, hashing)
    assert root == node_hash(root_of(leaves[:8], hashing), leaves[8], hashing)
    for at, leaf in enumerate(leaves):
        proof = inclusion_proof(at, 9, subtree, hashing)
        assert verify_inclusion(leaf, at, 9, proof, root, hashing)
        assert not verify_inclusion(leaf, at, 9, [*proof[:-1], bytes(32)], root, hashing)
        grown = consistency_proof(at, 9, subtree, hashing)
        assert verify_consistency(at, 9, grown, root_of(leaves[:at], hashing), root, hashing)
        assert not verify_consistency(at, 9, [*grown, bytes(32)], root_of(leaves[:at], hashing), root, hashing)


def test_a_proof_of_one_hash_is_none_of_the_other() -> None:
    leaves = [leaf_hash(b"a"), leaf_hash(b"b")]

    assert verify_inclusion(leaves[0], 0, 2, [leaves[1]], root_of(leaves))
    assert not verify_inclusion(leaves[0], 0, 2, [leaves[1]], root_of(leaves), SM3)


def test_algorithms_are_found_by_the_name_that_is_stored() -> None:
    assert hash_algorithm("sm3") is SM3
    assert hash_algorithm("sha256") is SHA256
    with pytest.raises(AlgorithmMissing, match="md5"):
        hash_algorithm("md5")
