"""Inspection plans as lists: those of an agency, and those a supervisor files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of
from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.models.inspection_plans import InspectionPlan, PlanObject
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import AnyRow, Cut, Fetched, Order, fetch


class FilingView(StrEnum):
    """Which plans a supervisor looks at."""

    TO_FILE = "to_file"
    RUNNING = "running"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansAsked:
    """Which plans are wanted; None and nought: any."""

    state: PlanState | None = None
    year: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One plan in a list; ``objects`` are the firms that are to be inspected."""

    id: UUID
    number: str
    title: str
    agency: str
    type: InspectionType
    state: PlanState
    first_day: date | None
    last_day: date | None
    objects: int
    joint: bool
    changed_at: datetime
    filing_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanList:
    """One page of plans, the years there are plans of, and how many wait in each state."""

    rows: tuple[PlanRow, ...]
    newer: str
    older: str
    years: tuple[int, ...]
    by_state: Mapping[PlanState, int]


_OBJECTS = (
    select(func.count())
    .select_from(PlanObject)
    .where(PlanObject.plan_id == InspectionPlan.id, PlanObject.left_out.is_(None))
    .scalar_subquery()
)
_CHANGED_ORDER = Order(key=InspectionPlan.changed_at, kind=datetime, id=InspectionPlan.id)
_VIEWS: Mapping[FilingView, tuple[PlanState, ...]] = {
    FilingView.TO_FILE: (PlanState.APPROVED,),
    FilingView.RUNNING: (PlanState.FILED, PlanState.PUBLISHED),
    FilingView.ALL: (
        PlanState.APPROVED,
        PlanState.FILED,
        PlanState.PUBLISHED,
        PlanState.CLOSED,
        PlanState.WITHDRAWN,
    ),
}
"""A supervisor sees a plan once its head has approved it; drafts are the agency's own."""


class InspectionPlanQueries:
    """Looks at lists of plans."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_agency(self, actor: Actor, asked: PlansAsked, cut: Cut) -> PlanList:
        """Return the plans of the actor's agency, what changed last first."""
        actor.require(Permission.PLAN_DRAFT)
        mine = InspectionPlan.agency == actor.agency
        with self._database.read() as session:
            found = fetch(session, _plans().where(mine, *wanted_plans(asked)), _CHANGED_ORDER, cut)
            by_state = dict(
                session.execute(
                    select(InspectionPlan.state, func.count()).where(mine).group_by(InspectionPlan.state)
                ).all()
            )
            return _list(found, years_of(session, mine), by_state)

    def of_area(self, actor: Actor, view: FilingView, asked: PlansAsked, cut: Cut) -> PlanList:
        """Return the plans of a supervisor's area that were approved, what changed last first."""
        actor.require(Permission.PLAN_SEE)
        reach = within_reach(actor, InspectionPlan.district)
        seen = [reach, InspectionPlan.state.in_(_VIEWS[view]), _was_approved()]
        with self._database.read() as session:
            found = fetch(session, _plans().where(*seen, *wanted_plans(asked)), _CHANGED_ORDER, cut)
            return _list(found, years_of(session, reach), {})

    def to_file(self, actor: Actor) -> int:
        """Return how many plans wait for a supervisor."""
        actor.require(Permission.PLAN_SEE)
        wanted = (within_reach(actor, InspectionPlan.district), InspectionPlan.state == PlanState.APPROVED)
        with self._database.read() as session:
            return session.scalar(select(func.count()).select_from(InspectionPlan).where(*wanted)) or 0


def _plans() -> Select[InspectionPlan, str, int]:
    query = select(InspectionPlan, Agency.name, _OBJECTS.label("objects"))
    return query.join(Agency, Agency.code == InspectionPlan.agency)


def wanted_plans(asked: PlansAsked) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if asked.state is not None:
        wanted.append(InspectionPlan.state == asked.state)
    if asked.year:
        wanted.append(InspectionPlan.year == asked.year)
    if asked.words:
        in_title = InspectionPlan.title.contains(asked.words, autoescape=True)
        in_agency = Agency.name.contains(asked.words, autoescape=True)
        wanted.append(or_(in_title, in_agency, InspectionPlan.number == asked.words))
    return wanted


def _was_approved() -> ColumnElement[bool]:
    """What was withdrawn before the head had approved it never left the agency."""
    return or_(InspectionPlan.state != PlanState.WITHDRAWN, InspectionPlan.approved_at.is_not(None))


def _list(found: Fetched, years: tuple[int, ...], by_state: Mapping[PlanState, int]) -> PlanList:
    rows = tuple(map(_row, found.rows))
    return PlanList(rows=rows, newer=found.newer, older=found.older, years=years, by_state=by_state)


def _row(row: AnyRow) -> PlanRow:
    plan = row[0]
    return PlanRow(
        id=plan.id,
        number=plan.number,
        title=plan.title,
        agency=row[1],
        type=plan.type,
        state=plan.state,
        first_day=_day(plan.first_day),
        last_day=_day(plan.last_day),
        objects=row[2],
        joint=plan.joint,
        changed_at=plan.changed_at,
        filing_number=plan.filing_number,
    )


def years_of(session: Session, where: ColumnElement[bool]) -> tuple[int, ...]:
    years = session.scalars(select(InspectionPlan.year).where(where).distinct().order_by(InspectionPlan.year.desc()))
    return tuple(years)


def _day(number: int | None) -> date | None:
    return None if number is None else date_of(number)
