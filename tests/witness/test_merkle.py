"""The witness's own check of growth: the known tree, the product's proofs for all sizes, nothing that was changed."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_code.domain.merkle import consistency_proof, root_of, verify_consistency
from tests.domain.test_merkle import LEAVES, ROOTS
from tests.witness.logs import leaves, source_over
from witness.merkle import EMPTY_ROOT, grows_from

SIZES = range(1, 34)


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [
        (1, 1, []),
        (
            1,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
    ],
)
def test_the_known_proofs_of_certificate_transparency_are_good(old: int, new: int, proof: list[str]) -> None:
    known = [bytes.fromhex(one) for one in proof]
    assert grows_from(old, bytes.fromhex(ROOTS[old - 1]), new, bytes.fromhex(ROOTS[new - 1]), known)
    assert root_of(LEAVES[:new]).hex() == ROOTS[new - 1]


def test_every_proof_of_the_product_is_good_and_every_change_is_seen() -> None:
    hashes = leaves(SIZES[-1])
    roots = {size: root_of(hashes[:size]) for size in SIZES}
    for new in SIZES:
        for old in range(1, new + 1):
            proof = consistency_proof(old, new, source_over(hashes[:new]))
            assert grows_from(old, roots[old], new, roots[new], proof)
            for bad in _changed(proof):
                assert not grows_from(old, roots[old], new, roots[new], bad)
            assert not grows_from(old, _other(roots[old]), new, roots[new], proof)
            assert not grows_from(old, roots[old], new, _other(roots[new]), proof)


@given(
    old=st.integers(0, 40),
    new=st.integers(0, 40),
    proof=st.lists(st.binary(min_size=32, max_size=32), max_size=8),
    roots=st.tuples(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32)),
)
def test_both_implementations_agree_on_invented_proofs(
    old: int, new: int, proof: list[bytes], roots: tuple[bytes, bytes]
) -> None:
    if old > 0:
        assert grows_from(old, roots[0], new, roots[1], proof) == verify_consistency(old, new, proof, *roots)


def test_the_empty_tree_begins_every_tree_without_a_proof() -> None:
    root = root_of(leaves(5))
    assert hashlib.sha256().digest() == EMPTY_ROOT
    assert grows_from(0, b"", 5, root, [])
    assert grows_from(0, b"", 0, EMPTY_ROOT, [])
    assert not grows_from(0, b"", 0, root, [])
    assert not grows_from(0, b"", 5, root, [root])
    assert not grows_from(6, root, 5, root, [])


def _other(root: bytes) -> bytes:
    return bytes([root[0] ^ 1]) + root[1:]


def _changed(proof: list[bytes]) -> list[list[bytes]]:
    flipped = [[*proof[:at], _other(proof[at]), *proof[at + 1 :]] for at in range(len(proof))]
    dropped = [[*proof[:at], *proof[at + 1 :]] for at in range(len(proof))]
    return [*flipped, *dropped, [*proof, bytes(32)], [bytes(32), *proof]]
