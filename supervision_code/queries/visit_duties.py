"""What a visit is to one of the agencies that came: what it owes, and what it has still to tell."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.duties import waits_for_approval
from supervision_code.domain.permissions import Actor
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.results import VisitResult
from supervision_code.persistence.models.visits import Participation, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesThere:
    """What an emergency left to be done, and what was done of it."""

    scan_due: bool
    scanned_at: datetime | None
    left_unscanned: bool
    unscanned_reason: str
    approved_at: datetime | None
    approval_note: str
    waits_for_approval: bool
    i_opened_it: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnThere:
    """What the visit is to the reader's agency."""

    agency: str
    leads: bool
    items: tuple[str, ...]
    """Codes."""
    result_awaited: bool
    """Whether the agency has yet to say what it found."""


def own_there(session: Session, visit: Visit, part: Participation) -> OwnThere:
    """Return what a visit is to the agency of this part."""
    known = set(
        session.scalars(
            select(VisitResult.agency).where(
                VisitResult.enterprise_id == visit.enterprise_id, VisitResult.visit_id == visit.id
            )
        )
    )
    goes_on = visit.state is VisitState.OPEN or (visit.state is VisitState.CLOSED and bool(known))
    return OwnThere(
        agency=part.agency,
        leads=part.agency == visit.lead_agency,
        items=tuple(sorted(split_items(part.items))),
        result_awaited=goes_on and part.agency not in known,
    )


def duties_there(visit: Visit, actor: Actor) -> DutiesThere:
    """Return what a visit left to be done, as this actor stands to it."""
    return DutiesThere(
        scan_due=visit.scan_due,
        scanned_at=visit.scanned_at,
        left_unscanned=visit.left_unscanned,
        unscanned_reason=visit.unscanned_reason,
        approved_at=visit.approved_at,
        approval_note=visit.approval_note,
        waits_for_approval=visit.opened_by is not None
        and waits_for_approval(visit.exception, visit.state, visit.approved_at),
        i_opened_it=visit.opened_by == actor.account_id,
    )
