"""Stores the inspections of some firms: what is known already is left, the rest becomes visits with their findings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
from supervision_code.persistence import log
from supervision_code.persistence.counts import Counts
from supervision_code.persistence.findings import FirmLog, reconcile_logs
from supervision_code.persistence.firms import FirmCopy
from supervision_code.persistence.log import VisitRecord
from supervision_code.persistence.models.visits import Participation, Visit


def store_batch(
    session: Session, storing: Storing, staged: Sequence[Staged], officers: Mapping[str, UUID], counts: Counts
) -> None:
    """Check the rows of some firms against the record and, while the import writes, store them."""
    rows = [InspectionRow._make(values) for values in staged]
    firms = firms_of(session, {row.uscc for row in rows}, lock=storing.writing)
    rows = [row for row in rows if is_known(storing, row, row.uscc, firms)]
    rows = list(_not_on_record(session, storing, rows))
    visits = plan_visits(session, storing, rows, firms)
    storing.tally.new += sum(len(visit.rows) for visit in visits)
    if storing.writing:
        _write(session, storing, visits, officers, counts)
        session.flush()
        session.expunge_all()


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


def _write(
    session: Session,
    storing: Storing,
    visits: Sequence[PlannedVisit],
    officers: Mapping[str, UUID],
    counts: Counts,
) -> None:
    with_log = _with_log(session, {visit.firm.id for visit in visits})
    ids = IdMaker()
    records = [
        (visit.firm, visit_of(ids.id_of(visit.rows[0]), visit.rows, officers))
        for visit in visits
        if visit.on_record is None
    ]
    log.store(session, records, storing.now, counts)
    for visit in visits:
        if visit.on_record is not None:
            _add_parts(session, storing, visit, visit.on_record, officers)
    _reconcile(session, storing, {visit.firm.id: visit.firm for visit in visits}, records, with_log)


def _with_log(session: Session, firms: set[UUID]) -> frozenset[UUID]:
    query = select(Participation.enterprise_id).where(Participation.enterprise_id.in_(firms)).distinct()
    return frozenset(session.scalars(query))


def _add_parts(
    session: Session, storing: Storing, visit: PlannedVisit, on_record: Visit, officers: Mapping[str, UUID]
) -> None:
    parts = [part_of(row, officers) for row in visit.rows]
    result = joined_results([on_record.result, *(row.result for row in visit.rows)])
    log.add_parts(session, visit.firm, on_record, parts, result, storing.now)


def _reconcile(
    session: Session,
    storing: Storing,
    firms: Mapping[UUID, FirmCopy],
    records: Sequence[tuple[FirmCopy, VisitRecord]],
    with_log: frozenset[UUID],
) -> None:
    """Judge the logs of these firms: read again where there was one, else as just stored."""
    stored = log.facts_of_firms(session, with_log) if with_log else {}
    fresh: dict[UUID, list[VisitFacts]] = defaultdict(list)
    for firm, record in records:
        if firm.id not in with_log:
            fresh[firm.id].append(log.as_facts(record))
    logs = [FirmLog(firms[firm], visits) for firm, visits in stored.items()]
    logs += [FirmLog(firms[firm], visits, fresh=True) for firm, visits in fresh.items()]
    reconcile_logs(session, logs, storing.in_force, storing.now)
