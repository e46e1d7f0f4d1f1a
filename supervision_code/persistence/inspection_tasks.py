"""Tasks in storage: made when a plan is published, dropped when it is withdrawn."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, func, select, update
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_number
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.log import ITEM_MARK
from supervision_code.persistence.models.inspection_tasks import InspectionTask

_AT_ONCE: Final = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksWanted:
    """What one agency's part of a published plan asks for; of a joint plan each agency has a part of its own.

    ``firms``: ids of the firms it reaches, each once. ``without_notice``: why firms are not told; empty: they are.
    """

    plan_id: UUID
    agency: str
    type: InspectionType
    items: Iterable[str]
    first_day: date
    last_day: date
    firms: Iterable[UUID]
    ordered_from_above: bool = False
    may_be_joint: bool = True
    without_notice: str = ""


def make_tasks(session: Session, plan: TasksWanted, now: datetime) -> int:
    """Write one open task for each firm; returns how many. The caller sees that it is called once a plan and agency."""
    same = {
        "inspection_plan_id": plan.plan_id,
        "agency": plan.agency,
        "type": plan.type,
        "items": ITEM_MARK.join(sorted(plan.items)),
        "ordered_from_above": plan.ordered_from_above,
        "may_be_joint": plan.may_be_joint,
        "first_day": day_number(plan.first_day),
        "last_day": day_number(plan.last_day),
        "state": TaskState.OPEN,
        "planned_visit_id": None,
        "visit_id": None,
        "without_notice": plan.without_notice,
        "made_at": now,
        "ended_at": None,
        "dropped_reason": "",
    }
    firms, made = iter(plan.firms), 0
    while some := list(islice(firms, _AT_ONCE)):
        rows: list[dict[str, Any]] = [{"enterprise_id": firm, "id": new_id(now), **same} for firm in some]
        insert_rows(session, InspectionTask.__table__, rows)
        made += len(rows)
    return made


def drop_tasks(session: Session, plan_id: UUID, reason: str, now: datetime) -> int:
    """Drop what is not yet done of a plan; returns how many tasks that were."""
    waiting = InspectionTask.state.in_((TaskState.OPEN, TaskState.PLACED))
    return _change(
        session,
        (InspectionTask.inspection_plan_id == plan_id, waiting),
        {"state": TaskState.DROPPED, "dropped_reason": reason, "ended_at": now},
    )


def free_tasks(session: Session, enterprise_id: UUID, planned_visit_id: UUID, agency: str | None = None) -> int:
    """Take tasks out of a planned visit that will not be made, or the one agency's that does not come along."""
    placed = _placed(enterprise_id, planned_visit_id)
    where = placed if agency is None else (*placed, InspectionTask.agency == agency)
    return _change(session, where, {"state": TaskState.OPEN, "planned_visit_id": None})


def finish_tasks(
    session: Session,
    enterprise_id: UUID,
    planned_visit_id: UUID,
    visit_id: UUID,
    agencies: Collection[str],
    now: datetime,
) -> int:
    """Note the tasks of a planned visit as done by the agencies that came; those of others are open again."""
    done = _change(
        session,
        (*_placed(enterprise_id, planned_visit_id), InspectionTask.agency.in_(agencies)),
        {"state": TaskState.DONE, "visit_id": visit_id, "ended_at": now},
    )
    free_tasks(session, enterprise_id, planned_visit_id)
    return done


def overdue_by_agency(session: Session, today: date) -> Mapping[str, int]:
    """Return how many tasks of each agency have passed their last day undone."""
    rows = session.execute(
        select(InspectionTask.agency, func.count())
        .where(
            InspectionTask.state.in_((TaskState.OPEN, TaskState.PLACED)), InspectionTask.last_day < day_number(today)
        )
        .group_by(InspectionTask.agency)
        .order_by(InspectionTask.agency)
    )
    return dict(rows.all())


def _placed(enterprise_id: UUID, planned_visit_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        InspectionTask.enterprise_id == enterprise_id,
        InspectionTask.planned_visit_id == planned_visit_id,
        InspectionTask.state == TaskState.PLACED,
    )


def _change(session: Session, where: Iterable[ColumnElement[bool]], values: Mapping[str, object]) -> int:
    changed = session.execute(
        update(InspectionTask).where(*where).values(**values),
        execution_options={"synchronize_session": False},
    )
    return cast("CursorResult[Any]", changed).rowcount
