"""Whose turn it is to sign: by time, never a revoked one, and always somebody."""

from datetime import timedelta

from supervision_code.domain.key_turns import KEY_IDS, KeyTurn, kid_of_year, next_kid, signing_turn
from tests.support.clock import FRIDAY_TEN

OLD = KeyTurn(kid="A", signs_from=FRIDAY_TEN - timedelta(days=300))
NEW = KeyTurn(kid="B", signs_from=FRIDAY_TEN + timedelta(days=7))


def test_the_new_key_signs_when_its_time_has_come() -> None:
    assert signing_turn([NEW, OLD], FRIDAY_TEN) == OLD
    assert signing_turn([NEW, OLD], FRIDAY_TEN + timedelta(days=7)) == NEW
    assert NEW.is_waiting(FRIDAY_TEN)
    assert not OLD.is_waiting(FRIDAY_TEN)


def test_a_revoked_key_never_signs() -> None:
    revoked = KeyTurn(kid="C", signs_from=OLD.signs_from + timedelta(days=1), revoked_at=FRIDAY_TEN)

    assert signing_turn([OLD, revoked], FRIDAY_TEN) == OLD
    assert signing_turn([revoked], FRIDAY_TEN) is None


def test_a_clock_set_back_leaves_somebody_to_sign() -> None:
    assert signing_turn([NEW], FRIDAY_TEN) == NEW


def test_ids_are_given_once_each_until_they_are_used_up() -> None:
    taken: list[str] = []
    while (kid := next_kid(taken, kid_of_year(2027))) is not None:
        taken.append(kid)

    assert taken[:2] == ["B", "C"]
    assert sorted(taken) == sorted(KEY_IDS)
