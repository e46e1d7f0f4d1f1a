"""Visits of an area in a list, and the row that every list of visits of the supervisor shows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.frequency import NotCountedReason, ParticipationFacts, VisitFacts, reasons_not_counted
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.periods import Period, period_ending
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.visits import EvidenceLevel, InspectionType, Outcome, ServicePurpose, VisitKind, VisitState
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.registry import Agency, District, Enterprise
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import Cut, Order, fetch
from supervision_code.queries.presence_marks import presence_to_check

_USCC_LENGTH: Final = 18


class VisitMark(StrEnum):
    """What a list of visits is narrowed to."""

    ALL = "all"
    INSPECTIONS = "inspections"
    SERVICES = "services"
    NOT_SCANNED = "not_scanned"
    LEFT_UNSCANNED = "left_unscanned"
    PRESENCE = "presence"
    """An ended visit with an officer who did not confirm or did not come, or with one device for two."""
    LATE = "late"
    OPEN = "open"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaVisitsAsked:
    """Which visits are wanted; ``span`` goes before ``days``, an empty agency or word stands for any."""

    mark: VisitMark = VisitMark.ALL
    agency: str = ""
    district: str = ""
    days: int = 30
    span: Period | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaVisitRow:
    """One visit in a list."""

    enterprise_id: UUID
    id: UUID
    number: str
    firm: str
    uscc: str
    district: str
    agencies: tuple[str, ...]
    started_at: datetime
    ended_at: datetime | None
    kind: VisitKind
    types: tuple[InspectionType, ...]
    purpose: ServicePurpose | None
    state: VisitState
    evidence: EvidenceLevel
    late: bool
    outcome: Outcome | None
    not_counted: tuple[NotCountedReason, ...]
    alert: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaVisitList:
    """One page of visits."""

    rows: tuple[AreaVisitRow, ...]
    newer: str
    older: str
    agency: str


class AreaVisitQueries:
    """Looks at the visits of the actor's area."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def page(self, actor: Actor, asked: AreaVisitsAsked, cut: Cut) -> AreaVisitList:
        """Return one page, the newest first."""
        actor.require(Permission.AREA_VISITS_SEE)
        period = asked.span or period_ending(day_of(self._clock.now()), asked.days)
        query = (
            select(Visit)
            .join(Enterprise, Enterprise.id == Visit.enterprise_id)
            .where(within_reach(actor, Enterprise.district), *_MARKS[asked.mark])
            .where(Visit.day.between(period.first_day, period.last_day))
        )
        if asked.agency:
            query = query.where(took_part(asked.agency))
        if asked.district:
            query = query.where(Enterprise.district == asked.district)
        if words := asked.words.strip():
            query = query.where(_by_words(words))
        with self._database.read() as session:
            fetched = fetch(session, query, Order(key=Visit.day, kind=int, id=Visit.id), cut)
            rows = visit_rows(session, [row[0] for row in fetched.rows], self._policies.timeline(session))
            agency = session.scalar(select(Agency.name).where(Agency.code == asked.agency)) if asked.agency else ""
        return AreaVisitList(rows=rows, newer=fetched.newer, older=fetched.older, agency=agency or asked.agency)


def took_part(agency: str) -> ColumnElement[bool]:
    """Return the condition that an agency came to a visit."""
    return (
        select(Participation.agency)
        .where(
            Participation.enterprise_id == Visit.enterprise_id,
            Participation.visit_id == Visit.id,
            Participation.agency == agency,
        )
        .exists()
    )


_STANDING: Final = Visit.state != VisitState.VOIDED
_MARKS: Final[Mapping[VisitMark, tuple[ColumnElement[bool], ...]]] = {
    VisitMark.ALL: (_STANDING,),
    VisitMark.INSPECTIONS: (_STANDING, Visit.kind == VisitKind.INSPECTION),
    VisitMark.SERVICES: (_STANDING, Visit.kind == VisitKind.SERVICE),
    VisitMark.NOT_SCANNED: (_STANDING, Visit.evidence == EvidenceLevel.NOT_SCANNED),
    VisitMark.LEFT_UNSCANNED: (_STANDING, Visit.left_unscanned.is_(True)),
    VisitMark.PRESENCE: (Visit.state == VisitState.CLOSED, presence_to_check()),
    VisitMark.LATE: (_STANDING, Visit.late.is_(True)),
    VisitMark.OPEN: (Visit.state == VisitState.OPEN, Visit.ended_at.is_(None)),
    VisitMark.VOIDED: (Visit.state == VisitState.VOIDED,),
}


def _by_words(words: str) -> ColumnElement[bool]:
    if len(words) == _USCC_LENGTH and words.isascii():
        return Visit.enterprise_id == enterprise_id_of(words.upper())
    return or_(Enterprise.name.contains(words, autoescape=True), func.upper(Visit.number) == words.upper())


def visit_rows(session: Session, visits: Sequence[Visit], timeline: PolicyTimeline) -> tuple[AreaVisitRow, ...]:
    """Return the rows of these visits, in their order, with three statements however many they are."""
    keys = [(visit.enterprise_id, visit.id) for visit in visits]
    firms = _firms(session, visits)
    parts = _parts(session, keys)
    alerts = session.execute(
        select(Alert.visit_id, Alert.id).where(tuple_(Alert.enterprise_id, Alert.visit_id).in_(keys))
    )
    alert_of = dict(alerts.all())
    return tuple(
        _row(visit, firms[visit.enterprise_id], parts[visit.id], alert_of.get(visit.id), timeline) for visit in visits
    )


def _firms(session: Session, visits: Sequence[Visit]) -> Mapping[UUID, tuple[Enterprise, str]]:
    rows = session.execute(
        select(Enterprise, District.name)
        .outerjoin(District, District.code == Enterprise.district)
        .where(Enterprise.id.in_({visit.enterprise_id for visit in visits}))
    )
    return {firm.id: (firm, district or firm.district) for firm, district in rows}


def _parts(session: Session, keys: Sequence[tuple[UUID, UUID]]) -> Mapping[UUID, list[tuple[Participation, str]]]:
    found: dict[UUID, list[tuple[Participation, str]]] = defaultdict(list)
    query = (
        select(Participation, Agency.name)
        .outerjoin(Agency, Agency.code == Participation.agency)
        .where(tuple_(Participation.enterprise_id, Participation.visit_id).in_(keys))
        .order_by(Participation.agency)
    )
    for part, agency in session.execute(query):
        found[part.visit_id].append((part, agency or part.agency))
    return found


def _row(
    visit: Visit,
    firm: tuple[Enterprise, str],
    parts: Sequence[tuple[Participation, str]],
    alert: UUID | None,
    timeline: PolicyTimeline,
) -> AreaVisitRow:
    ordered = sorted(parts, key=lambda part: part[0].agency != visit.lead_agency)
    inspection, counting = visit.kind is VisitKind.INSPECTION, timeline.at(visit.started_at).policy.counting
    return AreaVisitRow(
        enterprise_id=visit.enterprise_id,
        id=visit.id,
        number=visit.number,
        firm=firm[0].name,
        uscc=firm[0].uscc,
        district=firm[1],
        agencies=tuple(name for _, name in ordered),
        started_at=visit.started_at,
        ended_at=visit.ended_at,
        kind=visit.kind,
        types=tuple(dict.fromkeys(part.type for part, _ in ordered if part.type)) if inspection else (),
        purpose=visit.purpose,
        state=visit.state,
        evidence=visit.evidence,
        late=visit.late,
        outcome=visit.outcome,
        not_counted=reasons_not_counted(facts_of(visit, [part for part, _ in ordered]), counting),
        alert=alert,
    )


def facts_of(visit: Visit, parts: Sequence[Participation]) -> VisitFacts:
    """Return a stored visit as the counting rules see it."""
    return VisitFacts(
        id=visit.id,
        started_at=visit.started_at,
        day=visit.day,
        kind=visit.kind,
        voided=visit.state is VisitState.VOIDED,
        participations=tuple(
            ParticipationFacts(
                agency=part.agency,
                type=part.type,
                items=split_items(part.items),
                ordered_from_above=part.ordered_from_above,
                emergency=part.emergency,
            )
            for part in parts
        ),
    )
