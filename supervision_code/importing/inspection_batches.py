"""Stores the inspections of some firms: what is known already is left, the rest becomes visits with their findings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.frequency import VisitFacts
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.importing.firms import firms_of, is_known
from supervision_code.importing.inspection_rows import IdMaker, InspectionRow, joined_results, part_of, visit_of
from supervision_code.importing.joint_visits import PlannedVisit, plan_visits
from supervision_code.importing.kinds import Storing
from supervision_code.importing.problems import ImportReason
from supervision_code.importing.staging import Staged
from supervision_code.persistence import log, log_storing
from supervision_code.persistence.counts import Counts
from supervision_code.persistence.findings import FirmLog, reconcile_logs
from supervision_code.persistence.firms import Firm
from supervision_code.persistence.log import PartRecord, VisitRecord
from supervision_code.persistence.log_storing import PreparedVisits
from supervision_code.persistence.models.visits import Participation, Visit


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """The visits of some firms that are to be stored; ``with_log`` are the firms that have visits on record."""

    visits: list[PlannedVisit]
    with_log: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class PreparedBatch:
    """A batch with everything made that can be made without the database."""

    batch: CheckedBatch
    joined: list[tuple[PlannedVisit, Visit, list[PartRecord], str]]
    visits: PreparedVisits
    fresh: list[FirmLog]
    """The logs of firms that had none."""


def check_batch(session: Session, storing: Storing, staged: Sequence[Staged]) -> CheckedBatch:
    """Check the rows of some firms against the record, and put those that are new together to visits."""
    rows = [InspectionRow._make(values) for values in staged]
    firms = firms_of(session, {row.uscc for row in rows}, lock=storing.writing)
    rows = [row for row in rows if is_known(storing, row, row.uscc, firms)]
    rows = list(_not_on_record(session, storing, rows))
    visits = plan_visits(session, storing, rows, firms)
    storing.tally.new += sum(len(visit.rows) for visit in visits)
    return CheckedBatch(visits, _with_log(session, {visit.firm.id for visit in visits}))


def _not_on_record(session: Session, storing: Storing, rows: Sequence[InspectionRow]) -> Iterator[InspectionRow]:
    """Yield the rows whose reference is new; one on record must say the same, for the same firm."""
    query = select(Participation.source_ref, Participation.enterprise_id, Participation.source_digest).where(
        Participation.source_ref.in_([row.source_ref for row in rows])
    )
    on_record = {source_ref: (firm, digest) for source_ref, firm, digest in session.execute(query)}
    for row in rows:
        known = on_record.get(row.source_ref)
        if known is None:
            yield row
        elif known == (enterprise_id_of(row.uscc), row.digest()):
            storing.tally.unchanged += 1
        else:
            storing.report(row, "source_ref", ImportReason.OTHER_CONTENT)


def prepare_batch(
    batch: CheckedBatch, officers: Mapping[str, UUID], now: datetime, *, log_id: str, counts: Counts
) -> PreparedBatch:
    """Make records, rows, ledger entries and counts of the visits; touches no database."""
    ids = IdMaker()
    records = [
        (visit.firm, visit_of(ids.id_of(visit.rows[0]), visit.rows, officers))
        for visit in batch.visits
        if visit.on_record is None
    ]
    joined = [
        (visit, visit.on_record, [part_of(row, officers) for row in visit.rows], _result(visit, visit.on_record))
        for visit in batch.visits
        if visit.on_record is not None
    ]
    prepared = log_storing.prepare(records, now, log_id=log_id, counts=counts)
    return PreparedBatch(batch, joined, prepared, _fresh_logs(records, batch.with_log))


def _result(visit: PlannedVisit, on_record: Visit) -> str:
    return joined_results([on_record.result, *(row.result for row in visit.rows)])


def _fresh_logs(records: Sequence[tuple[Firm, VisitRecord]], with_log: frozenset[UUID]) -> list[FirmLog]:
    visits: dict[UUID, list[VisitFacts]] = defaultdict(list)
    firms: dict[UUID, Firm] = {}
    for firm, record in records:
        if firm.id not in with_log:
            firms[firm.id] = firm
            visits[firm.id].append(log.as_facts(record))
    return [FirmLog(firm, visits[firm.id], fresh=True) for firm in firms.values()]


def write_batch(session: Session, storing: Storing, prepared: PreparedBatch) -> None:
    """Write the visits, and bring the findings of their firms to what the rules say of the whole logs."""
    log_storing.write(session, prepared.visits)
    for visit, on_record, parts, result in prepared.joined:
        log_storing.add_parts(session, visit.firm, on_record, parts, result, storing.now)
    batch = prepared.batch
    stored = log.facts_of_firms(session, batch.with_log) if batch.with_log else {}
    firms = {visit.firm.id: visit.firm for visit in batch.visits}
    grown = [FirmLog(firms[firm], visits) for firm, visits in stored.items()]
    reconcile_logs(session, [*grown, *prepared.fresh], storing.in_force, storing.now)
    session.flush()
    session.expunge_all()


def _with_log(session: Session, firms: set[UUID]) -> frozenset[UUID]:
    query = select(Participation.enterprise_id).where(Participation.enterprise_id.in_(firms)).distinct()
    return frozenset(session.scalars(query))
