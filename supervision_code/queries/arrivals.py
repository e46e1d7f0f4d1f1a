"""The firm at whose door an officer stands after a scan: what it is, who visited it lately and for what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_number_of
from supervision_code.domain.frequency import NotCountedReason, VisitFacts, reason_not_counted, reasons_not_counted
from supervision_code.domain.frequency_rules import first_day_of_window, first_day_of_year
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy import Counting, SupervisionPolicy
from supervision_code.domain.registry import EnterpriseKind, EnterpriseStatus, RiskTier
from supervision_code.domain.rollups import industry_section
from supervision_code.domain.visits import (
    EvidenceLevel,
    InspectionType,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    evidence_at_scan,
)
from supervision_code.persistence.key_records import signed_by_revoked
from supervision_code.persistence.log import facts_of_firm
from supervision_code.persistence.models.registry import Agency, District, Enterprise, InspectionItem
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.open_scans import own_scan, require_open
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database

_DAYS_PER_MONTH = 30.44
_MINUTES_TO_BACKFILL = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanPage:
    """How the officer came to the firm's page."""

    id: UUID
    at: datetime
    channel: ScanChannel
    evidence: EvidenceLevel
    """What the scan proves by itself."""
    reason: str
    expires_at: datetime
    visit_id: UUID | None
    """The visit opened with this scan."""
    key_revoked: bool
    """Whether the scanned code hangs on a key that is revoked by now: it should be replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPart:
    """The part of one agency in an earlier visit."""

    agency: str
    """Its code."""
    agency_name: str
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
    day: int
    not_counted: NotCountedReason | None
    """Why it does not count; None: it counts."""
    place: int
    """Which of the counting visits shown it is, the oldest first; 0 when it does not count."""
    counts_for_me: bool
    """Whether it counts as an inspection by the reader's agency."""

    @property
    def counts(self) -> bool:
        """Say whether it counts for the firm."""
        return self.not_counted is None


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
    section: str
    """Letter of the industry, empty when the register does not say."""
    risk_tier: RiskTier | None
    status: EnterpriseStatus
    scan: ScanPage
    past: tuple[PastVisit, ...]
    """Of the last months, newest first."""
    recent: int
    """Counting visits in the window of the visit rate, today included."""
    ours_this_year: int
    """Counting visits of the own agency in this calendar year."""


class ArrivalQueries:
    """Looks at firms for officers, through a scan of their own."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def arrival(self, actor: Actor, enterprise_id: UUID, scan_id: UUID, *, backfills: bool = False) -> FirmPage:
        """Return the firm of one of the actor's own scans; raises NoSuchRecord, ScanGone.

        A scan opens the firm for as long as a visit may be begun with it, and while the own agency's visit goes on;
        for a day to who writes down a visit that an outage kept back (``backfills``), so that nothing typed is lost.
        """
        actor.require(Permission.SCAN)
        with self._database.read() as session:
            scan = own_scan(session, actor, enterprise_id, scan_id)
            usual = self._policies.now(session).policy.scan_valid_minutes
            minutes = _MINUTES_TO_BACKFILL if backfills else usual
            require_open(session, scan, actor.agency, self._clock.now(), minutes)
            return self._firm_page(session, actor, scan)

    def visit_of(self, actor: Actor, enterprise_id: UUID, scan_id: UUID) -> UUID | None:
        """Return the visit that one of the actor's own scans was used for, if any; raises NoSuchRecord."""
        actor.require(Permission.SCAN)
        with self._database.read() as session:
            return own_scan(session, actor, enterprise_id, scan_id).visit_id

    def _firm_page(self, session: Session, actor: Actor, scan: Scan) -> FirmPage:
        street = aliased(District)
        firm, district, street_name = session.execute(
            select(Enterprise, District.name, street.name)
            .join(District, District.code == Enterprise.district)
            .outerjoin(street, street.code == Enterprise.street)
            .where(Enterprise.id == scan.enterprise_id)
        ).one()
        today, past = day_number_of(self._clock.now()), self._past(session, actor, firm.id)
        policy = self._policies.now(session).policy
        window = first_day_of_window(today, policy.visit_rate.window_days)
        new_year = first_day_of_year(today)
        return FirmPage(
            id=firm.id,
            name=firm.name,
            uscc=firm.uscc,
            kind=firm.kind,
            district=district,
            street=street_name or "",
            address=firm.address,
            section=industry_section(firm.industry),
            risk_tier=firm.risk_tier,
            status=firm.status,
            scan=_scan_page(scan, policy, key_revoked=signed_by_revoked(session, scan.code_id)),
            past=past,
            recent=sum(1 for visit in past if visit.counts and visit.day >= window),
            ours_this_year=sum(1 for visit in past if visit.counts_for_me and visit.day >= new_year),
        )

    def _past(self, session: Session, actor: Actor, enterprise_id: UUID) -> tuple[PastVisit, ...]:
        today, policy = day_number_of(self._clock.now()), self._policies.now(session).policy
        facts = facts_of_firm(session, enterprise_id, today - round(policy.history_months * _DAYS_PER_MONTH))
        purposes = _purposes(session, enterprise_id, facts)
        names = _names(session, facts)
        past: list[PastVisit] = []
        place = 0
        for visit in facts:
            reason = next(iter(reasons_not_counted(visit, policy.counting)), None)
            place += reason is None
            past.append(
                PastVisit(
                    id=visit.id,
                    started_at=visit.started_at,
                    kind=visit.kind,
                    purpose=purposes.get(visit.id),
                    parts=_past_parts(visit, actor, names),
                    day=visit.day,
                    not_counted=reason,
                    place=place if reason is None else 0,
                    counts_for_me=_counts_for(actor.agency, visit, policy.counting),
                )
            )
        return tuple(reversed(past))


def _scan_page(scan: Scan, policy: SupervisionPolicy, *, key_revoked: bool) -> ScanPage:
    return ScanPage(
        id=scan.id,
        at=scan.at,
        channel=scan.channel,
        evidence=evidence_at_scan(scan.channel),
        reason=scan.reason,
        expires_at=scan.at + timedelta(minutes=policy.scan_valid_minutes),
        visit_id=scan.visit_id,
        key_revoked=key_revoked,
    )


def _counts_for(agency: str | None, visit: VisitFacts, counting: Counting) -> bool:
    parts = (part for part in visit.participations if part.agency == agency)
    return any(reason_not_counted(visit, part, counting) is None for part in parts)


def _purposes(
    session: Session, enterprise_id: UUID, facts: Sequence[VisitFacts]
) -> Mapping[UUID, ServicePurpose | None]:
    """Return what each service visit was for."""
    services = [visit.id for visit in facts if visit.kind is VisitKind.SERVICE]
    query = select(Visit.id, Visit.purpose).where(Visit.enterprise_id == enterprise_id, Visit.id.in_(services))
    return dict(session.execute(query).all()) if services else {}


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
            agency=part.agency,
            agency_name=names.get(("agency", part.agency), part.agency),
            mine=part.agency == actor.agency,
            type=part.type if visit.kind is VisitKind.INSPECTION else None,
            items=tuple(names.get(("item", code), code) for code in sorted(part.items)),
        )
        for part in visit.participations
    )
