"""Tasks: dropping one with a reason, and noting one as done by a visit that was not planned for it."""

from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import InvalidValue, NoSuchRecord, ReasonMissing
from supervision_code.domain.inspection_tasks import TaskState, is_covered, move
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import VisitKind, VisitState
from supervision_code.persistence import trail
from supervision_code.persistence.emptied_visits import call_off_if_empty
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.session import Database, get_enterprise, lock_enterprise


class InspectionTaskService:
    """Changes single tasks; those of a whole plan go with the plan."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def drop(self, actor: Actor, enterprise_id: UUID, task_id: UUID, reason: str) -> None:
        """Give up a task of the actor's agency, for a reason.

        A planned visit in which nothing is left to do is called off, and the firm that was told of it hears so. Raises
        NoSuchRecord, ReasonMissing (``reason``), IllegalMove for one that is done or dropped.
        """
        actor.require(Permission.TASK_DROP)
        now, words = self._clock.now(), reason.strip()[:400]
        if not words:
            raise ReasonMissing(field="reason")
        with self._database.begin() as session:
            lock_enterprise(session, enterprise_id)
            task = _own_task(session, actor, enterprise_id, task_id)
            task.state = move(task.state, TaskState.DROPPED)
            task.dropped_reason, task.ended_at = words, now
            session.flush()
            if task.planned_visit_id is not None:
                call_off_if_empty(session, enterprise_id, task.planned_visit_id, words, now)
            self._on_trail(session, actor, task, "task:dropped", words)

    def finish(self, actor: Actor, enterprise_id: UUID, task_id: UUID, visit_id: UUID) -> None:
        """Note an open task as done in a visit of the own agency that inspected all its items.

        Raises NoSuchRecord, IllegalMove, InvalidValue (``visit``) where the visit did not inspect what the task asks.
        """
        actor.require(Permission.VISIT_CLOSE)
        now = self._clock.now()
        with self._database.begin() as session:
            lock_enterprise(session, enterprise_id)
            task = _own_task(session, actor, enterprise_id, task_id)
            part = session.get(Participation, (enterprise_id, visit_id, task.agency))
            visit = session.get(Visit, (enterprise_id, visit_id))
            if part is None or visit is None:
                raise NoSuchRecord
            counts = visit.kind is VisitKind.INSPECTION and visit.state is not VisitState.VOIDED
            if not counts or not is_covered(split_items(task.items), split_items(part.items)):
                raise InvalidValue(field="visit", value=visit.number, expected="expected-visit-of-task")
            task.state = move(task.state, TaskState.DONE)
            planned, task.planned_visit_id = task.planned_visit_id, None
            task.visit_id, task.ended_at = visit_id, now
            session.flush()
            if planned is not None:
                call_off_if_empty(session, enterprise_id, planned, "", now)
            self._on_trail(session, actor, task, "task:done", visit.number)

    def _on_trail(self, session: Session, actor: Actor, task: InspectionTask, action: str, note: str) -> None:
        firm = get_enterprise(session, task.enterprise_id)
        trail.append(
            session,
            actor,
            action,
            self._clock.now(),
            subject=firm.uscc,
            enterprise_id=firm.id,
            district=firm.district,
            note=note,
        )


def _own_task(session: Session, actor: Actor, enterprise_id: UUID, task_id: UUID) -> InspectionTask:
    task = session.get(InspectionTask, (enterprise_id, task_id), with_for_update=True)
    if task is None or task.agency != actor.agency:
        raise NoSuchRecord
    return task
