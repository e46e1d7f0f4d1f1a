"""Letters about a complaint to the agency complained of: when one may go at once, and when it takes three to agree."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from supervision_code.domain.errors import IllegalMove, SecondPersonMissing

LONGEST_LETTER: Final = 1000


class LetterScope(StrEnum):
    """How closely a letter describes when it was: by the day, or only by the month around it."""

    DAY = "day"
    MONTH = "month"


class LetterState(StrEnum):
    """Where a letter stands."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    SENT = "sent"
    STOPPED = "stopped"


_LEADS_TO: Mapping[LetterState, frozenset[LetterState]] = MappingProxyType(
    {
        LetterState.ASKED: frozenset({LetterState.AGREED, LetterState.REFUSED, LetterState.STOPPED}),
        LetterState.AGREED: frozenset({LetterState.SENT, LetterState.STOPPED}),
        LetterState.REFUSED: frozenset(),
        LetterState.SENT: frozenset(),
        LetterState.STOPPED: frozenset(),
    }
)
UNDECIDED: Final = frozenset({LetterState.ASKED, LetterState.AGREED})


def first_state(firms: int, least: int) -> LetterState:
    """Return how a letter begins: sent at once when enough firms could have complained, else the firm is asked."""
    return LetterState.SENT if firms >= least else LetterState.ASKED


def move(state: LetterState, wanted: LetterState) -> LetterState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted


def require_second_person(written_by: UUID, decided_by: UUID) -> None:
    """Raise SecondPersonMissing when who wrote a letter would also approve it."""
    if written_by == decided_by:
        raise SecondPersonMissing
