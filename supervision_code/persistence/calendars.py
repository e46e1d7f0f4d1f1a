"""What a calendar is made of: planned visits and visits of a span of days, read in a fixed number of questions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from supervision_code.domain.notices import NoticeState
from supervision_code.domain.planned_visits import HalfDay, JoiningAnswer, PlannedVisitState
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.assignments import has_part
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer

TO_COME: Final = (PlannedVisitState.PROPOSED, PlannedVisitState.PLANNED)
_MOST: Final = 1000
_PLAN_OF_JOINING: Final = and_(
    PlanJoining.enterprise_id == PlannedVisit.enterprise_id, PlanJoining.plan_id == PlannedVisit.id
)
_VISIT_OF_PART: Final = and_(Participation.enterprise_id == Visit.enterprise_id, Participation.visit_id == Visit.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersVisit:
    """A visit of other agencies at a firm: who leads it, and when."""

    id: UUID
    enterprise_id: UUID
    agency: str
    agency_name: str
    day: int
    half_day: HalfDay | None
    under_way: bool


def plans_of(session: Session, agency: str, first: int, last: int) -> list[tuple[PlannedVisit, Enterprise, str]]:
    """Return what an agency is still to visit from day to day, with firm and lead agency's name, in order of time."""
    query = (
        select(PlannedVisit, Enterprise, Agency.name)
        .join(Enterprise, Enterprise.id == PlannedVisit.enterprise_id)
        .join(Agency, Agency.code == PlannedVisit.agency)
        .where(PlannedVisit.day.between(first, last), PlannedVisit.state.in_(TO_COME), has_part(agency))
        .order_by(PlannedVisit.day, PlannedVisit.half_day.desc(), PlannedVisit.id)
    )
    return [(plan, firm, lead) for plan, firm, lead in session.execute(query.limit(_MOST))]


def visits_of(session: Session, agency: str, first: int, last: int) -> list[tuple[Visit, Participation, Enterprise]]:
    """Return the agency's visits from day to day, with its part and the firms, in order of time."""
    query = (
        select(Visit, Participation, Enterprise)
        .join(Participation, _VISIT_OF_PART)
        .join(Enterprise, Enterprise.id == Visit.enterprise_id)
        .where(Participation.agency == agency, Visit.day.between(first, last), Visit.state != VisitState.VOIDED)
        .order_by(Visit.started_at, Visit.id)
    )
    return [(visit, part, firm) for visit, part, firm in session.execute(query.limit(_MOST))]


def joined_to(session: Session, plans: Collection[PlannedVisit]) -> list[Row[PlanJoining, str]]:
    """Return the joinings of these planned visits that hold, with the names of the agencies."""
    return list(
        session.execute(
            select(PlanJoining, Agency.name)
            .join(Agency, Agency.code == PlanJoining.agency)
            .where(
                PlanJoining.enterprise_id.in_(_firms(plans)),
                PlanJoining.plan_id.in_([plan.id for plan in plans]),
                PlanJoining.answer == JoiningAnswer.JOINED,
            )
            .order_by(Agency.name)
        )
    )


def officers_by_plan(session: Session, agency: str, plans: Collection[PlannedVisit]) -> dict[UUID, frozenset[UUID]]:
    """Return the agency's officers of each planned visit."""
    rows = session.execute(
        select(PlannedVisitOfficer.planned_visit_id, PlannedVisitOfficer.officer_id).where(
            PlannedVisitOfficer.enterprise_id.in_(_firms(plans)),
            PlannedVisitOfficer.planned_visit_id.in_([plan.id for plan in plans]),
            PlannedVisitOfficer.agency == agency,
        )
    )
    return _grouped(rows)


def officers_by_visit(session: Session, agency: str, visits: Collection[Visit]) -> dict[UUID, frozenset[UUID]]:
    """Return the agency's officers of each visit."""
    rows = session.execute(
        select(VisitOfficer.visit_id, VisitOfficer.officer_id).where(
            VisitOfficer.enterprise_id.in_(_firms(visits)),
            VisitOfficer.visit_id.in_([visit.id for visit in visits]),
            VisitOfficer.agency == agency,
        )
    )
    return _grouped(rows)


def awaiting_choice(session: Session, plans: Collection[PlannedVisit]) -> frozenset[UUID]:
    """Return the planned visits whose firm may still choose the time."""
    query = select(Notice.planned_visit_id).where(
        Notice.enterprise_id.in_(_firms(plans)),
        Notice.planned_visit_id.in_([plan.id for plan in plans]),
        Notice.state == NoticeState.OPEN,
    )
    return frozenset(session.scalars(query))


def _firms(records: Collection[PlannedVisit | Visit]) -> set[UUID]:
    """Return their firms: every index of what belongs to a visit begins with the firm."""
    return {record.enterprise_id for record in records}


def others_at(session: Session, agency: str, firms: Collection[UUID], first: int, last: int) -> list[OthersVisit]:
    """Return what other agencies plan at these firms from day to day or are doing there, without the own agency."""
    return [*_others_planned(session, agency, firms, first, last), *_others_under_way(session, agency, firms)]


def _others_planned(session: Session, agency: str, firms: Collection[UUID], first: int, last: int) -> list[OthersVisit]:
    query = (
        select(PlannedVisit, Agency.name)
        .join(Agency, Agency.code == PlannedVisit.agency)
        .where(
            PlannedVisit.enterprise_id.in_(firms),
            PlannedVisit.day.between(first, last),
            PlannedVisit.state == PlannedVisitState.PLANNED,
            ~has_part(agency),
        )
        .order_by(PlannedVisit.day, PlannedVisit.id)
    )
    return [
        OthersVisit(
            id=plan.id,
            enterprise_id=plan.enterprise_id,
            agency=plan.agency,
            agency_name=name,
            day=plan.day,
            half_day=plan.half_day,
            under_way=False,
        )
        for plan, name in session.execute(query.limit(_MOST))
    ]


def _others_under_way(session: Session, agency: str, firms: Collection[UUID]) -> list[OthersVisit]:
    came = select(Participation.agency).where(_VISIT_OF_PART, Participation.agency == agency).exists()
    query = (
        select(Visit, Agency.name)
        .join(Agency, Agency.code == Visit.lead_agency)
        .where(Visit.enterprise_id.in_(firms), Visit.state == VisitState.OPEN, ~came)
        .order_by(Visit.started_at, Visit.id)
    )
    return [
        OthersVisit(
            id=visit.id,
            enterprise_id=visit.enterprise_id,
            agency=visit.lead_agency,
            agency_name=name,
            day=visit.day,
            half_day=None,
            under_way=True,
        )
        for visit, name in session.execute(query.limit(_MOST))
    ]


def _grouped(rows: Iterable[Row[UUID, UUID]]) -> dict[UUID, frozenset[UUID]]:
    found: dict[UUID, frozenset[UUID]] = {}
    for key, officer in rows:
        found[key] = found.get(key, frozenset()) | {officer}
    return found
