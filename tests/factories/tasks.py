"""Builds tasks of plans."""

from datetime import date, timedelta
from typing import Final

from supervision_code.domain.days import day_number
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.registry import Enterprise
from tests.support.clock import FRIDAY_TEN

DECEMBER: Final = (date(2026, 12, 1), date(2026, 12, 31))


def build_task(
    firm: Enterprise,
    agency: str = "SCJG",
    items: str = "",
    *,
    window: tuple[date, date] = DECEMBER,
    kind: InspectionType = InspectionType.ROUTINE,
    may_be_joint: bool = True,
    ordered_from_above: bool = False,
    without_notice: str = "",
    made_days_ago: int = 1,
) -> InspectionTask:
    """An open task; without items it asks for the agency's first one."""
    made = FRIDAY_TEN - timedelta(days=made_days_ago)
    return InspectionTask(
        enterprise_id=firm.id,
        id=new_id(made),
        inspection_plan_id=None,
        agency=agency,
        type=kind,
        items=items or f"{agency}-1",
        ordered_from_above=ordered_from_above,
        may_be_joint=may_be_joint,
        first_day=day_number(window[0]),
        last_day=day_number(window[1]),
        state=TaskState.OPEN,
        planned_visit_id=None,
        without_notice=without_notice,
        made_at=made,
        ended_at=None,
        dropped_reason="",
    )
