"""One-time codes: the known answers of RFC 6238, the neighbours of a step, and what can be typed."""

from datetime import UTC, datetime, timedelta

import pytest

from supervision_code.adapters import one_time_codes
from tests.support.clock import FRIDAY_TEN

RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_known_answers_of_the_standard(seconds: int, code: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)

    assert one_time_codes.code_at(RFC, moment) == code
    assert one_time_codes.step_of(RFC, code, moment) == seconds // 30


def test_a_code_belongs_to_its_step_from_thirty_seconds_before_to_thirty_after() -> None:
    secret = one_time_codes.new_secret()
    code, step = one_time_codes.code_at(secret, FRIDAY_TEN), int(FRIDAY_TEN.timestamp()) // 30

    found = [one_time_codes.step_of(secret, code, FRIDAY_TEN + timedelta(seconds=30 * n)) for n in (-2, -1, 0, 1, 2)]

    assert found == [None, step, step, step, None]


def test_secrets_have_a_hundred_and_sixty_bits_and_never_repeat() -> None:
    secrets = {one_time_codes.new_secret() for _ in range(50)}

    assert len(secrets) == 50
    assert {len(secret) for secret in secrets} == {32}


def test_the_address_names_account_and_issuer() -> None:
    address = one_time_codes.address_of(RFC, "officer", "行政执法监督码")

    assert address.startswith("otpauth://totp/")
    assert f"secret={RFC}" in address
    assert "officer" in address


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("12345", None),
        ("1234567", None),
        ("１２３４５６", None),
        ("", None),
    ],
)
def test_what_was_typed_is_six_digits_or_nothing(typed: str, read: str | None) -> None:
    assert one_time_codes.read_code(typed) == read
