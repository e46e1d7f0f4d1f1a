"""How well presence at a firm is proven, from scan, confirmation and position; weak evidence refuses nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from supervision_code.domain.policy import EvidenceLimits
from supervision_code.domain.visits import EvidenceLevel, ScanChannel, evidence_at_scan

_EARTH_RADIUS_METRES = 6_371_009
_SAME_FIX_DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A point in WGS 84 degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a browser claims to be, and how accurate it claims to be."""

    place: Place
    accuracy_metres: float


class PositionMark(StrEnum):
    """What makes a claimed position implausible."""

    NO_ACCURACY = "no_accuracy"
    ACCURACY_TOO_POOR = "accuracy_too_poor"
    SAME_AS_BEFORE = "same_as_before"


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceFacts:
    """What is on record of the presence at one visit.

    ``code_was_live``: the live code was scanned inside its life. ``site``: the firm's place in the register.
    ``earlier_positions``: what the same officer claimed at other visits.
    """

    channel: ScanChannel
    code_was_live: bool = False
    firm_confirmed: bool = False
    officer_code_scanned: bool = False
    site: Place | None = None
    position: Position | None = None
    earlier_positions: tuple[Position, ...] = ()
    arrived_at: datetime | None = None
    left_at: datetime | None = None


def judge_evidence(facts: PresenceFacts, limits: EvidenceLimits) -> EvidenceLevel:
    """Return the highest level that is proven."""
    if facts.officer_code_scanned:
        return EvidenceLevel.MUTUAL
    level = evidence_at_scan(facts.channel)
    if level is EvidenceLevel.LIVE_CODE and not facts.code_was_live:
        level = EvidenceLevel.STATIC_CODE
    if level is EvidenceLevel.STATIC_CODE and (facts.firm_confirmed or position_supports(facts, limits)):
        return EvidenceLevel.SUPPORTED
    return level


def position_supports(facts: PresenceFacts, limits: EvidenceLimits) -> bool:
    """Say whether the claimed position and the two times support the scan."""
    if facts.site is None or facts.position is None or facts.arrived_at is None or facts.left_at is None:
        return False
    return (
        not position_marks(facts.position, facts.earlier_positions, limits)
        and facts.position.accuracy_metres <= limits.accuracy_metres
        and distance_metres(facts.site, facts.position.place) <= limits.position_metres
        and facts.left_at - facts.arrived_at >= timedelta(minutes=limits.minutes_apart)
    )


def position_marks(position: Position, earlier: Iterable[Position], limits: EvidenceLimits) -> tuple[PositionMark, ...]:
    """Return what is implausible about a claimed position; a real receiver never gives the same six decimals twice."""
    marks: list[PositionMark] = []
    # Written so that a value that is no number at all counts as no accuracy.
    if not position.accuracy_metres > 0:
        marks.append(PositionMark.NO_ACCURACY)
    if position.accuracy_metres > limits.implausible_accuracy_metres:
        marks.append(PositionMark.ACCURACY_TOO_POOR)
    if any(_same_fix(position.place, other.place) for other in earlier):
        marks.append(PositionMark.SAME_AS_BEFORE)
    return tuple(marks)


def distance_metres(one: Place, other: Place) -> float:
    """Return the distance over the ground (haversine; good to half a percent)."""
    north = radians(other.latitude - one.latitude)
    east = radians(other.longitude - one.longitude)
    bend = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * _EARTH_RADIUS_METRES * asin(min(1.0, sqrt(bend)))


def _same_fix(one: Place, other: Place) -> bool:
    return round(one.latitude, _SAME_FIX_DECIMALS) == round(other.latitude, _SAME_FIX_DECIMALS) and round(
        one.longitude, _SAME_FIX_DECIMALS
    ) == round(other.longitude, _SAME_FIX_DECIMALS)
