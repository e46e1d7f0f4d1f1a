"""Proposed joint visits in the list of an agency: what waits for its answer, what it agreed to, what found no day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, date_of, day_of
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.joint_visits import UnplacedReason, answer_by
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.joint_visits import SavedVisit, UnplacedTask
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import AnyRow, AnySelect, Cut, Order, fetch
from supervision_code.queries.savings import SavedState, by_state

_AHEAD: Final = (PlannedVisitState.PROPOSED, PlannedVisitState.PLANNED)
_SAME: Final = and_(PlanJoining.enterprise_id == PlannedVisit.enterprise_id, PlanJoining.plan_id == PlannedVisit.id)


class ProposalView(StrEnum):
    """Which proposals a list shows."""

    WAITING = "waiting"
    AGREED = "agreed"
    WITHOUT_DAY = "without_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """One joint visit, as one of its agencies sees it."""

    enterprise_id: UUID
    id: UUID
    firm: str
    address: str
    lead: str
    """Name of the agency that leads."""
    leads: bool
    """Whether that is the reader's own."""
    agencies: int
    day: date
    answer_by: date
    overdue: bool
    saved: int
    """Visits avoided by it."""
    state: PlannedVisitState


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutDayRow:
    """A task of the agency that can be part of no visit, and why."""

    enterprise_id: UUID
    task_id: UUID
    firm: str
    items: int
    first_day: date
    last_day: date
    reason: UnplacedReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalList:
    """One page. ``saved``: visits avoided by those the agency takes part in, by how sure that is."""

    rows: tuple[ProposalRow, ...]
    without_day: tuple[WithoutDayRow, ...]
    newer: str
    older: str
    numbers: Mapping[ProposalView, int]
    saved: Mapping[SavedState, int]


class ProposalQueries:
    """Looks at the joint visits of the actor's agency that were made of tasks."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def page(self, actor: Actor, view: ProposalView, cut: Cut) -> ProposalList:
        """Return one page of a view, the soonest day first."""
        actor.require(Permission.VISIT_PLAN)
        with self._database.read() as session:
            plain = view is ProposalView.WITHOUT_DAY
            query = _unplaced(actor) if plain else _listing().where(_in_view(actor, view))
            order = Order(
                key=InspectionTask.last_day if plain else PlannedVisit.day,
                kind=int,
                id=InspectionTask.id if plain else PlannedVisit.id,
                descending=False,
            )
            fetched = fetch(session, query, order, cut)
            return ProposalList(
                rows=() if plain else self._rows(session, actor, fetched.rows),
                without_day=tuple(map(_without_day, fetched.rows)) if plain else (),
                newer=fetched.newer,
                older=fetched.older,
                numbers=_numbers(session, actor),
                saved=by_state(session, _takes_part(actor)),
            )

    def waiting(self, actor: Actor) -> int:
        """Return how many proposals wait for an answer of the actor's agency."""
        actor.require(Permission.VISIT_PLAN)
        with self._database.read() as session:
            led = select(PlannedVisit.id).where(_led(actor, PlannedVisitState.PROPOSED))
            asked = select(PlannedVisit.id).join(PlanJoining, _SAME).where(_asked(actor, JoiningAnswer.INVITED))
            return _count(session, led) + _count(session, asked.where(PlannedVisit.state.in_(_AHEAD)))

    def _rows(self, session: Session, actor: Actor, found: Sequence[AnyRow]) -> tuple[ProposalRow, ...]:
        today, lead_days = day_of(self._clock.now()), self._policies.now(session).policy.notice.lead_working_days
        plans: list[PlannedVisit] = [row[0] for row in found]
        agencies, saved = _agencies(session, plans), _avoided(session, plans)
        rows = []
        for plan, firm, address, lead, *_ in found:
            until = answer_by(date_of(plan.day), lead_days, self._calendar, announced=not plan.without_notice)
            rows.append(
                ProposalRow(
                    enterprise_id=plan.enterprise_id,
                    id=plan.id,
                    firm=firm,
                    address=address,
                    lead=lead,
                    leads=plan.agency == actor.agency,
                    agencies=1 + agencies.get(plan.id, 0),
                    day=date_of(plan.day),
                    answer_by=until,
                    overdue=until < today,
                    saved=saved.get(plan.id, 0),
                    state=plan.state,
                )
            )
        return tuple(rows)


def _listing() -> AnySelect:
    return (
        select(PlannedVisit, Enterprise.name, Enterprise.address, Agency.name)
        .join(Enterprise, Enterprise.id == PlannedVisit.enterprise_id)
        .join(Agency, Agency.code == PlannedVisit.agency)
    )


def _in_view(actor: Actor, view: ProposalView) -> ColumnElement[bool]:
    waits = view is ProposalView.WAITING
    answer = JoiningAnswer.INVITED if waits else JoiningAnswer.JOINED
    asked = select(PlanJoining.plan_id).where(_SAME, _asked(actor, answer))
    led = _led(actor, PlannedVisitState.PROPOSED if waits else PlannedVisitState.PLANNED)
    return or_(led, and_(PlannedVisit.state.in_(_AHEAD), asked.exists()))


def _takes_part(actor: Actor) -> ColumnElement[bool]:
    coming = select(PlanJoining.plan_id).where(
        _SAME, PlanJoining.agency == actor.agency, PlanJoining.answer != JoiningAnswer.DECLINED
    )
    return or_(PlannedVisit.agency == actor.agency, coming.exists())


def _led(actor: Actor, state: PlannedVisitState) -> ColumnElement[bool]:
    mine = PlannedVisit.agency == actor.agency
    return and_(mine, PlannedVisit.merged_at.is_not(None), PlannedVisit.state == state)


def _asked(actor: Actor, answer: JoiningAnswer) -> ColumnElement[bool]:
    return and_(PlanJoining.agency == actor.agency, PlanJoining.answer == answer, PlanJoining.items != "")


def _unplaced(actor: Actor) -> AnySelect:
    same = and_(UnplacedTask.enterprise_id == InspectionTask.enterprise_id, UnplacedTask.task_id == InspectionTask.id)
    return (
        select(InspectionTask, Enterprise.name, UnplacedTask.reason)
        .join(UnplacedTask, same)
        .join(Enterprise, Enterprise.id == InspectionTask.enterprise_id)
        .where(InspectionTask.agency == actor.agency, InspectionTask.state == TaskState.OPEN)
    )


def _without_day(row: AnyRow) -> WithoutDayRow:
    task, firm, reason = row[0], row[1], row[2]
    return WithoutDayRow(
        enterprise_id=task.enterprise_id,
        task_id=task.id,
        firm=firm,
        items=len(split_items(task.items)),
        first_day=date_of(task.first_day),
        last_day=date_of(task.last_day),
        reason=reason,
    )


def _numbers(session: Session, actor: Actor) -> Mapping[ProposalView, int]:
    listing = _listing()
    numbers = {
        view: _count(session, listing.where(_in_view(actor, view)))
        for view in (ProposalView.WAITING, ProposalView.AGREED)
    }
    return {**numbers, ProposalView.WITHOUT_DAY: _count(session, _unplaced(actor))}


def _count(session: Session, query: AnySelect) -> int:
    return int(session.scalar(select(func.count()).select_from(query.subquery())) or 0)


def _agencies(session: Session, plans: Iterable[PlannedVisit]) -> Mapping[UUID, int]:
    query = select(PlanJoining.plan_id, func.count()).where(PlanJoining.answer != JoiningAnswer.DECLINED)
    return _by_plan(session, query.group_by(PlanJoining.plan_id), PlanJoining, plans)


def _avoided(session: Session, plans: Iterable[PlannedVisit]) -> Mapping[UUID, int]:
    query = select(SavedVisit.plan_id, func.count()).group_by(SavedVisit.plan_id)
    return _by_plan(session, query, SavedVisit, plans)


def _by_plan(
    session: Session,
    query: Select[UUID, int],
    table: type[PlanJoining] | type[SavedVisit],
    plans: Iterable[PlannedVisit],
) -> Mapping[UUID, int]:
    shown = list(plans)
    rows = session.execute(
        query.where(
            table.enterprise_id.in_({plan.enterprise_id for plan in shown}),
            table.plan_id.in_([plan.id for plan in shown]),
        )
    )
    return dict(rows.all())
