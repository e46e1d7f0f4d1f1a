"""The officers of a visit as rows: reading them as the rule sees them, and putting on record what changes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.codes import OfficerClaims
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, VISIT, WORDS, word
from supervision_code.domain.presence import NamedOfficer, PresenceAct
from supervision_code.persistence import inbox, ledger
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import VisitOfficer


def officers_of(session: Session, enterprise_id: UUID, visit_id: UUID) -> Sequence[VisitOfficer]:
    """Return the rows of all officers ever named for a visit, in the order of being named."""
    query = select(VisitOfficer).where(VisitOfficer.enterprise_id == enterprise_id, VisitOfficer.visit_id == visit_id)
    rows = session.scalars(query.order_by(VisitOfficer.officer_id)).all()
    return sorted(rows, key=lambda row: row.named_at or row.started_at)


def named(row: VisitOfficer) -> NamedOfficer:
    """Return an officer of a visit as the rule sees him."""
    return NamedOfficer(
        officer_id=row.officer_id,
        named_at=row.named_at or row.started_at,
        confirmed_at=row.confirmed_at,
        confirmed_by=row.confirmed_by,
        device=row.device,
        absent=row.absent_at is not None,
    )


def find_by_code(session: Session, claims: OfficerClaims, enterprise_id: UUID | None = None) -> VisitOfficer | None:
    """Return the officer at the visit that a code names, unless he did not come; in one firm only when it is given."""
    query = select(VisitOfficer).where(
        VisitOfficer.officer_id == claims.officer_id,
        VisitOfficer.visit_id == claims.visit_id,
        VisitOfficer.absent_at.is_(None),
    )
    if enterprise_id is not None:
        query = query.where(VisitOfficer.enterprise_id == enterprise_id)
    return session.scalars(query.limit(1)).first()


def enter_presence(session: Session, row: VisitOfficer, act: PresenceAct, now: datetime, reason: str = "") -> None:
    """Enter what became of an officer's presence; a reason stands apart, so that it can be forgotten alone."""
    said: dict[str, Canonical] = {
        "act": act.value,
        "agency": row.agency,
        "by": word(row.confirmed_by) if act is PresenceAct.CONFIRMED else "",
        "id": str(row.visit_id),
        "officer": str(row.officer_id),
        VERSION: FACTS_VERSION,
    }
    facts: dict[str, Canonical] = {"firm": str(row.enterprise_id), VISIT: said}
    if reason:
        facts[WORDS] = {"text": reason}
    draft = LedgerDraft(
        kind=LedgerKind.VISIT_PRESENCE, at=now, enterprise_id=row.enterprise_id, facts=facts, subject=row.visit_id
    )
    ledger.append(session, draft)


def ask_to_confirm(
    session: Session, firm: Enterprise, visit_id: UUID, number: str, officers: Iterable[UUID], now: datetime
) -> None:
    """Ask officers whom somebody else named to confirm that they are there."""
    for officer in officers:
        facts = {"number": number, "firm": firm.name}
        link = f"/visits/{firm.id}/{visit_id}"
        inbox.put(session, inbox.to_officer(officer), "inbox-presence-asked", now, facts=facts, link=link)
