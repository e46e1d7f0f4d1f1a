"""The firms that rows of a log belong to."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.importing.kinds import Storing
from supervision_code.importing.problems import ImportReason
from supervision_code.importing.staging import Staged
from supervision_code.persistence.models.registry import Enterprise


def firms_of(session: Session, usccs: set[str], *, lock: bool) -> dict[str, Enterprise]:
    """Return those of these firms that are registered, locked until the transaction ends when asked for."""
    query = select(Enterprise).where(Enterprise.id.in_([enterprise_id_of(uscc) for uscc in usccs]))
    if lock:
        # In one order everywhere, so that two imports wait for each other instead of blocking each other.
        query = query.order_by(Enterprise.uscc).with_for_update(key_share=True)
    return {firm.uscc: firm for firm in session.scalars(query)}


def is_known(storing: Storing, row: Staged, uscc: str, firms: Mapping[str, Enterprise]) -> bool:
    """Say whether the firm of a row is registered; when not, the row is reported."""
    if uscc in firms:
        return True
    storing.report(row, "uscc", ImportReason.NO_SUCH_ENTERPRISE)
    return False
