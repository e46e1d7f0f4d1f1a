"""Assignments in storage: planned visits an agency has a part in, its officers, and where they are expected."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from supervision_code.domain.assignments import Appointment
from supervision_code.domain.errors import IllegalMove, NoSuchRecord
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.domain.visits import OfficerFacts
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Enterprise, Officer
from supervision_code.persistence.planned_visits import get_plan

SAME_VISIT = and_(
    PlannedVisitOfficer.enterprise_id == PlannedVisit.enterprise_id,
    PlannedVisitOfficer.planned_visit_id == PlannedVisit.id,
)


def has_part(agency: InstrumentedAttribute[str] | str | None) -> ColumnElement[bool]:
    """Return the condition that an agency goes to a planned visit: it is its own, or the agency has joined it."""
    joined = (
        select(PlanJoining.plan_id)
        .where(
            PlanJoining.enterprise_id == PlannedVisit.enterprise_id,
            PlanJoining.plan_id == PlannedVisit.id,
            PlanJoining.agency == agency,
            PlanJoining.answer == JoiningAnswer.JOINED,
        )
        .correlate(PlannedVisit, PlannedVisitOfficer)
        .exists()
    )
    return or_(PlannedVisit.agency == agency, joined)


def get_assignable(session: Session, agency: str, enterprise_id: UUID, plan_id: UUID) -> PlannedVisit:
    """Return a planned visit to which the agency goes, locked. Raises NoSuchRecord, IllegalMove (not to come)."""
    plan = get_plan(session, enterprise_id, plan_id)
    mine = select(PlannedVisit.id).where(
        PlannedVisit.enterprise_id == enterprise_id, PlannedVisit.id == plan_id, has_part(agency)
    )
    if session.scalar(mine) is None:
        raise NoSuchRecord
    if plan.state is not PlannedVisitState.PLANNED:
        raise IllegalMove(state=plan.state, wanted="assigned")
    return plan


def officers_of(session: Session, agency: str) -> dict[UUID, OfficerFacts]:
    """Return the officers of an agency by id, in the order of their names."""
    rows = session.scalars(select(Officer).where(Officer.agency == agency).order_by(Officer.name, Officer.id))
    return {
        row.id: OfficerFacts(
            id=row.id,
            name=row.name,
            certificate_no=row.certificate_no,
            status=row.status,
            valid_until=row.valid_until,
        )
        for row in rows
    }


def assigned_to(session: Session, agency: str, enterprise_id: UUID, plan_id: UUID) -> set[UUID]:
    """Return the agency's officers who are to go to a planned visit."""
    return set(
        session.scalars(
            select(PlannedVisitOfficer.officer_id).where(
                PlannedVisitOfficer.enterprise_id == enterprise_id,
                PlannedVisitOfficer.planned_visit_id == plan_id,
                PlannedVisitOfficer.agency == agency,
            )
        )
    )


def appointments_on(session: Session, agency: str, day: int, officers: Collection[UUID]) -> list[Appointment]:
    """Return where the agency's officers are expected on a day."""
    rows = session.execute(
        select(
            PlannedVisitOfficer.officer_id, PlannedVisit.id, PlannedVisit.day, PlannedVisit.half_day, Enterprise.name
        )
        .select_from(PlannedVisitOfficer)
        .join(PlannedVisit, SAME_VISIT)
        .join(Enterprise, Enterprise.id == PlannedVisit.enterprise_id)
        .where(
            PlannedVisitOfficer.agency == agency,
            PlannedVisitOfficer.officer_id.in_(officers),
            PlannedVisit.day == day,
            PlannedVisit.state == PlannedVisitState.PLANNED,
            has_part(PlannedVisitOfficer.agency),
        )
        .order_by(PlannedVisit.half_day, PlannedVisit.id)
    )
    return [
        Appointment(officer_id=officer, planned_visit_id=plan, day=day_, half_day=half_day, firm=firm)
        for officer, plan, day_, half_day, firm in rows
    ]
