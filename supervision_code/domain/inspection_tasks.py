"""Tasks: what a published plan asks for at one firm, until it is done within a visit or dropped."""

from collections.abc import Mapping, Set
from enum import StrEnum
from types import MappingProxyType

from supervision_code.domain.errors import IllegalMove


class TaskState(StrEnum):
    """Where a task stands; placed means it is part of a planned visit."""

    OPEN = "open"
    PLACED = "placed"
    DONE = "done"
    DROPPED = "dropped"


_LEADS_TO: Mapping[TaskState, frozenset[TaskState]] = MappingProxyType(
    {
        TaskState.OPEN: frozenset({TaskState.PLACED, TaskState.DONE, TaskState.DROPPED}),
        TaskState.PLACED: frozenset({TaskState.OPEN, TaskState.DONE, TaskState.DROPPED}),
        TaskState.DONE: frozenset({TaskState.OPEN}),  # the visit was voided: it did nothing
        TaskState.DROPPED: frozenset(),
    }
)


def move(state: TaskState, wanted: TaskState) -> TaskState:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[state]:
        raise IllegalMove(state=state, wanted=wanted)
    return wanted


def is_covered(asked: Set[str], inspected: Set[str]) -> bool:
    """Say whether a visit inspected all that a task asks for; items as codes."""
    return bool(asked) and asked <= inspected
