"""Tasks within a planned visit: done with the visit, or set free when it is not made."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, func, or_, select, update
from sqlalchemy.orm import Session

from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.planned_visits import PlannedVisit


def free_tasks(session: Session, enterprise_id: UUID, planned_visit_id: UUID, agency: str | None = None) -> int:
    """Take tasks out of a planned visit that will not be made, or the one agency's that does not come along."""
    placed = _placed(enterprise_id, planned_visit_id)
    where = placed if agency is None else (*placed, InspectionTask.agency == agency)
    return change_tasks(session, where, {"state": TaskState.OPEN, "planned_visit_id": None})


def finish_tasks(
    session: Session,
    enterprise_id: UUID,
    planned_visit_id: UUID,
    visit_id: UUID,
    agencies: Collection[str],
    now: datetime,
) -> int:
    """Note the tasks of a planned visit as done by the agencies that came; those of others wait until it ends."""
    return change_tasks(
        session,
        (*_placed(enterprise_id, planned_visit_id), InspectionTask.agency.in_(agencies)),
        {"state": TaskState.DONE, "visit_id": visit_id, "ended_at": now},
    )


def reopen_tasks(session: Session, enterprise_id: UUID, visit_id: UUID) -> int:
    """Open the tasks again that a visit had done and that is void now; a plan that ended asks for nothing any more."""
    ended = select(InspectionPlan.id).where(InspectionPlan.state != PlanState.PUBLISHED)
    asked_for = or_(InspectionTask.inspection_plan_id.is_(None), InspectionTask.inspection_plan_id.not_in(ended))
    done = (
        InspectionTask.enterprise_id == enterprise_id,
        InspectionTask.visit_id == visit_id,
        InspectionTask.state == TaskState.DONE,
    )
    anew = {"state": TaskState.OPEN, "planned_visit_id": None, "visit_id": None, "ended_at": None}
    return change_tasks(session, (*done, asked_for), anew)


def number_left(session: Session, enterprise_id: UUID, planned_visit_id: UUID) -> int:
    """Return how many tasks a planned visit still consists of."""
    query = select(func.count()).select_from(InspectionTask).where(*_placed(enterprise_id, planned_visit_id))
    return session.scalar(query) or 0


def window_of(session: Session, planned: PlannedVisit) -> tuple[int | None, int | None]:
    """Return the first and the last day on which a planned visit can be made; None: nothing keeps it from any other.

    Tasks that were brought into it later count as well as those it was made of.
    """
    ends = select(func.max(InspectionTask.first_day), func.min(InspectionTask.last_day))
    first, last = session.execute(ends.where(*_placed(planned.enterprise_id, planned.id))).one()
    return (
        max((day for day in (planned.first_day, first) if day is not None), default=None),
        min((day for day in (planned.last_day, last) if day is not None), default=None),
    )


def _placed(enterprise_id: UUID, planned_visit_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        InspectionTask.enterprise_id == enterprise_id,
        InspectionTask.planned_visit_id == planned_visit_id,
        InspectionTask.state == TaskState.PLACED,
    )


def change_tasks(session: Session, where: Iterable[ColumnElement[bool]], values: Mapping[str, object]) -> int:
    """Change all these tasks with one statement; returns how many they were."""
    changed = session.execute(
        update(InspectionTask).where(*where).values(**values),
        execution_options={"synchronize_session": False},
    )
    return cast("CursorResult[Any]", changed).rowcount
