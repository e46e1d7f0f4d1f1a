"""Files of enforcement agencies."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.registry import AgencyLevel
from supervision_code.importing.cells import Plain, key, text, word
from supervision_code.importing.kinds import Fault, Storing
from supervision_code.importing.layouts import Layout, optional, required
from supervision_code.importing.problems import ImportReason, Refused
from supervision_code.importing.references import areas
from supervision_code.importing.registering import Row
from supervision_code.importing.staging import Staged
from supervision_code.importing.trees import store_tree
from supervision_code.persistence.models.registry import Agency

_LAYOUT: Final = Layout(
    (
        required("code", key(64)),
        required("name", text(160)),
        required("level", word(AgencyLevel)),
        required("district", key(32)),
        optional("parent", key(64)),
    )
)


class Agencies:
    """Agencies; a row's parent may stand anywhere in the same file."""

    layout = _LAYOUT

    def __init__(self) -> None:
        self._districts: frozenset[str] = frozenset()
        self._parents: dict[str, str | None] = {}

    def prepare(self, session: Session) -> None:
        """Read the areas and the agencies on record."""
        self._districts = frozenset(areas(session))
        self._parents = dict(session.execute(select(Agency.code, Agency.parent)).all())

    def faults(self, values: Sequence[Plain]) -> Iterable[Fault]:
        """Find districts that do not exist."""
        if values[3] not in self._districts:
            yield "district", Refused(ImportReason.NO_SUCH_DISTRICT)

    def store(self, session: Session, storing: Storing) -> None:
        """Store the agencies, parents first."""
        table = Agency.__table__
        store_tree(session, storing, table, self._parents, row_of=_row, missing=ImportReason.NO_SUCH_AGENCY)


def _row(staged: Staged) -> Row:
    _, code, name, level, district, parent = staged
    return {"code": code, "name": name, "level": AgencyLevel(level), "district": district, "parent": parent}
