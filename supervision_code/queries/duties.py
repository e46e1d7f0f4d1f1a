"""Duties that emergencies leave open: the scan before leaving, the approval afterwards."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import EMERGENCIES, ExceptionKind, VisitState
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Visit, VisitOfficer
from supervision_code.persistence.session import Database

_MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDuty:
    """An emergency at a firm that still waits for something."""

    enterprise_id: UUID
    visit_id: UUID
    number: str
    firm: str
    started_at: datetime
    exception: ExceptionKind | None


class DutyQueries:
    """Looks at open duties."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def scans_due(self, actor: Actor) -> tuple[OpenDuty, ...]:
        """Return the emergencies under way to which the actor came and which owe their scan, the oldest first."""
        if actor.officer_id is None:
            return ()
        came = (VisitOfficer.enterprise_id == Visit.enterprise_id) & (VisitOfficer.visit_id == Visit.id)
        query = (
            select(Visit, Enterprise.name)
            .join(VisitOfficer, came)
            .join(Enterprise, Enterprise.id == Visit.enterprise_id)
            .where(
                Visit.scan_due.is_(True), Visit.state == VisitState.OPEN, VisitOfficer.officer_id == actor.officer_id
            )
            .order_by(Visit.started_at, Visit.id)
        )
        with self._database.read() as session:
            return tuple(_duty(visit, firm) for visit, firm in session.execute(query.limit(_MOST)))

    def approvals_due(self, actor: Actor) -> tuple[OpenDuty, ...]:
        """Return the first few of the agency's emergencies that its head has yet to approve, the oldest first."""
        actor.require(Permission.VISIT_APPROVE)
        query = (
            select(Visit, Enterprise.name)
            .join(Enterprise, Enterprise.id == Visit.enterprise_id)
            .where(approval_due(actor))
            .order_by(Visit.started_at, Visit.id)
        )
        with self._database.read() as session:
            return tuple(_duty(visit, firm) for visit, firm in session.execute(query.limit(_MOST)))

    def number_of_approvals_due(self, actor: Actor) -> int:
        """Count them all."""
        actor.require(Permission.VISIT_APPROVE)
        with self._database.read() as session:
            return session.scalar(select(func.count()).select_from(Visit).where(approval_due(actor))) or 0


def approval_due(actor: Actor) -> ColumnElement[bool]:
    """Match the visits that the actor, as the head of their agency, has yet to approve."""
    return and_(
        Visit.lead_agency == actor.agency,
        Visit.state != VisitState.VOIDED,
        Visit.exception.in_(sorted(EMERGENCIES)),
        Visit.approved_at.is_(None),
        Visit.opened_by.is_not(None),
        Visit.opened_by != actor.account_id,
    )


def _duty(visit: Visit, firm: str) -> OpenDuty:
    return OpenDuty(
        enterprise_id=visit.enterprise_id,
        visit_id=visit.id,
        number=visit.number,
        firm=firm,
        started_at=visit.started_at,
        exception=visit.exception,
    )
