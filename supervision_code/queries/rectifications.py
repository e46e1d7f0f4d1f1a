"""Rectifications as the agency and the firm see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, aliased

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.rectifications import OPEN_STATES, RecheckOutcome, RectificationState, is_overdue
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.results import Rectification
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import AnyRow, Cut, Order, fetch

_Row = Select[Rectification, str, str, str, str, str]
_ON_TODAY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationPage:
    """One rectification whole. ``number`` is that of the visit; ``recheck_number`` of the visit of the re-check."""

    enterprise_id: UUID
    id: UUID
    visit_id: UUID
    number: str
    firm: str
    address: str
    agency: str
    text: str
    due: date
    state: RectificationState
    overdue: bool
    ordered_at: datetime
    reported_at: datetime | None
    report: str
    rechecked_at: datetime | None
    recheck_note: str
    recheck_visit_id: UUID | None
    recheck_number: str
    outcome: RecheckOutcome | None
    has_task: bool
    follows: UUID | None
    followed_by: UUID | None

    @property
    def is_open(self) -> bool:
        """Say whether something is still to come."""
        return self.state in OPEN_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationList:
    """One page of rectifications, and what addresses say of its neighbours, empty where there is none."""

    rows: tuple[RectificationPage, ...]
    newer: str
    older: str


class RectificationQueries:
    """Looks at rectifications."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of_agency(self, actor: Actor, cut: Cut, *, waiting: bool) -> RectificationList:
        """Return the agency's rectifications, those that wait (the earliest day first) or those that are over."""
        actor.require(Permission.AGENCY_VISITS_SEE)
        return self._list(_all().where(Rectification.agency == actor.agency), cut, waiting=waiting)

    def on_today(self, actor: Actor) -> tuple[RectificationPage, ...]:
        """Return what waits for the agency now: reported by the firm, or past its day."""
        actor.require(Permission.AGENCY_VISITS_SEE)
        reported = Rectification.state == RectificationState.REPORTED
        past = (Rectification.state == RectificationState.ORDERED) & (Rectification.due < day_of(self._clock.now()))
        query = _all().where(Rectification.agency == actor.agency, reported | past)
        return self._pages(query.order_by(Rectification.due, Rectification.id).limit(_ON_TODAY))

    def for_agency(self, actor: Actor, enterprise_id: UUID, rectification_id: UUID) -> RectificationPage:
        """Return one of the agency's rectifications. Raises NoSuchRecord."""
        actor.require(Permission.AGENCY_VISITS_SEE)
        which = (Rectification.enterprise_id == enterprise_id, Rectification.id == rectification_id)
        return _only(self._pages(_all().where(*which, Rectification.agency == actor.agency)))

    def items_of(self, actor: Actor, enterprise_id: UUID, rectification_id: UUID) -> frozenset[str]:
        """Return the items that were inspected when it was ordered. Raises NoSuchRecord."""
        page = self.for_agency(actor, enterprise_id, rectification_id)
        with self._database.read() as session:
            part = session.get(Participation, (enterprise_id, page.visit_id, actor.agency))
            return frozenset(split_items(part.items)) if part else frozenset()

    def open_at(self, actor: Actor, enterprise_id: UUID) -> tuple[RectificationPage, ...]:
        """Return the agency's open rectifications at one firm: what a visit there may check again."""
        actor.require(Permission.VISIT_OPEN)
        here = _all().where(Rectification.enterprise_id == enterprise_id, Rectification.agency == actor.agency)
        waiting = here.where(_narrowed(waiting=True)).order_by(Rectification.due, Rectification.id)
        return self._pages(waiting.limit(_ON_TODAY))

    def of_firm(self, actor: Actor, cut: Cut, *, waiting: bool) -> RectificationList:
        """Return the firm's own rectifications, those that wait (the earliest day first) or those that are over."""
        actor.require(Permission.OWN_VISITS_SEE)
        return self._list(_all().where(Rectification.enterprise_id == actor.enterprise_id), cut, waiting=waiting)

    def to_report(self, actor: Actor) -> tuple[RectificationPage, ...]:
        """Return the first few that the firm has yet to report as put right, the earliest day first."""
        actor.require(Permission.OWN_VISITS_SEE)
        ordered = Rectification.state == RectificationState.ORDERED
        mine = _all().where(Rectification.enterprise_id == actor.enterprise_id, ordered)
        return self._pages(mine.order_by(Rectification.due, Rectification.id).limit(_ON_TODAY))

    def for_firm(self, actor: Actor, rectification_id: UUID) -> RectificationPage:
        """Return one of the firm's own rectifications. Raises NoSuchRecord."""
        actor.require(Permission.OWN_VISITS_SEE)
        which = (Rectification.enterprise_id == actor.enterprise_id, Rectification.id == rectification_id)
        return _only(self._pages(_all().where(*which)))

    def _list(self, query: _Row, cut: Cut, *, waiting: bool) -> RectificationList:
        with self._database.read() as session:
            found = fetch(session, query.where(_narrowed(waiting=waiting)), _NEAREST if waiting else _NEWEST, cut)
            return RectificationList(rows=self._shown(session, found.rows), newer=found.newer, older=found.older)

    def _pages(self, query: _Row) -> tuple[RectificationPage, ...]:
        with self._database.read() as session:
            return self._shown(session, session.execute(query).all())

    def _shown(self, session: Session, rows: Sequence[AnyRow]) -> tuple[RectificationPage, ...]:
        today, later = day_of(self._clock.now()), _followers(session, [row[0] for row in rows])
        return tuple(_page(tuple(row), later, today) for row in rows)


_RECHECK: Final = aliased(Visit)
_NEAREST: Final = Order(key=Rectification.due, kind=date, id=Rectification.id, descending=False)
_NEWEST: Final = Order(key=Rectification.ordered_at, kind=datetime, id=Rectification.id)


def _all() -> _Row:
    of_visit = (Visit.enterprise_id == Rectification.enterprise_id) & (Visit.id == Rectification.visit_id)
    again = (_RECHECK.enterprise_id == Rectification.enterprise_id) & (_RECHECK.id == Rectification.recheck_visit_id)
    return (
        select(Rectification, Visit.number, Enterprise.name, Enterprise.address, Agency.name, _RECHECK.number)
        .join(Visit, of_visit)
        .join(Enterprise, Enterprise.id == Rectification.enterprise_id)
        .join(Agency, Agency.code == Rectification.agency)
        .outerjoin(_RECHECK, again)
    )


def _narrowed(*, waiting: bool) -> ColumnElement[bool]:
    is_open = Rectification.state.in_(sorted(OPEN_STATES))
    return is_open if waiting else ~is_open


def _followers(session: Session, found: Sequence[Rectification]) -> dict[UUID, UUID]:
    failed = [one.id for one in found if one.outcome is RecheckOutcome.NEW_DATE]
    query = select(Rectification.follows, Rectification.id).where(Rectification.follows.in_(failed))
    return {before: later for before, later in session.execute(query) if before} if failed else {}


def _only(pages: tuple[RectificationPage, ...]) -> RectificationPage:
    if not pages:
        raise NoSuchRecord
    return pages[0]


def _page(row: tuple[Any, ...], later: dict[UUID, UUID], today: date) -> RectificationPage:
    one, number, firm, address, agency, recheck_number, *_ = row
    return RectificationPage(
        enterprise_id=one.enterprise_id,
        id=one.id,
        visit_id=one.visit_id,
        number=number,
        firm=firm,
        address=address,
        agency=agency,
        text=one.text,
        due=one.due,
        state=one.state,
        overdue=is_overdue(one.state, one.due, today),
        ordered_at=one.ordered_at,
        reported_at=one.reported_at,
        report=one.report,
        rechecked_at=one.rechecked_at,
        recheck_note=one.recheck_note,
        recheck_visit_id=one.recheck_visit_id,
        recheck_number=recheck_number or "",
        outcome=one.outcome,
        has_task=one.task_id is not None,
        follows=one.follows,
        followed_by=later.get(one.id),
    )
