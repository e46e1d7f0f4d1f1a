"""The life of a planned visit (the plan of a year and its tasks come on top)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from supervision_code.domain.errors import IllegalMove


class PlannedVisitState(StrEnum):
    """Where a planned visit stands."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


_LEADS_TO: Mapping[PlannedVisitState, frozenset[PlannedVisitState]] = MappingProxyType(
    {
        PlannedVisitState.PLANNED: frozenset({PlannedVisitState.DONE, PlannedVisitState.CANCELLED}),
        PlannedVisitState.DONE: frozenset(),
        PlannedVisitState.CANCELLED: frozenset(),
    }
)


def move(state: PlannedVisitState, wanted: PlannedVisitState) -> PlannedVisitState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted
