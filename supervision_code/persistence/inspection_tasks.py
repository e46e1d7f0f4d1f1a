"""Tasks in storage: made when a plan is published, dropped when it is withdrawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_number
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.registry import EnterpriseStatus
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.emptied_visits import call_off_if_empty
from supervision_code.persistence.firms import copies_of
from supervision_code.persistence.log import ITEM_MARK
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.placed_tasks import change_tasks

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
    """Write one open task for each firm in business; returns how many: of firms that closed meanwhile nothing is asked.

    The caller sees that it is called once a plan and agency.
    """
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
        rows: list[dict[str, Any]] = [
            {"enterprise_id": firm, "id": new_id(now), **same} for firm in _in_business(session, some)
        ]
        insert_rows(session, InspectionTask.__table__, rows)
        made += len(rows)
    return made


def drop_tasks(session: Session, plan_id: UUID, reason: str, now: datetime) -> int:
    """Drop what is not yet done of a plan; returns how many tasks that were.

    Planned visits in which nothing is left to do are called off, and firms that were told of one hear the reason. The
    firms are locked first: who brings their tasks together at this moment is done before, or finds them dropped.
    """
    waiting = InspectionTask.state.in_((TaskState.OPEN, TaskState.PLACED))
    mine = (InspectionTask.inspection_plan_id == plan_id, waiting)
    firms = select(InspectionTask.enterprise_id).where(*mine).distinct().order_by(InspectionTask.enterprise_id)
    _lock_firms(session, session.scalars(firms).all())
    loosened = session.execute(
        select(InspectionTask.enterprise_id, InspectionTask.planned_visit_id).where(*mine).distinct()
    ).all()
    gone = change_tasks(session, mine, {"state": TaskState.DROPPED, "dropped_reason": reason, "ended_at": now})
    for enterprise_id, planned_visit_id in loosened:
        if planned_visit_id is not None:
            call_off_if_empty(session, enterprise_id, planned_visit_id, reason, now)
    return gone


def _in_business(session: Session, firms: Sequence[UUID]) -> list[UUID]:
    wanted = (Enterprise.id.in_(firms), Enterprise.status == EnterpriseStatus.ACTIVE)
    return list(session.scalars(select(Enterprise.id).where(*wanted).order_by(Enterprise.id)))


def _lock_firms(session: Session, ids: Iterable[UUID]) -> None:
    firms = iter(ids)
    while some := list(islice(firms, _AT_ONCE)):
        copies_of(session, some, lock=True)
