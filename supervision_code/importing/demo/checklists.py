"""Published standards of some items: what an officer looks at, point by point."""

from collections.abc import Iterable
from itertools import count

from sqlalchemy.orm import Session

from supervision_code.domain.checklists import PointKind
from supervision_code.importing.demo.city import AgencyStaff
from supervision_code.importing.demo.tables import read_rows
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.results import ChecklistPoint


def publish_checklists(session: Session, agencies: Iterable[AgencyStaff]) -> None:
    """Store the points of every agency's items that have some, numbered from 1."""
    points: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in read_rows("checklists.csv"):
        points.setdefault((row["line"], row["number"]), []).append(row)
    rows = [
        {
            "item": f"{agency.code}-{number}",
            "position": position,
            "text": row["text"],
            "basis": row["basis"],
            "kind": PointKind(row["kind"]),
        }
        for agency in agencies
        for (line, number), some in points.items()
        if line == agency.line
        for position, row in zip(count(1), some, strict=False)
    ]
    insert_rows(session, ChecklistPoint.__table__, rows)
