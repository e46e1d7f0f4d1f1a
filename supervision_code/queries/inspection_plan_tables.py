"""An agency's plans with everything their table holds."""

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.inspection_plan_criteria import parse_criteria
from supervision_code.domain.inspection_plan_tables import TabledPlan
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.inspection_plans import contents_of
from supervision_code.persistence.models.inspection_plans import InspectionPlan, PlanObject
from supervision_code.persistence.models.registry import Agency, Enterprise, InspectionItem
from supervision_code.persistence.session import Database
from supervision_code.queries.inspection_plans import PlansAsked, wanted_plans

_MOST: Final = 1000


class InspectionPlanTableQueries:
    """Looks at plans as rows of a table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_agency(self, actor: Actor, asked: PlansAsked) -> list[TabledPlan]:
        """Return the plans of the actor's agency in the order in which they were drafted."""
        actor.require(Permission.PLAN_DRAFT)
        query = (
            select(InspectionPlan, Agency)
            .join(Agency, Agency.code == InspectionPlan.agency)
            .where(InspectionPlan.agency == actor.agency, *wanted_plans(asked))
            .order_by(InspectionPlan.id)
            .limit(_MOST)
        )
        with self._database.read() as session:
            found = [(row[0], row[1]) for row in session.execute(query)]
            names = _names(session, actor.agency or "")
            codes = _codes(session, [plan.id for plan, _ in found])
            return [_tabled(plan, agency, names, codes.get(plan.id, [])) for plan, agency in found]


def _tabled(plan: InspectionPlan, agency: Agency, names: dict[str, str], codes: list[str]) -> TabledPlan:
    said = contents_of(plan)
    return TabledPlan(
        agency=agency.name,
        level=agency.level,
        contents=said,
        items=tuple(names.get(code, code) for code in said.items),
        partners=tuple(names.get(code, code) for code in said.partners),
        base=plan.base,
        codes=tuple(codes),
        said=parse_criteria(plan.criteria).said,
    )


def _names(session: Session, agency: str) -> dict[str, str]:
    """Return the names of the agency's items and of every agency; the two never share a code on one register."""
    items = select(InspectionItem.code, InspectionItem.name).where(InspectionItem.agency == agency)
    agencies = select(Agency.code, Agency.name)
    return dict(session.execute(agencies).all()) | dict(session.execute(items).all())


def _codes(session: Session, plans: list[UUID]) -> dict[UUID, list[str]]:
    query = (
        select(PlanObject.plan_id, Enterprise.uscc)
        .join(Enterprise, Enterprise.id == PlanObject.enterprise_id)
        .where(PlanObject.plan_id.in_(plans), PlanObject.left_out.is_(None))
        .order_by(PlanObject.plan_id, Enterprise.uscc)
    )
    found: dict[UUID, list[str]] = {}
    for plan, code in session.execute(query):
        found.setdefault(plan, []).append(code)
    return found
