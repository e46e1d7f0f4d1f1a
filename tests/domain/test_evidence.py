"""The evidence level: what a scan, a tap, a position and two times prove."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import inf, nan

import pytest

from supervision_code.domain.evidence import (
    Place,
    Position,
    PositionMark,
    PresenceFacts,
    distance_metres,
    judge_evidence,
    position_marks,
    position_supports,
)
from supervision_code.domain.visits import EvidenceLevel, ScanChannel
from tests.domain.frequency_examples import POLICY

LIMITS = POLICY.evidence
SITE = Place(latitude=22.5431, longitude=114.0579)
# One thousandth of a degree of latitude is 111 metres.
NEAR = Position(place=Place(latitude=22.5441, longitude=114.0579), accuracy_metres=30)
ARRIVED = datetime(2026, 6, 30, 2, 0, tzinfo=UTC)
SCANNED = PresenceFacts(channel=ScanChannel.STATIC_CODE)
STAYED = replace(
    SCANNED, site=SITE, position=NEAR, arrived_at=ARRIVED, left_at=ARRIVED + timedelta(minutes=LIMITS.minutes_apart)
)


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        (PresenceFacts(channel=ScanChannel.TYPED), 0),
        (PresenceFacts(channel=ScanChannel.SEARCH), 0),
        (PresenceFacts(channel=ScanChannel.IMPORTED), 0),
        (PresenceFacts(channel=ScanChannel.TYPED, firm_confirmed=True), 0),
        (SCANNED, 1),
        (PresenceFacts(channel=ScanChannel.LICENCE_QR), 1),
        (replace(SCANNED, firm_confirmed=True), 2),
        (STAYED, 2),
        (replace(STAYED, channel=ScanChannel.TYPED), 0),
        (PresenceFacts(channel=ScanChannel.LIVE_CODE, code_was_live=True), 3),
        (PresenceFacts(channel=ScanChannel.LIVE_CODE), 1),
        (PresenceFacts(channel=ScanChannel.LIVE_CODE, firm_confirmed=True), 2),
        (replace(SCANNED, officer_code_scanned=True), 4),
        (PresenceFacts(channel=ScanChannel.TYPED, officer_code_scanned=True), 4),
    ],
)
def test_the_level_is_the_highest_that_is_proven(facts: PresenceFacts, level: int) -> None:
    assert judge_evidence(facts, LIMITS) is EvidenceLevel(level)


@pytest.mark.parametrize(
    "facts",
    [
        replace(STAYED, site=None),
        replace(STAYED, position=None),
        replace(STAYED, arrived_at=None),
        replace(STAYED, left_at=None),
        replace(STAYED, left_at=ARRIVED + timedelta(minutes=LIMITS.minutes_apart, seconds=-1)),
        replace(STAYED, position=replace(NEAR, accuracy_metres=100.5)),
        replace(STAYED, position=replace(NEAR, accuracy_metres=0)),
        replace(STAYED, position=replace(NEAR, accuracy_metres=nan)),
        replace(STAYED, position=replace(NEAR, place=Place(latitude=22.5450, longitude=114.0579))),
        replace(STAYED, position=replace(NEAR, place=Place(latitude=nan, longitude=nan))),
        replace(STAYED, earlier_positions=(NEAR,)),
    ],
)
def test_a_position_supports_nothing_when_one_thing_is_missing_or_off(facts: PresenceFacts) -> None:
    assert position_supports(STAYED, LIMITS)
    assert not position_supports(facts, LIMITS)


@pytest.mark.parametrize(
    ("accuracy", "marks"),
    [
        (30, ()),
        (1000, ()),
        (1000.5, (PositionMark.ACCURACY_TOO_POOR,)),
        (inf, (PositionMark.ACCURACY_TOO_POOR,)),
        (0, (PositionMark.NO_ACCURACY,)),
        (-5, (PositionMark.NO_ACCURACY,)),
        (nan, (PositionMark.NO_ACCURACY,)),
    ],
)
def test_an_implausible_accuracy_is_marked(accuracy: float, marks: tuple[PositionMark, ...]) -> None:
    assert position_marks(replace(NEAR, accuracy_metres=accuracy), (), LIMITS) == marks


@pytest.mark.parametrize(("shift", "marked"), [(0.0000001, True), (0.000002, False)])
def test_the_same_six_decimals_twice_are_marked(shift: float, marked: bool) -> None:
    before = replace(NEAR, place=replace(NEAR.place, latitude=NEAR.place.latitude + shift))
    assert (PositionMark.SAME_AS_BEFORE in position_marks(NEAR, [before], LIMITS)) is marked


def test_a_shared_latitude_alone_is_not_the_same_place() -> None:
    before = replace(NEAR, place=replace(NEAR.place, longitude=114.1))
    assert position_marks(NEAR, [before], LIMITS) == ()


def test_distances_are_right_to_half_a_percent() -> None:
    civic_centre, lo_wu = Place(latitude=22.5446, longitude=114.0545), Place(latitude=22.5329, longitude=114.1180)
    assert distance_metres(civic_centre, lo_wu) == pytest.approx(6650, rel=0.005)
    assert distance_metres(SITE, SITE) == 0
    assert distance_metres(Place(latitude=0, longitude=0), Place(latitude=0, longitude=180)) == pytest.approx(
        20_015_115, rel=0.001
    )
