"""Visits avoided one by one: the list behind each number, and the same as a file."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from supervision_code.domain.days import date_of, day_number
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.models.joint_visits import SavedVisit
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Agency, District, Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import AnySelect, Cut, Fetched, Order, fetch
from supervision_code.queries.savings import DAY, STATE, SavedState, standing

_EXPORT_CHUNK: Final = 500
_EXPORT_LIMIT: Final = 20_000
_LEAD: Final = aliased(Agency)
_ORDER: Final = Order(key=DAY, kind=int, id=SavedVisit.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingsAsked:
    """Which visits avoided are wanted; an empty word stands for any, None for any month or state."""

    state: SavedState | None = None
    agency: str = ""
    district: str = ""
    month: date | None = None
    """The first of the month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedRow:
    """One visit avoided: whose it would have been, and the visit that it became part of."""

    enterprise_id: UUID
    firm: str
    uscc: str
    district: str
    agency: str
    lead: str
    day: date
    state: SavedState
    visit_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedList:
    """One page, how many there are in all, and the name of the agency narrowed to."""

    rows: tuple[SavedRow, ...]
    total: int
    newer: str
    older: str
    agency: str


class SavedVisitQueries:
    """Looks at single visits avoided in the actor's area."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, actor: Actor, asked: SavingsAsked, cut: Cut) -> SavedList:
        """Return one page, the latest day first."""
        actor.require(Permission.AREA_VISITS_SEE)
        query = _narrowed(_listing().where(within_reach(actor, Enterprise.district)), asked)
        with self._database.read() as session:
            total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
            fetched = fetch(session, query, _ORDER, cut)
            name = session.scalar(select(Agency.name).where(Agency.code == asked.agency)) if asked.agency else ""
        rows = tuple(map(_row, fetched.rows))
        return SavedList(
            rows=rows, total=int(total), newer=fetched.newer, older=fetched.older, agency=name or asked.agency
        )

    def export(self, actor: Actor, asked: SavingsAsked) -> Iterator[SavedRow]:
        """Yield what the list shows, page after page, up to 20,000 rows."""
        actor.require(Permission.AREA_VISITS_SEE)
        query = _narrowed(_listing().where(within_reach(actor, Enterprise.district)), asked)
        cut, left = Cut(limit=_EXPORT_CHUNK), _EXPORT_LIMIT
        while left > 0:
            with self._database.read() as session:
                fetched: Fetched = fetch(session, query, _ORDER, cut)
            yield from map(_row, fetched.rows[:left])
            left -= len(fetched.rows)
            if not fetched.older:
                return
            cut = replace(cut, at=fetched.older)


def _listing() -> AnySelect:
    columns = (
        SavedVisit.enterprise_id, Enterprise.name, Enterprise.uscc, District.name, Agency.name, _LEAD.name,
        DAY, STATE, Visit.id,
    )  # fmt: skip
    return (
        standing(select(*columns))
        .join(Agency, Agency.code == SavedVisit.agency)
        .join(_LEAD, _LEAD.code == PlannedVisit.agency)
        .outerjoin(District, District.code == Enterprise.district)
    )


def _narrowed(query: AnySelect, asked: SavingsAsked) -> AnySelect:
    if asked.state is not None:
        query = query.where(STATE.in_([asked.state.value]))
    if asked.agency:
        query = query.where(SavedVisit.agency == asked.agency)
    if asked.district:
        query = query.where(Enterprise.district == asked.district)
    if asked.month is not None:
        first = asked.month
        last = first.replace(day=monthrange(first.year, first.month)[1])
        query = query.where(day_number(first) <= DAY, day_number(last) >= DAY)
    return query


def _row(row: Any) -> SavedRow:
    return SavedRow(
        enterprise_id=row[0],
        firm=row[1],
        uscc=row[2],
        district=row[3] or "",
        agency=row[4],
        lead=row[5],
        day=date_of(row[6]),
        state=SavedState(row[7]),
        visit_id=row[8],
    )
