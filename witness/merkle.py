"""Consistency of two trees, read straight off the recursive definition of RFC 6962, section 2.1.2."""

import hashlib
from collections.abc import Sequence
from typing import Final

EMPTY_ROOT: Final = hashlib.sha256(b"").digest()


def grows_from(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether the proof shows that the tree of ``new`` leaves begins with the known one of ``old`` leaves.

    An old tree without leaves begins every tree; its proof is empty.
    """
    if not 0 <= old <= new:
        return False
    if old == 0:
        return not proof and (new > 0 or new_root == EMPTY_ROOT)
    rest = list(proof)
    try:
        roots = _rebuilt(old, new, old_root, rest)
    except IndexError:
        return False
    return not rest and roots == (old_root, new_root)


def _rebuilt(old: int, new: int, known: bytes | None, rest: list[bytes]) -> tuple[bytes, bytes]:
    """Return both roots as the proof, taken from its end, gives them; ``known`` is the old root while it is whole."""
    if old == new:
        root = rest.pop() if known is None else known
        return root, root
    left = 1 << ((new - 1).bit_length() - 1)
    sibling = rest.pop()
    if old <= left:
        of_old, of_new = _rebuilt(old, left, known, rest)
        return of_old, _node(of_new, sibling)
    of_old, of_new = _rebuilt(old - left, new - left, None, rest)
    return _node(sibling, of_old), _node(sibling, of_new)


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
