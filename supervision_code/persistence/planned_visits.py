"""Planned visits in storage: found within reach, and finished when their visit is opened."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState, move
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.placed_tasks import finish_tasks


def get_plan(session: Session, enterprise_id: UUID, plan_id: UUID) -> PlannedVisit:
    """Return a planned visit, locked until the transaction ends. Raises NoSuchRecord."""
    plan = session.get(PlannedVisit, (enterprise_id, plan_id), with_for_update=True)
    if plan is None:
        raise NoSuchRecord
    return plan


def finish_plan(
    session: Session, enterprise_id: UUID, plan_id: UUID | None, visit_id: UUID, agencies: Sequence[str], now: datetime
) -> None:
    """Mark the plan a visit was opened from as done, with its tasks; only its own agency or one that joined can."""
    if plan_id is None:
        return
    plan = get_plan(session, enterprise_id, plan_id)
    joined = [session.get(PlanJoining, (enterprise_id, plan_id, agency)) for agency in agencies]
    if plan.agency not in agencies and not any(
        one is not None and one.answer is JoiningAnswer.JOINED for one in joined
    ):
        raise NoSuchRecord
    plan.state = move(plan.state, PlannedVisitState.DONE)
    plan.visit_id = visit_id
    finish_tasks(session, enterprise_id, plan_id, visit_id, agencies, now)
