"""After rows are stored: the findings of the firms they belong to."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.importing.kinds import Storing
from supervision_code.persistence.findings import FirmLog, reconcile_logs
from supervision_code.persistence.log import facts_of_firms
from supervision_code.persistence.models.registry import Enterprise


def reconcile_firms(session: Session, firms: Sequence[UUID], storing: Storing) -> None:
    """Bring the findings of these firms to what the rules say of their logs as they stand now."""
    logs = facts_of_firms(session, firms)
    rows = session.scalars(select(Enterprise).where(Enterprise.id.in_(logs.keys())).order_by(Enterprise.uscc))
    reconcile_logs(session, [FirmLog(firm, logs[firm.id]) for firm in rows], storing.in_force, storing.now)
