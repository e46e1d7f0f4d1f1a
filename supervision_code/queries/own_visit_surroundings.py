"""What belongs to a handful of visits of one firm: parts, officers, disputes and names, one statement a kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.frequency import ParticipationFacts, VisitFacts
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.registry import Agency, InspectionItem, Officer
from supervision_code.persistence.models.visits import Dispute, Participation, Visit, VisitOfficer

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Everything around some visits that belong to one firm."""

    parts: Mapping[UUID, tuple[Participation, ...]]
    officers: Mapping[UUID, tuple[tuple[str, Officer], ...]]
    """The officers of a visit, each with the agency they came for."""
    disputes: Mapping[UUID, Dispute]
    agencies: Mapping[str, str]
    items: Mapping[str, InspectionItem]

    @classmethod
    def of(cls, session: Session, visits: Sequence[Visit]) -> "Surroundings":
        """Read what is around these visits, at least one, all of one firm."""
        firm, ids = visits[0].enterprise_id, [visit.id for visit in visits]
        parts = session.scalars(
            select(Participation)
            .where(Participation.enterprise_id == firm, Participation.visit_id.in_(ids))
            .order_by(Participation.agency)
        ).all()
        disputes = session.scalars(
            select(Dispute).where(Dispute.enterprise_id == firm, Dispute.visit_id.in_(ids)).order_by(Dispute.at)
        )
        return cls(
            parts=_grouped([(part.visit_id, part) for part in parts]),
            officers=_officers(session, firm, ids),
            disputes={dispute.visit_id: dispute for dispute in disputes},
            agencies=_agency_names(session, {part.agency for part in parts}),
            items=_items(session, {code for part in parts for code in split_items(part.items)}),
        )

    def lead_first(self, visit: Visit) -> list[Participation]:
        """Return the parts of a visit, the lead agency's first."""
        return sorted(self.parts.get(visit.id, ()), key=lambda part: part.agency != visit.lead_agency)

    def agency_name(self, code: str) -> str:
        """Return the name of an agency."""
        return self.agencies.get(code, code)

    def item_name(self, code: str) -> str:
        """Return the name of an item, or its code when it is not in the register (old records)."""
        item = self.items.get(code)
        return item.name if item else code

    def facts(self, visit: Visit) -> VisitFacts:
        """Return the visit as the counting rules see it."""
        return VisitFacts(
            id=visit.id,
            started_at=visit.started_at,
            day=visit.day,
            kind=visit.kind,
            voided=visit.voided_at is not None,
            participations=tuple(
                ParticipationFacts(
                    agency=part.agency,
                    type=part.type,
                    items=split_items(part.items),
                    ordered_from_above=part.ordered_from_above,
                    emergency=part.emergency,
                )
                for part in self.lead_first(visit)
            ),
        )


def _officers(session: Session, firm: UUID, ids: list[UUID]) -> Mapping[UUID, tuple[tuple[str, Officer], ...]]:
    rows = session.execute(
        select(VisitOfficer.visit_id, VisitOfficer.agency, Officer)
        .join(Officer, Officer.id == VisitOfficer.officer_id)
        .where(VisitOfficer.enterprise_id == firm, VisitOfficer.visit_id.in_(ids))
        .order_by(Officer.certificate_no)
    )
    return _grouped([(visit_id, (agency, officer)) for visit_id, agency, officer in rows])


def _agency_names(session: Session, codes: set[str]) -> Mapping[str, str]:
    found = session.execute(select(Agency.code, Agency.name).where(Agency.code.in_(codes)))
    return dict(found.all())


def _items(session: Session, codes: set[str]) -> Mapping[str, InspectionItem]:
    found = session.scalars(select(InspectionItem).where(InspectionItem.code.in_(codes)))
    return {item.code: item for item in found}


def _grouped(pairs: Sequence[tuple[UUID, _T]]) -> Mapping[UUID, tuple[_T, ...]]:
    groups: dict[UUID, tuple[_T, ...]] = {}
    for key, value in pairs:
        groups[key] = (*groups.get(key, ()), value)
    return groups
