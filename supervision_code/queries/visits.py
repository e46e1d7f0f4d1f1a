"""Visits as the officers of an agency see them: their own, their agency's, and one of them whole.

Nothing here knows of complaints, disputes or what follows from them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of, start_of_day
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import EvidenceLevel, InspectionType, Outcome, ServicePurpose, VisitKind, VisitState
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.results import VisitResult
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer
from supervision_code.persistence.session import Database
from supervision_code.queries.duties import approval_due
from supervision_code.queries.paging import AnyRow, Cut, Order, fetch

_MOST_UNDER_WAY = 20


class VisitScope(StrEnum):
    """Whose visits are listed."""

    MINE = "mine"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsAsked:
    """Which visits a list shows."""

    scope: VisitScope = VisitScope.MINE
    state: VisitState | None = None
    kind: VisitKind | None = None
    words: str = ""
    unapproved: bool = False
    """Only the emergencies that the actor has yet to approve."""
    cut: Cut = field(default_factory=Cut)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedVisit:
    """One visit in a list."""

    enterprise_id: UUID
    id: UUID
    number: str
    firm: str
    address: str
    started_at: datetime
    ended_at: datetime | None
    kind: VisitKind
    purpose: ServicePurpose | None
    type: InspectionType | None
    """Of the own agency's part."""
    state: VisitState
    outcome: Outcome | None
    evidence: EvidenceLevel
    late: bool
    agencies: tuple[str, ...] = field(default=())
    """Names, the lead agency's first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitList:
    """One page of visits, and what addresses say of its neighbours, empty where there is none."""

    rows: tuple[ListedVisit, ...]
    newer: str
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyTally:
    """How many visits an agency has under way, and how many it made since a day."""

    under_way: int
    since: int


class VisitQueries:
    """Looks at the visits an officer may see."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def under_way(self, actor: Actor) -> list[ListedVisit]:
        """Return the visits the actor came to that wait for the own agency's leaving and result, the oldest first."""
        actor.require(Permission.VISIT_CLOSE)
        query = _own(actor).where(_result_awaited(actor)).order_by(Visit.started_at, Visit.id)
        with self._database.read() as session:
            return _listed(session, session.execute(query.limit(_MOST_UNDER_WAY)))

    def open_at(self, actor: Actor, enterprise_id: UUID) -> ListedVisit | None:
        """Return the newest visit at a firm that goes on with the actor there; None when none does."""
        actor.require(Permission.VISIT_CLOSE)
        there = _own(actor).where(Visit.enterprise_id == enterprise_id, VisitOfficer.absent_at.is_(None))
        going = there.where(Visit.state == VisitState.OPEN, Visit.ended_at.is_(None))
        query = going.order_by(Visit.started_at.desc(), Visit.id.desc())
        with self._database.read() as session:
            return next(iter(_listed(session, session.execute(query.limit(1)))), None)

    def tally(self, actor: Actor, first_day: int) -> AgencyTally:
        """Count the agency's visits under way, and those from a day on."""
        actor.require(Permission.AGENCY_VISITS_SEE)
        joined = select(func.count()).select_from(Visit).join(Participation, _JOIN)
        mine = joined.where(Participation.agency == actor.agency)
        since = mine.where(
            Participation.started_at >= start_of_day(date_of(first_day)), Participation.voided.is_(False)
        )
        with self._database.read() as session:
            return AgencyTally(
                under_way=session.scalar(mine.where(Visit.state == VisitState.OPEN)) or 0,
                since=session.scalar(since) or 0,
            )

    def page(self, actor: Actor, asked: VisitsAsked) -> VisitList:
        """Return visits of the actor or of the actor's agency, newest first."""
        actor.require(Permission.AGENCY_VISITS_SEE)
        query = _narrowed(_own(actor) if asked.scope is VisitScope.MINE else _of_agency(actor), asked)
        if asked.unapproved:
            query = query.where(approval_due(actor))
        order = Order(key=Visit.started_at, kind=datetime, id=Visit.id)
        with self._database.read() as session:
            found = fetch(session, query, order, asked.cut)
            rows = _listed(session, found.rows)
        return VisitList(rows=tuple(rows), newer=found.newer, older=found.older)


_Listing = Select[Visit, str, str, InspectionType | None]
_JOIN = and_(Visit.enterprise_id == Participation.enterprise_id, Visit.id == Participation.visit_id)


def _result_awaited(actor: Actor) -> ColumnElement[bool]:
    """Match visits under way, and ended ones of several agencies, of which the own agency has not told its result."""
    of_visit = and_(VisitResult.enterprise_id == Visit.enterprise_id, VisitResult.visit_id == Visit.id)
    any_known = select(VisitResult.id).where(of_visit).exists()
    own_known = select(VisitResult.id).where(of_visit, VisitResult.agency == actor.agency).exists()
    ended_by_lead = and_(Visit.state == VisitState.CLOSED, Visit.lead_agency != actor.agency, any_known)
    return and_(or_(Visit.state == VisitState.OPEN, ended_by_lead), ~own_known)


def _of_agency(actor: Actor) -> _Listing:
    return (
        select(Visit, Enterprise.name, Enterprise.address, Participation.type)
        .join(Participation, _JOIN)
        .join(Enterprise, Enterprise.id == Visit.enterprise_id)
        .where(Participation.agency == actor.agency)
    )


def _own(actor: Actor) -> _Listing:
    came = and_(VisitOfficer.enterprise_id == Visit.enterprise_id, VisitOfficer.visit_id == Visit.id)
    return _of_agency(actor).join(VisitOfficer, came).where(VisitOfficer.officer_id == actor.officer_id)


def _narrowed(query: _Listing, asked: VisitsAsked) -> _Listing:
    if asked.state is not None:
        query = query.where(Visit.state == asked.state)
    if asked.kind is not None:
        query = query.where(Visit.kind == asked.kind)
    if words := asked.words.strip():
        query = query.where(or_(Enterprise.name.contains(words, autoescape=True), Visit.number == words.upper()))
    return query


def _listed(session: Session, rows: Iterable[AnyRow]) -> list[ListedVisit]:
    found = list(rows)
    agencies = _agencies_of(session, [row[0] for row in found])
    return [
        ListedVisit(
            enterprise_id=visit.enterprise_id,
            id=visit.id,
            number=visit.number,
            firm=firm,
            address=address,
            started_at=visit.started_at,
            ended_at=visit.ended_at,
            kind=visit.kind,
            purpose=visit.purpose,
            type=kind_of_part if visit.kind is VisitKind.INSPECTION else None,
            state=visit.state,
            outcome=visit.outcome,
            evidence=visit.evidence,
            late=visit.late,
            agencies=agencies.get(visit.id, ()),
        )
        for visit, firm, address, kind_of_part, *_ in found
    ]


def _agencies_of(session: Session, visits: list[Visit]) -> Mapping[UUID, tuple[str, ...]]:
    """Return the names of the agencies of each visit, the lead's first."""
    rows = session.execute(
        select(Participation.visit_id, Participation.agency, Agency.name)
        .join(Agency, Agency.code == Participation.agency)
        .where(
            Participation.enterprise_id.in_({visit.enterprise_id for visit in visits}),
            Participation.visit_id.in_([visit.id for visit in visits]),
        )
        .order_by(Agency.name)
    ).all()
    leads = {visit.id: visit.lead_agency for visit in visits}
    ordered = sorted(rows, key=lambda row: leads.get(row[0]) != row[1])
    names: dict[UUID, tuple[str, ...]] = {}
    for visit_id, _, name in ordered:
        names[visit_id] = (*names.get(visit_id, ()), name)
    return names
