"""Planned visits as an agency's officers see them: their own agency's, and those it joins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import date_of, day_number, day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Agency, Enterprise, InspectionItem
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import AnyRow, Cut, Order, fetch

_OVER: Final = (PlannedVisitState.DONE, PlannedVisitState.CANCELLED)
_NOBODY: Final = UUID(int=0)
"""Stands for the product: what it proposed and nobody agreed to is no plan of anybody."""


class PlannedVisitView(StrEnum):
    """Which planned visits a list shows."""

    COMING = "coming"
    OVERDUE = "overdue"
    PAST = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisitRow:
    """One planned visit."""

    enterprise_id: UUID
    id: UUID
    firm: str
    address: str
    agency: str
    mine: bool
    """Planned by the reader's agency; else joined by it."""
    day: date
    type: InspectionType
    items: tuple[str, ...]
    item_codes: frozenset[str]
    note: str
    state: PlannedVisitState
    visit_id: UUID | None
    partners: tuple[str, ...]
    """Names of the agencies that join."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisitList:
    """One page of planned visits, and what addresses say of its neighbours."""

    rows: tuple[PlannedVisitRow, ...]
    newer: str
    older: str


class PlannedVisitQueries:
    """Looks at planned visits."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def today(self, actor: Actor) -> list[PlannedVisitRow]:
        """Return what is planned for today and not yet done."""
        actor.require(Permission.VISIT_PLAN)
        now = day_number(day_of(self._clock.now()))
        query = _reach(actor).where(PlannedVisit.state == PlannedVisitState.PLANNED, PlannedVisit.day == now)
        with self._database.read() as session:
            return _rows(session, actor, query.order_by(PlannedVisit.id), 50)

    def page(self, actor: Actor, view: PlannedVisitView, cut: Cut) -> PlannedVisitList:
        """Return planned visits to come (soonest first), overdue ones, or what became of earlier ones."""
        actor.require(Permission.VISIT_PLAN)
        query = _reach(actor).where(_in_view(view, day_number(day_of(self._clock.now()))))
        soonest_first = view is PlannedVisitView.COMING
        order = Order(key=PlannedVisit.day, kind=int, id=PlannedVisit.id, descending=not soonest_first)
        with self._database.read() as session:
            found = fetch(session, query, order, cut)
            return PlannedVisitList(rows=_shown(session, actor, found.rows), newer=found.newer, older=found.older)

    def number(self, actor: Actor, view: PlannedVisitView) -> int:
        """Count them."""
        actor.require(Permission.VISIT_PLAN)
        query = _reach(actor).where(_in_view(view, day_number(day_of(self._clock.now()))))
        with self._database.read() as session:
            return session.scalar(select(func.count()).select_from(query.subquery())) or 0

    def plan(self, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> PlannedVisitRow:
        """Return a planned visit of the actor's agency, or one it joins; raises NoSuchRecord."""
        actor.require(Permission.VISIT_PLAN)
        query = _reach(actor).where(PlannedVisit.enterprise_id == enterprise_id, PlannedVisit.id == plan_id)
        with self._database.read() as session:
            found = _rows(session, actor, query.order_by(PlannedVisit.id), 1)
        if not found:
            raise NoSuchRecord
        return found[0]

    def of_firm(self, actor: Actor, enterprise_id: UUID) -> list[PlannedVisitRow]:
        """Return what the actor's agency still plans at a firm, soonest first."""
        actor.require(Permission.VISIT_PLAN)
        query = _reach(actor).where(
            PlannedVisit.enterprise_id == enterprise_id, PlannedVisit.state == PlannedVisitState.PLANNED
        )
        with self._database.read() as session:
            return _rows(session, actor, query.order_by(PlannedVisit.day, PlannedVisit.id), 20)


_Listing = Select[PlannedVisit, str, str, str]
_JOINED = PlanJoining.answer == JoiningAnswer.JOINED
_SAME = and_(PlanJoining.enterprise_id == PlannedVisit.enterprise_id, PlanJoining.plan_id == PlannedVisit.id)


def _reach(actor: Actor) -> _Listing:
    joined = select(PlanJoining.plan_id).where(_SAME, PlanJoining.agency == actor.agency, _JOINED).exists()
    return (
        select(PlannedVisit, Enterprise.name.label("firm"), Enterprise.address, Agency.name.label("lead"))
        .join(Enterprise, Enterprise.id == PlannedVisit.enterprise_id)
        .join(Agency, Agency.code == PlannedVisit.agency)
        .where(or_(PlannedVisit.agency == actor.agency, joined))
    )


def _in_view(view: PlannedVisitView, today: int) -> ColumnElement[bool]:
    open_plan = PlannedVisit.state == PlannedVisitState.PLANNED
    if view is PlannedVisitView.COMING:
        return and_(open_plan, PlannedVisit.day >= today)
    if view is PlannedVisitView.OVERDUE:
        return and_(open_plan, PlannedVisit.day < today)
    return and_(PlannedVisit.state.in_(_OVER), PlannedVisit.planned_by != _NOBODY)


def _rows(session: Session, actor: Actor, query: _Listing, limit: int) -> list[PlannedVisitRow]:
    return list(_shown(session, actor, session.execute(query.limit(limit)).all()))


def _shown(session: Session, actor: Actor, found: Sequence[AnyRow]) -> tuple[PlannedVisitRow, ...]:
    partners = _partners(session, [row[0] for row in found])
    items = _item_names(session, [row[0] for row in found])
    return tuple(
        PlannedVisitRow(
            enterprise_id=plan.enterprise_id,
            id=plan.id,
            firm=firm,
            address=address,
            agency=agency,
            mine=plan.agency == actor.agency,
            day=date_of(plan.day),
            type=plan.type,
            items=tuple(items.get(code, code) for code in sorted(split_items(plan.items))),
            item_codes=split_items(plan.items),
            note=plan.note,
            state=plan.state,
            visit_id=plan.visit_id,
            partners=partners.get(plan.id, ()),
        )
        for plan, firm, address, agency, *_ in found
    )


def _partners(session: Session, plans: list[PlannedVisit]) -> dict[UUID, tuple[str, ...]]:
    query = (
        select(PlanJoining.plan_id, Agency.name)
        .join(Agency, Agency.code == PlanJoining.agency)
        .where(
            PlanJoining.enterprise_id.in_({plan.enterprise_id for plan in plans}),
            PlanJoining.plan_id.in_([plan.id for plan in plans]),
            PlanJoining.answer == JoiningAnswer.JOINED,
        )
    )
    names: dict[UUID, tuple[str, ...]] = {}
    for plan_id, name in session.execute(query.order_by(Agency.name)):
        names[plan_id] = (*names.get(plan_id, ()), name)
    return names


def _item_names(session: Session, plans: list[PlannedVisit]) -> dict[str, str]:
    codes = {code for plan in plans for code in split_items(plan.items)}
    query = select(InspectionItem.code, InspectionItem.name).where(InspectionItem.code.in_(codes))
    return dict(session.execute(query).all()) if codes else {}
