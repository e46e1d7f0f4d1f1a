"""What each agency does in a visit, put together from its tasks."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.log import ITEM_MARK, split_items
from supervision_code.persistence.merging_reading import TaskRecord

_ITEMS_LENGTH: Final = 2000


class Share(NamedTuple):
    """What one agency does in a visit."""

    agency: str
    type: InspectionType
    items: str
    number: int
    """How many items these are."""
    since: datetime
    tasks: tuple[UUID, ...]
    avoided: bool
    """Whether a visit of its own is avoided by it."""


def shares_of(records: Sequence[TaskRecord], avoided: frozenset[str]) -> tuple[Share, ...]:
    """Return what each agency does, by agency; ``avoided``: those a visit of their own is saved."""
    if len(records) == 1:
        return (_share(records, records[0].agency in avoided),)
    by_agency: dict[str, list[TaskRecord]] = {}
    for record in records:
        by_agency.setdefault(record.agency, []).append(record)
    return tuple(_share(tasks, agency in avoided) for agency, tasks in sorted(by_agency.items()))


def _share(tasks: Sequence[TaskRecord], avoided: bool) -> Share:
    first = tasks[0]
    if len(tasks) == 1 and ITEM_MARK not in first.items:
        # The most frequent case by far: one task with one item.
        number = 1 if first.items else 0
        return Share(first.agency, first.type, first.items, number, first.made_at, (first.id,), avoided)
    items = sorted(frozenset[str]().union(*(split_items(task.items) for task in tasks)))
    largest = max(tasks, key=lambda task: (len(task.items), -task.id.int))
    return Share(
        agency=largest.agency,
        type=largest.type,
        items=joined_items(items),
        number=len(items),
        since=min(task.made_at for task in tasks),
        tasks=tuple(task.id for task in tasks),
        avoided=avoided,
    )


def joined_items(codes: Iterable[str]) -> str:
    """Return codes as they are stored; those that do not fit any more are left to the tasks themselves."""
    text = ITEM_MARK.join(sorted(codes))
    return text if len(text) <= _ITEMS_LENGTH else text[:_ITEMS_LENGTH].rpartition(ITEM_MARK)[0]
