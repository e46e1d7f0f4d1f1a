"""The small city with things that happened: visits that break rules in both districts, a dispute, complaints."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from supervision_code.domain.complaints import ComplaintGround, ComplaintStatus
from supervision_code.domain.days import day_of
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import (
    DisputeGround,
    EvidenceLevel,
    InspectionType,
    Outcome,
    ScanChannel,
    VisitKind,
    VisitState,
)
from supervision_code.persistence.findings import reconcile
from supervision_code.persistence.log import PartRecord, VisitRecord
from supervision_code.persistence.log_storing import store
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Dispute
from supervision_code.persistence.session import lock_enterprise
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.complaints import build_complaint
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.support.clock import FRIDAY_TEN


@dataclass(frozen=True, slots=True, kw_only=True)
class BusyArea:
    """Handles to what happened. ``other_`` lies in the other district."""

    city: SmallCity
    visits: tuple[UUID, ...]
    other_visits: tuple[UUID, ...]
    complaint: Complaint
    other_complaint: Complaint
    dispute: Dispute

    def alerts(self, supervision: Supervision, firm: Enterprise) -> list[Alert]:
        """The alerts of a firm, by the day of their visits."""
        with supervision.database.read() as session:
            query = select(Alert).where(Alert.enterprise_id == firm.id).order_by(Alert.day, Alert.id)
            return list(session.scalars(query))


def happened(
    supervision: Supervision,
    firm: Enterprise,
    at: datetime,
    *agencies: str,
    type_: InspectionType = InspectionType.ROUTINE,
    kind: VisitKind = VisitKind.INSPECTION,
    evidence: EvidenceLevel = EvidenceLevel.LIVE_CODE,
    officers: tuple[UUID, ...] = (),
    over_limit_reason: str = "",
    late: bool = False,
) -> UUID:
    """Store one closed visit with what it breaks."""
    scanned = evidence is not EvidenceLevel.NOT_SCANNED
    record = VisitRecord(
        id=new_id(at),
        started_at=at,
        ended_at=at + timedelta(minutes=45),
        kind=kind,
        state=VisitState.CLOSED,
        channel=ScanChannel.LIVE_CODE if scanned else ScanChannel.SEARCH,
        evidence=evidence,
        late=late,
        outcome=Outcome.NO_PROBLEM,
        over_limit_reason=over_limit_reason,
        parts=tuple(
            PartRecord(agency=agency, type=type_, items=(f"{agency}-1",), officers=officers)
            for agency in agencies or (SCJG,)
        ),
    )
    with supervision.database.begin() as session:
        locked = lock_enterprise(session, firm.id)
        store(session, [(locked, record)], at)
        reconcile(session, locked, supervision.timeline, at)
    return record.id


def build_busy_area(supervision: Supervision, city: SmallCity, now: datetime = FRIDAY_TEN) -> BusyArea:
    """Store what happened in the last weeks before ``now``; the counts are folded."""
    supervision.policies.publish(supervision.in_force)
    came = tuple(officer.id for officer in city.officers[:2])
    visits = tuple(
        happened(supervision, city.firm, now - timedelta(days=days), SCJG, officers=came, over_limit_reason=why)
        for days, why in ((50, ""), (20, ""), (5, "群众举报食品变质，需当场核实。"))
    )
    happened(supervision, city.firm, now - timedelta(days=3), YJJ, type_=InspectionType.CASE)
    others = tuple(
        happened(supervision, city.other_firm, now - timedelta(days=days), YJJ, evidence=EvidenceLevel(days % 4))
        for days in (12, 4)
    )
    complaint = build_complaint(
        city.firm, visit_id=visits[2], filed_at=now, happened_on=day_of(now - timedelta(days=5))
    )
    other = build_complaint(
        city.other_firm, agency=YJJ, ground=ComplaintGround.DUPLICATE, status=ComplaintStatus.ACCEPTED, filed_at=now
    )
    dispute = Dispute(
        enterprise_id=city.firm.id,
        id=new_id(now),
        visit_id=visits[1],
        ground=DisputeGround.NOBODY_CAME,
        text="那天店里没有人来过。",
        at=now - timedelta(hours=2),
        account_id=city.accounts[Role.ENTERPRISE_MEMBER].id,
    )
    given(supervision.database, complaint, other, dispute)
    supervision.rollups.fold_all()
    return BusyArea(
        city=city, visits=visits, other_visits=others, complaint=complaint, other_complaint=other, dispute=dispute
    )
