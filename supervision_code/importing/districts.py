"""Files of districts, and the areas of Shenzhen that every installation begins with."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from supervision_code.domain.registry import DistrictLevel
from supervision_code.importing.cells import Plain, key, text, word
from supervision_code.importing.kinds import Fault, Storing
from supervision_code.importing.layouts import Layout, optional, required
from supervision_code.importing.problems import ImportReason
from supervision_code.importing.references import Area, areas
from supervision_code.importing.registering import Row
from supervision_code.importing.staging import Staged
from supervision_code.importing.trees import store_tree
from supervision_code.persistence.models.registry import District

SHENZHEN: Final = Path(__file__).with_name("districts_of_shenzhen.csv")
"""The city, its districts (GB/T 2260) and its streets (statistical codes of nine digits).

大鹏新区 and 深汕特别合作区 are no divisions of the standard: they and the four towns have keys of our own.
"""
_LAYOUT: Final = Layout(
    (
        required("code", key(32)),
        required("name", text(80)),
        required("level", word(DistrictLevel)),
        optional("parent", key(32)),
    )
)
_RANK: Final = tuple(DistrictLevel)


class Districts:
    """Areas; a row's parent may stand anywhere in the same file."""

    layout = _LAYOUT

    def __init__(self) -> None:
        self._known: Mapping[str, Area] = {}

    def prepare(self, session: Session) -> None:
        """Read the areas on record."""
        self._known = areas(session)

    def faults(self, values: Sequence[Plain]) -> Iterable[Fault]:
        """Find nothing: a row alone cannot be wrong."""
        return ()

    def store(self, session: Session, storing: Storing) -> None:
        """Store the areas, the larger ones first."""
        self._check_levels(storing)
        parents = {code: area.parent for code, area in self._known.items()}
        store_tree(session, storing, District.__table__, parents, row_of=_row, missing=ImportReason.NO_SUCH_DISTRICT)

    def _check_levels(self, storing: Storing) -> None:
        levels = {code: area.level for code, area in self._known.items()}
        levels |= {code: DistrictLevel(level) for _, code, _, level, _ in storing.staging.good_rows()}
        for staged in storing.staging.good_rows():
            _, code, _, _, parent = staged
            if parent in levels and _RANK.index(levels[parent]) >= _RANK.index(levels[code]):
                storing.report(staged, "parent", ImportReason.PARENT_LEVEL)


def _row(staged: Staged) -> Row:
    _, code, name, level, parent = staged
    return {"code": code, "name": name, "level": DistrictLevel(level), "parent": parent}
