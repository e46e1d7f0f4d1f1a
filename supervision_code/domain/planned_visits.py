"""The life of a planned visit, from the proposal to the day, and the answers of agencies asked to come along."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from supervision_code.domain.errors import IllegalMove


class PlannedVisitState(StrEnum):
    """Where a planned visit stands."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class HalfDay(StrEnum):
    """Which half of the day is meant."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class JoiningAnswer(StrEnum):
    """What an agency says to coming along; who joins of its own accord has joined at once."""

    INVITED = "invited"
    JOINED = "joined"
    DECLINED = "declined"


_LEADS_TO: Mapping[PlannedVisitState, frozenset[PlannedVisitState]] = MappingProxyType(
    {
        PlannedVisitState.PROPOSED: frozenset({PlannedVisitState.PLANNED, PlannedVisitState.CANCELLED}),
        PlannedVisitState.PLANNED: frozenset({PlannedVisitState.DONE, PlannedVisitState.CANCELLED}),
        PlannedVisitState.DONE: frozenset(),
        PlannedVisitState.CANCELLED: frozenset(),
    }
)


def is_given_up(state: PlannedVisitState, day: int, today: int, backfill_days: int) -> bool:
    """Say whether a planned visit is not to be expected any more; days as numbers.

    ``backfill_days``: the calendar days after a visit within which one made during an outage is recorded. Until they
    are over nobody can say that a visit was not made.
    """
    return state is PlannedVisitState.PLANNED and day + backfill_days < today


def move(state: PlannedVisitState, wanted: PlannedVisitState) -> PlannedVisitState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted
