"""The rules of a visit: who may open one, how well presence is proven, and what may happen to it afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType
from uuid import UUID

from supervision_code.domain.days import calendar_days_after, day_of
from supervision_code.domain.errors import (
    CertificateInvalid,
    IllegalMove,
    ItemMissing,
    ItemNotPublished,
    TooFewOfficers,
)
from supervision_code.domain.identifiers import short_code
from supervision_code.domain.registry import CertificateStatus


class VisitKind(StrEnum):
    """Inspection, or a service visit that is recorded but never counted."""

    INSPECTION = "inspection"
    SERVICE = "service"


class InspectionType(StrEnum):
    """The national three types (日常, 个案, 专项)."""

    ROUTINE = "routine"
    CASE = "case"
    CAMPAIGN = "campaign"


class ServicePurpose(StrEnum):
    """What a service visit is for."""

    PATROL = "patrol"
    PUBLICITY = "publicity"
    SURVEY = "survey"
    SERVICE = "service"
    OBSERVATION = "observation"


class ScanChannel(StrEnum):
    """How the firm was found; it decides how well presence is proven."""

    LIVE_CODE = "live_code"
    STATIC_CODE = "static_code"
    LICENCE_QR = "licence_qr"
    SEARCH = "search"
    TYPED = "typed"
    IMPORTED = "imported"


class EvidenceLevel(IntEnum):
    """How well presence at the firm is proven; weak evidence never stops a record."""

    NOT_SCANNED = 0
    STATIC_CODE = 1
    SUPPORTED = 2
    LIVE_CODE = 3
    MUTUAL = 4


class ExceptionKind(StrEnum):
    """The two emergencies and the two outages in which the order of steps may change."""

    EMERGENCY = "emergency"
    EVIDENCE_AT_RISK = "evidence_at_risk"
    NETWORK_OUTAGE = "network_outage"
    SYSTEM_FAULT = "system_fault"


OUTAGES = frozenset({ExceptionKind.NETWORK_OUTAGE, ExceptionKind.SYSTEM_FAULT})
EMERGENCIES = frozenset({ExceptionKind.EMERGENCY, ExceptionKind.EVIDENCE_AT_RISK})


class Outcome(StrEnum):
    """What a visit ended with."""

    NO_PROBLEM = "no_problem"
    CORRECTED_ON_SITE = "corrected_on_site"
    RECTIFY_BY_DATE = "rectify_by_date"
    CASE_OPENED = "case_opened"
    SERVICE_GIVEN = "service_given"


class DisputeGround(StrEnum):
    """What a firm can say against a recorded visit."""

    NOBODY_CAME = "nobody_came"
    NOT_THESE_PEOPLE = "not_these_people"
    NOT_THIS_TIME = "not_this_time"


class VisitState(StrEnum):
    """Life of a visit; voiding is a new record that points to it."""

    OPEN = "open"
    CLOSED = "closed"
    VOIDED = "voided"


_LEADS_TO: Mapping[VisitState, frozenset[VisitState]] = MappingProxyType(
    {
        VisitState.OPEN: frozenset({VisitState.CLOSED, VisitState.VOIDED}),
        VisitState.CLOSED: frozenset({VisitState.VOIDED}),
        VisitState.VOIDED: frozenset(),
    }
)


def move(state: VisitState, wanted: VisitState) -> VisitState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted


_EVIDENCE_OF_CHANNEL: Mapping[ScanChannel, EvidenceLevel] = MappingProxyType(
    {
        ScanChannel.LIVE_CODE: EvidenceLevel.LIVE_CODE,
        ScanChannel.STATIC_CODE: EvidenceLevel.STATIC_CODE,
        ScanChannel.LICENCE_QR: EvidenceLevel.STATIC_CODE,
        ScanChannel.SEARCH: EvidenceLevel.NOT_SCANNED,
        ScanChannel.TYPED: EvidenceLevel.NOT_SCANNED,
        ScanChannel.IMPORTED: EvidenceLevel.NOT_SCANNED,
    }
)


def evidence_at_scan(channel: ScanChannel) -> EvidenceLevel:
    """Return the evidence level a scan gives by itself (trust.md 2)."""
    return _EVIDENCE_OF_CHANNEL[channel]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerFacts:
    """What the certificate register says of an officer."""

    id: UUID
    name: str
    certificate_no: str
    status: CertificateStatus
    valid_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """An inspection item as published, or asked for without being so."""

    code: str
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFacts:
    """What the rule of opening looks at, for one agency's part of the visit."""

    agency: str
    kind: VisitKind
    officers: tuple[OfficerFacts, ...]
    items: tuple[ItemFacts, ...]
    on: date


def require_valid_certificates(officers: Iterable[OfficerFacts], on: date) -> None:
    """Raise CertificateInvalid for the first officer whose certificate does not allow inspecting on that day."""
    for officer in officers:
        expired = officer.valid_until is not None and officer.valid_until < on
        if officer.status is not CertificateStatus.VALID or expired:
            raise CertificateInvalid(
                officer=officer.name,
                certificate=officer.certificate_no,
                state="expired" if officer.status is CertificateStatus.VALID else officer.status.value,
                until=officer.valid_until.isoformat() if officer.valid_until else "",
            )


def require_published_items(facts: OpeningFacts) -> None:
    """Raise ItemNotPublished or ItemMissing; a service visit needs no item."""
    for item in facts.items:
        if not item.published:
            raise ItemNotPublished(item=item.code, agency=facts.agency)
    if facts.kind is VisitKind.INSPECTION and not facts.items:
        raise ItemMissing(agency=facts.agency)


def require_enough_officers(officers: int, required: int) -> None:
    """Raise TooFewOfficers when an inspection has fewer officers than the policy asks for."""
    if officers < required:
        raise TooFewOfficers(required=required, given=officers)


def is_overdue(ended: datetime, now: datetime, calendar_days: int) -> bool:
    """Say whether a visit is recorded later than so many calendar days after it ended."""
    return day_of(now) > calendar_days_after(day_of(ended), calendar_days)


def visit_number(visit_id: UUID, started_at: datetime) -> str:
    """Return the number both sides read out: the day and six characters of the id."""
    return f"{day_of(started_at):%Y%m%d}-{short_code(visit_id)}"
