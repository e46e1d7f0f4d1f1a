"""The firms that rows of a log belong to."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.importing.kinds import Storing
from supervision_code.importing.problems import ImportReason
from supervision_code.importing.staging import Staged
from supervision_code.persistence.firms import FirmCopy, copies_of


def firms_of(session: Session, usccs: set[str], *, lock: bool) -> dict[str, FirmCopy]:
    """Return those of these firms that are registered, locked until the transaction ends when asked for."""
    copies = copies_of(session, [enterprise_id_of(uscc) for uscc in usccs], lock=lock)
    return {copy.uscc: copy for copy in copies}


def is_known(storing: Storing, row: Staged, uscc: str, firms: Mapping[str, FirmCopy]) -> bool:
    """Say whether the firm of a row is registered; when not, the row is reported."""
    if uscc in firms:
        return True
    storing.report(row, "uscc", ImportReason.NO_SUCH_ENTERPRISE)
    return False
