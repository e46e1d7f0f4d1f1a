"""Whether a clock can be believed."""

from datetime import timedelta

import pytest

from supervision_code.domain.clocks import ClockState, judge_clock
from tests.support.clock import FRIDAY_TEN


@pytest.mark.parametrize(
    ("newest", "databases", "expected"),
    [
        (None, None, ClockState.RIGHT),
        (-3600, 0, ClockState.RIGHT),
        (60, 60, ClockState.RIGHT),
        (61, None, ClockState.BEHIND),
        (0, 61, ClockState.DIFFERS),
        (0, -61, ClockState.DIFFERS),
        (61, 61, ClockState.DIFFERS),
    ],
)
def test_more_than_a_minute_is_too_much(newest: int | None, databases: int | None, expected: ClockState) -> None:
    moments = [None if seconds is None else FRIDAY_TEN + timedelta(seconds=seconds) for seconds in (newest, databases)]
    assert judge_clock(FRIDAY_TEN, *moments) is expected
