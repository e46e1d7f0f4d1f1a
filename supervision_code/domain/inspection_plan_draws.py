"""Random draws (双随机) that anybody can repeat: the hash of the seed is fixed first, then the seed decides.

Each firm gets the ticket SHA-256(seed, line feed, credit code); the smallest tickets are drawn. Who has the seed and
the list of the base comes to the same firms with any tool that knows SHA-256, and the seed cannot be chosen after the
base was seen, for its hash went on record together with that of the base.
"""

import hashlib
from collections.abc import Iterable
from typing import Final

SEED_BYTES: Final = 16
_PERCENT: Final = 100


def number_drawn(base: int, share: int) -> int:
    """Return how many of ``base`` firms a share of so many percent is; what is begun counts as whole."""
    return -(-base * share // _PERCENT)


def seed_commitment(seed: str) -> str:
    """Return the hash that fixes a seed before it is opened."""
    return hashlib.sha256(seed.encode()).hexdigest()


def base_digest(codes: Iterable[str]) -> str:
    """Return the hash over the credit codes of a base, sorted, one to a line."""
    return hashlib.sha256("\n".join(sorted(codes)).encode()).hexdigest()


def ticket(seed: str, code: str) -> str:
    """Return a firm's ticket in the draw."""
    return hashlib.sha256(f"{seed}\n{code}".encode()).hexdigest()


def draw(codes: Iterable[str], seed: str, number: int) -> tuple[str, ...]:
    """Return the credit codes drawn, in the order of their tickets."""
    return tuple(sorted(set(codes), key=lambda code: ticket(seed, code))[:number])
