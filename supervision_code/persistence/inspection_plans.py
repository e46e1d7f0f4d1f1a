"""Inspection plans in storage: found within reach, read as what they say, measured against the registers."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import WorkCalendar, date_of, day_number, day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.inspection_plan_contents import PlanContents, PlanSurroundings
from supervision_code.domain.inspection_plan_criteria import parse_criteria
from supervision_code.domain.inspection_plan_verdicts import PlannedWork, judging
from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.registry import ItemMethod
from supervision_code.persistence.inspection_plan_objects import chosen_count, judge_objects
from supervision_code.persistence.log import ITEM_MARK, split_items
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.persistence.models.registry import Agency, InspectionItem
from supervision_code.persistence.reach import require_within_reach

_WORDS: Final = (
    "title",
    "basis",
    "type",
    "method",
    "ordered_from_above",
    "order_number",
    "approval_authority",
    "approval_number",
    "area",
    "share",
    "cap",
    "joint",
    "may_be_joint",
    "without_notice",
)
"""What a plan's record and its contents call and hold alike."""


def get_own_plan(session: Session, agency: str, plan_id: UUID, *, lock: bool = False) -> InspectionPlan:
    """Return a plan of this agency. Raises NoSuchRecord."""
    plan = session.get(InspectionPlan, plan_id, with_for_update=lock or None)
    if plan is None or plan.agency != agency:
        raise NoSuchRecord
    return plan


def get_plan_of_area(session: Session, actor: Actor, plan_id: UUID, *, lock: bool = False) -> InspectionPlan:
    """Return a plan within a supervisor's area that its head approved. Raises NoSuchRecord; drafts are the agency's."""
    plan = session.get(InspectionPlan, plan_id, with_for_update=lock or None)
    if plan is None or plan.approved_at is None:
        raise NoSuchRecord
    require_within_reach(actor, plan.district)
    return plan


def ended_plans(session: Session, before: int, limit: int = 50) -> list[UUID]:
    """Return published plans whose last day lies before a day (its number), by id."""
    query = select(InspectionPlan.id).where(
        InspectionPlan.state == PlanState.PUBLISHED, InspectionPlan.last_day < before
    )
    return list(session.scalars(query.order_by(InspectionPlan.id).limit(limit)))


def contents_of(plan: InspectionPlan) -> PlanContents:
    """Return what a plan on record says."""
    return PlanContents(
        **{name: getattr(plan, name) for name in _WORDS},
        items=tuple(sorted(split_items(plan.items))),
        partners=tuple(sorted(split_items(plan.partners))),
        approval_day=_day(plan.approval_day),
        first_day=_day(plan.first_day),
        last_day=_day(plan.last_day),
    )


def values_of(contents: PlanContents) -> dict[str, Any]:
    """Return the columns that hold what a plan says."""
    return {
        **{name: getattr(contents, name) for name in _WORDS},
        "items": ITEM_MARK.join(sorted(set(contents.items))),
        "partners": ITEM_MARK.join(sorted(set(contents.partners))) if contents.joint else "",
        "approval_day": _number(contents.approval_day),
        "first_day": _number(contents.first_day),
        "last_day": _number(contents.last_day),
    }


def surroundings_of(session: Session, plan: InspectionPlan, policy: SupervisionPolicy, today: date) -> PlanSurroundings:
    """Return what a plan is measured against."""
    items = session.execute(
        select(InspectionItem.code, InspectionItem.method).where(InspectionItem.agency == plan.agency)
    )
    return PlanSurroundings(
        agency=plan.agency,
        today=today,
        items={code: ItemMethod(method) for code, method in items},
        agencies=frozenset(session.scalars(select(Agency.code))),
        objects=chosen_count(session, plan.id),
        base=plan.base,
        selection=plan.selection,
        criteria=parse_criteria(plan.criteria),
        annual_cap=_annual_cap(plan, policy),
    )


def work_of(plan: InspectionPlan) -> PlannedWork | None:
    """Return what the rules are asked about; None while the days are missing, or nobody is to be visited."""
    if plan.first_day is None or plan.last_day is None or plan.method is not ItemMethod.ON_SITE:
        return None
    return PlannedWork(
        agency=plan.agency,
        type=plan.type,
        items=split_items(plan.items),
        ordered_from_above=plan.ordered_from_above,
        first_day=plan.first_day,
        last_day=plan.last_day,
    )


def judge_plan(
    session: Session, plan: InspectionPlan, timeline: PolicyTimeline, calendar: WorkCalendar, now: datetime
) -> None:
    """Ask the rules about every firm of a plan; where no day is left, or nobody is visited, nothing is known."""
    work = work_of(plan)
    rules = None if work is None else judging(work, timeline, calendar, day_of(now))
    judge_objects(session, plan.id, rules, timeline)
    plan.judged_at = None if rules is None else now


def _annual_cap(plan: InspectionPlan, policy: SupervisionPolicy) -> int | None:
    counted = policy.counting.of(plan.agency)
    exempt = plan.ordered_from_above and plan.type in counted.not_when_ordered_from_above
    if plan.type not in counted.types or exempt:
        return None
    caps = policy.annual_cap.agencies.get(plan.agency, policy.annual_cap.default)
    return max(caps.unknown, *caps.by_tier.values())


def _day(number: int | None) -> date | None:
    return None if number is None else date_of(number)


def _number(day: date | None) -> int | None:
    return None if day is None else day_number(day)
