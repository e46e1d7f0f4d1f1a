"""Second factors: who needs one, how long wrong ones lock, recovery codes, challenges, and devices by name."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_code.domain.challenges import GOOD_FOR, NONCE_BYTES, challenge_holds, make_challenge
from supervision_code.domain.devices import Browser, System, browser_of, system_of
from supervision_code.domain.permissions import Role
from supervision_code.domain.recovery_codes import read_recovery_code, recovery_code
from supervision_code.domain.second_factors import NEEDED, StepPurpose, lock_after
from tests.support.clock import FRIDAY_TEN

KEY, NONCE, ACCOUNT = b"k" * 32, b"n" * NONCE_BYTES, UUID(int=7)
ENROL, SIGN_IN = StepPurpose.ENROL, StepPurpose.SIGN_IN


def test_everybody_but_firms_needs_a_second_factor() -> None:
    assert set(Role) - NEEDED == {Role.ENTERPRISE_ADMINISTRATOR, Role.ENTERPRISE_MEMBER}


def test_every_fifth_miss_locks_for_twice_as_long_up_to_a_day() -> None:
    locks = {misses: lock_after(misses) for misses in range(61)}

    assert {misses for misses, lock in locks.items() if lock} == set(range(5, 61, 5))
    minutes = [lock.total_seconds() / 60 for lock in locks.values() if lock]
    assert minutes == [15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440, 1440, 1440]
    assert lock_after(5_000_000) == timedelta(days=1)


@given(st.binary(min_size=10, max_size=10))
def test_a_recovery_code_is_read_back_however_it_is_written(octets: bytes) -> None:
    code = recovery_code(octets)
    letters = code.replace("-", "")

    assert read_recovery_code(code) == letters
    assert read_recovery_code(f" {code.upper()} ".replace("-", " — ")) == letters
    assert read_recovery_code(letters.replace("0", "O").replace("1", "I")) == letters


@given(st.binary(min_size=10, max_size=10), st.binary(min_size=10, max_size=10))
def test_two_recovery_codes_are_different(one: bytes, other: bytes) -> None:
    assert (recovery_code(one) == recovery_code(other)) == (one == other)


@given(st.text())
def test_what_cannot_be_a_recovery_code_is_none(text: str) -> None:
    read = read_recovery_code(text)

    assert read is None or len(read) == 16
    assert read_recovery_code("") is None
    assert read_recovery_code("u" * 16) is None


def test_a_recovery_code_is_made_of_ten_octets() -> None:
    with pytest.raises(ValueError, match="10 octets"):
        recovery_code(b"short")


def test_a_challenge_holds_for_its_purpose_its_account_and_ten_minutes() -> None:
    challenge = make_challenge(KEY, SIGN_IN, ACCOUNT, FRIDAY_TEN, NONCE)

    assert challenge_holds(KEY, SIGN_IN, ACCOUNT, FRIDAY_TEN, challenge)
    assert challenge_holds(KEY, SIGN_IN, ACCOUNT, FRIDAY_TEN + GOOD_FOR - timedelta(seconds=1), challenge)
    assert not challenge_holds(KEY, SIGN_IN, ACCOUNT, FRIDAY_TEN + GOOD_FOR, challenge)
    assert not challenge_holds(KEY, ENROL, ACCOUNT, FRIDAY_TEN, challenge)
    assert not challenge_holds(KEY, SIGN_IN, UUID(int=8), FRIDAY_TEN, challenge)
    assert not challenge_holds(b"o" * 32, SIGN_IN, ACCOUNT, FRIDAY_TEN, challenge)


@given(st.data())
def test_a_changed_challenge_never_holds(data: st.DataObject) -> None:
    challenge = bytearray(make_challenge(KEY, SIGN_IN, ACCOUNT, FRIDAY_TEN, NONCE))
    place = data.draw(st.integers(0, len(challenge) - 1))
    challenge[place] ^= data.draw(st.integers(1, 255))

    assert not challenge_holds(KEY, SIGN_IN, ACCOUNT, FRIDAY_TEN, bytes(challenge))
    assert not challenge_holds(KEY, SIGN_IN, ACCOUNT, FRIDAY_TEN, bytes(challenge)[: place + 1])


def test_a_challenge_needs_its_random_part() -> None:
    with pytest.raises(ValueError, match="random octets"):
        make_challenge(KEY, SIGN_IN, ACCOUNT, FRIDAY_TEN, b"")


@pytest.mark.parametrize(
    ("said", "browser", "system"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0 Safari/537.36", Browser.CHROME, System.WINDOWS),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/156.0 Safari/537.36 Edg/156.0", Browser.EDGE, System.WINDOWS),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", Browser.FIREFOX, System.LINUX),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/604", Browser.SAFARI, System.IPHONE),
        ("Mozilla/5.0 (iPad; CPU OS 19_0 like Mac OS X) CriOS/156 Safari/604", Browser.CHROME, System.IPAD),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/19 Safari/605", Browser.SAFARI, System.MAC),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/150 MicroMessenger/8.0 Safari/537", Browser.WECHAT, System.ANDROID),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1 Mobile HuaweiBrowser/5", Browser.HUAWEI, System.HARMONY),
        ("Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/130 Safari/537", Browser.SAMSUNG, System.ANDROID),
        ("curl/8", Browser.OTHER, System.OTHER),
        ("", Browser.OTHER, System.OTHER),
    ],
)
def test_a_device_is_known_by_its_families(said: str, browser: Browser, system: System) -> None:
    assert (browser_of(said), system_of(said)) == (browser, system)
