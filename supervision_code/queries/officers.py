"""What an officer chooses from when opening a visit: items, colleagues with their certificates, other agencies."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import AgencyLevel, CertificateStatus
from supervision_code.domain.visits import InspectionType, VisitKind
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.registry import Agency, InspectionItem, Officer
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer
from supervision_code.persistence.session import Database

_MOST = 500
_ENDING_WITHIN_DAYS = 60


class CertificateStanding(StrEnum):
    """Whether a certificate allows inspecting today, and how that may change soon."""

    VALID = "valid"
    ENDING = "ending"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


_USABLE = frozenset({CertificateStanding.VALID, CertificateStanding.ENDING})


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerChoice:
    """An officer who might come along."""

    id: UUID
    name: str
    certificate_no: str
    standing: CertificateStanding
    valid_until: date | None

    @property
    def usable(self) -> bool:
        """Say whether the certificate allows inspecting today."""
        return self.standing in _USABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChoice:
    """A published item."""

    code: str
    name: str
    legal_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyChoice:
    """An agency that might take part."""

    code: str
    name: str
    level: AgencyLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyChoices:
    """What one agency's part is chosen from."""

    agency: str
    name: str
    items: tuple[ItemChoice, ...]
    officers: tuple[OfficerChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastChoice:
    """What the officer chose at the last inspection: offered first at the next."""

    type: InspectionType | None = None
    items: frozenset[str] = frozenset()
    officers: frozenset[UUID] = frozenset()


class OfficerQueries:
    """Looks at the registers for the officer's form."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def own(self, actor: Actor) -> OfficerChoice | None:
        """Return the actor's own certificate, or None for an account without one."""
        actor.require(Permission.VISIT_OPEN)
        with self._database.read() as session:
            officer = session.get(Officer, actor.officer_id) if actor.officer_id else None
        return _officer(officer, day_of(self._clock.now())) if officer else None

    def agency_name(self, actor: Actor) -> str:
        """Return the name of the actor's agency."""
        actor.require(Permission.VISIT_OPEN)
        with self._database.read() as session:
            agency = session.get(Agency, actor.agency) if actor.agency else None
        return agency.name if agency else ""

    def choices(self, actor: Actor, agency: str | None = None) -> AgencyChoices:
        """Return items and officers of an agency, the actor's own when none is named; raises NoSuchRecord."""
        actor.require(Permission.VISIT_OPEN)
        today = day_of(self._clock.now())
        with self._database.read() as session:
            found = session.get(Agency, agency or actor.agency or "")
            if found is None:
                raise NoSuchRecord
            return AgencyChoices(
                agency=found.code,
                name=found.name,
                items=_items(session, found.code),
                officers=_officers(session, found.code, actor.officer_id, today),
            )

    def partners(self, actor: Actor) -> list[AgencyChoice]:
        """Return the agencies that could come along: those of the own district and of the city."""
        actor.require(Permission.VISIT_OPEN)
        own = select(Agency.district).where(Agency.code == actor.agency).scalar_subquery()
        query = select(Agency).where(
            Agency.code != actor.agency, or_(Agency.level == AgencyLevel.CITY, Agency.district == own)
        )
        with self._database.read() as session:
            rows = session.scalars(query.order_by(Agency.level, Agency.name).limit(_MOST)).all()
        return [AgencyChoice(code=row.code, name=row.name, level=row.level) for row in rows]

    def last_choice(self, actor: Actor) -> LastChoice:
        """Return what the actor chose at the last inspection the actor came to; service visits choose nothing of it."""
        actor.require(Permission.VISIT_OPEN)
        with self._database.read() as session:
            return _last_choice(session, actor)


def _items(session: Session, agency: str) -> tuple[ItemChoice, ...]:
    query = select(InspectionItem).where(InspectionItem.agency == agency).order_by(InspectionItem.code).limit(_MOST)
    return tuple(
        ItemChoice(code=item.code, name=item.name, legal_basis=item.legal_basis) for item in session.scalars(query)
    )


def _officers(session: Session, agency: str, me: UUID | None, today: date) -> tuple[OfficerChoice, ...]:
    query = select(Officer).where(Officer.agency == agency).order_by(Officer.certificate_no).limit(_MOST)
    found = [_officer(officer, today) for officer in session.scalars(query)]
    return tuple(sorted(found, key=lambda officer: (officer.id != me, not officer.usable)))


def _officer(officer: Officer, today: date) -> OfficerChoice:
    return OfficerChoice(
        id=officer.id,
        name=officer.name,
        certificate_no=officer.certificate_no,
        standing=standing_of(officer.status, officer.valid_until, today),
        valid_until=officer.valid_until,
    )


def standing_of(status: CertificateStatus, valid_until: date | None, today: date) -> CertificateStanding:
    """Return what a certificate allows on that day."""
    if status is not CertificateStatus.VALID:
        return CertificateStanding(status.value)
    if valid_until is None:
        return CertificateStanding.VALID
    if valid_until < today:
        return CertificateStanding.EXPIRED
    ending = (valid_until - today).days <= _ENDING_WITHIN_DAYS
    return CertificateStanding.ENDING if ending else CertificateStanding.VALID


def _last_choice(session: Session, actor: Actor) -> LastChoice:
    came = (
        select(VisitOfficer.enterprise_id, VisitOfficer.visit_id)
        .join(Visit, (Visit.enterprise_id == VisitOfficer.enterprise_id) & (Visit.id == VisitOfficer.visit_id))
        .where(
            VisitOfficer.officer_id == actor.officer_id,
            Visit.opened_by.is_not(None),
            Visit.kind == VisitKind.INSPECTION,
        )
        .order_by(VisitOfficer.started_at.desc())
        .limit(1)
    )
    last = session.execute(came).first()
    part = session.get(Participation, (last[0], last[1], actor.agency)) if last else None
    if last is None or part is None:
        return LastChoice()
    officers = select(VisitOfficer.officer_id).where(
        VisitOfficer.enterprise_id == last[0], VisitOfficer.visit_id == last[1], VisitOfficer.agency == actor.agency
    )
    return LastChoice(type=part.type, items=split_items(part.items), officers=frozenset(session.scalars(officers)))
