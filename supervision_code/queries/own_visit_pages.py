"""One visit whole, as the firm sees it: who, why, how proven, whether it counts and by which rule, what can be done."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.case_sources import CaseSource
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.frequency import NotCountedReason, reason_not_counted
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.visits import DisputeGround, ExceptionKind, InspectionType, ScanChannel, VisitKind
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.visits import Dispute, Participation, Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.queries.own_visit_standings import BrokenRule, Standing, broken_rules, standings_of, weigh
from supervision_code.queries.own_visit_surroundings import Surroundings
from supervision_code.queries.own_visits import OwnVisitRow, row_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerWhoCame:
    """An officer of the visit, with the number on the certificate."""

    name: str
    certificate_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectedItem:
    """What was inspected and by which law."""

    name: str
    legal_basis: str
    published: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """The part of one agency."""

    code: str
    agency: str
    lead: bool
    type: InspectionType | None
    ordered_from_above: bool
    emergency: bool
    items: tuple[InspectedItem, ...]
    officers: tuple[OfficerWhoCame, ...]
    not_counted: NotCountedReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDispute:
    """What the firm said against the record, and what the supervisor answered."""

    ground: DisputeGround
    text: str
    at: datetime
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVisitPage:
    """One visit of the own firm."""

    row: OwnVisitRow
    recorded_at: datetime
    channel: ScanChannel
    exception: ExceptionKind | None
    exception_reason: str
    search_reason: str
    over_limit_reason: str
    result: str
    scan_due: bool
    left_unscanned: bool
    unscanned_reason: str
    case_source: CaseSource | None
    case_ref: str
    void_reason: str
    voided_at: datetime | None
    confirmed_at: datetime | None
    parts: tuple[OwnPart, ...]
    standings: tuple[Standing, ...]
    broken: tuple[BrokenRule, ...]
    dispute: OwnDispute | None
    complaints: tuple[str, ...]
    """References of the firm's complaints about this visit."""

    @property
    def over_limit(self) -> bool:
        """Say whether the visit breaks any rule."""
        return bool(self.broken) or any(standing.over for standing in self.standings)


class OwnVisitPageQueries:
    """Looks at one visit of the actor's own firm."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def visit(self, actor: Actor, visit_id: UUID) -> OwnVisitPage:
        """Return a visit of the own firm; raises NoSuchRecord."""
        actor.require(Permission.OWN_VISITS_SEE)
        with self._database.read() as session:
            visit = None if actor.enterprise_id is None else session.get(Visit, (actor.enterprise_id, visit_id))
            if visit is None:
                raise NoSuchRecord
            timeline = self._policies.timeline(session)
            around, policy = Surroundings.of(session, [visit]), timeline.at(visit.started_at).policy
            weighed = weigh(session, visit, policy)
            complaints = _complaints(session, visit)
        return OwnVisitPage(
            row=row_of(visit, around, timeline, day_of(self._clock.now())),
            recorded_at=visit.recorded_at,
            channel=visit.channel,
            exception=visit.exception,
            exception_reason=visit.exception_reason,
            search_reason=visit.search_reason,
            over_limit_reason=visit.over_limit_reason,
            result=visit.result,
            scan_due=visit.scan_due,
            left_unscanned=visit.left_unscanned,
            unscanned_reason=visit.unscanned_reason,
            case_source=visit.case_source,
            case_ref=visit.case_ref,
            void_reason=visit.void_reason,
            voided_at=visit.voided_at,
            confirmed_at=visit.confirmed_at,
            parts=tuple(_part(visit, part, around, policy) for part in around.lead_first(visit)),
            standings=standings_of(weighed, around, policy),
            broken=broken_rules(weighed.breaches, around),
            dispute=_dispute(around.disputes.get(visit.id)),
            complaints=complaints,
        )


def _part(visit: Visit, part: Participation, around: Surroundings, policy: SupervisionPolicy) -> OwnPart:
    facts = around.facts(visit)
    own = next(one for one in facts.participations if one.agency == part.agency)
    return OwnPart(
        code=part.agency,
        agency=around.agency_name(part.agency),
        lead=part.agency == visit.lead_agency,
        type=part.type if visit.kind is VisitKind.INSPECTION else None,
        ordered_from_above=part.ordered_from_above,
        emergency=part.emergency,
        items=tuple(_item(code, around) for code in sorted(split_items(part.items))),
        officers=tuple(
            OfficerWhoCame(name=officer.name, certificate_no=officer.certificate_no)
            for agency, officer in around.officers.get(visit.id, ())
            if agency == part.agency
        ),
        not_counted=reason_not_counted(facts, own, policy.counting),
    )


def _item(code: str, around: Surroundings) -> InspectedItem:
    item = around.items.get(code)
    if item is None:
        return InspectedItem(name=code, legal_basis="", published=False)
    return InspectedItem(name=item.name, legal_basis=item.legal_basis, published=True)


def _dispute(dispute: Dispute | None) -> OwnDispute | None:
    if dispute is None:
        return None
    return OwnDispute(
        ground=dispute.ground,
        text=dispute.text,
        at=dispute.at,
        answered_at=dispute.answered_at,
        answer=dispute.answer,
    )


def _complaints(session: Session, visit: Visit) -> tuple[str, ...]:
    found = session.scalars(
        select(Complaint.reference)
        .where(Complaint.enterprise_id == visit.enterprise_id, Complaint.visit_id == visit.id)
        .order_by(Complaint.id)
        .limit(20)
    )
    return tuple(found)
