"""Builds visits with the parts of their agencies and the officers who came."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from supervision_code.domain.days import day_number_of
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.visits import (
    EvidenceLevel,
    ExceptionKind,
    InspectionType,
    Outcome,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
    visit_number,
)
from supervision_code.persistence.base import Base
from supervision_code.persistence.models.registry import Enterprise, Officer
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer
from tests.support.clock import FRIDAY_TEN

_number = count(1)


def build_visit(
    enterprise: Enterprise,
    agency: str = "SCJG",
    *,
    started_at: datetime = FRIDAY_TEN,
    ended_at: datetime | None = None,
    kind: VisitKind = VisitKind.INSPECTION,
    purpose: ServicePurpose | None = None,
    state: VisitState = VisitState.CLOSED,
    channel: ScanChannel = ScanChannel.LIVE_CODE,
    evidence: EvidenceLevel = EvidenceLevel.LIVE_CODE,
    outcome: Outcome | None = Outcome.NO_PROBLEM,
    result: str = "",
    rectify_by: date | None = None,
    exception: ExceptionKind | None = None,
    exception_reason: str = "",
    over_limit_reason: str = "",
    recorded_at: datetime | None = None,
    late: bool = False,
    confirmed_at: datetime | None = None,
    visit_id: UUID | None = None,
    plan_id: UUID | None = None,
) -> Visit:
    """A visit without its parts; ``with_parts`` brings them too."""
    key = visit_id or new_id(started_at + timedelta(milliseconds=next(_number)))
    closed = state is not VisitState.OPEN
    return Visit(
        enterprise_id=enterprise.id,
        id=key,
        number=visit_number(key, started_at),
        lead_agency=agency,
        started_at=started_at,
        day=day_number_of(started_at),
        ended_at=ended_at or (started_at + timedelta(minutes=40) if closed else None),
        recorded_at=recorded_at or started_at,
        late=late,
        kind=kind,
        purpose=purpose,
        state=state,
        channel=channel,
        evidence=evidence,
        exception=exception,
        exception_reason=exception_reason,
        over_limit_reason=over_limit_reason,
        outcome=outcome if closed else None,
        result=result,
        rectify_by=rectify_by,
        confirmed_at=confirmed_at,
        plan_id=plan_id,
        voided_at=started_at + timedelta(days=1) if state is VisitState.VOIDED else None,
        void_reason="同一次检查登记了两遍" if state is VisitState.VOIDED else "",
    )


def build_part(
    visit: Visit,
    agency: str = "SCJG",
    *,
    items: Sequence[str] = (),
    type_: InspectionType = InspectionType.ROUTINE,
    ordered_from_above: bool = False,
    emergency: bool = False,
    source_ref: str | None = None,
) -> Participation:
    """The part of one agency in a visit."""
    return Participation(
        enterprise_id=visit.enterprise_id,
        visit_id=visit.id,
        agency=agency,
        started_at=visit.started_at,
        day=visit.day,
        kind=visit.kind,
        type=type_,
        ordered_from_above=ordered_from_above,
        emergency=emergency,
        voided=visit.state is VisitState.VOIDED,
        items=";".join(sorted(items)),
        source_ref=source_ref,
    )


def build_visit_officer(visit: Visit, officer: Officer) -> VisitOfficer:
    """An officer who came."""
    return VisitOfficer(
        enterprise_id=visit.enterprise_id,
        visit_id=visit.id,
        officer_id=officer.id,
        agency=officer.agency,
        started_at=visit.started_at,
    )


def with_parts(
    visit: Visit,
    officers: Sequence[Officer] = (),
    *,
    items: Sequence[str] = (),
    type_: InspectionType = InspectionType.ROUTINE,
) -> list[Base]:
    """The visit, one part of its leading agency, and the officers; ready for ``given``."""
    part = build_part(visit, visit.lead_agency, items=items, type_=type_)
    return [visit, part, *(build_visit_officer(visit, officer) for officer in officers)]
