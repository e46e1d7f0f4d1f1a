"""Telling the agencies of a planned visit, and the officers who are to go, what became of its time."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of
from supervision_code.domain.planned_visits import JoiningAnswer
from supervision_code.persistence import inbox
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.session import get_enterprise


def tell_agencies(
    session: Session, planned: PlannedVisit, key: str, now: datetime, *, but: str = "", also: Iterable[str] = ()
) -> None:
    """Leave a message with every agency that comes (``but`` one, ``also`` others) and every officer who is to go."""
    facts = {
        "firm": get_enterprise(session, planned.enterprise_id).name,
        "from_day": date_of(planned.day).isoformat(),
    }
    link = f"/planned-visits/{planned.enterprise_id}/{planned.id}"
    told = dict.fromkeys([*agencies_of(session, planned), *also])
    recipients = [inbox.to_agency(agency) for agency in told if agency != but]
    for recipient in [*recipients, *_officers(session, planned)]:
        inbox.put(session, recipient, key, now, facts=facts, link=link)


def agencies_of(session: Session, planned: PlannedVisit) -> list[str]:
    """Return the codes of the agencies that come, the lead first."""
    joined = session.scalars(
        select(PlanJoining.agency)
        .where(
            PlanJoining.enterprise_id == planned.enterprise_id,
            PlanJoining.plan_id == planned.id,
            PlanJoining.answer == JoiningAnswer.JOINED,
        )
        .order_by(PlanJoining.agency)
    )
    return [planned.agency, *joined]


def _officers(session: Session, planned: PlannedVisit) -> list[str]:
    query = (
        select(PlannedVisitOfficer.officer_id)
        .where(
            PlannedVisitOfficer.enterprise_id == planned.enterprise_id,
            PlannedVisitOfficer.planned_visit_id == planned.id,
        )
        .order_by(PlannedVisitOfficer.officer_id)
    )
    return [inbox.to_officer(officer) for officer in session.scalars(query)]
