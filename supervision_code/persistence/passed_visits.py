"""Planned visits whose day has passed: those that were made all the same, those nobody made, and tasks left in them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from supervision_code.domain.inspection_tasks import TaskState, is_covered, move
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.domain.visits import VisitKind, VisitState
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.proposals import tasks_in

_AT_ONCE = 300


def made_all_the_same(session: Session, today: int) -> Sequence[tuple[PlannedVisit, Visit]]:
    """Return planned visits of days before with the visit their lead agency made then without opening it from them.

    So phones and other systems record visits: they know the firm and the items, not the plan.
    """
    query = (
        select(PlannedVisit, Visit)
        .join(Visit, (Visit.enterprise_id == PlannedVisit.enterprise_id) & (Visit.day == PlannedVisit.day))
        .where(
            PlannedVisit.state == PlannedVisitState.PLANNED,
            PlannedVisit.day < today,
            Visit.plan_id.is_(None),
            Visit.lead_agency == PlannedVisit.agency,
            Visit.kind == VisitKind.INSPECTION,
            Visit.state != VisitState.VOIDED,
        )
        .order_by(PlannedVisit.enterprise_id, PlannedVisit.id, Visit.started_at)
        .limit(_AT_ONCE)
    )
    return [(planned, visit) for planned, visit in session.execute(query)]


def not_made(session: Session, before: int) -> list[tuple[UUID, UUID]]:
    """Return planned visits (firm, id) whose day lies before one and that no visit was made of."""
    query = select(PlannedVisit.enterprise_id, PlannedVisit.id).where(
        PlannedVisit.state == PlannedVisitState.PLANNED, PlannedVisit.day < before
    )
    return _listed(session, query.order_by(PlannedVisit.day, PlannedVisit.id))


def never_ended(session: Session, today: int) -> list[tuple[UUID, UUID]]:
    """Return planned visits (firm, id) opened on an earlier day whose visit was not ended, with tasks still in them."""
    query = (
        select(PlannedVisit.enterprise_id, PlannedVisit.id)
        .distinct()
        .join(
            InspectionTask,
            (InspectionTask.enterprise_id == PlannedVisit.enterprise_id)
            & (InspectionTask.planned_visit_id == PlannedVisit.id),
        )
        .join(Visit, (Visit.enterprise_id == PlannedVisit.enterprise_id) & (Visit.id == PlannedVisit.visit_id))
        .where(
            InspectionTask.state == TaskState.PLACED,
            PlannedVisit.state == PlannedVisitState.DONE,
            Visit.day < today,
        )
    )
    return _listed(session, query.order_by(PlannedVisit.enterprise_id, PlannedVisit.id))


def finish_covered(session: Session, planned: PlannedVisit, visit: Visit) -> None:
    """Note the tasks in a planned visit as done that the visit inspected whole; the others are open again."""
    parts = session.scalars(
        select(Participation).where(
            Participation.enterprise_id == visit.enterprise_id, Participation.visit_id == visit.id
        )
    )
    inspected = {part.agency: split_items(part.items) for part in parts}
    for task in tasks_in(session, planned):
        if is_covered(split_items(task.items), inspected.get(task.agency, frozenset())):
            task.state = move(task.state, TaskState.DONE)
            task.visit_id, task.ended_at = visit.id, visit.recorded_at
        else:
            task.state = move(task.state, TaskState.OPEN)
            task.planned_visit_id = None


def agencies_with_tasks(session: Session, planned: PlannedVisit) -> list[str]:
    """Return the codes of the agencies with tasks in a planned visit, also of those that did not say they come."""
    return sorted({task.agency for task in tasks_in(session, planned)})


def _listed(session: Session, query: Select[UUID, UUID]) -> list[tuple[UUID, UUID]]:
    return [(firm, planned) for firm, planned in session.execute(query.limit(_AT_ONCE))]
