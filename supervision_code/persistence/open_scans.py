"""For how long a scan opens a firm to the officer who made it."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.errors import NoSuchRecord, ScanGone
from supervision_code.domain.permissions import Actor
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Participation, Visit


def own_scan(session: Session, actor: Actor, enterprise_id: UUID, scan_id: UUID) -> Scan:
    """Return a scan the actor made; raises NoSuchRecord."""
    scan = session.get(Scan, (enterprise_id, scan_id))
    if scan is None or scan.account_id != actor.account_id:
        raise NoSuchRecord
    return scan


def require_open(session: Session, scan: Scan, agency: str | None, now: datetime, minutes: int) -> None:
    """Raise ScanGone when a visit can be begun with the scan no more and none of the own agency goes on there."""
    if now - scan.at <= timedelta(minutes=minutes):
        return
    under_way = (
        select(Visit.id)
        .join(
            Participation,
            (Participation.enterprise_id == Visit.enterprise_id) & (Participation.visit_id == Visit.id),
        )
        .where(
            Visit.enterprise_id == scan.enterprise_id,
            Visit.state == VisitState.OPEN,
            Participation.agency == agency,
        )
    )
    if session.scalar(under_way.limit(1)) is None:
        raise ScanGone(minutes=minutes)
