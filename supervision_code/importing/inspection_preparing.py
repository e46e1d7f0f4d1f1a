"""Makes all of a batch of visits that needs no database: records, rows, ledger entries, counts and judgements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.frequency import VisitFacts
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.importing.inspection_rows import IdMaker, InspectionRow, visit_of
from supervision_code.persistence import log, log_storing
from supervision_code.persistence.bulk import dialect_named
from supervision_code.persistence.counts import Counts
from supervision_code.persistence.findings import FirmLog, JudgedFirm, judged
from supervision_code.persistence.firms import FirmCopy
from supervision_code.persistence.log import VisitRecord
from supervision_code.persistence.log_storing import PreparedVisits


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is the same for all batches of a file."""

    officers: Mapping[str, UUID]
    now: datetime
    log_id: str
    algorithm: HashAlgorithm
    dialect: str
    timeline: PolicyTimeline


@dataclass(frozen=True, slots=True)
class NewVisit:
    """Rows that are one new visit; ``fresh`` says that its firm has no visit on record."""

    firm: FirmCopy
    rows: list[InspectionRow]
    fresh: bool


@dataclass(frozen=True, slots=True)
class PreparedBatch:
    """Visits ready to be written, their counts, and what fresh firms broke."""

    visits: PreparedVisits
    counts: Counts
    judged: list[JudgedFirm]


def prepare_batch(terms: Terms, new: Sequence[NewVisit]) -> PreparedBatch:
    """Prepare some visits; all of a fresh firm's visits are among them."""
    ids, counts = IdMaker(), Counts()
    records = [(visit.firm, visit_of(ids.id_of(visit.rows[0]), visit.rows, terms.officers)) for visit in new]
    visits = log_storing.prepare(records, terms.now, log_id=terms.log_id, counts=counts, algorithm=terms.algorithm)
    fresh = frozenset(visit.firm.id for visit in new if visit.fresh)
    return PreparedBatch(visits.bound(dialect_named(terms.dialect)), counts, _judged(terms, records, fresh))


def _judged(terms: Terms, records: Sequence[tuple[FirmCopy, VisitRecord]], fresh: frozenset[UUID]) -> list[JudgedFirm]:
    visits: dict[UUID, list[VisitFacts]] = defaultdict(list)
    firms: dict[UUID, FirmCopy] = {}
    for firm, record in records:
        if firm.id in fresh:
            firms[firm.id] = firm
            visits[firm.id].append(log.as_facts(record))
    logs = (judged(FirmLog(firm, visits[firm.id], fresh=True), terms.timeline) for firm in firms.values())
    return [one for one in logs if one.breaks_something]
