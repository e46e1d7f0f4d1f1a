"""The published standards of items, as an officer goes through them."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.checklists import Point
from supervision_code.persistence.models.results import ChecklistPoint
from supervision_code.persistence.session import Database

_MOST: Final = 200


class ChecklistQueries:
    """Looks at checklists; they are published, so everybody may."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_items(self, items: Collection[str]) -> tuple[Point, ...]:
        """Return the points of these items, item by item in the order of their codes."""
        with self._database.read() as session:
            return points_of(session, items)


def points_of(session: Session, items: Collection[str]) -> tuple[Point, ...]:
    """Return the points of these items, item by item in the order of their codes."""
    query = select(ChecklistPoint).where(ChecklistPoint.item.in_(sorted(items)))
    rows = session.scalars(query.order_by(ChecklistPoint.item, ChecklistPoint.position).limit(_MOST))
    return tuple(
        Point(item=row.item, position=row.position, text=row.text, basis=row.basis, kind=row.kind) for row in rows
    )
