"""What bringing tasks together needs to know: which firms wait, their tasks, their visits that stand, their wishes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, Select, String, Uuid, and_, column, func, literal, or_, select, true, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import ColumnElement, KeyedColumnElement

from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.notices import NoticeState
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.firms import FirmCopy, copies_of
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.joint_visits import RefusedCombination, UnplacedTask
from supervision_code.persistence.models.notices import FirmWish, Notice
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import InspectionItem
from supervision_code.persistence.notices import read_slots

_TASKS: Final = InspectionTask.__table__.c
_PLANS: Final = PlannedVisit.__table__.c
_JOININGS: Final = PlanJoining.__table__.c
_NOTICES: Final = Notice.__table__.c
_TYPES: Final = {word.value: word for word in InspectionType}
_STATES: Final = {word.value: word for word in TaskState}
_Columns = ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]
_ACTIVE: Final = (PlannedVisitState.PROPOSED.value, PlannedVisitState.PLANNED.value)


class TaskRecord(NamedTuple):
    """A task that is open or placed."""

    enterprise_id: UUID
    id: UUID
    agency: str
    type: InspectionType
    items: str
    ordered_from_above: bool
    may_be_joint: bool
    first_day: int
    last_day: int
    state: TaskState
    planned_visit_id: UUID | None
    without_notice: str
    made_at: datetime


class PlanRecord(NamedTuple):
    """A planned visit that is proposed or planned."""

    enterprise_id: UUID
    id: UUID
    agency: str
    day: int
    items: str
    state: PlannedVisitState
    merged_at: datetime | None
    without_notice: str


class JoiningRecord(NamedTuple):
    """An agency that was asked into one, or joined it."""

    enterprise_id: UUID
    plan_id: UUID
    agency: str
    answer: JoiningAnswer
    items: str


@dataclass(slots=True, kw_only=True)
class FirmTasks:
    """Everything about one firm that decides how its tasks are brought together."""

    firm: FirmCopy
    tasks: list[TaskRecord] = field(default_factory=list)
    plans: list[PlanRecord] = field(default_factory=list)
    joinings: list[JoiningRecord] = field(default_factory=list)
    offered: dict[UUID, frozenset[int]] = field(default_factory=dict)
    """By planned visit, the days from today on that the firm may still choose for it."""
    refused: dict[UUID, set[str]] = field(default_factory=dict)
    opted_out: bool = False


def firms_waiting(session: Session, today: int, first_in_time: int) -> list[UUID]:
    """Return the firms whose tasks are to be brought together (anew), by id.

    They have an open task that was not tried today, or a proposal nobody accepted while there was time.
    """
    until = max(today, first_in_time)
    tried = and_(UnplacedTask.enterprise_id == InspectionTask.enterprise_id, UnplacedTask.task_id == InspectionTask.id)
    fresh = (
        select(InspectionTask.enterprise_id)
        .distinct()
        .outerjoin(UnplacedTask, tried)
        .where(
            InspectionTask.state == TaskState.OPEN, or_(UnplacedTask.asked_on.is_(None), UnplacedTask.asked_on < today)
        )
    )
    late = or_(
        and_(PlannedVisit.without_notice == "", PlannedVisit.day < first_in_time),
        and_(PlannedVisit.without_notice != "", PlannedVisit.day < today),
    )
    # The last day is asked for as well, so that the index of states and days leads to these few proposals.
    proposed = and_(PlannedVisit.state == PlannedVisitState.PROPOSED, PlannedVisit.day < until)
    stale = select(PlannedVisit.enterprise_id).distinct().where(proposed, PlannedVisit.merged_at.is_not(None), late)
    return sorted({*session.scalars(fresh), *session.scalars(stale)}, key=lambda firm: firm.int)


def read_firms(session: Session, ids: Collection[UUID], today: int, *, lock: bool = True) -> list[FirmTasks]:
    """Lock these firms and their planned visits (unless told not to), and return what decides about their tasks.

    A visit of today that was opened already is read as well: who joins it late is still to come.
    """
    found = {firm.id: FirmTasks(firm=firm) for firm in copies_of(session, ids, lock=lock)}
    for plan in _plans(session, ids, today, lock=lock):
        found[plan.enterprise_id].plans.append(plan)
    _add_tasks(session, found)
    for joining in _joinings(session, found.values()):
        found[joining.enterprise_id].joinings.append(joining)
    _add_offers(session, found, today)
    for firm_id, task_id, agency in session.execute(
        select(RefusedCombination.enterprise_id, RefusedCombination.task_id, RefusedCombination.other_agency).where(
            RefusedCombination.enterprise_id.in_(ids)
        )
    ):
        found[firm_id].refused.setdefault(task_id, set()).add(agency)
    for firm_id in session.scalars(select(FirmWish.enterprise_id).where(FirmWish.enterprise_id.in_(ids))):
        found[firm_id].opted_out = True
    return list(found.values())


def uncombinable_items(session: Session) -> frozenset[str]:
    """Return the items that are checked by themselves."""
    return frozenset(session.scalars(select(InspectionItem.code).where(InspectionItem.combinable.is_(False))))


def _add_tasks(session: Session, firms: Mapping[UUID, FirmTasks]) -> None:
    """Read the tasks; what repeats (firms, words) is taken as the driver returns it and looked up."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    by_raw_id: dict[Any, FirmTasks] = {key.hex if sqlite else key: firm for key, firm in firms.items()}
    words = {name: type_coerce(_TASKS[name], String).label(name) for name in ("enterprise_id", "type", "state")}
    query = select(*(words.get(name, _TASKS[name]) for name in TaskRecord._fields)).where(
        _read_after(_TASKS.state).in_((TaskState.OPEN.value, TaskState.PLACED.value))
    )
    rows = _rows_of(session, query, _TASKS, firms, "id")
    for firm_id, task_id, agency, kind, items, ordered, joint, first, last, state, *rest in rows:
        firm = by_raw_id[firm_id]
        known = (firm.firm.id, task_id, agency, _TYPES[kind], items, ordered, joint, first, last, _STATES[state])
        firm.tasks.append(TaskRecord(*known, *rest))


def _plans(session: Session, firms: Collection[UUID], today: int, *, lock: bool) -> Sequence[PlanRecord]:
    state = _read_after(_PLANS.state)
    opened_today = and_(state == PlannedVisitState.DONE.value, _PLANS.day >= today)
    query = select(*(_PLANS[name] for name in PlanRecord._fields)).where(or_(state.in_(_ACTIVE), opened_today))
    if lock:
        # A visit that others may join is neither moved nor called off meanwhile.
        query = query.with_for_update(key_share=True)
    return [PlanRecord(*row) for row in _rows_of(session, query, _PLANS, firms, "id")]


def _joinings(session: Session, firms: Collection[FirmTasks]) -> Sequence[JoiningRecord]:
    by_firm = {firm.firm.id: [plan.id for plan in firm.plans] for firm in firms if firm.plans}
    if not by_firm:
        return []
    plans = [plan for some in by_firm.values() for plan in some]
    query = select(*(_JOININGS[name] for name in JoiningRecord._fields)).where(_JOININGS.plan_id.in_(plans))
    found = _rows_of(session, query, _JOININGS, by_firm, "plan_id", "agency")
    return [JoiningRecord(*row) for row in found]


def _add_offers(session: Session, firms: Mapping[UUID, FirmTasks], today: int) -> None:
    with_plans = [firm_id for firm_id, firm in firms.items() if firm.plans]
    if not with_plans:
        return
    open_to_choice = (NoticeState.OPEN.value, NoticeState.CHOSEN.value)
    query = select(_NOTICES.enterprise_id, _NOTICES.planned_visit_id, _NOTICES.slots).where(
        _read_after(_NOTICES.state).in_(open_to_choice), _NOTICES.choose_by >= today
    )
    for firm_id, plan_id, slots in _rows_of(session, query, _NOTICES, with_plans, "planned_visit_id"):
        days = frozenset(slot.day for slot in read_slots(slots) if slot.day >= today)
        firms[firm_id].offered[plan_id] = days


def _read_after(state: KeyedColumnElement[Any]) -> ColumnElement[str]:
    """Let a state be looked at only in the rows that were found by their firm.

    Half of a city's tasks are open at once: an index of states, which a database without statistics takes for a short
    cut, would be read whole for every firm.
    """
    return type_coerce(state, String) + ""


def _rows_of(
    session: Session, query: Select[Any], table: _Columns, firms: Collection[UUID], *then: str
) -> Iterable[Any]:
    """Return the rows of one table that belong to these firms, by firm and then by these columns.

    PostgreSQL is asked firm by firm within one statement: a list of hundreds of firms it answers, as long as a table
    grows faster than its statistics, by reading the whole table, once for every few hundred firms.
    """
    keys = ("enterprise_id", *then)
    if session.get_bind().dialect.name == "sqlite":
        return session.execute(query.where(table.enterprise_id.in_(firms)).order_by(*(table[key] for key in keys)))
    ids = literal(list(firms), ARRAY(Uuid))
    asked = func.unnest(ids).table_valued(column("id", Uuid), name="firm").render_derived()
    one = query.where(table.enterprise_id == asked.c.id).offset(0).lateral("one")
    return session.execute(select(one).select_from(asked).join(one, true()).order_by(*(one.c[key] for key in keys)))
