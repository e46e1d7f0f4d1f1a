"""Stores visits with all that belongs to them: parts, officers, ledger entries and counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, FromClause, update
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_number_of
from supervision_code.domain.digests import SHA256, HashAlgorithm
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, VISIT, WAITED_FOR, joined_facts
from supervision_code.domain.presence import ConfirmedBy
from supervision_code.domain.rollups import EVIDENCE_MEASURES, Measure, industry_section
from supervision_code.domain.visits import (
    VisitKind,
    VisitState,
    visit_number,
)
from supervision_code.persistence import ledger, outbox
from supervision_code.persistence.bulk import BoundRows, Rows, bind_rows, insert_rows
from supervision_code.persistence.counts import FOLDING, Counts
from supervision_code.persistence.firms import Firm
from supervision_code.persistence.ledger import LOG_ID, SEALING, LedgerDraft, PreparedEntries
from supervision_code.persistence.log import ITEM_MARK, PartRecord, VisitRecord
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer
from supervision_code.persistence.position_facts import position_facts
from supervision_code.persistence.visit_facts import duty_facts, visit_on_record


@dataclass(frozen=True, slots=True)
class PreparedVisits:
    """Visits with their parts, officers and ledger entries, ready to be written."""

    heads: Rows
    parts: Rows
    officers: Rows
    entries: PreparedEntries

    def bound(self, dialect: Dialect) -> "PreparedVisits":
        """Return them as the database's driver takes them."""
        return PreparedVisits(
            _bound(Visit.__table__, self.heads, dialect),
            _bound(Participation.__table__, self.parts, dialect),
            _bound(VisitOfficer.__table__, self.officers, dialect),
            self.entries.bound(dialect),
        )


def _bound(table: FromClause, rows: Rows, dialect: Dialect) -> Rows:
    return rows if isinstance(rows, BoundRows) else bind_rows(table, rows, dialect)


def store(session: Session, visits: Iterable[tuple[Firm, VisitRecord]], now: datetime) -> list[UUID]:
    """Store visits with their parts, officers, ledger entries and counts. The firm's lock is the caller's.

    Returns the ids of the ledger entries; that of a visit's opening comes first.
    """
    counts = Counts()
    prepared = prepare(visits, now, log_id=str(session.info[LOG_ID]), counts=counts)
    write_visits(session, prepared)
    ledger.write_entries(session, prepared.entries)
    asked = [(SEALING, one) for one in ledger.sealing_requests(prepared.entries)]
    outbox.put_each(session, [*asked, *((FOLDING, one) for one in counts.take())], now)
    return prepared.entries.ids


def prepare(
    visits: Iterable[tuple[Firm, VisitRecord]],
    now: datetime,
    *,
    log_id: str,
    counts: Counts,
    algorithm: HashAlgorithm = SHA256,
) -> PreparedVisits:
    """Make everything that belongs to these visits, and count them; touches no database."""
    heads: list[dict[str, Any]] = []
    parts: list[dict[str, Any]] = []
    officers: list[dict[str, Any]] = []
    drafts: list[LedgerDraft] = []
    for firm, record in visits:
        day = day_number_of(record.started_at)
        heads.append(_head_row(firm.id, record, day, now))
        for part in record.parts:
            parts.append(_part_row(firm.id, record, part, day))
            officers += _officer_rows(firm.id, record, part, None)
        drafts += _drafts(firm.id, record, now)
        _count(counts, firm, record, day, ["", *(part.agency for part in record.parts)])
    return PreparedVisits(heads, parts, officers, ledger.prepare(drafts, log_id, algorithm))


def write(session: Session, prepared: PreparedVisits, now: datetime) -> None:
    """Write what was prepared; the counts are the caller's to leave."""
    write_visits(session, prepared)
    ledger.write(session, prepared.entries, now)


def write_visits(session: Session, prepared: PreparedVisits) -> None:
    """Write visits, parts and officers; their ledger entries are the caller's."""
    insert_rows(session, Visit.__table__, prepared.heads)
    insert_rows(session, Participation.__table__, prepared.parts)
    insert_rows(session, VisitOfficer.__table__, prepared.officers)


def add_parts(
    session: Session, firm: Firm, visit: Visit, parts: Sequence[PartRecord], result: str, now: datetime
) -> None:
    """Let more agencies join a visit on record (a log that came in several files). The firm's lock is the caller's."""
    counts = Counts()
    insert_rows(session, Participation.__table__, [_part_row(firm.id, visit, part, visit.day) for part in parts])
    for part in parts:
        insert_rows(session, VisitOfficer.__table__, _officer_rows(firm.id, visit, part, now))
    _count(counts, firm, visit, visit.day, [part.agency for part in parts])
    session.execute(
        update(Visit).where(Visit.enterprise_id == firm.id, Visit.id == visit.id).values(result=result),
        execution_options={"synchronize_session": False},
    )
    joined = joined_facts(parts, result=result, over_limit_reason=visit.over_limit_reason)
    said: dict[str, Canonical] = {"id": str(visit.id), **joined}
    facts: dict[str, Canonical] = {"firm": str(firm.id), VISIT: said, **_waited_for(parts)}
    draft = LedgerDraft(kind=LedgerKind.VISIT_CORRECTED, at=now, enterprise_id=firm.id, facts=facts, subject=visit.id)
    ledger.append(session, draft)
    counts.leave(session, now)


def _head_row(enterprise_id: UUID, record: VisitRecord, day: int, now: datetime) -> dict[str, Any]:
    return {
        "enterprise_id": enterprise_id,
        "id": record.id,
        "number": visit_number(record.id, record.started_at),
        "lead_agency": record.parts[0].agency,
        "started_at": record.started_at,
        "day": day,
        "ended_at": record.ended_at,
        "recorded_at": record.recorded_at or now,
        "late": record.late,
        "kind": record.kind,
        "purpose": record.purpose,
        "state": record.state,
        "channel": record.channel,
        "evidence": record.evidence,
        "exception": record.exception,
        "exception_reason": record.exception_reason,
        "search_reason": record.search_reason,
        "over_limit_reason": record.over_limit_reason,
        "outcome": record.outcome,
        "result": record.result,
        "rectify_by": record.rectify_by,
        "opened_by": record.opened_by,
        "scan_id": record.scan_id,
        "plan_id": record.plan_id,
        "joint_ref": record.joint_ref,
        "latitude": record.latitude,
        "longitude": record.longitude,
        "accuracy": record.accuracy,
        "left_latitude": None,
        "left_longitude": None,
        "left_accuracy": None,
        "confirmed_at": record.confirmed_at,
        "voided_at": None,
        "void_reason": "",
        "scan_due": record.scan_due,
        "case_source": record.case_source,
        "case_ref": record.case_ref,
    }


def _part_row(enterprise_id: UUID, record: VisitRecord | Visit, part: PartRecord, day: int) -> dict[str, Any]:
    return {
        "enterprise_id": enterprise_id,
        "visit_id": record.id,
        "agency": part.agency,
        "started_at": record.started_at,
        "day": day,
        "kind": record.kind,
        "type": part.type,
        "ordered_from_above": part.ordered_from_above,
        "emergency": part.emergency,
        "voided": record.state is VisitState.VOIDED,
        "items": ITEM_MARK.join(sorted(part.items)),
        "source_ref": part.source_ref,
        "source_digest": part.source_digest,
    }


def _officer_rows(
    enterprise_id: UUID, record: VisitRecord | Visit, part: PartRecord, named_at: datetime | None
) -> list[dict[str, Any]]:
    waited_for, since = frozenset(part.waited_for), named_at or record.started_at
    return [
        {
            "enterprise_id": enterprise_id,
            "visit_id": record.id,
            "officer_id": officer,
            "agency": part.agency,
            "started_at": record.started_at,
            "named_at": named_at,
            "confirmed_at": None if officer in waited_for else since,
            "confirmed_by": None if officer in waited_for else ConfirmedBy.OPENER,
            "device": "" if officer in waited_for else part.device,
        }
        for officer in dict.fromkeys(part.officers)
    ]


def _drafts(enterprise_id: UUID, record: VisitRecord, now: datetime) -> list[LedgerDraft]:
    facts: dict[str, Canonical] = {"firm": str(enterprise_id), VISIT: visit_on_record(record, now)}
    arrival = {
        **facts,
        **position_facts(record.latitude, record.longitude, record.accuracy),
        **_waited_for(record.parts),
        **duty_facts(record),
    }
    entered = [(LedgerKind.VISIT_OPENED, arrival)]
    if record.late:
        entered.append((LedgerKind.VISIT_LATE, {**facts, VISIT: {"id": str(record.id), VERSION: FACTS_VERSION}}))
    at = record.recorded_at or now
    return [
        LedgerDraft(kind=kind, at=at, enterprise_id=enterprise_id, facts=told, subject=record.id)
        for kind, told in entered
    ]


def _waited_for(parts: Iterable[PartRecord]) -> dict[str, Canonical]:
    """Return, where somebody has yet to confirm being there, the fact that says who."""
    officers = sorted(str(officer) for part in parts for officer in part.waited_for)
    return {WAITED_FOR: officers} if officers else {}


def _count(counts: Counts, firm: Firm, record: VisitRecord | Visit, day: int, agencies: Iterable[str]) -> None:
    """Count a visit for each of these agencies; an empty one stands for the visit as one."""
    section = industry_section(firm.industry)
    measures = _measures(record.kind, record.evidence, late=record.late)
    for agency in agencies:
        counts.add_each(measures, firm.district, section, agency, day, "" if agency else firm.street or "")


@cache
def _measures(kind: VisitKind, evidence: int, *, late: bool) -> tuple[Measure, ...]:
    of_kind = Measure.INSPECTIONS if kind is VisitKind.INSPECTION else Measure.SERVICE_VISITS
    return (Measure.VISITS, of_kind, EVIDENCE_MEASURES[evidence], *((Measure.LATE,) if late else ()))
