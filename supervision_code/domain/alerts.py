"""The life of an alert: what a supervisor handles, one for each visit that broke at least one rule."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from supervision_code.domain.errors import IllegalMove


class AlertState(StrEnum):
    """Where an alert stands."""

    OPEN = "open"
    TAKEN = "taken"
    ASKED = "asked"
    ANSWERED = "answered"
    SETTLED = "settled"
    LAPSED = "lapsed"


class Settlement(StrEnum):
    """How a supervisor settles an alert."""

    JUSTIFIED = "justified"
    REMINDED = "reminded"
    CORRECTION_ORDERED = "correction_ordered"
    RECORD_WRONG = "record_wrong"


class AlertStepKind(StrEnum):
    """One step on record in the handling of an alert."""

    RAISED = "raised"
    CHANGED = "changed"
    TAKEN = "taken"
    ASKED = "asked"
    ANSWERED = "answered"
    SETTLED = "settled"
    LAPSED = "lapsed"
    REOPENED = "reopened"


_LEADS_TO: Mapping[AlertState, frozenset[AlertState]] = MappingProxyType(
    {
        AlertState.OPEN: frozenset({AlertState.TAKEN, AlertState.LAPSED}),
        AlertState.TAKEN: frozenset({AlertState.ASKED, AlertState.SETTLED, AlertState.LAPSED}),
        AlertState.ASKED: frozenset({AlertState.ANSWERED, AlertState.SETTLED, AlertState.LAPSED}),
        AlertState.ANSWERED: frozenset({AlertState.ASKED, AlertState.SETTLED, AlertState.LAPSED}),
        AlertState.SETTLED: frozenset(),
        AlertState.LAPSED: frozenset({AlertState.OPEN}),
    }
)

UNFINISHED = frozenset({AlertState.OPEN, AlertState.TAKEN, AlertState.ASKED, AlertState.ANSWERED})


def move(state: AlertState, wanted: AlertState) -> AlertState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted
