"""The parts of a visit and what the firm says against it, as the supervisor's page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.visits import DisputeGround, InspectionType, VisitKind
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.registry import Agency, InspectionItem, Officer
from supervision_code.persistence.models.visits import Dispute, Participation, Visit, VisitOfficer


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemThere:
    """An item that was checked, with the basis it was published with."""

    name: str
    legal_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartThere:
    """The part of one agency."""

    code: str
    agency: str
    type: InspectionType | None
    items: tuple[ItemThere, ...]
    officers: tuple[tuple[str, str], ...]
    """Name and certificate number of each."""
    ordered_from_above: bool
    emergency: bool
    lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeThere:
    """What the firm says against the record, and what was answered."""

    id: UUID
    ground: DisputeGround
    text: str
    at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: str


def parts_of(session: Session, visit: Visit) -> list[Participation]:
    """Return the parts of a visit, the lead agency's first."""
    query = select(Participation).where(
        Participation.enterprise_id == visit.enterprise_id, Participation.visit_id == visit.id
    )
    parts = session.scalars(query.order_by(Participation.agency))
    return sorted(parts, key=lambda part: part.agency != visit.lead_agency)


def parts_there(session: Session, visit: Visit, parts: Sequence[Participation]) -> tuple[PartThere, ...]:
    """Return the parts with the names of their items and officers."""
    agencies = dict(
        session.execute(select(Agency.code, Agency.name).where(Agency.code.in_([part.agency for part in parts]))).all()
    )
    codes = {code for part in parts for code in split_items(part.items)}
    query = select(InspectionItem.code, InspectionItem.name, InspectionItem.legal_basis)
    items = {
        code: ItemThere(name=name, legal_basis=basis)
        for code, name, basis in session.execute(query.where(InspectionItem.code.in_(codes)))
    }
    officers = _officers(session, visit)
    return tuple(
        PartThere(
            code=part.agency,
            agency=agencies.get(part.agency, part.agency),
            type=part.type if visit.kind is VisitKind.INSPECTION else None,
            items=tuple(
                items.get(code, ItemThere(name=code, legal_basis="")) for code in sorted(split_items(part.items))
            ),
            officers=officers.get(part.agency, ()),
            ordered_from_above=part.ordered_from_above,
            emergency=part.emergency,
            lead=part.agency == visit.lead_agency,
        )
        for part in parts
    )


def _officers(session: Session, visit: Visit) -> Mapping[str, tuple[tuple[str, str], ...]]:
    query = (
        select(VisitOfficer.agency, Officer.name, Officer.certificate_no)
        .join(Officer, Officer.id == VisitOfficer.officer_id)
        .where(VisitOfficer.enterprise_id == visit.enterprise_id, VisitOfficer.visit_id == visit.id)
        .order_by(Officer.certificate_no)
    )
    by_agency: dict[str, tuple[tuple[str, str], ...]] = {}
    for agency, name, certificate in session.execute(query):
        by_agency[agency] = (*by_agency.get(agency, ()), (name, certificate))
    return by_agency


def disputes_there(session: Session, visit: Visit) -> tuple[DisputeThere, ...]:
    """Return what the firm says against a visit, oldest first."""
    rows = session.execute(
        select(Dispute, Account.name)
        .outerjoin(Account, Account.id == Dispute.answered_by)
        .where(Dispute.enterprise_id == visit.enterprise_id, Dispute.visit_id == visit.id)
        .order_by(Dispute.at, Dispute.id)
    )
    return tuple(
        DisputeThere(
            id=dispute.id,
            ground=dispute.ground,
            text=dispute.text,
            at=dispute.at,
            answer=dispute.answer,
            answered_at=dispute.answered_at,
            answered_by=name or "",
        )
        for dispute, name in rows
    )
