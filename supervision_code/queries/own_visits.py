"""The firm's own log: who came, why, how well it is proven, what came of it, and whether it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from supervision_code.domain.answers import AnswerState, answer_state, answer_until
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import date_of, day_number, day_of, start_of_day
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.frequency import NotCountedReason, reasons_not_counted
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.visits import (
    EvidenceLevel,
    InspectionType,
    Outcome,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.models.visits import Dispute, Participation, Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.queries.own_visit_surroundings import Surroundings

_MOST_ON_TODAY = 5
_MOST_YEARS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVisitsAsked:
    """Which visits the log shows; ``before`` is the last visit of the page before."""

    year: int | None = None
    agency: str = ""
    kind: VisitKind | None = None
    before: UUID | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVisitRow:
    """One visit in the firm's log."""

    id: UUID
    number: str
    started_at: datetime
    ended_at: datetime | None
    state: VisitState
    kind: VisitKind
    purpose: ServicePurpose | None
    agencies: tuple[str, ...]
    """Names, the lead agency's first."""
    types: tuple[InspectionType, ...]
    items: tuple[str, ...]
    officers: tuple[str, ...]
    evidence: EvidenceLevel
    outcome: Outcome | None
    rectify_by: date | None
    late: bool
    not_counted: tuple[NotCountedReason, ...]
    """Why it does not count; empty when it does."""
    answer: AnswerState
    answer_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVisitList:
    """One page of the log, newest first; ``older`` is where the next begins."""

    rows: tuple[OwnVisitRow, ...]
    older: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyChoice:
    """An agency to filter by or to complain of."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilters:
    """What the firm's log can be filtered by: the years and agencies that occur in it."""

    years: tuple[int, ...]
    agencies: tuple[AgencyChoice, ...]


class OwnVisitQueries:
    """Looks at the visits of the actor's own firm."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def page(self, actor: Actor, asked: OwnVisitsAsked) -> OwnVisitList:
        """Return a page of the log. Raises NoSuchRecord when ``before`` is no visit of the firm."""
        actor.require(Permission.OWN_VISITS_SEE)
        with self._database.read() as session:
            query = _narrowed(session, _own(actor), actor, asked)
            visits = list(session.scalars(query.limit(asked.limit + 1)))
            rows = self._rows(session, visits[: asked.limit])
        older = visits[asked.limit - 1].id if len(visits) > asked.limit else None
        return OwnVisitList(rows=rows, older=older)

    def filters(self, actor: Actor) -> LogFilters:
        """Return the years and agencies of the firm's log."""
        actor.require(Permission.OWN_VISITS_SEE)
        days = select(Participation.day).where(Participation.enterprise_id == actor.enterprise_id).distinct()
        agencies = (
            select(Agency.code, Agency.name)
            .join(Participation, Participation.agency == Agency.code)
            .where(Participation.enterprise_id == actor.enterprise_id)
            .distinct()
            .order_by(Agency.name)
        )
        with self._database.read() as session:
            years = sorted({date_of(day).year for day in session.scalars(days)}, reverse=True)
            choices = tuple(AgencyChoice(code=code, name=name) for code, name in session.execute(agencies))
        return LogFilters(years=tuple(years[:_MOST_YEARS]), agencies=choices)

    def under_way(self, actor: Actor) -> tuple[OwnVisitRow, ...]:
        """Return the visits that are going on now, the latest first."""
        actor.require(Permission.OWN_VISITS_SEE)
        query = _own(actor).where(Visit.state == VisitState.OPEN, Visit.ended_at.is_(None))
        with self._database.read() as session:
            return self._rows(session, list(session.scalars(query.limit(_MOST_ON_TODAY))))

    def awaiting_answer(self, actor: Actor) -> tuple[OwnVisitRow, ...]:
        """Return ended visits that wait for "is this right?", the most urgent first; imported ones ask nobody."""
        actor.require(Permission.OWN_VISITS_SEE)
        answered = select(Dispute.id).where(Dispute.enterprise_id == Visit.enterprise_id, Dispute.visit_id == Visit.id)
        query = select(Visit).where(
            Visit.enterprise_id == actor.enterprise_id,
            Visit.state == VisitState.CLOSED,
            Visit.confirmed_at.is_(None),
            Visit.channel != ScanChannel.IMPORTED,
            ~answered.exists(),
        )
        today = day_of(self._clock.now())
        with self._database.read() as session:
            longest = max(one.in_force.policy.dispute_days for one in self._policies.timeline(session).versions)
            query = query.where(Visit.recorded_at >= start_of_day(today - timedelta(days=longest)))
            found = self._rows(session, list(session.scalars(query.order_by(Visit.recorded_at, Visit.id).limit(50))))
        return tuple(row for row in found if row.answer_until >= today)[:_MOST_ON_TODAY]

    def _rows(self, session: Session, visits: Sequence[Visit]) -> tuple[OwnVisitRow, ...]:
        if not visits:
            return ()
        around, today = Surroundings.of(session, visits), day_of(self._clock.now())
        timeline = self._policies.timeline(session)
        return tuple(row_of(visit, around, timeline, today) for visit in visits)


def row_of(visit: Visit, around: Surroundings, timeline: PolicyTimeline, today: date) -> OwnVisitRow:
    """Return a visit as a row of the log."""
    policy, allowed = timeline.at(visit.started_at).policy, timeline.at(visit.recorded_at).policy.dispute_days
    parts, until = around.lead_first(visit), answer_until(visit.recorded_at, allowed)
    inspection = visit.kind is VisitKind.INSPECTION
    return OwnVisitRow(
        id=visit.id,
        number=visit.number,
        started_at=visit.started_at,
        ended_at=visit.ended_at,
        state=visit.state,
        kind=visit.kind,
        purpose=visit.purpose,
        agencies=tuple(around.agency_name(part.agency) for part in parts),
        types=tuple(dict.fromkeys(part.type for part in parts if inspection and part.type)),
        items=tuple(
            dict.fromkeys(around.item_name(code) for part in parts for code in sorted(split_items(part.items)))
        ),
        officers=tuple(officer.name for _, officer in around.officers.get(visit.id, ())),
        evidence=visit.evidence,
        outcome=visit.outcome,
        rectify_by=visit.rectify_by,
        late=visit.late,
        not_counted=reasons_not_counted(around.facts(visit), policy.counting),
        answer=answer_state(
            state=visit.state,
            confirmed=visit.confirmed_at is not None,
            disputed=visit.id in around.disputes,
            until=until,
            today=today,
        ),
        answer_until=until,
    )


def _own(actor: Actor) -> Select[Visit]:
    newest_first = (Visit.started_at.desc(), Visit.id.desc())
    return select(Visit).where(Visit.enterprise_id == actor.enterprise_id).order_by(*newest_first)


def _narrowed(session: Session, query: Select[Visit], actor: Actor, asked: OwnVisitsAsked) -> Select[Visit]:
    if asked.year is not None:
        first, last = day_number(date(asked.year, 1, 1)), day_number(date(asked.year, 12, 31))
        query = query.where(Visit.day.between(first, last))
    if asked.agency:
        came = select(Participation.visit_id).where(
            Participation.enterprise_id == actor.enterprise_id, Participation.agency == asked.agency
        )
        query = query.where(Visit.id.in_(came))
    if asked.kind is not None:
        query = query.where(Visit.kind == asked.kind)
    if asked.before is None:
        return query
    last_shown = session.get(Visit, (actor.enterprise_id, asked.before))
    if last_shown is None:
        raise NoSuchRecord
    earlier = and_(Visit.started_at == last_shown.started_at, Visit.id < last_shown.id)
    return query.where(or_(Visit.started_at < last_shown.started_at, earlier))
