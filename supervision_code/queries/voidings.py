"""Requests to void visits: what an agency asked for, and what waits for a supervisor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.results import VoidRequest
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import AnyRow, Cut, Order, fetch

_Row = Select[VoidRequest, str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidRequestRow:
    """A request and what was decided. ``agency``: its name, empty for a supervisor's; ``mine``: the reader asked it."""

    id: UUID
    enterprise_id: UUID
    visit_id: UUID
    number: str
    firm: str
    agency: str
    asked_by: str
    mine: bool
    asked_at: datetime
    reason: str
    decided_at: datetime | None
    decided_by: str
    granted: bool | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidRequestList:
    """One page of requests, how many there are in all, and what addresses say of its neighbours."""

    rows: tuple[VoidRequestRow, ...]
    total: int
    newer: str
    older: str


class VoidingQueries:
    """Looks at requests. An agency sees its own only: what supervisors ask may come from what a firm told them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_visit(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> tuple[VoidRequestRow, ...]:
        """Return the requests about a visit that the actor may see, the oldest first."""
        actor.require(Permission.VISIT_VOID_ASK)
        here = (VoidRequest.enterprise_id == enterprise_id, VoidRequest.visit_id == visit_id, _sight(actor))
        with self._database.read() as session:
            return _shown(session.execute(_all().where(*here).order_by(VoidRequest.id)).all(), actor)

    def waiting(self, actor: Actor, cut: Cut) -> VoidRequestList:
        """Return the requests in the supervisor's area that wait, the oldest first."""
        actor.require(Permission.VISIT_VOID)
        order = Order(key=VoidRequest.asked_at, kind=datetime, id=VoidRequest.id, descending=False)
        with self._database.read() as session:
            found = fetch(session, _all().where(*_waits(actor)), order, cut)
            total = _number(session, actor)
        return VoidRequestList(rows=_shown(found.rows, actor), total=total, newer=found.newer, older=found.older)

    def number_waiting(self, actor: Actor) -> int:
        """Count them."""
        actor.require(Permission.VISIT_VOID)
        with self._database.read() as session:
            return _number(session, actor)


_DECIDER: Final = aliased(Account)


def _all() -> _Row:
    of_visit = (Visit.enterprise_id == VoidRequest.enterprise_id) & (Visit.id == VoidRequest.visit_id)
    return (
        select(
            VoidRequest,
            Visit.number,
            Enterprise.name.label("firm"),
            Agency.name.label("agency_name"),
            Account.name.label("asker"),
            _DECIDER.name.label("decider"),
        )
        .join(Visit, of_visit)
        .join(Enterprise, Enterprise.id == VoidRequest.enterprise_id)
        .outerjoin(Agency, Agency.code == VoidRequest.agency)
        .outerjoin(Account, Account.id == VoidRequest.asked_by)
        .outerjoin(_DECIDER, _DECIDER.id == VoidRequest.decided_by)
    )


def _sight(actor: Actor) -> ColumnElement[bool]:
    if actor.agency is not None:
        return VoidRequest.agency == actor.agency
    return within_reach(actor, Enterprise.district)


def _waits(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        VoidRequest.decided_at.is_(None),
        Visit.state != VisitState.VOIDED,
        within_reach(actor, Enterprise.district),
    )


def _number(session: Session, actor: Actor) -> int:
    return session.scalar(select(func.count()).select_from(_all().where(*_waits(actor)).subquery())) or 0


def _shown(rows: Sequence[AnyRow], actor: Actor) -> tuple[VoidRequestRow, ...]:
    return tuple(_row(tuple(row), actor) for row in rows)


def _row(row: tuple[Any, ...], actor: Actor) -> VoidRequestRow:
    request, number, firm, agency, asker, decider, *_ = row
    return VoidRequestRow(
        id=request.id,
        enterprise_id=request.enterprise_id,
        visit_id=request.visit_id,
        number=number,
        firm=firm,
        agency=agency or "",
        asked_by=asker or "",
        mine=request.asked_by == actor.account_id,
        asked_at=request.asked_at,
        reason=request.reason,
        decided_at=request.decided_at,
        decided_by=decider or "",
        granted=request.granted,
        note=request.note,
    )
