"""After rows are stored: the findings of the firms they belong to."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.importing.kinds import Storing
from supervision_code.persistence.findings import FirmLog, judged, reconcile_judged
from supervision_code.persistence.firms import copies_of
from supervision_code.persistence.log import facts_of_firms


def reconcile_firms(session: Session, firms: Sequence[UUID], storing: Storing) -> None:
    """Bring the findings of these firms to what the rules say of their logs as they stand now."""
    logs = facts_of_firms(session, firms)
    judged_firms = [judged(FirmLog(firm, logs[firm.id]), storing.timeline) for firm in copies_of(session, logs)]
    reconcile_judged(session, judged_firms, storing.now)
