"""The ring of keys: rotation with overlap, revoking, and processes that notice each other's changes."""

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from supervision_code.adapters.key_ring import KeyRing, KeyWaits, NoSuchKey
from supervision_code.adapters.private_files import NotPrivate
from supervision_code.adapters.signing_keys import KeyProblem, generate_private_pem, write_private_pem
from supervision_code.domain.codes import LiveClaims, StaticClaims, VerifiedToken, new_code_id
from supervision_code.domain.key_turns import OVERLAP
from tests.support.clock import FRIDAY_TEN, StoppedClock

PRINTED = StaticClaims(new_code_id())


@pytest.fixture
def open_ring(tmp_path: Path, clock: StoppedClock) -> Callable[[], KeyRing]:
    """Another process that opens the same folder."""
    return lambda: KeyRing(tmp_path / "keys", clock)


def kid_of(ring: KeyRing) -> str:
    return ring.signer().verification_key.kid


def test_an_empty_folder_gets_its_first_key_once(open_ring: Callable[[], KeyRing]) -> None:
    with ThreadPoolExecutor(6) as crowd:
        rings = list(crowd.map(lambda _: open_ring(), range(6)))

    assert {key.fingerprint() for ring in rings for key in ring.keys.keys} == {rings[0].keys.keys[0].fingerprint()}
    assert kid_of(rings[0]) == "A"


def test_a_new_key_is_published_before_it_signs_and_old_codes_stay_good(
    open_ring: Callable[[], KeyRing], clock: StoppedClock
) -> None:
    ring, elsewhere = open_ring(), open_ring()
    old = ring.signer().sign(PRINTED)
    ring.rotate(OVERLAP)

    assert [key.kid for key in elsewhere.keys.keys] == ["A", "B"]
    assert [kid_of(ring), kid_of(elsewhere)] == ["A", "A"]
    clock.pass_by(days=OVERLAP.days)
    assert [kid_of(ring), kid_of(elsewhere)] == ["B", "B"]
    found = elsewhere.verify(old)
    assert isinstance(found, VerifiedToken)
    assert not found.key_revoked
    assert isinstance(open_ring().verify(elsewhere.signer().sign(PRINTED)), VerifiedToken)


def test_of_several_who_rotate_at_once_one_makes_a_key(open_ring: Callable[[], KeyRing]) -> None:
    def rotate(ring: KeyRing) -> str:
        try:
            return ring.rotate(OVERLAP).kid
        except KeyWaits as waits:
            return f"{waits.turn.kid} waits"

    rings = [open_ring() for _ in range(6)]
    with ThreadPoolExecutor(6) as crowd:
        made = list(crowd.map(rotate, rings))

    assert sorted(made) == ["B", *["B waits"] * 5]
    assert [key.kid for key in rings[0].keys.keys] == ["A", "B"]


def test_a_revoked_key_is_worth_little_and_its_private_half_is_gone(
    open_ring: Callable[[], KeyRing], tmp_path: Path
) -> None:
    ring, elsewhere = open_ring(), open_ring()
    printed = ring.signer().sign(PRINTED)
    live = ring.signer().sign(LiveClaims(PRINTED.code_id, FRIDAY_TEN + timedelta(seconds=60)))
    ring.revoke("A")

    assert not (tmp_path / "keys" / "A.pem").exists()
    assert kid_of(elsewhere) == "B"
    for token in (printed, live):
        found = elsewhere.verify(token)
        assert isinstance(found, VerifiedToken)
        assert found.key_revoked
        assert found.claims == PRINTED
    assert ring.revoke("A").revoked_at == FRIDAY_TEN
    assert [key.kid for key in ring.keys.keys] == ["A", "B"]


def test_revoking_lets_the_waiting_key_sign_at_once(open_ring: Callable[[], KeyRing]) -> None:
    ring = open_ring()
    ring.rotate(OVERLAP)
    ring.revoke("A")

    assert kid_of(ring) == "B"
    assert len(ring.turns) == 2


def test_an_id_on_record_elsewhere_is_not_given_again(open_ring: Callable[[], KeyRing]) -> None:
    assert open_ring().rotate(OVERLAP, taken=["A", "B", "C"]).kid == "D"


def test_a_key_that_is_not_there_cannot_be_revoked(open_ring: Callable[[], KeyRing]) -> None:
    with pytest.raises(NoSuchKey):
        open_ring().revoke("Z")


def test_keys_without_a_note_follow_each_other_by_their_ids(open_ring: Callable[[], KeyRing], tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir(mode=0o700)
    for kid in "AB":
        write_private_pem(tmp_path / "keys" / f"{kid}.pem", generate_private_pem())
    ring = open_ring()

    assert kid_of(ring) == "B"
    assert ring.rotate(OVERLAP).kid == "C"
    assert kid_of(ring) == "B"


def test_a_key_that_somebody_put_beside_the_ring_never_signs(open_ring: Callable[[], KeyRing], tmp_path: Path) -> None:
    open_ring()
    write_private_pem(tmp_path / "keys" / "Z.pem", generate_private_pem())

    assert kid_of(open_ring()) == "A"


@pytest.mark.parametrize("name", ["A.pem", "ring.json", ""])
def test_what_others_can_read_stops_the_start(open_ring: Callable[[], KeyRing], tmp_path: Path, name: str) -> None:
    open_ring()
    path = tmp_path / "keys" / name
    path.chmod(stat.S_IMODE(path.stat().st_mode) | 0o044)

    with pytest.raises(NotPrivate, match=r"open to other users \(mode 7?6?44|744\): run chmod"):
        open_ring()


def test_a_damaged_ring_is_named_without_what_it_holds(open_ring: Callable[[], KeyRing], tmp_path: Path) -> None:
    open_ring()
    (tmp_path / "keys" / "ring.json").write_text('{"keys": [{"key": "secret"}]}')

    with pytest.raises(KeyProblem, match=r"ring\.json cannot be read") as problem:
        open_ring()
    assert "secret" not in str(problem.value)
