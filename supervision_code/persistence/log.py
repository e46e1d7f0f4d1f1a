"""The shared log: reading a firm's visits as facts, and storing visits with all that belongs to them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.case_sources import CaseSource
from supervision_code.domain.days import date_of, day_number_of, end_of_day, start_of_day
from supervision_code.domain.frequency_facts import EnterpriseFacts, ParticipationFacts, VisitFacts
from supervision_code.domain.visits import (
    EvidenceLevel,
    ExceptionKind,
    InspectionType,
    Outcome,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.persistence.firms import Firm
from supervision_code.persistence.models.visits import Participation

_PARTS = Participation.__table__
COUNTING: Final = (
    _PARTS.c.started_at,
    _PARTS.c.visit_id,
    _PARTS.c.agency,
    _PARTS.c.day,
    _PARTS.c.kind,
    _PARTS.c.type,
    _PARTS.c.ordered_from_above,
    _PARTS.c.emergency,
    _PARTS.c.voided,
    _PARTS.c["items"],
)
"""What the counting rules read of a part; further columns may follow."""
ITEM_MARK = ";"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRecord:
    """The part of one agency, to be stored."""

    agency: str
    type: InspectionType | None
    items: tuple[str, ...] = ()
    officers: tuple[UUID, ...] = ()
    ordered_from_above: bool = False
    emergency: bool = False
    source_ref: str | None = None
    source_digest: str | None = None
    waited_for: tuple[UUID, ...] = ()
    """Those of the officers who have yet to confirm being there; for the others the opener answers."""
    device: str = ""
    """The mark of the device on which the part was entered (presence.device_mark)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecord:
    """A visit, to be stored with its parts; the first part is the lead agency's."""

    id: UUID
    started_at: datetime
    kind: VisitKind
    parts: tuple[PartRecord, ...]
    state: VisitState
    channel: ScanChannel
    evidence: EvidenceLevel
    ended_at: datetime | None = None
    late: bool = False
    purpose: ServicePurpose | None = None
    exception: ExceptionKind | None = None
    exception_reason: str = ""
    search_reason: str = ""
    over_limit_reason: str = ""
    outcome: Outcome | None = None
    result: str = ""
    rectify_by: date | None = None
    opened_by: UUID | None = None
    scan_id: UUID | None = None
    plan_id: UUID | None = None
    joint_ref: str = ""
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float | None = None
    confirmed_at: datetime | None = None
    recorded_at: datetime | None = None
    """When it was recorded; none means at the moment of storing."""
    scan_due: bool = False
    case_source: CaseSource | None = None
    case_ref: str = ""


def enterprise_facts(firm: Firm) -> EnterpriseFacts:
    """Return what the counting rules look at of a firm."""
    return EnterpriseFacts(
        uscc=firm.uscc,
        kind=firm.kind,
        district=firm.district,
        street=firm.street or "",
        industry=firm.industry,
        risk_tier=firm.risk_tier,
    )


def facts_of_firm(
    session: Session, enterprise_id: UUID, from_day: int | None = None, to_day: int | None = None
) -> list[VisitFacts]:
    """Return the firm's visits as the rules see them, in order, read once through the counting index."""
    query = select(*COUNTING).where(_PARTS.c.enterprise_id == enterprise_id)
    if from_day is not None:
        query = query.where(_PARTS.c.started_at >= start_of_day(date_of(from_day)))
    if to_day is not None:
        query = query.where(_PARTS.c.started_at < end_of_day(date_of(to_day)))
    rows = session.execute(query.order_by(_PARTS.c.started_at, _PARTS.c.visit_id, _PARTS.c.agency)).all()
    return visits_of(rows)


def facts_of_firms(
    session: Session, firms: Collection[UUID], from_day: int | None = None
) -> dict[UUID, list[VisitFacts]]:
    """Return the log of each of these firms that has one, whole or from a day on, in order, with one statement."""
    query = select(*COUNTING, _PARTS.c.enterprise_id).where(_PARTS.c.enterprise_id.in_(firms))
    if from_day is not None:
        query = query.where(_PARTS.c.started_at >= start_of_day(date_of(from_day)))
    rows = session.execute(
        query.order_by(_PARTS.c.enterprise_id, _PARTS.c.started_at, _PARTS.c.visit_id, _PARTS.c.agency)
    )
    return {firm: visits_of(parts) for firm, parts in groupby(rows, key=lambda row: row[-1])}


def visits_of(rows: Iterable[Any]) -> list[VisitFacts]:
    """Return the visits of one firm from rows of ``COUNTING``, ordered by start, visit and agency."""
    return [_visit_facts(list(parts)) for _, parts in groupby(rows, key=lambda row: row[1])]


def _visit_facts(rows: Sequence[Any]) -> VisitFacts:
    first = rows[0]
    return VisitFacts(
        id=first[1],
        started_at=first[0],
        day=first[3],
        kind=first[4],
        voided=any(row[8] for row in rows),
        participations=tuple(
            ParticipationFacts(
                agency=row[2],
                type=row[5],
                items=split_items(row[9]),
                ordered_from_above=row[6],
                emergency=row[7],
            )
            for row in rows
        ),
    )


def split_items(text: str) -> frozenset[str]:
    """Return the item codes of a participation."""
    return frozenset(text.split(ITEM_MARK)) if text else frozenset()


def as_facts(record: VisitRecord) -> VisitFacts:
    """Return a visit about to be stored as the rules see it."""
    return VisitFacts(
        id=record.id,
        started_at=record.started_at,
        day=day_number_of(record.started_at),
        kind=record.kind,
        voided=record.state is VisitState.VOIDED,
        participations=tuple(
            ParticipationFacts(
                agency=part.agency,
                type=part.type,
                items=frozenset(part.items),
                ordered_from_above=part.ordered_from_above,
                emergency=part.emergency,
            )
            for part in record.parts
        ),
    )
