"""What is on record about the rows of a year's plan: a plan of the same name, and the firms a cell lists."""

import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.adapters import credit_codes
from supervision_code.domain.inspection_plan_contents import PlanContents
from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.registry import EnterpriseStatus
from supervision_code.importing.plan_cells import listed, parts
from supervision_code.persistence.inspection_plan_objects import of_area, registered
from supervision_code.persistence.models.inspection_plans import InspectionPlan, PlanObject
from supervision_code.persistence.models.registry import Agency, Enterprise

_LIKE_A_CODE: Final = re.compile(r"[0-9A-Z]{15,20}", re.ASCII)


def plan_on_record(session: Session, agency: Agency, contents: PlanContents) -> InspectionPlan | None:
    """Return the newest plan of this agency, year and title that was not withdrawn."""
    year = contents.first_day.year if contents.first_day else 0
    return session.scalar(
        select(InspectionPlan)
        .where(InspectionPlan.agency == agency.code, InspectionPlan.year == year)
        .where(InspectionPlan.title == contents.title, InspectionPlan.state != PlanState.WITHDRAWN)
        .order_by(InspectionPlan.id.desc())
        .limit(1)
    )


def has_objects(session: Session, plan: InspectionPlan, firms: Sequence[UUID]) -> bool:
    """Say whether a plan on record lists just these firms; where the file lists none there is nothing to compare."""
    listed_there = select(PlanObject.enterprise_id).where(PlanObject.plan_id == plan.id)
    return not firms or set(session.scalars(listed_there)) == set(firms)


def firms_in(session: Session, agency: Agency, objects: str) -> tuple[list[UUID], list[str]]:
    """Return the firms where the cell lists credit codes, and what in it cannot be in a plan; of other words neither.

    What looks like a credit code makes the cell a list: one with a digit mistyped is named, not taken for a word.
    """
    codes = [credit_codes.normalise(part) for part in listed(parts(objects))]
    if not any(map(_LIKE_A_CODE.fullmatch, codes)):
        return [], []
    inside = set(session.scalars(select(Enterprise.uscc).where(of_area(agency), Enterprise.uscc.in_(codes))))
    found = registered(session, codes)
    fit = {code for code in inside & found.keys() if found[code].status is EnterpriseStatus.ACTIVE}
    return [found[code].id for code in codes if code in fit], [code for code in codes if code not in fit]
