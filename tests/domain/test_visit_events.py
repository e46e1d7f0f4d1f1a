"""The senders' clocks: what a wrong clock claims is seen through as far as it can be, and never beyond the evidence."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_code.domain.visit_events import (
    ChannelClaim,
    DeviceMoment,
    SendersClock,
    channel_of,
    clamp,
    differing,
)
from supervision_code.domain.visits import ScanChannel, evidence_at_scan

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
moments = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is said beside
spans = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3650))


@given(true=moments, wrong_by=st.timedeltas(min_value=-1000 * HOUR, max_value=1000 * HOUR), waited=spans)
def test_the_running_of_the_machine_shows_when_it_was_whatever_the_clock_says(
    true: datetime, wrong_by: timedelta, waited: timedelta
) -> None:
    waited = timedelta(milliseconds=waited // timedelta(milliseconds=1))
    sent = DeviceMoment(claimed_at=true + wrong_by, monotonic_ms=5, boot="b")
    clock = SendersClock(received_at=true + waited, monotonic_ms=5 + waited // timedelta(milliseconds=1), boot="b")
    assert abs(sent.claimed_at + clock.error_of(sent) - true) <= timedelta(minutes=2)


@given(true=moments, wrong_by=st.timedeltas(min_value=-1000 * HOUR, max_value=1000 * HOUR), waited=spans)
def test_a_clock_that_is_wrong_now_was_wrong_then(true: datetime, wrong_by: timedelta, waited: timedelta) -> None:
    sent = DeviceMoment(claimed_at=true + wrong_by)
    clock = SendersClock(received_at=true + waited, sent_at=true + waited + wrong_by)
    assert abs(sent.claimed_at + clock.error_of(sent) - true) <= timedelta(minutes=2)


@pytest.mark.parametrize(
    ("clock", "moment"),
    [
        (SendersClock(received_at=NOW), DeviceMoment(claimed_at=NOW - HOUR)),
        (SendersClock(received_at=NOW, monotonic_ms=9, boot="b"), DeviceMoment(claimed_at=NOW - HOUR, boot="b")),
        (
            SendersClock(received_at=NOW, monotonic_ms=9, boot="b"),
            DeviceMoment(claimed_at=NOW - HOUR, monotonic_ms=1, boot="a"),
        ),
        (SendersClock(received_at=NOW, monotonic_ms=9), DeviceMoment(claimed_at=NOW - HOUR, monotonic_ms=1)),
        (SendersClock(received_at=NOW, sent_at=NOW + timedelta(minutes=2)), DeviceMoment(claimed_at=NOW)),
    ],
)
def test_without_a_better_sign_the_clock_is_taken_as_right(clock: SendersClock, moment: DeviceMoment) -> None:
    assert clock.error_of(moment) == timedelta(0)


@given(moment=moments, earliest=st.none() | moments, latest=moments)
def test_nothing_lies_after_it_was_received_nor_before_it_can_have_been(
    moment: datetime, earliest: datetime | None, latest: datetime
) -> None:
    clamped = clamp(moment, earliest=earliest, latest=latest)
    assert clamped <= latest
    assert earliest is None or earliest > latest or clamped >= earliest
    assert clamped in {moment, earliest, latest}


@pytest.mark.parametrize("claim", list(ChannelClaim))
@pytest.mark.parametrize("proven", [None, ScanChannel.LIVE_CODE, ScanChannel.STATIC_CODE, ScanChannel.LICENCE_QR])
def test_no_more_is_recorded_than_is_claimed_and_no_more_than_is_proven(
    claim: ChannelClaim, proven: ScanChannel | None
) -> None:
    level = evidence_at_scan(channel_of(claim, proven))
    assert level <= evidence_at_scan(ScanChannel(claim.value))
    assert level <= (evidence_at_scan(proven) if proven else 0)


def test_what_differs_is_named() -> None:
    assert list(differing({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 3, "d": 4})) == ["b", "c", "d"]
