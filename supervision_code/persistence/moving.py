"""Firms that move: their counts go along, so that what is taken back is taken where it lies, and their alerts."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision_code.domain.findings import FindingState
from supervision_code.domain.rollups import Measure, evidence_measure, industry_section
from supervision_code.domain.visits import VisitKind, VisitState
from supervision_code.persistence.counts import Counts
from supervision_code.persistence.firms import Firm
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.visits import Dispute, Participation, Visit

_Counted = tuple[str, int, Measure]
"""The agency (empty: the visit as one), the day, and what is counted there once."""


def move_along(session: Session, before: Mapping[UUID, Firm], after: Collection[Firm], now: datetime) -> None:
    """Move counts and alerts of firms whose district, street or industry changed; then judge their findings anew."""
    moved = {firm.id: firm for firm in after if _place(firm) != _place(before[firm.id])}
    counts = Counts()
    for firm_id, (agency, day, measure) in _counted(session, moved.keys()):
        for side, value in ((before, -1), (moved, 1)):
            district, street, section = _place(side[firm_id])
            counts.add(district, section, agency, day, measure, value, street="" if agency else street)
    counts.leave(session, now)
    for firm in moved.values():
        session.execute(update(Alert).where(Alert.enterprise_id == firm.id).values(district=firm.district))


def _place(firm: Firm) -> tuple[str, str, str]:
    return firm.district, firm.street or "", industry_section(firm.industry)


def _counted(session: Session, firms: Collection[UUID]) -> Iterator[tuple[UUID, _Counted]]:
    """Yield everything the rollups hold of these firms."""
    agencies: dict[UUID, list[str]] = defaultdict(lambda: [""])
    parts = select(Participation.visit_id, Participation.agency).where(Participation.enterprise_id.in_(firms))
    for visit_id, agency in session.execute(parts):
        agencies[visit_id].append(agency)
    visits = {visit.id: visit for visit in session.scalars(select(Visit).where(Visit.enterprise_id.in_(firms)))}
    for visit in visits.values():
        for measure in _measures_of(visit):
            yield from ((visit.enterprise_id, (agency, visit.day, measure)) for agency in agencies[visit.id])
    disputed = select(Dispute.visit_id).where(Dispute.enterprise_id.in_(firms))
    for visit in (visits[visit_id] for visit_id in session.scalars(disputed)):
        yield from ((visit.enterprise_id, (agency, visit.day, Measure.DISPUTES)) for agency in agencies[visit.id])
    standing = select(Finding).where(Finding.enterprise_id.in_(firms), Finding.state == FindingState.STANDING)
    for finding in session.scalars(standing):
        for agency in ("", finding.agency or visits[finding.visit_id].lead_agency):
            yield finding.enterprise_id, (agency, finding.day, Measure.FINDINGS)


def _measures_of(visit: Visit) -> list[Measure]:
    if visit.state is VisitState.VOIDED:
        return [Measure.VOIDED]
    kind = Measure.INSPECTIONS if visit.kind is VisitKind.INSPECTION else Measure.SERVICE_VISITS
    return [Measure.VISITS, kind, evidence_measure(visit.evidence), *([Measure.LATE] if visit.late else [])]
