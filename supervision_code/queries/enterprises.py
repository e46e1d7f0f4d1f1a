"""Firms as an officer meets them: found by a search, and after a scan with who visited them lately and for what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_number_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.frequency import NotCountedReason, VisitFacts, reasons_not_counted
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.registry import EnterpriseKind, EnterpriseStatus, RiskTier
from supervision_code.domain.visits import InspectionType, ScanChannel, ServicePurpose, VisitKind
from supervision_code.persistence.log import facts_of_firm
from supervision_code.persistence.models.registry import Agency, District, Enterprise, InspectionItem
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.session import Database

_USCC_LENGTH = 18
_DAYS_PER_MONTH = 30.44


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFirm:
    """A firm in the results of a search: enough to tell it from its neighbours."""

    id: UUID
    name: str
    uscc: str
    district: str
    address: str
    status: EnterpriseStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPage:
    """How the officer came to the firm's page."""

    id: UUID
    at: datetime
    channel: ScanChannel
    reason: str
    expires_at: datetime
    visit_id: UUID | None
    """The visit opened with this scan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPart:
    """The part of one agency in an earlier visit."""

    agency: str
    mine: bool
    type: InspectionType | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVisit:
    """An earlier visit on the firm's time line."""

    id: UUID
    started_at: datetime
    kind: VisitKind
    purpose: ServicePurpose | None
    parts: tuple[PastPart, ...]
    not_counted: NotCountedReason | None
    """Why it does not count; None: it counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmPage:
    """The firm at whose door the officer stands."""

    id: UUID
    name: str
    uscc: str
    kind: EnterpriseKind
    district: str
    street: str
    address: str
    industry: str
    risk_tier: RiskTier | None
    status: EnterpriseStatus
    scan: ScanPage
    past: tuple[PastVisit, ...]
    """Of the last months, newest first."""


class EnterpriseQueries:
    """Looks at firms for officers: only through a scan of their own, or a search."""

    def __init__(self, database: Database, clock: Clock, in_force: PolicyInForce) -> None:
        self._database = database
        self._clock = clock
        self._policy = in_force.policy

    def search(self, actor: Actor, words: str, limit: int = 20) -> list[FoundFirm]:
        """Return firms by credit code or by part of the name, those of the agency's district first."""
        actor.require(Permission.ENTERPRISE_SEARCH)
        wanted = words.strip()
        if not wanted:
            return []
        with self._database.read() as session:
            own = session.scalar(select(Agency.district).where(Agency.code == actor.agency))
            rows = session.execute(_search(wanted, own or "").limit(limit)).all()
        return [
            FoundFirm(
                id=firm.id, name=firm.name, uscc=firm.uscc, district=district, address=firm.address, status=firm.status
            )
            for firm, district in rows
        ]

    def arrival(self, actor: Actor, enterprise_id: UUID, scan_id: UUID) -> FirmPage:
        """Return the firm of one of the actor's own scans; raises NoSuchRecord."""
        actor.require(Permission.SCAN)
        with self._database.read() as session:
            scan = session.get(Scan, (enterprise_id, scan_id))
            if scan is None or scan.account_id != actor.account_id:
                raise NoSuchRecord
            return self._firm_page(session, actor, scan)

    def _firm_page(self, session: Session, actor: Actor, scan: Scan) -> FirmPage:
        street = aliased(District)
        firm, district, street_name = session.execute(
            select(Enterprise, District.name, street.name)
            .join(District, District.code == Enterprise.district)
            .outerjoin(street, street.code == Enterprise.street)
            .where(Enterprise.id == scan.enterprise_id)
        ).one()
        return FirmPage(
            id=firm.id,
            name=firm.name,
            uscc=firm.uscc,
            kind=firm.kind,
            district=district,
            street=street_name or "",
            address=firm.address,
            industry=firm.industry,
            risk_tier=firm.risk_tier,
            status=firm.status,
            scan=self._scan_page(scan),
            past=self._past(session, actor, firm.id),
        )

    def _scan_page(self, scan: Scan) -> ScanPage:
        return ScanPage(
            id=scan.id,
            at=scan.at,
            channel=scan.channel,
            reason=scan.reason,
            expires_at=scan.at + timedelta(minutes=self._policy.scan_valid_minutes),
            visit_id=scan.visit_id,
        )

    def _past(self, session: Session, actor: Actor, enterprise_id: UUID) -> tuple[PastVisit, ...]:
        today = day_number_of(self._clock.now())
        facts = facts_of_firm(session, enterprise_id, today - round(self._policy.history_months * _DAYS_PER_MONTH))
        heads = _heads(session, enterprise_id, facts)
        names = _names(session, facts)
        return tuple(
            PastVisit(
                id=visit.id,
                started_at=visit.started_at,
                kind=visit.kind,
                purpose=heads.get(visit.id),
                parts=_past_parts(visit, actor, names),
                not_counted=next(iter(reasons_not_counted(visit, self._policy.counting)), None),
            )
            for visit in reversed(facts)
        )


def _search(wanted: str, own_district: str) -> Select[Enterprise, str]:
    query = select(Enterprise, District.name).join(District, District.code == Enterprise.district)
    if len(wanted) == _USCC_LENGTH and wanted.isascii():
        return query.where(Enterprise.id == enterprise_id_of(wanted.upper()))
    by_name = query.where(Enterprise.name.contains(wanted, autoescape=True))
    return by_name.order_by(Enterprise.district != own_district, Enterprise.name, Enterprise.id)


def _heads(session: Session, enterprise_id: UUID, facts: Sequence[VisitFacts]) -> Mapping[UUID, ServicePurpose | None]:
    """Return what each service visit was for."""
    services = [visit.id for visit in facts if visit.kind is VisitKind.SERVICE]
    query = select(Visit.id, Visit.purpose).where(Visit.enterprise_id == enterprise_id, Visit.id.in_(services))
    return dict(session.execute(query).tuples().all()) if services else {}


def _names(session: Session, facts: Sequence[VisitFacts]) -> Mapping[tuple[str, str], str]:
    agencies = {part.agency for visit in facts for part in visit.participations}
    items = {item for visit in facts for part in visit.participations for item in part.items}
    named: dict[tuple[str, str], str] = {}
    for code, name in session.execute(select(Agency.code, Agency.name).where(Agency.code.in_(agencies))):
        named["agency", code] = name
    query = select(InspectionItem.code, InspectionItem.name).where(InspectionItem.code.in_(items))
    for code, name in session.execute(query):
        named["item", code] = name
    return named


def _past_parts(visit: VisitFacts, actor: Actor, names: Mapping[tuple[str, str], str]) -> tuple[PastPart, ...]:
    return tuple(
        PastPart(
            agency=names.get(("agency", part.agency), part.agency),
            mine=part.agency == actor.agency,
            type=part.type if visit.kind is VisitKind.INSPECTION else None,
            items=tuple(names.get(("item", code), code) for code in sorted(part.items)),
        )
        for part in visit.participations
    )
