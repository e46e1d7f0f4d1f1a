"""Who of the named officers is known to be on site: how each confirms, until when, and what the firm saw of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final
from uuid import UUID

from supervision_code.domain.codes import CLOCK_TOLERANCE, OfficerClaims, Refusal

MEETING_GRACE: Final = timedelta(minutes=5)
"""How long after its life an officer's code still counts for the firm: somebody who scanned it must sign in first."""


class ConfirmedBy(StrEnum):
    """How an officer came to be confirmed as being there."""

    OWN_DEVICE = "own_device"
    FIRSTS_CODE = "firsts_code"
    OPENER = "opener"


class PresenceAct(StrEnum):
    """What the ledger says of an officer after the opening."""

    NAMED = "named"
    CONFIRMED = "confirmed"
    ABSENT = "absent"


class OnSite(StrEnum):
    """Where a named officer stands."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    LATE = "late"
    UNCONFIRMED = "unconfirmed"
    ABSENT = "absent"


class PresenceSign(StrEnum):
    """What a supervisor should look at; it refuses nothing and judges nobody."""

    UNCONFIRMED_OFFICER = "unconfirmed_officer"
    LATE_OFFICER = "late_officer"
    ABSENT_OFFICER = "absent_officer"
    ONE_DEVICE = "one_device"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOfficer:
    """An officer who is said to have come to a visit. ``named_at``: at the opening, or when he was added."""

    officer_id: UUID
    named_at: datetime
    confirmed_at: datetime | None = None
    confirmed_by: ConfirmedBy | None = None
    device: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """What is known of the officers of a visit at a moment. ``until``: when the last one waited for has to confirm."""

    standings: tuple[tuple[UUID, OnSite], ...]
    signs: frozenset[PresenceSign]
    until: datetime | None

    @property
    def confirmed(self) -> int:
        """Return how many are known to be there, in time or late."""
        return sum(standing in {OnSite.CONFIRMED, OnSite.LATE} for _, standing in self.standings)

    @property
    def expected(self) -> int:
        """Return how many are said to be there; who did not come is not."""
        return sum(standing is not OnSite.ABSENT for _, standing in self.standings)


def confirm_until(named_at: datetime, minutes: int) -> datetime:
    """Return the last moment at which an officer named then confirms in time."""
    return named_at + timedelta(minutes=minutes)


def standing_of(officer: NamedOfficer, now: datetime, minutes: int) -> OnSite:
    """Say where one officer stands; whoever opened a visit answers for those he alone named, as before."""
    if officer.absent:
        return OnSite.ABSENT
    until = confirm_until(officer.named_at, minutes)
    if officer.confirmed_by is None or officer.confirmed_at is None:
        return OnSite.WAITING if now <= until else OnSite.UNCONFIRMED
    if officer.confirmed_by is not ConfirmedBy.OPENER and officer.confirmed_at > until:
        return OnSite.LATE
    return OnSite.CONFIRMED


def judge_presence(officers: Sequence[NamedOfficer], now: datetime, minutes: int, required: int = 0) -> Presence:
    """Say who is there and what is odd about it.

    ``minutes``: policy.presence.confirm_minutes; ``required``: how many officers it needs, 0 when any number does.
    """
    standings = tuple((officer.officer_id, standing_of(officer, now, minutes)) for officer in officers)
    found = {standing for _, standing in standings}
    signs = {sign for standing, sign in _SIGN_OF if standing in found}
    if shared_devices(officers):
        signs.add(PresenceSign.ONE_DEVICE)
    if officers and sum(standing is not OnSite.ABSENT for _, standing in standings) < required:
        signs.add(PresenceSign.TOO_FEW)
    waited_for = {officer_id for officer_id, standing in standings if standing is OnSite.WAITING}
    ends = [confirm_until(officer.named_at, minutes) for officer in officers if officer.officer_id in waited_for]
    return Presence(standings=standings, signs=frozenset(signs), until=max(ends, default=None))


_SIGN_OF: Final = (
    (OnSite.UNCONFIRMED, PresenceSign.UNCONFIRMED_OFFICER),
    (OnSite.LATE, PresenceSign.LATE_OFFICER),
    (OnSite.ABSENT, PresenceSign.ABSENT_OFFICER),
)


def shared_devices(officers: Iterable[NamedOfficer]) -> frozenset[UUID]:
    """Return the officers of one visit who confirmed from a device that another of them used."""
    there = [officer for officer in officers if officer.device and not officer.absent]
    times = Counter(officer.device for officer in there)
    return frozenset(officer.officer_id for officer in there if times[officer.device] > 1)


def device_mark(device: str, visit_id: UUID) -> str:
    """Return what is kept of a device at one visit: nothing in it leads to the same device at another one."""
    return sha256(f"{visit_id}\n{device}".encode()).hexdigest() if device else ""


def may_still_be_changed(opened_at: datetime, now: datetime, minutes: int) -> bool:
    """Say whether the list of who came may still grow: as long as somebody named at the opening could confirm."""
    return now <= confirm_until(opened_at, minutes)


def may_join(opened_at: datetime, now: datetime, minutes: int) -> bool:
    """Say whether another agency may still come into the visit without having said so before."""
    return now <= opened_at + timedelta(minutes=minutes)


def officer_code_until(now: datetime, life: timedelta) -> datetime:
    """Return the moment, in whole seconds, at which an officer's code made now stops being good."""
    return (now.astimezone(UTC) + life).replace(microsecond=0)


def judge_officer_code(
    claims: OfficerClaims, at: datetime, life: timedelta, grace: timedelta = timedelta(0)
) -> Refusal | None:
    """Return EXPIRED unless the claims are good at that moment, or ended no longer than ``grace`` before it."""
    left = claims.expires_at - at
    return None if -(CLOCK_TOLERANCE + grace) <= left <= life + CLOCK_TOLERANCE else Refusal.EXPIRED
