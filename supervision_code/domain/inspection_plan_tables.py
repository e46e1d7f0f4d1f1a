"""A plan as a row of the year's table."""

from dataclasses import dataclass

from supervision_code.domain.inspection_plan_contents import PlanContents
from supervision_code.domain.registry import AgencyLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class TabledPlan:
    """One plan; ``codes`` are the credit codes of its firms, ``said`` the words a file had for them."""

    agency: str
    level: AgencyLevel
    contents: PlanContents
    items: tuple[str, ...]
    partners: tuple[str, ...]
    base: int
    codes: tuple[str, ...]
    said: str
