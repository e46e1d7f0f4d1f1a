"""What a draft of a plan can be made of: own items, other agencies, areas; and how many firms some criteria choose."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.inspection_plan_criteria import Criteria
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import ItemMethod
from supervision_code.persistence.inspection_plan_objects import base_count
from supervision_code.persistence.models.registry import Agency, District, InspectionItem
from supervision_code.persistence.session import Database
from supervision_code.queries.inspection_plan_pages import PlanItem, plan_item

_MOST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoices:
    """What the form of a plan offers: own items by how they are checked, other agencies, areas to choose firms from."""

    items: tuple[tuple[ItemMethod, PlanItem], ...]
    agencies: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
    area: str
    """Name of the agency's own area."""


class InspectionPlanChoiceQueries:
    """Looks at what a draft can be made of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def choices(self, actor: Actor) -> PlanChoices:
        """Return what a plan of the actor's agency can be made of."""
        actor.require(Permission.PLAN_DRAFT)
        with self._database.read() as session:
            agency = session.get_one(Agency, actor.agency)
            items = session.scalars(
                select(InspectionItem).where(InspectionItem.agency == agency.code).order_by(InspectionItem.code)
            )
            others = select(Agency.code, Agency.name).where(Agency.code != agency.code).order_by(Agency.name)
            own = session.get_one(District, agency.district)
            return PlanChoices(
                items=tuple((item.method, plan_item(item)) for item in items),
                agencies=tuple((code, name) for code, name in session.execute(others.limit(_MOST))),
                areas=_areas(session, own),
                area=own.name,
            )

    def matching(self, actor: Actor, criteria: Criteria) -> int:
        """Return how many firms criteria choose in the area of the actor's agency."""
        actor.require(Permission.PLAN_DRAFT)
        with self._database.read() as session:
            return base_count(session, session.get_one(Agency, actor.agency), criteria)


def _areas(session: Session, own: District) -> tuple[tuple[str, str], ...]:
    """Return the areas inside the agency's own: for the city its districts, for a district its streets."""
    inside = select(District.code, District.name).where(District.parent == own.code).order_by(District.code)
    return tuple((code, name) for code, name in session.execute(inside))
