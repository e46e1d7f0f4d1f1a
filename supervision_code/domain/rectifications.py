"""The life of a rectification (责令限期改正): from the order to the re-check."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from supervision_code.domain.errors import IllegalMove


class RectificationState(StrEnum):
    """Where a rectification stands; dropped means that the visit was voided or the result corrected."""

    ORDERED = "ordered"
    REPORTED = "reported"
    PASSED = "passed"
    FAILED = "failed"
    DROPPED = "dropped"


class RecheckOutcome(StrEnum):
    """What a re-check found; a new date is a rectification of its own that follows the failed one."""

    PASSED = "passed"
    NEW_DATE = "new_date"
    CASE_OPENED = "case_opened"


OPEN_STATES = frozenset({RectificationState.ORDERED, RectificationState.REPORTED})

_LEADS_TO: Mapping[RectificationState, frozenset[RectificationState]] = MappingProxyType(
    {
        RectificationState.ORDERED: frozenset(
            {
                RectificationState.REPORTED,
                RectificationState.PASSED,
                RectificationState.FAILED,
                RectificationState.DROPPED,
            }
        ),
        RectificationState.REPORTED: frozenset(
            {RectificationState.PASSED, RectificationState.FAILED, RectificationState.DROPPED}
        ),
        RectificationState.PASSED: frozenset(),
        RectificationState.FAILED: frozenset(),
        RectificationState.DROPPED: frozenset(),
    }
)


def move(state: RectificationState, wanted: RectificationState) -> RectificationState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted


def state_after(outcome: RecheckOutcome) -> RectificationState:
    """Return where a re-check with this outcome leads."""
    return RectificationState.PASSED if outcome is RecheckOutcome.PASSED else RectificationState.FAILED


def is_overdue(state: RectificationState, due: date, on: date) -> bool:
    """Say whether the firm has neither reported nor been re-checked although the day has passed."""
    return state is RectificationState.ORDERED and on > due
