"""The tree: known answers, every proof for all sizes up to 33, and no proof that was tampered with."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_code.domain.merkle import (
    Frontier,
    consistency_proof,
    empty_root,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [
    leaf_hash(bytes.fromhex(body))
    for body in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
"""The eight leaves that the tests of Certificate Transparency use."""
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
ALL_SIZES = range(1, 34)


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def naive_root(hashes: list[bytes]) -> bytes:
    """The definition of RFC 9162, 2.1.1, word for word."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return node_hash(naive_root(hashes[:split]), naive_root(hashes[split:]))


class Kept:
    """A hash source over plain leaves."""

    def __init__(self, hashes: list[bytes]) -> None:
        self._hashes = hashes

    def __call__(self, level: int, index: int) -> bytes:
        covered = self._hashes[index << level : (index + 1) << level]
        assert len(covered) == 1 << level, "asked for a subtree that is not complete"
        return naive_root(covered)


def mutations(proof: list[bytes]) -> Iterator[list[bytes]]:
    for at, one in enumerate(proof):
        yield [*proof[:at], bytes([one[0] ^ 1]) + one[1:], *proof[at + 1 :]]
        yield proof[:at] + proof[at + 1 :]
        yield [*proof[:at], one, *proof[at:]]
        if at and one != proof[at - 1]:
            yield [*proof[: at - 1], one, proof[at - 1], *proof[at + 1 :]]
    yield [*proof, bytes(32)]
    yield [bytes(32), *proof]


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert empty_root().hex() == nothing
    assert root_of([]).hex() == nothing


@pytest.mark.parametrize("size", range(1, 9))
def test_the_eight_known_leaves_end_at_the_known_roots(size: int) -> None:
    assert root_of(LEAVES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize("size", ALL_SIZES)
def test_the_frontier_agrees_with_the_definition_and_survives_a_restart(size: int) -> None:
    hashes = leaves(size)
    frontier = Frontier()
    for leaf in hashes:
        frontier.append(leaf)
    restored = Frontier.restored(size, Kept(hashes))
    assert frontier.size == restored.size == size
    assert frontier.root() == restored.root() == naive_root(hashes)
    more = leaf_hash(b"one more")
    assert frontier.append(more) == restored.append(more)
    assert restored.root() == naive_root([*hashes, more])


def test_the_frontier_tells_each_complete_subtree_once() -> None:
    frontier, told = Frontier(), {}
    hashes = leaves(16)
    for leaf in hashes:
        for level, index, value in frontier.append(leaf):
            assert (level, index) not in told
            told[level, index] = value
    assert len(told) == 31
    assert all(value == Kept(hashes)(level, index) for (level, index), value in told.items())


@pytest.mark.parametrize("size", ALL_SIZES)
def test_every_inclusion_proof_holds_and_no_changed_one_does(size: int) -> None:
    hashes = leaves(size)
    root = naive_root(hashes)
    for index, leaf in enumerate(hashes):
        proof = inclusion_proof(index, size, Kept(hashes))
        assert verify_inclusion(leaf, index, size, proof, root)
        assert not verify_inclusion(leaf_hash(b"another"), index, size, proof, root)
        assert not verify_inclusion(leaf, index, size, proof, bytes(32))
        assert not verify_inclusion(leaf, size, size, proof, root)
        assert not verify_inclusion(leaf, -1, size, proof, root)
        for changed in mutations(proof):
            assert not verify_inclusion(leaf, index, size, changed, root)
        for elsewhere in set(range(size)) - {index}:
            assert not verify_inclusion(leaf, elsewhere, size, proof, root)


@pytest.mark.parametrize("new", ALL_SIZES)
def test_every_consistency_proof_holds_and_no_changed_one_does(new: int) -> None:
    hashes = leaves(new)
    new_root = naive_root(hashes)
    for old in range(1, new + 1):
        old_root = naive_root(hashes[:old])
        proof = consistency_proof(old, new, Kept(hashes))
        assert verify_consistency(old, new, proof, old_root, new_root)
        assert not verify_consistency(old, new, proof, bytes(32), new_root)
        assert not verify_consistency(old, new, proof, old_root, bytes(32))
        for changed in mutations(proof):
            assert not verify_consistency(old, new, changed, old_root, new_root)


def test_everything_continues_the_empty_tree_and_nothing_shrinks() -> None:
    hashes = leaves(5)
    root = naive_root(hashes)
    assert consistency_proof(0, 5, Kept(hashes)) == []
    assert verify_consistency(0, 5, [], empty_root(), root)
    assert not verify_consistency(0, 5, [], root, root)
    assert not verify_consistency(0, 5, [bytes(32)], empty_root(), root)
    assert verify_consistency(5, 5, [], root, root)
    assert not verify_consistency(5, 4, [], root, naive_root(hashes[:4]))
    assert not verify_consistency(-1, 5, [], root, root)
    assert not verify_consistency(3, 5, [], naive_root(hashes[:3]), root)
    with pytest.raises(ValueError, match="does not continue"):
        consistency_proof(6, 5, Kept(hashes))
    with pytest.raises(ValueError, match="no leaf 5"):
        inclusion_proof(5, 5, Kept(hashes))
    with pytest.raises(ValueError, match="no leaf -1"):
        inclusion_proof(-1, 5, Kept(hashes))


@given(st.integers(1, 200), st.data())
def test_a_fork_is_never_consistent(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    place = data.draw(st.integers(0, old - 1))
    honest = leaves(new)
    forked = [*honest[:place], leaf_hash(b"rewritten"), *honest[place + 1 :]]
    proof = consistency_proof(old, new, Kept(forked))
    assert verify_consistency(old, new, proof, naive_root(forked[:old]), naive_root(forked))
    assert not verify_consistency(old, new, proof, naive_root(honest[:old]), naive_root(forked))


@pytest.mark.parametrize("size", [2, 3, 6, 7, 11, 12, 14])
def test_the_root_is_told_before_the_last_subtree_is_added(size: int) -> None:
    hashes = leaves(size)
    whole = size & (size - 1)
    kept = whole or size // 2
    frontier = Frontier()
    for leaf in hashes[:kept]:
        frontier.append(leaf)
    before = frontier.root()
    assert frontier.root_before(naive_root(hashes[kept:])) == naive_root(hashes)
    assert (frontier.size, frontier.root()) == (kept, before)
