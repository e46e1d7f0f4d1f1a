"""What machines report of visits: the events, the senders' clocks, and why an event is held instead of recorded."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from supervision_code.domain.case_sources import CaseSource
from supervision_code.domain.checklists import Check
from supervision_code.domain.evidence import Position
from supervision_code.domain.visits import (
    ExceptionKind,
    InspectionType,
    Outcome,
    ScanChannel,
    ServicePurpose,
    VisitKind,
)

CLOCKS_DIFFER_BY: Final = timedelta(minutes=2)
"""A sender's clock that is off by less is taken as right."""
MOST_EVENTS: Final = 100
MOST_HELD: Final = 5_000
"""So many events of one client are held at a time; a leaked token must not fill the disk."""
MOST_HELD_BYTES: Final = 20 * 1024 * 1024
"""And so many bytes of them."""


class EventKind(StrEnum):
    """What can be reported of a visit: that it was opened, once; that it was left, by each agency once."""

    OPENED = "visit_opened"
    CLOSED = "visit_closed"


_MARK: Final = "@"


def name_of(kind: EventKind, agency: str = "") -> str:
    """Return the name under which an event of a visit is kept, at most 32 characters.

    The first of a kind bears the kind's name. Further agencies that came along each leave for themselves: with
    ``agency`` the name is that agency's own.
    """
    return f"{kind.value}{_MARK}{hashlib.sha256(agency.encode()).hexdigest()[:18]}" if agency else kind.value


def kind_of(name: str) -> EventKind:
    """Return the kind of an event from the name under which it is kept."""
    return EventKind(name.partition(_MARK)[0])


class HeldBecause(StrEnum):
    """Why an event was kept for the supervisor instead of being recorded."""

    MALFORMED = "malformed"
    REFUSED = "refused"
    CONFLICT = "conflict"


class ChannelClaim(StrEnum):
    """How the sender says it found the firm; the code itself decides what of it is proven."""

    LIVE_CODE = "live_code"
    STATIC_CODE = "static_code"
    LICENCE_QR = "licence_qr"
    SEARCH = "search"
    TYPED = "typed"


WITHOUT_SCAN: Final = frozenset({ChannelClaim.SEARCH, ChannelClaim.TYPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """One value that cannot be accepted. ``expected`` is a catalogue key, ``bound`` the number it may speak of."""

    field: str
    value: str
    expected: str
    bound: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceMoment:
    """When something happened by the sender's clock, and by the running of the machine since it was started."""

    claimed_at: datetime
    monotonic_ms: int | None = None
    boot: str = ""
    """Names the start since which the machine counts; two counts of different starts cannot be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendersClock:
    """What the sender's two clocks showed when it sent; both may be unknown."""

    received_at: datetime
    sent_at: datetime | None = None
    monotonic_ms: int | None = None
    boot: str = ""

    def error_of(self, moment: DeviceMoment) -> timedelta:
        """Return what must be added to the sender's clock to get ours, as well as can be known.

        Best is the time that the running machine counted between event and sending, which nobody set;
        then the difference of both clocks now; without either the sender's clock is taken as right.
        """
        known = None
        comparable = self.boot and self.boot == moment.boot
        if comparable and self.monotonic_ms is not None and moment.monotonic_ms is not None:
            ago = timedelta(milliseconds=max(0, self.monotonic_ms - moment.monotonic_ms))
            known = self.received_at - ago - moment.claimed_at
        elif self.sent_at is not None:
            known = self.received_at - self.sent_at
        return timedelta(0) if known is None or abs(known) <= CLOCKS_DIFFER_BY else known


def clamp(moment: datetime, *, earliest: datetime | None, latest: datetime) -> datetime:
    """Return the nearest moment that the evidence allows."""
    if earliest is not None and earliest <= latest:
        moment = max(moment, earliest)
    return min(moment, latest)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPart:
    """The part of one agency as sent: officers by certificate number."""

    agency: str
    type: InspectionType | None
    items: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    ordered_from_above: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What every event carries: whose it is, what it was sent as, and where it stands in its sender's chain."""

    visit_id: UUID
    raw: bytes
    """The event exactly as sent."""
    digest: str
    """SHA-256 of what it says; spacing and the order of names make no difference."""
    record_hash: str
    """SHA-256 of the bytes as sent; the next record of the same device names it."""
    previous: str | None
    at: DeviceMoment


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOpening:
    """A visit that a machine reports as opened; the first part is that of the reporting agency."""

    envelope: Envelope
    kind: VisitKind
    channel: ChannelClaim
    parts: tuple[SentPart, ...]
    uscc: str = ""
    code: str = ""
    search_reason: str = ""
    purpose: ServicePurpose | None = None
    exception: ExceptionKind | None = None
    exception_reason: str = ""
    over_limit_reason: str = ""
    case_source: CaseSource | None = None
    case_ref: str = ""
    started_at: datetime | None = None
    position: Position | None = None

    @property
    def event(self) -> EventKind:
        """Say what is reported."""
        return EventKind.OPENED


@dataclass(frozen=True, slots=True, kw_only=True)
class SentClosing:
    """A visit that a machine reports as ended."""

    envelope: Envelope
    officer: str
    outcome: Outcome
    result: str = ""
    rectify_by: date | None = None
    checks: tuple[Check, ...] = ()
    unscanned_reason: str = ""
    ended_at: datetime | None = None
    uscc: str = ""
    """Only for a visit that was opened on the web."""
    position: Position | None = None

    @property
    def event(self) -> EventKind:
        """Say what is reported."""
        return EventKind.CLOSED


SentEvent = SentOpening | SentClosing


def channel_of(claim: ChannelClaim, proven: ScanChannel | None) -> ScanChannel:
    """Return the channel to record: never more than claimed, never more than the code proves."""
    if claim is ChannelClaim.SEARCH:
        return ScanChannel.SEARCH
    if claim is ChannelClaim.TYPED or proven is None:
        return ScanChannel.TYPED
    less_claimed = proven is ScanChannel.LIVE_CODE and claim is not ChannelClaim.LIVE_CODE
    return ScanChannel.STATIC_CODE if less_claimed else proven


def differing(one: dict[str, object], other: dict[str, object]) -> Iterable[str]:
    """Yield the names under which two events say different things."""
    return (name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name))
