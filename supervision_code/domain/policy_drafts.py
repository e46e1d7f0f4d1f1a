"""The life of a draft: open until it is published or given up; and the life of its trial."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from supervision_code.domain.errors import IllegalMove


class DraftState(StrEnum):
    """What became of a draft."""

    OPEN = "open"
    PUBLISHED = "published"
    GIVEN_UP = "given_up"


class TrialState(StrEnum):
    """Whether a draft has been tried over the log."""

    NOT_TRIED = "not_tried"
    WAITING = "waiting"
    DONE = "done"


_LEADS_TO: Mapping[DraftState, frozenset[DraftState]] = MappingProxyType(
    {
        DraftState.OPEN: frozenset({DraftState.OPEN, DraftState.PUBLISHED, DraftState.GIVEN_UP}),
        DraftState.PUBLISHED: frozenset(),
        DraftState.GIVEN_UP: frozenset(),
    }
)


def move(state: DraftState, wanted: DraftState) -> DraftState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove; a draft that is open may stay so (an edit)."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted
