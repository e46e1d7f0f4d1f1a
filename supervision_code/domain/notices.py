"""Notices (检查预告): whether a planned visit gets one, which times the firm is offered, and the life of a notice."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from supervision_code.domain.errors import IllegalMove


class NoticeState(StrEnum):
    """Where a notice stands; lapsed means nobody chose, so the day proposed stands."""

    OPEN = "open"
    CHOSEN = "chosen"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"


_LEADS_TO: Mapping[NoticeState, frozenset[NoticeState]] = MappingProxyType(
    {
        NoticeState.OPEN: frozenset({NoticeState.CHOSEN, NoticeState.LAPSED, NoticeState.WITHDRAWN, NoticeState.MOVED}),
        NoticeState.CHOSEN: frozenset({NoticeState.CHOSEN, NoticeState.WITHDRAWN, NoticeState.MOVED}),
        NoticeState.LAPSED: frozenset({NoticeState.WITHDRAWN, NoticeState.MOVED}),
        NoticeState.WITHDRAWN: frozenset(),
        NoticeState.MOVED: frozenset(),
    }
)


def move(state: NoticeState, wanted: NoticeState) -> NoticeState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted
