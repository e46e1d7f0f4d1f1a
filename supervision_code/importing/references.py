"""What rows refer to: the keys of the registers that are small enough to be held."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.registry import DistrictLevel
from supervision_code.persistence.models.registry import District


@dataclass(frozen=True, slots=True)
class Area:
    """The level of an area and the one around it."""

    level: DistrictLevel
    parent: str | None


def areas(session: Session) -> Mapping[str, Area]:
    """Return every area by its code."""
    rows = session.execute(select(District.code, District.level, District.parent))
    return {code: Area(level, parent) for code, level, parent in rows}


def lies_in(area: str, around: str, known: Mapping[str, Area]) -> bool:
    """Say whether an area is, or lies inside, another one."""
    at: str | None = area
    for _ in range(len(known) + 1):
        if at is None or at == around:
            break
        at = known[at].parent if at in known else None
    return at == around


def in_circle(code: str, parents: Mapping[str, str | None]) -> bool:
    """Say whether going up from one to its parent leads back to it."""
    at = parents.get(code)
    for _ in range(len(parents)):
        if at is None:
            return False
        if at == code:
            return True
        at = parents.get(at)
    return False
