"""The facts the frequency rules look at, and the one answer to the question whether something counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from supervision_code.domain.policy import Counting
from supervision_code.domain.registry import EnterpriseKind, RiskTier
from supervision_code.domain.visits import InspectionType, VisitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationFacts:
    """The part of one agency in a visit. A part in a service visit has no inspection type."""

    agency: str
    type: InspectionType | None
    items: frozenset[str] = frozenset()
    ordered_from_above: bool = False
    emergency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """One presence of one or more agencies at one firm. ``day`` is the Shanghai day of ``started_at``, as a number."""

    id: UUID
    started_at: datetime
    day: int
    kind: VisitKind
    participations: tuple[ParticipationFacts, ...]
    voided: bool = False

    @property
    def order(self) -> tuple[datetime, int]:
        """Return the place in the firm's log; the number of an id sorts exactly as its canonical text does."""
        return self.started_at, self.id.int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseFacts:
    """What the rules look at of the firm. ``street``: its sub-district, ``industry``: a GB/T 4754 code."""

    uscc: str
    kind: EnterpriseKind = EnterpriseKind.ENTERPRISE
    district: str = ""
    street: str = ""
    industry: str = ""
    risk_tier: RiskTier | None = None


class NotCountedReason(StrEnum):
    """Why a visit was not counted in a finding."""

    VOIDED = "voided"
    SERVICE_VISIT = "service_visit"
    EMERGENCY = "emergency"
    TYPE_NOT_COUNTED = "type_not_counted"
    ORDERED_FROM_ABOVE = "ordered_from_above"
    LATER = "later"
    OUTSIDE_WINDOW = "outside_window"
    OTHER_AGENCY = "other_agency"
    NO_COMMON_ITEM = "no_common_item"
    NOT_THE_LATEST = "not_the_latest"


def reason_not_counted(
    visit: VisitFacts, participation: ParticipationFacts, counting: Counting
) -> NotCountedReason | None:
    """Return why a participation does not count, or None when it counts."""
    if visit.voided:
        return NotCountedReason.VOIDED
    if visit.kind is VisitKind.SERVICE:
        return NotCountedReason.SERVICE_VISIT
    if participation.emergency:
        return NotCountedReason.EMERGENCY
    counted = counting.of(participation.agency)
    if participation.type not in counted.types:
        return NotCountedReason.TYPE_NOT_COUNTED
    if participation.ordered_from_above and participation.type in counted.not_when_ordered_from_above:
        return NotCountedReason.ORDERED_FROM_ABOVE
    return None


def reasons_not_counted(visit: VisitFacts, counting: Counting) -> tuple[NotCountedReason, ...]:
    """Return why a whole visit does not count, each reason once; empty when at least one participation counts."""
    reasons = [reason_not_counted(visit, part, counting) for part in visit.participations]
    if None in reasons:
        return ()
    return tuple(dict.fromkeys(reason for reason in reasons if reason is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingVisit:
    """A visit that counts, reduced to what the rules compare: its counting parts, grouped by agency."""

    id: UUID
    day: int
    parts: dict[str, tuple[ParticipationFacts, ...]]
    emergency: bool


def as_counting(visit: VisitFacts, counting: Counting) -> CountingVisit | None:
    """Return the counting parts of a visit, or None when nothing in it counts."""
    parts: dict[str, tuple[ParticipationFacts, ...]] = {}
    for part in sorted(visit.participations, key=_agency):
        if reason_not_counted(visit, part, counting) is None:
            parts[part.agency] = (*parts.get(part.agency, ()), part)
    if not parts:
        return None
    emergency = any(part.emergency for part in visit.participations)
    return CountingVisit(id=visit.id, day=visit.day, parts=parts, emergency=emergency)


def in_order(visits: Iterable[VisitFacts]) -> list[VisitFacts]:
    """Return visits by start moment, then by id."""
    return sorted(visits, key=lambda visit: visit.order)


def _agency(participation: ParticipationFacts) -> str:
    return participation.agency
