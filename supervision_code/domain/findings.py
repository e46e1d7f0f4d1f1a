"""What is on record of a broken rule: the state of a finding and why one ends."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from supervision_code.domain.errors import IllegalMove


class FindingState(StrEnum):
    """A finding stands, or was closed; it is never deleted."""

    STANDING = "standing"
    CLOSED = "closed"


class ClosingReason(StrEnum):
    """Why a finding was closed."""

    NO_LONGER_MET = "no_longer_met"


_LEADS_TO: Mapping[FindingState, frozenset[FindingState]] = MappingProxyType(
    {
        FindingState.STANDING: frozenset({FindingState.CLOSED}),
        FindingState.CLOSED: frozenset({FindingState.STANDING}),
    }
)


def move(state: FindingState, wanted: FindingState) -> FindingState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted
