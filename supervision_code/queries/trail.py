"""The trail: who did what, when, in which role; never under which name a complaint was filed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of, start_of_day
from supervision_code.domain.periods import PERIODS, period_ending
from supervision_code.domain.permissions import Actor, Permission, Role
from supervision_code.persistence.models.registry import Agency, District, Enterprise
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import Cut, Order, fetch


class TrailSubject(StrEnum):
    """What an act was about: the part of its tag before the colon."""

    ALL = "all"
    VISIT = "visit"
    ALERT = "alert"
    COMPLAINT = "complaint"
    DISPUTE = "dispute"
    CODE = "code"
    PLAN = "plan"
    POLICY = "policy"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailAsked:
    """Which entries are wanted; words are a name, a number or a reference."""

    subject: TrailSubject = TrailSubject.ALL
    days: int = 30
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailRow:
    """One act. Nobody's name: the system; a role without a name: somebody who is not to be known."""

    at: datetime
    name: str
    role: Role | None
    action: str
    subject: str
    firm: str
    agency: str
    district: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailPage:
    """One page of the trail."""

    rows: tuple[TrailRow, ...]
    newer: str
    older: str


_COMPLAINT: Final = "complaint:"
_SHORTEST_PART: Final = 3
_FIRM_ROLES: Final = frozenset({Role.ENTERPRISE_ADMINISTRATOR, Role.ENTERPRISE_MEMBER})


class TrailQueries:
    """Looks at the trail of the actor's area."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(self, actor: Actor, asked: TrailAsked, cut: Cut) -> TrailPage:
        """Return one page, the newest first."""
        actor.require(Permission.TRAIL_SEE)
        query = (
            select(TrailEntry, Enterprise.name, Agency.name, District.name)
            .outerjoin(Enterprise, Enterprise.id == TrailEntry.enterprise_id)
            .outerjoin(Agency, Agency.code == TrailEntry.agency)
            .outerjoin(District, District.code == TrailEntry.district)
            .where(within_reach(actor, TrailEntry.district), *self._conditions(asked))
        )
        with self._database.read() as session:
            fetched = fetch(session, query, Order(key=TrailEntry.at, kind=datetime, id=TrailEntry.id), cut)
        rows = tuple(_row(*row[:4]) for row in fetched.rows)
        return TrailPage(rows=rows, newer=fetched.newer, older=fetched.older)

    def _conditions(self, asked: TrailAsked) -> list[ColumnElement[bool]]:
        conditions: list[ColumnElement[bool]] = []
        if asked.subject is not TrailSubject.ALL:
            about = asked.subject.value
            conditions.append(or_(TrailEntry.action == about, TrailEntry.action.startswith(f"{about}:")))
        if asked.days in PERIODS:
            first = period_ending(day_of(self._clock.now()), asked.days).first
            conditions.append(TrailEntry.at >= start_of_day(first))
        if words := asked.words.strip():
            named = TrailEntry.account_name.contains(words, autoescape=True)
            # Nobody finds out who complained by asking for a name.
            by_firm = TrailEntry.action.startswith(_COMPLAINT) & TrailEntry.role.in_(sorted(_FIRM_ROLES))
            conditions.append(or_(_of_number(words), named & ~by_firm))
        return conditions


def _of_number(words: str) -> ColumnElement[bool]:
    """Return the condition that a number is this one, or holds it: three signs are enough of a part."""
    wanted = words.upper()
    if len(wanted) < _SHORTEST_PART:
        return TrailEntry.subject.in_([words, wanted])
    return func.upper(TrailEntry.subject).contains(wanted, autoescape=True)


def _row(entry: TrailEntry, firm: str | None, agency: str | None, district: str | None) -> TrailRow:
    hidden = entry.action.startswith(_COMPLAINT) and (entry.role is None or entry.role in _FIRM_ROLES)
    return TrailRow(
        at=entry.at,
        name="" if hidden else entry.account_name,
        role=None if hidden else entry.role,
        action=entry.action,
        subject=entry.subject,
        firm="" if entry.action.startswith(_COMPLAINT) else firm or "",
        agency=agency or entry.agency,
        district=district or entry.district,
        note=entry.note,
    )
