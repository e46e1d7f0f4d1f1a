"""Visits avoided by coming together: how many, whose, where and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from supervision_code.domain.days import date_of, day_number
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.models.joint_visits import SavedVisit
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Agency, District, Enterprise
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import AnySelect


class SavedState(StrEnum):
    """How sure a visit avoided is: the joint visit is proposed, planned, or was made and the agency took part."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedGroup:
    """The visits avoided of one agency, one district or one month. ``code``: what the list is narrowed by."""

    code: str
    name: str
    numbers: Mapping[SavedState, int]

    @property
    def total(self) -> int:
        """Return all of them."""
        return sum(self.numbers.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedOverview:
    """Everything at a glance."""

    numbers: Mapping[SavedState, int]
    agencies: tuple[SavedGroup, ...]
    districts: tuple[SavedGroup, ...]
    months: tuple[SavedGroup, ...]


class SavingQueries:
    """Looks at visits avoided in the actor's area."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def overview(self, actor: Actor) -> SavedOverview:
        """Return the numbers by agency, district and month; each row of ``saved_visits`` is in each of them once."""
        actor.require(Permission.AREA_VISITS_SEE)
        here = within_reach(actor, Enterprise.district)
        with self._database.read() as session:
            return SavedOverview(
                numbers=by_state(session, here),
                agencies=_groups(session, SavedVisit.agency, Agency.name, here),
                districts=_groups(session, Enterprise.district, District.name, here),
                months=_months(session, here),
            )

    def really_avoided(self, actor: Actor, first: date, last: date) -> int:
        """Return how many visits were avoided in the area by joint visits made from day to day."""
        actor.require(Permission.AREA_VISITS_SEE)
        # What was made has a visit, so its day is asked for by name: the planner can use no index for ``DAY``.
        when = Visit.day.between(day_number(first), day_number(last))
        made = and_(PlannedVisit.state == PlannedVisitState.DONE, when)
        query = standing(select(func.count())).where(within_reach(actor, Enterprise.district), made)
        with self._database.read() as session:
            return session.scalar(query) or 0


DAY: Final = func.coalesce(Visit.day, PlannedVisit.day)
"""The day it happened, or is meant to."""
_CAME: Final = and_(
    Visit.enterprise_id == SavedVisit.enterprise_id, Visit.id == PlannedVisit.visit_id, Visit.state != VisitState.VOIDED
)
_SHARE: Final = aliased(SavedVisit)
_SHARE_OF_SAME: Final = and_(_SHARE.enterprise_id == SavedVisit.enterprise_id, _SHARE.plan_id == SavedVisit.plan_id)
_PART_OF_VISIT: Final = and_(
    Participation.enterprise_id == SavedVisit.enterprise_id, Participation.visit_id == PlannedVisit.visit_id
)
_TOOK_PART: Final = (
    select(Participation.agency).where(_PART_OF_VISIT, Participation.agency == SavedVisit.agency).exists()
)
_AVOIDED_ONE: Final = select(_SHARE.agency).where(_SHARE_OF_SAME, _SHARE.agency == Participation.agency).exists()
_SOMEBODY_CARRIED_IT: Final = (
    select(Participation.agency)
    .where(_PART_OF_VISIT, or_(~_AVOIDED_ONE, Participation.agency < SavedVisit.agency))
    .exists()
)
"""Where only agencies came that were to avoid a visit, the first of them by code made it after all."""
_REALLY_AVOIDED: Final = and_(Visit.id.is_not(None), _TOOK_PART, _SOMEBODY_CARRIED_IT)
STATE: Final = case(
    (PlannedVisit.state == PlannedVisitState.PROPOSED, SavedState.PROPOSED.value),
    (PlannedVisit.state == PlannedVisitState.PLANNED, SavedState.PLANNED.value),
    else_=SavedState.DONE.value,
)
_SAVED_PLAN: Final = and_(PlannedVisit.enterprise_id == SavedVisit.enterprise_id, PlannedVisit.id == SavedVisit.plan_id)


def standing(query: AnySelect) -> AnySelect:
    """Keep the visits avoided that stand: nothing called off, and of a visit made only those whose agency came."""
    return (
        query.select_from(SavedVisit)
        .join(PlannedVisit, _SAVED_PLAN)
        .join(Enterprise, Enterprise.id == SavedVisit.enterprise_id)
        .outerjoin(Visit, _CAME)
        .where(
            case(
                (PlannedVisit.state == PlannedVisitState.CANCELLED, False),
                (
                    PlannedVisit.state == PlannedVisitState.DONE,
                    and_(Visit.id.is_not(None), _TOOK_PART, _SOMEBODY_CARRIED_IT),
                ),
                else_=True,
            )
        )
    )


def by_state(session: Session, where: ColumnElement[bool]) -> Mapping[SavedState, int]:
    """Return how many visits are avoided, by how sure that is."""
    rows = session.execute(standing(select(STATE, func.count())).where(where).group_by(STATE))
    found = {SavedState(state): number for state, number in rows}
    return {state: found.get(state, 0) for state in SavedState}


def _groups(session: Session, key: Any, name: Any, where: ColumnElement[bool]) -> tuple[SavedGroup, ...]:
    table = Agency if name is Agency.name else District
    query = standing(select(key, func.max(name), STATE, func.count())).outerjoin(table, table.code == key)
    found: dict[str, tuple[str, dict[SavedState, int]]] = {}
    for code, text, state, number in session.execute(query.where(where).group_by(key, STATE)):
        found.setdefault(code, (text or code, {}))[1][SavedState(state)] = number
    groups = [SavedGroup(code=code, name=text, numbers=numbers) for code, (text, numbers) in found.items()]
    return tuple(sorted(groups, key=lambda group: (-group.total, group.code)))


def _months(session: Session, where: ColumnElement[bool]) -> tuple[SavedGroup, ...]:
    found: dict[date, dict[SavedState, int]] = {}
    for day, state, number in session.execute(
        standing(select(DAY, STATE, func.count())).where(where).group_by(DAY, STATE)
    ):
        numbers = found.setdefault(date_of(day).replace(day=1), {})
        numbers[SavedState(state)] = numbers.get(SavedState(state), 0) + number
    groups = [
        SavedGroup(code=f"{month:%Y-%m}", name="", numbers=numbers)
        for month, numbers in sorted(found.items(), reverse=True)
    ]
    return tuple(groups)
