"""Files of published inspection items; ``combinable`` false: never inspected together with other agencies."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.registry import ItemMethod
from supervision_code.importing.cells import Plain, key, text, word, yes_or_no
from supervision_code.importing.kinds import Fault, Storing
from supervision_code.importing.layouts import Layout, optional, required
from supervision_code.importing.problems import ImportReason, Refused
from supervision_code.importing.registering import Row, bring
from supervision_code.importing.staging import Staged
from supervision_code.persistence.models.registry import Agency, InspectionItem

_AT_ONCE: Final = 1000
_LAYOUT: Final = Layout(
    (
        required("code", key(80)),
        required("agency", key(64)),
        required("name", text(240)),
        optional("legal_basis", text(500), ""),
        optional("method", word(ItemMethod), ItemMethod.ON_SITE.value),
        optional("combinable", yes_or_no, 1),
    )
)


class Items:
    """Items; each belongs to one agency."""

    layout = _LAYOUT

    def __init__(self) -> None:
        self._agencies: frozenset[str] = frozenset()

    def prepare(self, session: Session) -> None:
        """Read the agencies on record."""
        self._agencies = frozenset(session.scalars(select(Agency.code)))

    def faults(self, values: Sequence[Plain]) -> Iterable[Fault]:
        """Find agencies that do not exist."""
        if values[1] not in self._agencies:
            yield "agency", Refused(ImportReason.NO_SUCH_AGENCY)

    def store(self, session: Session, storing: Storing) -> None:
        """Store the items."""
        for chunk in storing.chunks(_AT_ONCE):
            bring(session, InspectionItem.__table__, "code", [_row(staged) for staged in chunk], storing)


def _row(staged: Staged) -> Row:
    _, code, agency, name, legal_basis, method, combinable = staged
    return {
        "code": code,
        "agency": agency,
        "name": name,
        "legal_basis": legal_basis,
        "method": ItemMethod(method),
        "combinable": bool(combinable),
    }
