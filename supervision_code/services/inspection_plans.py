"""Inspection plans: drafting, and the steps from the draft to publication and its end."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, date_of, day_number_of, day_of
from supervision_code.domain.errors import IllegalMove, InvalidValue, NotPermitted
from supervision_code.domain.errors_of_working_day import PlanChanged, PlanIncomplete
from supervision_code.domain.inspection_plan_contents import PlanContents, faults_of
from supervision_code.domain.inspection_plans import (
    PERIOD_OVER,
    PlanMove,
    PlanState,
    PlanStepKind,
    closes_by_itself,
    require_draft,
    require_move,
    rule_of,
)
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import ItemMethod
from supervision_code.persistence.inspection_plan_objects import chosen_firms
from supervision_code.persistence.inspection_plan_records import (
    NewPlan,
    enter,
    enter_end,
    make_plan,
    record,
    tell,
    tell_closed,
    tell_left_out,
    touch,
)
from supervision_code.persistence.inspection_plans import (
    contents_of,
    ended_plans,
    get_own_plan,
    get_plan_of_area,
    judge_plan,
    surroundings_of,
    values_of,
    work_of,
)
from supervision_code.persistence.inspection_tasks import TasksWanted, drop_tasks, make_tasks
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database

_LONGEST_REASON: Final = 1000
_LONGEST_NUMBER: Final = 64
_CHECKED: Final = frozenset({PlanMove.SUBMIT, PlanMove.APPROVE, PlanMove.PUBLISH})
_ENTERED: Final[Mapping[PlanMove, LedgerKind]] = MappingProxyType(
    {PlanMove.FILE: LedgerKind.PLAN_FILED, PlanMove.PUBLISH: LedgerKind.PLAN_PUBLISHED}
)


class InspectionPlanService:
    """Changes inspection plans."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def draft(self, actor: Actor, contents: PlanContents) -> UUID:
        """Begin a plan of the actor's agency; returns its id. It may still lack everything."""
        agency, now = agency_of(actor), self._clock.now()
        with self._database.begin() as session:
            plan = make_plan(session, NewPlan(agency=agency, contents=contents, step=PlanStepKind.DRAFTED), actor, now)
            return plan.id

    def change(self, actor: Actor, plan_id: UUID, contents: PlanContents, revision: int) -> None:
        """Take over what a draft is to say. Raises NoSuchRecord, IllegalMove, PlanChanged when it changed meanwhile."""
        agency, now = agency_of(actor), self._clock.now()
        with self._database.begin() as session:
            plan = get_own_plan(session, agency, plan_id, lock=True)
            require_draft(plan.state)
            if plan.revision != revision:
                raise PlanChanged
            asked_before = work_of(plan)
            for name, value in values_of(contents).items():
                setattr(plan, name, value)
            plan.year = contents.first_day.year if contents.first_day else plan.year
            touch(plan, actor, now)
            session.flush()
            if work_of(plan) != asked_before:
                judge_plan(session, plan, self._policies.timeline(session), self._calendar, now)

    def submit(self, actor: Actor, plan_id: UUID) -> None:
        """Lay a draft before the head. Raises PlanIncomplete while anything is missing."""
        self._move(actor, plan_id, PlanMove.SUBMIT)

    def approve(self, actor: Actor, plan_id: UUID) -> None:
        """Approve what somebody else drafted."""
        self._move(actor, plan_id, PlanMove.APPROVE)

    def send_back(self, actor: Actor, plan_id: UUID, reason: str) -> None:
        """Give a plan back to be drafted again: the head a submitted one, a supervisor an approved one."""
        self._move(actor, plan_id, PlanMove.RETURN, reason)

    def file(self, actor: Actor, plan_id: UUID, number: str) -> None:
        """File a plan of the supervisor's area under a number (备案). Raises InvalidValue (``number``) without one."""
        if not 1 <= len(number.strip()) <= _LONGEST_NUMBER:
            raise InvalidValue(field="number", value=number[:80], expected="expected-filing-number")
        self._move(actor, plan_id, PlanMove.FILE, number)

    def publish(self, actor: Actor, plan_id: UUID) -> None:
        """Publish a filed plan: from then on everybody can read it, and each of its firms has a task."""
        self._move(actor, plan_id, PlanMove.PUBLISH)

    def close(self, actor: Actor, plan_id: UUID) -> None:
        """Close a plan whose period is over; tasks still open are dropped."""
        self._move(actor, plan_id, PlanMove.CLOSE)

    def close_ended(self) -> int:
        """Close what nobody closed although its period is over; returns how many plans. The worker's round.

        A visit made on the last day may still be recorded for some days, which are waited for. What is not done by then
        is dropped, as when the agency closes a plan, and the agency is told how much that was.
        """
        with self._database.read() as session:
            today, days = self._today_and_backfill(session)
            ended = ended_plans(session, today - days)
        return sum(self._close_ended(plan_id) for plan_id in ended)

    def _close_ended(self, plan_id: UUID) -> bool:
        now = self._clock.now()
        with self._database.begin() as session:
            plan = session.get_one(InspectionPlan, plan_id, with_for_update=True)
            if not closes_by_itself(plan.state, plan.last_day, *self._today_and_backfill(session)):
                return False
            rule = rule_of(plan.state, PlanMove.CLOSE)
            plan.state, plan.ended_at = rule.after, now
            plan.revision += 1
            session.flush()
            dropped = drop_tasks(session, plan.id, "", now)
            record(session, plan, None, rule.step, now, PERIOD_OVER)
            enter_end(session, plan, now)
            tell_closed(session, plan, dropped, now)
        return True

    def _today_and_backfill(self, session: Session) -> tuple[int, int]:
        return day_number_of(self._clock.now()), self._policies.now(session).policy.backfill_calendar_days

    def withdraw(self, actor: Actor, plan_id: UUID, reason: str) -> None:
        """Withdraw a plan; of a published one the tasks that are not done are dropped."""
        self._move(actor, plan_id, PlanMove.WITHDRAW, reason)

    def _move(self, actor: Actor, plan_id: UUID, move: PlanMove, text: str = "") -> None:
        """Make one move of the table, with everything that goes with it, or change nothing."""
        now, said = self._clock.now(), text.strip()[:_LONGEST_REASON]
        with self._database.begin() as session:
            plan = _plan_of(session, actor, plan_id)
            authors = {plan.drafted_by, plan.changed_by, plan.submitted_by or plan.drafted_by}
            rule = require_move(actor, plan.state, move, authors=authors, reason=said)
            if move in _CHECKED:
                self._require_whole(session, plan, now)
            before, plan.state = plan.state, rule.after
            _mark(plan, move, actor, now, said)
            session.flush()
            _carry_out(session, plan, move, before, said, now)
            record(session, plan, actor, rule.step, now, said)
            if move in _ENTERED:
                enter(session, plan, _ENTERED[move], now)
            if plan.ended_at is not None:
                enter_end(session, plan, now)
            tell(session, plan, move, before, now)

    def _require_whole(self, session: Session, plan: InspectionPlan, now: datetime) -> None:
        policy = self._policies.timeline(session).at(now).policy
        faults = faults_of(contents_of(plan), surroundings_of(session, plan, policy, day_of(now)))
        if faults:
            raise PlanIncomplete(count=len(faults))


def agency_of(actor: Actor) -> str:
    """Return the agency that the actor drafts for. Raises NotPermitted."""
    actor.require(Permission.PLAN_DRAFT)
    if actor.agency is None:
        raise NotPermitted(permission=Permission.PLAN_DRAFT)
    return actor.agency


def _plan_of(session: Session, actor: Actor, plan_id: UUID) -> InspectionPlan:
    """Return the plan, locked: of the own agency, or for a supervisor of the own area."""
    if actor.agency is not None:
        return get_own_plan(session, actor.agency, plan_id, lock=True)
    actor.require(Permission.PLAN_FILE)
    return get_plan_of_area(session, actor, plan_id, lock=True)


def _mark(plan: InspectionPlan, move: PlanMove, actor: Actor, now: datetime, said: str) -> None:
    """Write into the plan who made the move, and when."""
    plan.revision += 1
    match move:
        case PlanMove.SUBMIT:
            plan.submitted_by = actor.account_id
        case PlanMove.APPROVE:
            plan.approved_by, plan.approved_at = actor.account_id, now
        case PlanMove.RETURN:
            plan.submitted_by = plan.approved_by = plan.approved_at = None
        case PlanMove.FILE:
            plan.filing_number, plan.filed_by, plan.filed_at = said, actor.account_id, now
        case PlanMove.PUBLISH:
            plan.published_at = now
        case PlanMove.CLOSE | PlanMove.WITHDRAW:
            plan.ended_at = now


def _carry_out(
    session: Session, plan: InspectionPlan, move: PlanMove, before: PlanState, said: str, now: datetime
) -> None:
    """Make the tasks of a plan that is published, drop those of one that ends."""
    if move is PlanMove.PUBLISH:
        wanted = _tasks(session, plan)
        if wanted is not None:
            tell_left_out(session, plan, make_tasks(session, wanted, now), now)
    elif move is PlanMove.CLOSE:
        if plan.last_day is None or plan.last_day >= day_number_of(now):
            raise IllegalMove(state=before, wanted=move)
        drop_tasks(session, plan.id, "", now)
    elif move is PlanMove.WITHDRAW and before is PlanState.PUBLISHED:
        drop_tasks(session, plan.id, said, now)


def _tasks(session: Session, plan: InspectionPlan) -> TasksWanted | None:
    """Return what the plan asks for at its firms; nothing where nobody is visited."""
    if plan.method is not ItemMethod.ON_SITE or plan.first_day is None or plan.last_day is None:
        return None
    return TasksWanted(
        plan_id=plan.id,
        agency=plan.agency,
        type=plan.type,
        items=split_items(plan.items),
        first_day=date_of(plan.first_day),
        last_day=date_of(plan.last_day),
        firms=chosen_firms(session, plan.id),
        ordered_from_above=plan.ordered_from_above,
        may_be_joint=plan.may_be_joint or plan.joint,
        without_notice=plan.without_notice,
    )
