"""What comes to a firm in a planned visit, told from published things only: plans, items, standards, agencies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Agency, InspectionItem, Officer
from supervision_code.persistence.models.results import ChecklistPoint
from supervision_code.persistence.notice_telling import agencies_of
from supervision_code.persistence.notices import coming_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingItem:
    """What is inspected, by which law, and the points of the published standard to have ready."""

    name: str
    legal_basis: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingPlan:
    """The published plan behind it."""

    number: str
    title: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingPart:
    """One agency's part."""

    agency: str
    lead: bool
    types: tuple[InspectionType, ...]
    items: tuple[ComingItem, ...]
    plans: tuple[ComingPlan, ...]
    officers: tuple[str, ...]
    """Names of those who are to go; empty while nobody is assigned."""


def coming_parts(session: Session, planned: PlannedVisit) -> tuple[ComingPart, ...]:
    """Return who comes and what for, the lead agency first; who was asked and has not agreed yet is not named."""
    agencies = agencies_of(session, planned)
    parts = [part for part in coming_in(session, planned).parts if part.agency in agencies]
    names, items = agency_names(session), _items(session, {code for part in parts for code in part.items})
    plans, officers = _plans(session, planned), _officers(session, planned)
    return tuple(
        ComingPart(
            agency=names.get(agency, agency),
            lead=agency == planned.agency,
            types=tuple(dict.fromkeys(p.type for p in parts if p.agency == agency and p.type is not None)),
            items=tuple(
                items[code]
                for code in sorted({code for p in parts if p.agency == agency for code in p.items})
                if code in items
            ),
            plans=plans.get(agency, ()),
            officers=officers.get(agency, ()),
        )
        for agency in agencies
    )


def agency_names(session: Session) -> Mapping[str, str]:
    """Return the name of every agency by its code."""
    return dict(session.execute(select(Agency.code, Agency.name)).all())


def _items(session: Session, codes: Iterable[str]) -> Mapping[str, ComingItem]:
    wanted = set(codes)
    points: dict[str, tuple[str, ...]] = {}
    query = select(ChecklistPoint.item, ChecklistPoint.text).where(ChecklistPoint.item.in_(wanted))
    for item, text in session.execute(query.order_by(ChecklistPoint.item, ChecklistPoint.position)):
        points[item] = (*points.get(item, ()), text)
    rows = session.execute(
        select(InspectionItem.code, InspectionItem.name, InspectionItem.legal_basis).where(
            InspectionItem.code.in_(wanted)
        )
    )
    return {code: ComingItem(name=name, legal_basis=basis, points=points.get(code, ())) for code, name, basis in rows}


def _plans(session: Session, planned: PlannedVisit) -> Mapping[str, tuple[ComingPlan, ...]]:
    rows = session.execute(
        select(InspectionTask.agency, InspectionPlan.number, InspectionPlan.title, InspectionPlan.basis)
        .join(InspectionPlan, InspectionPlan.id == InspectionTask.inspection_plan_id)
        .where(
            InspectionTask.enterprise_id == planned.enterprise_id,
            InspectionTask.planned_visit_id == planned.id,
            InspectionTask.state.in_((TaskState.PLACED, TaskState.DONE)),
            InspectionPlan.published_at.is_not(None),
        )
        .order_by(InspectionTask.agency, InspectionPlan.number)
        .distinct()
    )
    found: dict[str, tuple[ComingPlan, ...]] = {}
    for agency, number, title, basis in rows:
        found[agency] = (*found.get(agency, ()), ComingPlan(number=number, title=title, basis=basis))
    return found


def _officers(session: Session, planned: PlannedVisit) -> Mapping[str, tuple[str, ...]]:
    rows = session.execute(
        select(PlannedVisitOfficer.agency, Officer.name)
        .join(Officer, Officer.id == PlannedVisitOfficer.officer_id)
        .where(
            PlannedVisitOfficer.enterprise_id == planned.enterprise_id,
            PlannedVisitOfficer.planned_visit_id == planned.id,
        )
        .order_by(PlannedVisitOfficer.agency, Officer.name)
    )
    found: dict[str, tuple[str, ...]] = {}
    for agency, name in rows:
        found[agency] = (*found.get(agency, ()), name)
    return found
