"""One visit whole, as the supervisor sees it: who came, on what basis, how well proven, and what followed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.case_sources import CaseSource
from supervision_code.domain.duties import waits_for_approval
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.evidence import Place, Position, PositionMark, distance_metres, position_marks
from supervision_code.domain.frequency import NotCountedReason, reasons_not_counted
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.visits import (
    EvidenceLevel,
    ExceptionKind,
    Outcome,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.registry import District, Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.area_visit_parts import DisputeThere, PartThere, disputes_there, parts_of, parts_there
from supervision_code.queries.area_visits import facts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedPosition:
    """Where the officer's browser claimed to be."""

    distance_metres: int | None
    accuracy_metres: int
    marks: tuple[PositionMark, ...]
    coarse: bool = False
    """Whether it was made coarse since: then it says no distance, and marks it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaVisitPage:
    """Everything on record of a visit."""

    enterprise_id: UUID
    id: UUID
    number: str
    firm: str
    uscc: str
    district: str
    address: str
    started_at: datetime
    ended_at: datetime | None
    recorded_at: datetime
    late: bool
    kind: VisitKind
    purpose: ServicePurpose | None
    state: VisitState
    channel: ScanChannel
    evidence: EvidenceLevel
    confirmed_at: datetime | None
    exception: ExceptionKind | None
    exception_reason: str
    search_reason: str
    over_limit_reason: str
    outcome: Outcome | None
    result: str
    rectify_by: date | None
    opened_by: str
    scan_due: bool
    scanned_at: datetime | None
    left_unscanned: bool
    unscanned_reason: str
    approved_at: datetime | None
    approval_note: str
    waits_for_approval: bool
    case_source: CaseSource | None
    case_ref: str
    voided_at: datetime | None
    void_reason: str
    not_counted: tuple[NotCountedReason, ...]
    parts: tuple[PartThere, ...]
    arrival: ClaimedPosition | None
    leaving: ClaimedPosition | None
    disputes: tuple[DisputeThere, ...]
    alert: UUID | None


class AreaVisitPageQueries:
    """Looks at one visit of the actor's area."""

    def __init__(self, database: Database, policies: PolicyBook) -> None:
        self._database = database
        self._policies = policies

    def visit(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> AreaVisitPage:
        """Return a visit of the actor's area; disputes only to those who may act on them. Raises NoSuchRecord."""
        actor.require(Permission.AREA_VISITS_SEE)
        with self._database.read() as session:
            visit = session.get(Visit, (enterprise_id, visit_id))
            if visit is None:
                raise NoSuchRecord
            firm = session.get_one(Enterprise, enterprise_id)
            require_within_reach(actor, firm.district)
            disputes = disputes_there(session, visit) if actor.may(Permission.VISIT_VOID) else ()
            return self._page(session, visit, firm, disputes)

    def _page(
        self, session: Session, visit: Visit, firm: Enterprise, disputes: tuple[DisputeThere, ...]
    ) -> AreaVisitPage:
        parts, policy = parts_of(session, visit), self._policies.timeline(session).at(visit.started_at).policy
        alert = select(Alert.id).where(Alert.enterprise_id == visit.enterprise_id, Alert.visit_id == visit.id)
        return AreaVisitPage(
            enterprise_id=visit.enterprise_id,
            id=visit.id,
            number=visit.number,
            firm=firm.name,
            uscc=firm.uscc,
            district=session.scalar(select(District.name).where(District.code == firm.district)) or firm.district,
            address=firm.address,
            started_at=visit.started_at,
            ended_at=visit.ended_at,
            recorded_at=visit.recorded_at,
            late=visit.late,
            kind=visit.kind,
            purpose=visit.purpose,
            state=visit.state,
            channel=visit.channel,
            evidence=visit.evidence,
            confirmed_at=visit.confirmed_at,
            exception=visit.exception,
            exception_reason=visit.exception_reason,
            search_reason=visit.search_reason,
            over_limit_reason=visit.over_limit_reason,
            outcome=visit.outcome,
            result=visit.result,
            rectify_by=visit.rectify_by,
            opened_by=session.scalar(select(Account.name).where(Account.id == visit.opened_by)) or "",
            scan_due=visit.scan_due,
            scanned_at=visit.scanned_at,
            left_unscanned=visit.left_unscanned,
            unscanned_reason=visit.unscanned_reason,
            approved_at=visit.approved_at,
            approval_note=visit.approval_note,
            waits_for_approval=visit.opened_by is not None
            and waits_for_approval(visit.exception, visit.state, visit.approved_at),
            case_source=visit.case_source,
            case_ref=visit.case_ref,
            voided_at=visit.voided_at,
            void_reason=visit.void_reason,
            not_counted=reasons_not_counted(facts_of(visit, parts), policy.counting),
            parts=parts_there(session, visit, parts),
            arrival=_claimed(policy, firm, visit, visit.latitude, visit.longitude, visit.accuracy),
            leaving=_claimed(policy, firm, visit, visit.left_latitude, visit.left_longitude, visit.left_accuracy),
            disputes=disputes,
            alert=session.scalar(alert),
        )


def _claimed(
    policy: SupervisionPolicy,
    firm: Enterprise,
    visit: Visit,
    latitude: float | None,
    longitude: float | None,
    accuracy: float | None,
) -> ClaimedPosition | None:
    if latitude is None or longitude is None:
        return None
    if visit.positions_coarse:
        return ClaimedPosition(distance_metres=None, accuracy_metres=0, marks=(), coarse=True)
    position = Position(place=Place(latitude=latitude, longitude=longitude), accuracy_metres=accuracy or 0.0)
    distance = None
    if firm.latitude is not None and firm.longitude is not None:
        site = Place(latitude=firm.latitude, longitude=firm.longitude)
        distance = round(distance_metres(site, position.place))
    return ClaimedPosition(
        distance_metres=distance,
        accuracy_metres=round(position.accuracy_metres),
        marks=position_marks(position, (), policy.evidence),
    )
