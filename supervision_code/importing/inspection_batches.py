"""Checks the inspections of some firms against the record and writes what is new, with the findings that follow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.importing.firms import firms_of, is_known
from supervision_code.importing.inspection_preparing import NewVisit, PreparedBatch
from supervision_code.importing.inspection_rows import InspectionRow, joined_results, part_of
from supervision_code.importing.joint_visits import PlannedVisit, plan_visits
from supervision_code.importing.kinds import Storing
from supervision_code.importing.problems import ImportReason
from supervision_code.importing.staging import Staged
from supervision_code.persistence import log, log_storing
from supervision_code.persistence.findings import FirmLog, JudgedFirm, judged, reconcile_judged
from supervision_code.persistence.models.visits import Participation, Visit


@dataclass(frozen=True, slots=True)
class CheckedBatch:
    """The visits of some firms that are to be stored; ``with_log`` are the firms that have visits on record."""

    visits: list[PlannedVisit]
    with_log: frozenset[UUID]

    def new(self) -> list[NewVisit]:
        """Return the visits that are not on record."""
        return [
            NewVisit(visit.firm, visit.rows, visit.firm.id not in self.with_log)
            for visit in self.visits
            if visit.on_record is None
        ]


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


def write_batch(
    session: Session, storing: Storing, batch: CheckedBatch, prepared: PreparedBatch, officers: Mapping[str, UUID]
) -> None:
    """Write the visits, and bring the findings of their firms to what the rules say of the whole logs."""
    log_storing.write(session, prepared.visits, storing.now)
    for visit in batch.visits:
        if visit.on_record is not None:
            _add_parts(session, storing, visit, visit.on_record, officers)
    grown = _grown(session, batch, storing.timeline)
    reconcile_judged(session, [*grown, *prepared.judged], storing.now)
    session.flush()
    session.expunge_all()


def _add_parts(
    session: Session, storing: Storing, visit: PlannedVisit, on_record: Visit, officers: Mapping[str, UUID]
) -> None:
    parts = [part_of(row, officers) for row in visit.rows]
    result = joined_results([on_record.result, *(row.result for row in visit.rows)])
    log_storing.add_parts(session, visit.firm, on_record, parts, result, storing.now)


def _grown(session: Session, batch: CheckedBatch, timeline: PolicyTimeline) -> list[JudgedFirm]:
    """Judge the firms that had visits before: their logs are read again, the new visits among them."""
    firms = {visit.firm.id: visit.firm for visit in batch.visits}
    logs = log.facts_of_firms(session, batch.with_log) if batch.with_log else {}
    return [judged(FirmLog(firms[firm], visits), timeline) for firm, visits in logs.items()]


def _with_log(session: Session, firms: set[UUID]) -> frozenset[UUID]:
    query = select(Participation.enterprise_id).where(Participation.enterprise_id.in_(firms)).distinct()
    return frozenset(session.scalars(query))
