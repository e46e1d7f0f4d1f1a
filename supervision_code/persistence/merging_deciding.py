"""From what is stored of a firm to what changes: the rule asked, its answer as visits, invitations and tasks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from supervision_code.domain.companies import Company
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.joint_visits import AgencyShare, UnplacedReason, propose_lead
from supervision_code.domain.merging import MergedVisit, Merger, MergeTask, StandingVisit, merge
from supervision_code.domain.merging_days import DayFrame
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.domain.savings import Savings, savings_of
from supervision_code.persistence.merging_reading import FirmTasks, PlanRecord, TaskRecord
from supervision_code.persistence.merging_rules import Rules
from supervision_code.persistence.merging_shares import Share, shares_of

_SPREAD_BITS: Final = 32


class Proposal(NamedTuple):
    """A visit to be proposed. ``instead_of``: the proposal that nobody has answered and that becomes this one."""

    enterprise_id: UUID
    instead_of: UUID | None
    lead: Share
    others: tuple[Share, ...]
    day: int
    first_day: int
    last_day: int
    without_notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What changes at one firm."""

    enterprise_id: UUID
    proposals: tuple[Proposal, ...]
    joined: Mapping[UUID, tuple[Share, ...]]
    """By standing visit, who is to join it."""
    withdrawn: tuple[UUID, ...]
    """Proposals nobody answered that are not needed any more."""
    unplaced: Mapping[UUID, tuple[TaskRecord, UnplacedReason]]
    kept: frozenset[UUID]
    """Proposals nobody answered that stay as they are."""
    proven: bool


def decide(firm: FirmTasks, rules: Rules) -> Decision:
    """Return how the firm's tasks are brought together, as of now."""
    soft = {plan.id: plan for plan in firm.plans if _is_soft(firm, plan, rules.frame)}
    standing_ids = {plan.id for plan in firm.plans} - soft.keys()
    free = {task.id: task for task in firm.tasks if _is_free(task, standing_ids, soft)}
    tasks, unplaced = _with_days(firm, free.values(), rules)
    standing = [_standing(firm, plan, rules) for plan in firm.plans if plan.id in standing_ids]
    there = [visit for visit in standing if visit is not None]
    spread = firm.firm.id.int & (1 << _SPREAD_BITS) - 1
    merger = merge(tasks, there, spread=spread)
    return _decision(firm, merger, savings_of(merger, there, spread), _Before(soft, free, unplaced, rules))


def days_left(firm: FirmTasks, plan_id: UUID, rules: Rules) -> int:
    """Return the days on which all tasks placed in a visit can be done, as of now; none when it has no tasks."""
    quiet = rules.quiet_for(firm.firm)
    placed = [task for task in firm.tasks if task.planned_visit_id == plan_id and task.state is TaskState.PLACED]
    days = -1 if placed else 0
    for task in placed:
        found = rules.days_of(task, quiet)
        days &= 0 if isinstance(found, UnplacedReason) else found
    return days


def _with_days(
    firm: FirmTasks, free: Iterable[TaskRecord], rules: Rules
) -> tuple[list[MergeTask], dict[UUID, tuple[TaskRecord, UnplacedReason]]]:
    quiet = rules.quiet_for(firm.firm)
    unplaced: dict[UUID, tuple[TaskRecord, UnplacedReason]] = {}
    tasks = []
    for record in free:
        days = rules.days_of(record, quiet)
        if isinstance(days, UnplacedReason):
            unplaced[record.id] = (record, days)
        else:
            tasks.append(_merge_task(record, firm, days, rules))
    return tasks, unplaced


@dataclass(frozen=True, slots=True)
class _Before:
    soft: Mapping[UUID, PlanRecord]
    records: Mapping[UUID, TaskRecord]
    unplaced: Mapping[UUID, tuple[TaskRecord, UnplacedReason]]
    rules: Rules


def _decision(firm: FirmTasks, merger: Merger, savings: Savings, before: _Before) -> Decision:
    left = dict(before.soft)
    proposals, kept = [], set()
    for visit, avoided in zip(merger.visits, savings.new, strict=True):
        records = [before.records[task.id] for task in visit.tasks]
        instead_of = _instead_of(records, left)
        plan = left.pop(instead_of) if instead_of else None
        if plan is not None and _is_unchanged(plan, visit, records, before):
            kept.add(plan.id)
            continue
        proposals.append(_proposal(firm.firm.id, visit, records, avoided, before.rules, plan))
    return Decision(
        enterprise_id=firm.firm.id,
        proposals=tuple(proposals),
        joined={
            plan_id: shares_of([before.records[task.id] for task in tasks], savings.joined[plan_id])
            for plan_id, tasks in merger.joined.items()
        },
        withdrawn=tuple(left),
        unplaced=before.unplaced,
        kept=frozenset(kept),
        proven=merger.proven,
    )


def _is_soft(firm: FirmTasks, plan: PlanRecord, frame: DayFrame) -> bool:
    """Say whether a proposal may still become another: nobody answered it, or the time for it has run out."""
    if plan.state is not PlannedVisitState.PROPOSED or plan.merged_at is None:
        return False
    if plan.day < (frame.first if plan.without_notice else frame.first_in_time):
        return True
    answers = [joining.answer for joining in firm.joinings if joining.plan_id == plan.id]
    return all(answer is JoiningAnswer.INVITED for answer in answers)


def _is_free(task: TaskRecord, standing: Collection[UUID], soft: Collection[UUID]) -> bool:
    """Say whether a task is to be brought together: it is open, or what it was placed in is open to change or gone."""
    return task.state is TaskState.OPEN or task.planned_visit_id in soft or task.planned_visit_id not in standing


def _merge_task(task: TaskRecord, firm: FirmTasks, days: int, rules: Rules) -> MergeTask:
    return MergeTask(
        id=task.id,
        days=days,
        company=_company(task, firm, rules),
        combinable=rules.may_be_combined(task.items),
    )


def _company(task: TaskRecord, firm: FirmTasks, rules: Rules) -> Company:
    return Company(
        task.agency,
        task.may_be_joint and not firm.opted_out,
        not rules.why_unannounced(task),
        frozenset(firm.refused.get(task.id, ())),
    )


def _standing(firm: FirmTasks, plan: PlanRecord, rules: Rules) -> StandingVisit | None:
    """Return a visit as others may join it; None: nobody may."""
    joinings = [joining for joining in firm.joinings if joining.plan_id == plan.id]
    there = [task for task in firm.tasks if task.planned_visit_id == plan.id and task.state is TaskState.PLACED]
    items = [plan.items, *(one.items for one in joinings), *(task.items for task in there)]
    if plan.state is PlannedVisitState.DONE or plan.day < rules.frame.first:
        return None
    if not all(map(rules.may_be_combined, items)):
        return None
    coming = {plan.agency, *(one.agency for one in joinings if one.answer is not JoiningAnswer.DECLINED)}
    by_task = {_company(task, firm, rules) for task in there}
    announced = not plan.without_notice
    by_hand = {Company(agency, not firm.opted_out, announced) for agency in coming - {one.agency for one in by_task}}
    return StandingVisit(
        id=plan.id,
        day=plan.day - rules.frame.first,
        companies=frozenset(by_task | by_hand),
        closed_to=frozenset(one.agency for one in joinings if one.answer is JoiningAnswer.DECLINED),
        offered=sum(1 << day - rules.frame.first for day in firm.offered.get(plan.id, ())),
    )


def _instead_of(records: Iterable[TaskRecord], soft: Mapping[UUID, PlanRecord]) -> UUID | None:
    """Return the proposal that has most of these tasks."""
    if not soft:
        return None
    counts: dict[UUID, int] = {}
    for record in records:
        if record.planned_visit_id is not None and record.planned_visit_id in soft:
            counts[record.planned_visit_id] = counts.get(record.planned_visit_id, 0) + 1
    return max(counts, key=lambda plan_id: (counts[plan_id], plan_id.int), default=None)


def _is_unchanged(plan: PlanRecord, visit: MergedVisit, records: Sequence[TaskRecord], before: _Before) -> bool:
    had = {task.id for task in before.records.values() if task.planned_visit_id == plan.id}
    day = plan.day - before.rules.frame.first
    return had == {record.id for record in records} and day >= 0 and bool(visit.days >> day & 1)


def _proposal(
    enterprise_id: UUID,
    visit: MergedVisit,
    records: Sequence[TaskRecord],
    avoided: frozenset[str],
    rules: Rules,
    plan: PlanRecord | None,
) -> Proposal:
    shares, first = shares_of(records, avoided), rules.frame.first
    lead = _lead(shares)
    return Proposal(
        enterprise_id=enterprise_id,
        instead_of=plan.id if plan else None,
        lead=lead,
        others=tuple(one for one in shares if one is not lead),
        day=first + visit.day,
        first_day=first + (visit.days & -visit.days).bit_length() - 1,
        last_day=first + visit.days.bit_length() - 1,
        without_notice=rules.why_unannounced(records[0]),
    )


def _lead(shares: Sequence[Share]) -> Share:
    if len(shares) == 1:
        return shares[0]
    lead = propose_lead([AgencyShare(agency=one.agency, items=one.number, since=one.since) for one in shares]).agency
    return next(one for one in shares if one.agency == lead)
