"""Files of officers and their certificates."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import new_id
from supervision_code.domain.registry import CertificateStatus
from supervision_code.importing.cells import Plain, day, key, text, word
from supervision_code.importing.kinds import Fault, Storing
from supervision_code.importing.layouts import Layout, optional, required
from supervision_code.importing.problems import ImportReason, Refused
from supervision_code.importing.registering import Row, bring
from supervision_code.importing.staging import Staged
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.registry import Agency, Officer

_AT_ONCE: Final = 1000
_LAYOUT: Final = Layout(
    (
        required("certificate_no", key(64)),
        required("name", text(80)),
        required("agency", key(64)),
        required("status", word(CertificateStatus)),
        optional("valid_until", day),
    )
)


class Officers:
    """Officers, known by their certificate number."""

    layout = _LAYOUT

    def __init__(self) -> None:
        self._agencies: frozenset[str] = frozenset()

    def prepare(self, session: Session) -> None:
        """Read the agencies on record."""
        self._agencies = frozenset(session.scalars(select(Agency.code)))

    def faults(self, values: Sequence[Plain]) -> Iterable[Fault]:
        """Find agencies that do not exist."""
        if values[2] not in self._agencies:
            yield "agency", Refused(ImportReason.NO_SUCH_AGENCY)

    def store(self, session: Session, storing: Storing) -> None:
        """Store the officers; an account follows its officer to another agency."""
        for chunk in storing.chunks(_AT_ONCE):
            rows = [_row(staged, storing.now) for staged in chunk]
            brought = bring(session, Officer.__table__, "certificate_no", rows, storing)
            if storing.writing:
                _move_accounts(session, brought.changed)


def _row(staged: Staged, now: datetime) -> Row:
    _, certificate_no, name, agency, status, valid_until = staged
    return {
        "id": new_id(now),
        "certificate_no": certificate_no,
        "name": name,
        "agency": agency,
        "status": CertificateStatus(status),
        "valid_until": None if valid_until is None else date.fromisoformat(valid_until),
    }


def _move_accounts(session: Session, changed: Sequence[Row]) -> None:
    for row in changed:
        officer = select(Officer.id).where(Officer.certificate_no == row["certificate_no"]).scalar_subquery()
        session.execute(
            update(Account)
            .where(Account.officer_id == officer, Account.agency != row["agency"])
            .values(agency=row["agency"])
            .execution_options(synchronize_session=False)
        )
