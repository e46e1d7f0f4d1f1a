"""Builds planned visits made of tasks, their notices, and publishes quiet periods."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from config.policy import parse_policy_text, read_policy_file
from supervision_code.domain.days import day_number
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.notices import NoticeState
from supervision_code.domain.planned_visits import HalfDay, JoiningAnswer, PlannedVisitState
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_parsing import parse_policy
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.product import Supervision
from tests.factories import given
from tests.support.clock import FRIDAY_TEN

LONG_PLANNED: Final = timedelta(hours=2)


def place_tasks(
    supervision: Supervision, tasks: Sequence[InspectionTask], day: date = date(2026, 12, 10), lead: str = "SCJG"
) -> UUID:
    """Store tasks of one firm as a planned visit that its lead has accepted; the others have joined. Returns its id."""
    mine = next(task for task in tasks if task.agency == lead)
    made = FRIDAY_TEN - LONG_PLANNED
    planned = PlannedVisit(
        enterprise_id=mine.enterprise_id,
        id=new_id(made),
        agency=lead,
        day=day_number(day),
        type=mine.type,
        items=mine.items,
        note="只给同事看的话",
        state=PlannedVisitState.PLANNED,
        planned_by=new_id(made),
        planned_at=made,
        first_day=max(task.first_day for task in tasks),
        last_day=min(task.last_day for task in tasks),
        merged_at=made,
        without_notice="",
    )
    joinings = [
        PlanJoining(
            enterprise_id=mine.enterprise_id,
            plan_id=planned.id,
            agency=task.agency,
            joined_by=new_id(made),
            joined_at=made,
            answer=JoiningAnswer.JOINED,
            type=task.type,
            items=task.items,
        )
        for task in tasks
        if task.agency != lead
    ]
    for task in tasks:
        task.state, task.planned_visit_id = TaskState.PLACED, planned.id
    given(supervision.database, planned, *joinings, *tasks)
    return planned.id


def build_notice(firm: Enterprise, plan: UUID, day: date = date(2026, 12, 7)) -> Notice:
    """An open notice of a planned visit that offers both halves of one day."""
    slots = [{"day": day_number(day), "half_day": half.value} for half in HalfDay]
    return Notice(
        enterprise_id=firm.id,
        id=new_id(FRIDAY_TEN),
        planned_visit_id=plan,
        state=NoticeState.OPEN,
        sent_at=FRIDAY_TEN,
        day=day_number(day),
        half_day=HalfDay.MORNING,
        slots=json.dumps(slots),
        choose_by=day_number(day) - 3,
    )


def publish_quiet_days(supervision: Supervision, days: str, exempt: str = "") -> None:
    """Publish a quiet period of these days of each month for all firms; ``exempt``: lines of its exemptions."""
    table = f'[[quiet_periods]]\nid = "quiet"\nname = "园区宁静日"\nlegal_basis = "示例"\ndays_of_month = [{days}]\n'
    if exempt:
        table += f"[quiet_periods.exempt]\n{exempt}\n"
    text = read_policy_file().text.replace("quiet_periods = []\n", "") + "\n" + table
    supervision.policies.publish(
        PolicyInForce(policy=parse_policy(parse_policy_text(text)), sha256="e" * 64, text=text)
    )
