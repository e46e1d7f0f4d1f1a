"""One task whole, as the officers of its agency see it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_number, day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.session import Database
from supervision_code.queries.inspection_tasks import TaskRow, task_rows, tasks_of_agency


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """One task whole."""

    row: TaskRow
    plan_number: str
    plan_basis: str
    ordered_from_above: bool
    may_be_joint: bool
    without_notice: str
    planned_visit_id: UUID | None
    lead: str
    """Name of the agency that leads the planned visit."""
    visit_id: UUID | None
    visit_number: str
    made_at: datetime
    ended_at: datetime | None
    dropped_reason: str


class InspectionTaskPageQueries:
    """Looks at one task of the actor's agency."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def task(self, actor: Actor, enterprise_id: UUID, task_id: UUID) -> TaskPage:
        """Return one task of the actor's agency; raises NoSuchRecord."""
        actor.require(Permission.VISIT_PLAN)
        today = day_number(day_of(self._clock.now()))
        query = tasks_of_agency(actor).where(
            InspectionTask.enterprise_id == enterprise_id, InspectionTask.id == task_id
        )
        with self._database.read() as session:
            found = session.execute(query).one_or_none()
            if found is None:
                raise NoSuchRecord
            return _page(session, found[0], task_rows(session, [found], today)[0])


def _page(session: Session, task: InspectionTask, row: TaskRow) -> TaskPage:
    plan = None if task.inspection_plan_id is None else session.get(InspectionPlan, task.inspection_plan_id)
    visit = None if task.visit_id is None else session.get(Visit, (task.enterprise_id, task.visit_id))
    planned = (
        None
        if task.planned_visit_id is None
        else session.get(PlannedVisit, (task.enterprise_id, task.planned_visit_id))
    )
    lead = None if planned is None else session.get(Agency, planned.agency)
    return TaskPage(
        row=row,
        plan_number="" if plan is None else plan.number,
        plan_basis="" if plan is None else plan.basis,
        ordered_from_above=task.ordered_from_above,
        may_be_joint=task.may_be_joint,
        without_notice=task.without_notice,
        planned_visit_id=task.planned_visit_id,
        lead="" if lead is None else lead.name,
        visit_id=task.visit_id,
        visit_number="" if visit is None else visit.number,
        made_at=task.made_at,
        ended_at=task.ended_at,
        dropped_reason=task.dropped_reason,
    )
