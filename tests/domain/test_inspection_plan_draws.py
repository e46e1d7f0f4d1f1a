"""Random draws: repeatable by anybody, fixed before, as large as the share says, and fair."""

import hashlib

import pytest

from supervision_code.domain.inspection_plan_draws import base_digest, draw, number_drawn, seed_commitment

CODES = [f"91440300{number:010d}" for number in range(400)]


@pytest.mark.parametrize(
    ("base", "share", "number"), [(200, 10, 20), (201, 10, 21), (1, 1, 1), (0, 50, 0), (7, 100, 7), (3, 34, 2)]
)
def test_a_share_that_is_begun_counts_as_whole(base: int, share: int, number: int) -> None:
    assert number_drawn(base, share) == number


def test_who_has_seed_and_base_comes_to_the_same_firms_by_hand() -> None:
    by_hand = sorted(CODES, key=lambda code: hashlib.sha256(f"seed\n{code}".encode()).hexdigest())[:40]
    assert draw(CODES, "seed", 40) == tuple(by_hand)
    assert draw(reversed(CODES), "seed", 40) == tuple(by_hand)


def test_another_seed_draws_others_and_a_listed_twin_has_one_ticket() -> None:
    assert set(draw(CODES, "a", 40)) != set(draw(CODES, "b", 40))
    assert draw([*CODES, *CODES], "a", 40) == draw(CODES, "a", 40)


def test_what_was_fixed_before_is_checked_with_any_tool() -> None:
    assert seed_commitment("seed") == hashlib.sha256(b"seed").hexdigest()
    assert base_digest(["B", "A"]) == hashlib.sha256(b"A\nB").hexdigest()


def test_over_many_draws_every_firm_has_the_same_chance() -> None:
    few = CODES[:20]
    times = dict.fromkeys(few, 0)
    for number in range(1000):
        for code in draw(few, f"seed {number}", 5):
            times[code] += 1
    assert sum(times.values()) == 5000
    assert min(times.values()) > 190
    assert max(times.values()) < 310
