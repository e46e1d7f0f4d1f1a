"""Files of checklists: the published standard of each item, point by point.

A file says the whole list of every item that stands in it: points that it does not name any more go. What officers
answered before keeps the words of the points as they were.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from supervision_code.domain.checklists import PointKind
from supervision_code.importing.cells import Plain, key, number, text, word
from supervision_code.importing.kinds import Fault, Storing
from supervision_code.importing.layouts import Layout, optional, required
from supervision_code.importing.problems import ImportReason, Refused
from supervision_code.importing.staging import Staged
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.registry import InspectionItem
from supervision_code.persistence.models.results import ChecklistPoint

_AT_ONCE: Final = 1000
_MOST_POINTS: Final = 999
_LAYOUT: Final = Layout(
    (
        required("item", key(80)),
        required("position", number(1, _MOST_POINTS)),
        required("text", text(500)),
        optional("basis", text(500), ""),
        optional("kind", word(PointKind), PointKind.YES_NO.value),
    ),
    keys=2,
)
_Row = dict[str, Any]


class Checklists:
    """Points; each belongs to one item."""

    layout = _LAYOUT

    def __init__(self) -> None:
        self._items: frozenset[str] = frozenset()

    def prepare(self, session: Session) -> None:
        """Read the items on record."""
        self._items = frozenset(session.scalars(select(InspectionItem.code)))

    def faults(self, values: Sequence[Plain]) -> Iterable[Fault]:
        """Find items that do not exist."""
        if values[0] not in self._items:
            yield "item", Refused(ImportReason.NO_SUCH_ITEM)

    def store(self, session: Session, storing: Storing) -> None:
        """Store the lists, item by item."""
        for chunk in storing.groups(_AT_ONCE, 1, "item", "position"):
            _bring(session, [_row(staged) for staged in chunk], storing)


def _bring(session: Session, rows: Sequence[_Row], storing: Storing) -> None:
    """Let the lists of these items be as the file says."""
    items = sorted({row["item"] for row in rows})
    table = ChecklistPoint.__table__
    found = session.execute(select(table).where(table.c["item"].in_(items))).mappings()
    before = {(row["item"], row["position"]): dict(row) for row in found}
    for row in rows:
        known = before.get((row["item"], row["position"]))
        storing.tally.new += known is None
        storing.tally.unchanged += known == row
        storing.tally.changed += known is not None and known != row
    if storing.writing:
        session.execute(delete(ChecklistPoint).where(ChecklistPoint.item.in_(items)))
        insert_rows(session, table, rows)


def _row(staged: Staged) -> _Row:
    _, item, position, words, basis, kind = staged
    return {"item": item, "position": int(position or 0), "text": words, "basis": basis, "kind": PointKind(kind)}
