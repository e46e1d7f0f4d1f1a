"""One visit whole, as the officers of the agencies that came see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.case_sources import CaseSource
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import (
    EvidenceLevel,
    ExceptionKind,
    InspectionType,
    Outcome,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.registry import Agency, Enterprise, InspectionItem, Officer
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer
from supervision_code.persistence.session import Database
from supervision_code.queries.visit_duties import DutiesThere, OwnThere, duties_there, own_there


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerThere:
    """An officer who came."""

    name: str
    certificate_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPage:
    """The part of one agency."""

    agency: str
    type: InspectionType | None
    items: tuple[str, ...]
    """Names of the items."""
    officers: tuple[OfficerThere, ...]
    ordered_from_above: bool
    emergency: bool
    lead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPage:
    """One visit with everything its officers may see."""

    enterprise_id: UUID
    id: UUID
    number: str
    firm: str
    uscc: str
    address: str
    started_at: datetime
    ended_at: datetime | None
    recorded_at: datetime
    late: bool
    kind: VisitKind
    purpose: ServicePurpose | None
    state: VisitState
    channel: ScanChannel
    evidence: EvidenceLevel
    exception: ExceptionKind | None
    exception_reason: str
    search_reason: str
    over_limit_reason: str
    outcome: Outcome | None
    result: str
    rectify_by: date | None
    parts: tuple[PartPage, ...]
    i_came: bool
    """Whether the reader is one of the officers of the visit."""
    duties: DutiesThere
    own: OwnThere
    case_source: CaseSource | None
    case_ref: str


class VisitPageQueries:
    """Looks at one visit."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def visit(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> VisitPage:
        """Return a visit the actor's agency took part in; raises NoSuchRecord."""
        actor.require(Permission.AGENCY_VISITS_SEE)
        with self._database.read() as session:
            visit = session.get(Visit, (enterprise_id, visit_id))
            parts = _parts(session, enterprise_id, visit_id)
            if visit is None or actor.agency not in {part.agency for part in parts}:
                raise NoSuchRecord
            firm = session.get_one(Enterprise, enterprise_id)
            officers = _officers(session, enterprise_id, visit_id)
            names = _names(session, parts)
            own = own_there(session, visit, next(part for part in parts if part.agency == actor.agency))
        pages = tuple(_part_page(visit, part, officers, names) for part in _lead_first(visit, parts))
        came = any(officer.id == actor.officer_id for _, officer in officers)
        return _page(visit, firm, pages, own, actor, i_came=came)


def _parts(session: Session, enterprise_id: UUID, visit_id: UUID) -> list[Participation]:
    query = select(Participation).where(
        Participation.enterprise_id == enterprise_id, Participation.visit_id == visit_id
    )
    return list(session.scalars(query.order_by(Participation.agency)))


def _lead_first(visit: Visit, parts: list[Participation]) -> list[Participation]:
    return sorted(parts, key=lambda part: part.agency != visit.lead_agency)


def _officers(session: Session, enterprise_id: UUID, visit_id: UUID) -> list[tuple[str, Officer]]:
    query = (
        select(VisitOfficer.agency, Officer)
        .join(Officer, Officer.id == VisitOfficer.officer_id)
        .where(VisitOfficer.enterprise_id == enterprise_id, VisitOfficer.visit_id == visit_id)
        .order_by(Officer.certificate_no)
    )
    return [(agency, officer) for agency, officer in session.execute(query)]


def _names(session: Session, parts: list[Participation]) -> Mapping[str, str]:
    """Return the names of the agencies and items of a visit, by code; the two kinds of codes never meet."""
    agencies = select(Agency.code, Agency.name).where(Agency.code.in_([part.agency for part in parts]))
    codes = {code for part in parts for code in split_items(part.items)}
    items = select(InspectionItem.code, InspectionItem.name).where(InspectionItem.code.in_(codes))
    return {
        **{f"agency:{code}": name for code, name in session.execute(agencies)},
        **{f"item:{code}": name for code, name in session.execute(items)},
    }


def _part_page(
    visit: Visit, part: Participation, officers: Sequence[tuple[str, Officer]], names: Mapping[str, str]
) -> PartPage:
    return PartPage(
        agency=names.get(f"agency:{part.agency}", part.agency),
        type=part.type if visit.kind is VisitKind.INSPECTION else None,
        items=tuple(names.get(f"item:{code}", code) for code in sorted(split_items(part.items))),
        officers=tuple(
            OfficerThere(name=officer.name, certificate_no=officer.certificate_no)
            for agency, officer in officers
            if agency == part.agency
        ),
        ordered_from_above=part.ordered_from_above,
        emergency=part.emergency,
        lead=part.agency == visit.lead_agency,
    )


def _page(
    visit: Visit, firm: Enterprise, parts: tuple[PartPage, ...], own: OwnThere, actor: Actor, *, i_came: bool
) -> VisitPage:
    return VisitPage(
        enterprise_id=visit.enterprise_id,
        id=visit.id,
        number=visit.number,
        firm=firm.name,
        uscc=firm.uscc,
        address=firm.address,
        started_at=visit.started_at,
        ended_at=visit.ended_at,
        recorded_at=visit.recorded_at,
        late=visit.late,
        kind=visit.kind,
        purpose=visit.purpose,
        state=visit.state,
        channel=visit.channel,
        evidence=visit.evidence,
        exception=visit.exception,
        exception_reason=visit.exception_reason,
        search_reason=visit.search_reason,
        over_limit_reason=visit.over_limit_reason,
        outcome=visit.outcome,
        result=visit.result,
        rectify_by=visit.rectify_by,
        parts=parts,
        i_came=i_came,
        duties=duties_there(visit, actor),
        own=own,
        case_source=visit.case_source,
        case_ref=visit.case_ref,
    )
