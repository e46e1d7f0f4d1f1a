"""Disputes: what firms say against recorded visits, those without an answer first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import DisputeGround, EvidenceLevel, VisitState
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.visits import Dispute, Visit
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import Cut, Order, fetch


class DisputeView(StrEnum):
    """Which disputes a list shows."""

    WAITING = "waiting"
    KEPT = "kept"
    VOIDED = "voided"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRow:
    """One dispute in the list."""

    enterprise_id: UUID
    id: UUID
    visit_id: UUID
    number: str
    firm: str
    agency: str
    ground: DisputeGround
    text: str
    at: datetime
    visit_day: int
    evidence: EvidenceLevel
    state: VisitState
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeList:
    """One page of disputes."""

    rows: tuple[DisputeRow, ...]
    total: int
    newer: str
    older: str


class DisputeQueries:
    """Looks at the disputes of the actor's area."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, actor: Actor, view: DisputeView, cut: Cut) -> DisputeList:
        """Return one page, the newest first."""
        actor.require(Permission.VISIT_VOID)
        query = (
            select(Dispute, Visit, Enterprise.name, Agency.name)
            .join(Visit, (Visit.enterprise_id == Dispute.enterprise_id) & (Visit.id == Dispute.visit_id))
            .join(Enterprise, Enterprise.id == Dispute.enterprise_id)
            .join(Agency, Agency.code == Visit.lead_agency)
            .where(within_reach(actor, Enterprise.district), *_of_view(view))
        )
        with self._database.read() as session:
            total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
            fetched = fetch(session, query, Order(key=Dispute.at, kind=datetime, id=Dispute.id), cut)
        rows = tuple(_row(*row[:4]) for row in fetched.rows)
        return DisputeList(rows=rows, total=int(total), newer=fetched.newer, older=fetched.older)


def is_waiting() -> ColumnElement[bool]:
    """Return the condition that nobody has acted on a dispute: no answer, and the visit stands."""
    return Dispute.answered_at.is_(None) & (Visit.state != VisitState.VOIDED)


def _of_view(view: DisputeView) -> list[ColumnElement[bool]]:
    match view:
        case DisputeView.WAITING:
            return [is_waiting()]
        case DisputeView.KEPT:
            return [Dispute.answered_at.is_not(None)]
        case DisputeView.VOIDED:
            return [Visit.state == VisitState.VOIDED]
        case DisputeView.ALL:
            return []


def _row(dispute: Dispute, visit: Visit, firm: str, agency: str) -> DisputeRow:
    return DisputeRow(
        enterprise_id=dispute.enterprise_id,
        id=dispute.id,
        visit_id=dispute.visit_id,
        number=visit.number,
        firm=firm,
        agency=agency,
        ground=dispute.ground,
        text=dispute.text,
        at=dispute.at,
        visit_day=visit.day,
        evidence=visit.evidence,
        state=visit.state,
        answered_at=dispute.answered_at,
    )
