"""Planned visits that lost their last task: nobody has to come, so they are called off."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.planned_visits import PlannedVisitState, move
from supervision_code.persistence import notices
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.notice_telling import tell_agencies
from supervision_code.persistence.placed_tasks import number_left

_AHEAD = frozenset({PlannedVisitState.PROPOSED, PlannedVisitState.PLANNED})


def call_off_if_empty(
    session: Session, enterprise_id: UUID, planned_visit_id: UUID, reason: str, now: datetime
) -> bool:
    """Call off a visit made of tasks when none is left in it; ``reason`` is what a firm that was told hears.

    A visit planned by hand stays: it was never made of tasks.
    """
    planned = session.get(PlannedVisit, (enterprise_id, planned_visit_id), with_for_update=True)
    if planned is None or planned.merged_at is None or planned.state not in _AHEAD:
        return False
    if number_left(session, enterprise_id, planned_visit_id):
        return False
    planned.state = move(planned.state, PlannedVisitState.CANCELLED)
    notices.withdraw(session, planned, reason, now)
    tell_agencies(session, planned, "inbox-plan-called-off", now, but=planned.agency)
    return True
