"""The agencies of a joint visit, their tasks in it, and the names of all that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of
from supervision_code.domain.planned_visits import JoiningAnswer
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.joint_visits import SavedVisit
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Agency, InspectionItem


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTask:
    """One task of the visit."""

    items: tuple[str, ...]
    type: InspectionType
    first_day: date
    last_day: date
    plan: str
    """Title of its plan, empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPart:
    """One agency in the visit; ``answer`` None: it leads."""

    code: str
    name: str
    answer: JoiningAnswer | None
    reason: str
    avoided: bool
    """Whether a visit of its own is avoided by it."""
    tasks: tuple[ProposedTask, ...]


def parts_of(
    session: Session, plan: PlannedVisit, tasks: Sequence[InspectionTask], names: Mapping[str, str]
) -> tuple[ProposedPart, ...]:
    joinings = session.scalars(
        select(PlanJoining)
        .where(PlanJoining.enterprise_id == plan.enterprise_id, PlanJoining.plan_id == plan.id)
        .order_by(PlanJoining.agency)
    ).all()
    avoided = set(
        session.scalars(
            select(SavedVisit.agency).where(
                SavedVisit.enterprise_id == plan.enterprise_id, SavedVisit.plan_id == plan.id
            )
        )
    )
    titles = _titles(session, tasks)
    answers = [(plan.agency, None, ""), *((one.agency, one.answer, one.reason) for one in joinings)]
    return tuple(
        ProposedPart(
            code=agency,
            name=names.get(agency, agency),
            answer=answer,
            reason=reason,
            avoided=agency in avoided,
            tasks=tuple(_task(task, names, titles) for task in tasks if task.agency == agency),
        )
        for agency, answer, reason in answers
    )


def _task(task: InspectionTask, names: Mapping[str, str], titles: Mapping[UUID, str]) -> ProposedTask:
    return ProposedTask(
        items=tuple(names.get(code, code) for code in sorted(split_items(task.items))),
        type=task.type,
        first_day=date_of(task.first_day),
        last_day=date_of(task.last_day),
        plan=titles.get(task.inspection_plan_id, "") if task.inspection_plan_id else "",
    )


def _titles(session: Session, tasks: Sequence[InspectionTask]) -> dict[UUID, str]:
    plans = {task.inspection_plan_id for task in tasks if task.inspection_plan_id}
    query = select(InspectionPlan.id, InspectionPlan.title).where(InspectionPlan.id.in_(plans))
    return dict(session.execute(query).all()) if plans else {}


def names_in(session: Session, plan: PlannedVisit, tasks: Sequence[InspectionTask]) -> dict[str, str]:
    codes = split_items(plan.items).union(*(split_items(task.items) for task in tasks))
    joined = select(PlanJoining.agency).where(
        PlanJoining.enterprise_id == plan.enterprise_id, PlanJoining.plan_id == plan.id
    )
    agencies = select(Agency.code, Agency.name).where((Agency.code == plan.agency) | Agency.code.in_(joined))
    items = select(InspectionItem.code, InspectionItem.name).where(InspectionItem.code.in_(codes))
    return dict(session.execute(agencies).all()) | dict(session.execute(items).all())
