"""Puts rows together to visits: rows of a firm with the same joint reference are one, across files too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.visits import VisitState
from supervision_code.importing.cells import moment_of
from supervision_code.importing.inspection_rows import InspectionRow
from supervision_code.importing.kinds import Storing
from supervision_code.importing.problems import ImportReason
from supervision_code.persistence.firms import FirmCopy
from supervision_code.persistence.models.visits import Participation, Visit


@dataclass(slots=True)
class PlannedVisit:
    """Rows that are one visit, and the visit they join when it is on record already."""

    firm: FirmCopy
    rows: list[InspectionRow] = field(default_factory=list)
    on_record: Visit | None = None
    agencies: set[str] = field(default_factory=set)

    def misfit(self, row: InspectionRow) -> tuple[str, ImportReason] | None:
        """Return the column and the reason why a row cannot be part of this visit."""
        if self.on_record is not None and self.on_record.state is VisitState.VOIDED:
            return "joint_ref", ImportReason.JOINT_VOIDED
        started_at = self.on_record.started_at if self.on_record else moment_of(self.rows[0].started_at)
        if moment_of(row.started_at) != started_at:
            return "started_at", ImportReason.JOINT_OTHER_START
        if row.kind != (self.on_record.kind.value if self.on_record else self.rows[0].kind):
            return "kind", ImportReason.JOINT_OTHER_KIND
        return ("agency", ImportReason.JOINT_SAME_AGENCY) if row.agency in self.agencies else None


def plan_visits(
    session: Session, storing: Storing, rows: Sequence[InspectionRow], firms: Mapping[str, FirmCopy]
) -> list[PlannedVisit]:
    """Return the visits these rows make; rows that do not fit their joint visit are reported."""
    joint = _on_record(session, [row for row in rows if row.joint_ref], firms)
    visits = list(joint.values())
    for row in rows:
        if not row.joint_ref:
            visits.append(PlannedVisit(firms[row.uscc], [row]))
            continue
        visit = joint.get((row.uscc, row.joint_ref))
        if visit is None:
            joint[row.uscc, row.joint_ref] = visit = PlannedVisit(firms[row.uscc], agencies=set())
            visits.append(visit)
        _join(storing, visit, row)
    return [visit for visit in visits if visit.rows]


def _join(storing: Storing, visit: PlannedVisit, row: InspectionRow) -> None:
    misfit = visit.misfit(row) if visit.rows or visit.on_record else None
    if misfit is not None:
        storing.report(row, *misfit, reference=row.joint_ref or "")
        return
    visit.rows.append(row)
    visit.agencies.add(row.agency)


def _on_record(
    session: Session, rows: Sequence[InspectionRow], firms: Mapping[str, FirmCopy]
) -> dict[tuple[str, str], PlannedVisit]:
    if not rows:
        return {}
    by_id = {firms[row.uscc].id: firms[row.uscc] for row in rows}
    query = select(Visit).where(Visit.enterprise_id.in_(by_id), Visit.joint_ref.in_({row.joint_ref for row in rows}))
    visits = list(session.scalars(query))
    agencies = _agencies(session, visits)
    return {
        (by_id[visit.enterprise_id].uscc, visit.joint_ref): PlannedVisit(
            by_id[visit.enterprise_id], on_record=visit, agencies=agencies[visit.id]
        )
        for visit in visits
    }


def _agencies(session: Session, visits: Sequence[Visit]) -> dict[UUID, set[str]]:
    agencies: dict[UUID, set[str]] = {visit.id: set() for visit in visits}
    query = select(Participation.visit_id, Participation.agency).where(
        Participation.enterprise_id.in_({visit.enterprise_id for visit in visits}),
        Participation.visit_id.in_(agencies),
    )
    for visit_id, agency in session.execute(query):
        agencies[visit_id].add(agency)
    return agencies
