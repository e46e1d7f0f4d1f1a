"""Tasks as the officers of their agency see them in lists, and those that a visit has done as well."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import date_of, day_number, day_of
from supervision_code.domain.inspection_tasks import TaskState, is_covered
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import InspectionType, VisitKind, VisitState
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Enterprise, InspectionItem
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import AnyRow, Cut, Order, fetch

_WAITING = (TaskState.OPEN, TaskState.PLACED)


class TaskView(StrEnum):
    """Which tasks a list shows."""

    OPEN = "open"
    PLACED = "placed"
    OVERDUE = "overdue"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksAsked:
    """What a list of tasks is narrowed by."""

    view: TaskView = TaskView.OPEN
    plan_id: UUID | None = None
    words: str = ""
    cut: Cut = field(default_factory=Cut)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task."""

    enterprise_id: UUID
    id: UUID
    firm: str
    address: str
    type: InspectionType
    items: tuple[str, ...]
    """Names."""
    first_day: date
    last_day: date
    state: TaskState
    overdue: bool
    plan_id: UUID | None
    plan: str
    """Title of the plan, empty where there is none."""
    visit_day: date | None
    """The day of the planned visit it is part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskList:
    """One page of tasks, and what addresses say of its neighbours, empty where there is none."""

    rows: tuple[TaskRow, ...]
    newer: str
    older: str
    plan: str
    """Title of the plan the list is narrowed to."""
    numbers: Mapping[TaskView, int]
    """Of the views that wait: open, placed, overdue."""


class InspectionTaskQueries:
    """Looks at the tasks of the actor's agency."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(self, actor: Actor, asked: TasksAsked) -> TaskList:
        """Return tasks of the actor's agency, those whose last day comes first on top."""
        actor.require(Permission.VISIT_PLAN)
        today = day_number(day_of(self._clock.now()))
        query = tasks_of_agency(actor).where(_in_view(asked.view, today))
        if asked.plan_id is not None:
            query = query.where(InspectionTask.inspection_plan_id == asked.plan_id)
        if asked.words:
            in_name = Enterprise.name.contains(asked.words, autoescape=True)
            query = query.where(or_(in_name, Enterprise.uscc == asked.words.upper()))
        ended = asked.view in {TaskView.DONE, TaskView.DROPPED}
        order = Order(key=InspectionTask.last_day, kind=int, id=InspectionTask.id, descending=ended)
        with self._database.read() as session:
            found = fetch(session, query, order, asked.cut)
            plan = None if asked.plan_id is None else session.get(InspectionPlan, asked.plan_id)
            return TaskList(
                rows=task_rows(session, found.rows, today),
                newer=found.newer,
                older=found.older,
                plan="" if plan is None or plan.agency != actor.agency else plan.title,
                numbers=_numbers(session, actor, asked.plan_id, today),
            )

    def done_as_well(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> tuple[TaskRow, ...]:
        """Return open tasks of the actor's agency whose items a visit of it has inspected, all of them."""
        actor.require(Permission.VISIT_PLAN)
        today = day_number(day_of(self._clock.now()))
        with self._database.read() as session:
            part = session.get(Participation, (enterprise_id, visit_id, actor.agency))
            visit = session.get(Visit, (enterprise_id, visit_id))
            if part is None or visit is None or visit.kind is not VisitKind.INSPECTION:
                return ()
            if visit.state is VisitState.VOIDED:
                return ()
            query = tasks_of_agency(actor).where(
                InspectionTask.enterprise_id == enterprise_id,
                InspectionTask.state.in_(_WAITING),
                InspectionTask.first_day <= visit.day,
            )
            inspected = split_items(part.items)
            found = [
                row
                for row in session.execute(query.order_by(InspectionTask.last_day, InspectionTask.id).limit(50))
                if is_covered(split_items(row[0].items), inspected)
            ]
            return task_rows(session, found, today)

    def overdue(self, actor: Actor) -> int:
        """Count the tasks of the actor's agency whose last day has passed undone."""
        actor.require(Permission.VISIT_PLAN)
        today = day_number(day_of(self._clock.now()))
        query = select(func.count()).select_from(InspectionTask).where(InspectionTask.agency == actor.agency)
        with self._database.read() as session:
            return session.scalar(query.where(_in_view(TaskView.OVERDUE, today))) or 0


Listing: TypeAlias = Select[InspectionTask, str, str, str | None, int | None]


def tasks_of_agency(actor: Actor) -> Listing:
    """Return the query for the tasks of the actor's agency, with what ``task_rows`` reads."""
    return (
        select(InspectionTask, Enterprise.name, Enterprise.address, InspectionPlan.title, PlannedVisit.day)
        .join(Enterprise, Enterprise.id == InspectionTask.enterprise_id)
        .outerjoin(InspectionPlan, InspectionPlan.id == InspectionTask.inspection_plan_id)
        .outerjoin(
            PlannedVisit,
            and_(
                PlannedVisit.enterprise_id == InspectionTask.enterprise_id,
                PlannedVisit.id == InspectionTask.planned_visit_id,
            ),
        )
        .where(InspectionTask.agency == actor.agency)
    )


def _in_view(view: TaskView, today: int) -> ColumnElement[bool]:
    if view is TaskView.OVERDUE:
        return and_(InspectionTask.state.in_(_WAITING), InspectionTask.last_day < today)
    return InspectionTask.state == TaskState(view.value)


def _numbers(session: Session, actor: Actor, plan_id: UUID | None, today: int) -> Mapping[TaskView, int]:
    mine = select(func.count()).select_from(InspectionTask).where(InspectionTask.agency == actor.agency)
    if plan_id is not None:
        mine = mine.where(InspectionTask.inspection_plan_id == plan_id)
    views = (TaskView.OPEN, TaskView.PLACED, TaskView.OVERDUE)
    return {view: session.scalar(mine.where(_in_view(view, today))) or 0 for view in views}


def task_rows(session: Session, found: Iterable[AnyRow], today: int) -> tuple[TaskRow, ...]:
    """Return rows of ``tasks_of_agency`` as they are listed; ``today`` in days since 1970-01-01."""
    listed = list(found)
    codes = {code for row in listed for code in split_items(row[0].items)}
    query = select(InspectionItem.code, InspectionItem.name).where(InspectionItem.code.in_(codes))
    names: Mapping[str, str] = dict(session.execute(query).all()) if codes else {}
    return tuple(_row(*row[:5], names=names, today=today) for row in listed)


def _row(
    task: InspectionTask,
    firm: str,
    address: str,
    plan: str | None,
    day: int | None,
    *,
    names: Mapping[str, str],
    today: int,
) -> TaskRow:
    return TaskRow(
        enterprise_id=task.enterprise_id,
        id=task.id,
        firm=firm,
        address=address,
        type=task.type,
        items=tuple(names.get(code, code) for code in sorted(split_items(task.items))),
        first_day=date_of(task.first_day),
        last_day=date_of(task.last_day),
        state=task.state,
        overdue=task.state in _WAITING and task.last_day < today,
        plan_id=task.inspection_plan_id,
        plan=plan or "",
        visit_day=None if day is None else date_of(day),
    )
