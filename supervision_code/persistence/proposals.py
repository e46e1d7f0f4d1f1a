"""Proposed joint visits in storage: found within an agency's reach, left by one, led by another."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.planned_visits import JoiningAnswer
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.joint_visits import RefusedCombination, SavedVisit
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.placed_tasks import free_tasks
from supervision_code.persistence.planned_visits import get_plan


def get_proposal(
    session: Session, agency: str, enterprise_id: UUID, plan_id: UUID
) -> tuple[PlannedVisit, PlanJoining | None]:
    """Return a visit made of tasks, and the agency's place in it (None: it leads). Raises NoSuchRecord."""
    plan = get_plan(session, enterprise_id, plan_id)
    joining = session.get(PlanJoining, (enterprise_id, plan_id, agency))
    if plan.agency == agency and plan.merged_at is not None:
        return plan, None
    if joining is None or joining.answer is JoiningAnswer.DECLINED or not joining.items:
        raise NoSuchRecord
    return plan, joining


def others_in(session: Session, plan: PlannedVisit, agency: str) -> list[PlanJoining]:
    """Return the other agencies that are asked to come along or do, by code; the lead is none of them."""
    return list(
        session.scalars(
            select(PlanJoining)
            .where(
                PlanJoining.enterprise_id == plan.enterprise_id,
                PlanJoining.plan_id == plan.id,
                PlanJoining.agency != agency,
                PlanJoining.answer != JoiningAnswer.DECLINED,
            )
            .order_by(PlanJoining.agency)
        )
    )


def tasks_in(session: Session, plan: PlannedVisit) -> list[InspectionTask]:
    """Return the tasks placed in a visit."""
    return list(
        session.scalars(
            select(InspectionTask)
            .where(
                InspectionTask.enterprise_id == plan.enterprise_id,
                InspectionTask.planned_visit_id == plan.id,
                InspectionTask.state == TaskState.PLACED,
            )
            .order_by(InspectionTask.agency, InspectionTask.id)
        )
    )


def leave(session: Session, plan: PlannedVisit, agency: str, reason: str, now: datetime) -> None:
    """Take an agency's tasks out of a visit, never to be brought together with these agencies' again."""
    others = [one.agency for one in others_in(session, plan, agency)]
    if plan.agency != agency:
        others.append(plan.agency)
    refused = [task.id for task in tasks_in(session, plan) if task.agency == agency]
    for task_id in refused:
        for other in others:
            session.merge(
                RefusedCombination(
                    enterprise_id=plan.enterprise_id,
                    task_id=task_id,
                    other_agency=other,
                    agency=agency,
                    reason=reason,
                    at=now,
                )
            )
    free_tasks(session, plan.enterprise_id, plan.id, agency)
    _forget_share(session, plan, agency, others)


def hand_lead(session: Session, plan: PlannedVisit, to: PlanJoining, place: PlanJoining) -> None:
    """Let another agency lead; the one that led gets ``place`` among those that join.

    In this order: the database lets an agency write a planned visit only as long as it has a part in it.
    """
    session.add(place)
    session.flush()
    plan.agency, plan.items = to.agency, to.items
    plan.type = to.type or plan.type
    session.flush()
    session.delete(to)
    session.flush()


def _forget_share(session: Session, plan: PlannedVisit, agency: str, left: Sequence[str]) -> None:
    """Count the visits avoided anew when one agency leaves: somebody of those who are left makes the visit."""
    same = (SavedVisit.enterprise_id == plan.enterprise_id, SavedVisit.plan_id == plan.id)
    saved = set(session.scalars(select(SavedVisit.agency).where(*same)))
    gone = {agency} & saved
    staying = saved - gone
    if staying and staying >= set(left):
        gone.add(plan.agency if plan.agency in staying else min(staying))
    session.execute(delete(SavedVisit).where(*same, SavedVisit.agency.in_(gone)))
