"""What any phone may see of an officer whose code it scanned while the code is fresh; and portraits of officers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.codes import OfficerClaims, Refusal
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.masking import last_four, mask_name
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.presence import MEETING_GRACE, judge_officer_code
from supervision_code.domain.visits import InspectionType, ServicePurpose, VisitKind, VisitState
from supervision_code.persistence.codes import CodeReader
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.portraits import OfficerPortrait
from supervision_code.persistence.models.registry import Agency, Enterprise, InspectionItem, Officer
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.presence import find_by_code, officers_of
from supervision_code.persistence.session import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAsked:
    """An item of the visit and the basis it was published with."""

    name: str
    legal_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerFace:
    """An officer who shows his code: who he is and what he came for. The firm only as its door plate shows it."""

    officer_id: UUID
    visit_id: UUID
    name: str
    certificate_no: str
    agency: str
    has_portrait: bool
    number: str
    kind: VisitKind
    purpose: ServicePurpose | None
    type: InspectionType | None
    items: tuple[ItemAsked, ...]
    started_at: datetime
    others: tuple[tuple[str, str, str], ...]
    """Name, certificate number and agency of the other officers who were named."""
    masked_firm: str
    firm_last_four: str
    expires_at: datetime


class OfficerFaceQueries:
    """Looks at officers for people who are not signed in, and at portraits for those who are."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, reader: CodeReader) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._reader = reader

    def find_face(self, token: str) -> OfficerFace | None:
        """Return who shows this code; None whatever the reason: unknown, over, or of a visit that has ended."""
        with self._database.read() as session:
            found = self._fresh(session, token)
            return None if found is None else _face(session, *found)

    def find_face_for_firm(self, actor: Actor, token: str) -> OfficerFace | None:
        """Return who shows this code at the own firm, also for the minutes that signing in takes; else None."""
        actor.require(Permission.OWN_VISITS_ANSWER)
        if actor.enterprise_id is None:
            return None
        with self._database.read() as session:
            found = self._fresh(session, token, actor.enterprise_id, MEETING_GRACE)
            return None if found is None else _face(session, *found)

    def is_over(self, actor: Actor, token: str) -> bool:
        """Say whether this is an officer's code that was good once, also for the minutes that signing in takes."""
        actor.require(Permission.OWN_VISITS_ANSWER)
        seen = self._reader.verify(token)
        if isinstance(seen, Refusal) or not isinstance(seen.claims, OfficerClaims):
            return False
        with self._database.read() as session:
            return self._judge(session, seen.claims, MEETING_GRACE) is not None

    def portrait_by_code(self, token: str) -> bytes | None:
        """Return the portrait of the officer who shows this code, while it is fresh."""
        with self._database.read() as session:
            found = self._fresh(session, token)
            return None if found is None else _portrait(session, found[1].officer_id)

    def portrait_for_firm(self, actor: Actor, visit_id: UUID, officer_id: UUID) -> bytes:
        """Return the portrait of an officer of a visit to the own firm. Raises NoSuchRecord."""
        actor.require(Permission.OWN_VISITS_SEE)
        with self._database.read() as session:
            key = (actor.enterprise_id, visit_id, officer_id)
            row = session.get(VisitOfficer, key) if actor.enterprise_id else None
            return _required(_portrait(session, officer_id) if row else None)

    def portrait_for_agency(self, actor: Actor, officer_id: UUID) -> bytes:
        """Return the portrait of an officer of the own agency. Raises NoSuchRecord."""
        actor.require(Permission.AGENCY_VISITS_SEE)
        with self._database.read() as session:
            officer = session.get(Officer, officer_id)
            own = officer is not None and officer.agency == actor.agency
            return _required(_portrait(session, officer_id) if own else None)

    def _fresh(
        self, session: Session, token: str, enterprise_id: UUID | None = None, grace: timedelta = timedelta(0)
    ) -> tuple[OfficerClaims, VisitOfficer] | None:
        seen = self._reader.verify(token)
        if isinstance(seen, Refusal) or not isinstance(seen.claims, OfficerClaims):
            return None
        if self._judge(session, seen.claims, grace) is not None:
            return None
        row = find_by_code(session, seen.claims, enterprise_id)
        return None if row is None else (seen.claims, row)

    def _judge(self, session: Session, claims: OfficerClaims, grace: timedelta) -> Refusal | None:
        seconds = self._policies.now(session).policy.presence.officer_code_seconds
        return judge_officer_code(claims, self._clock.now(), timedelta(seconds=seconds), grace)


def _required(portrait: bytes | None) -> bytes:
    if portrait is None:
        raise NoSuchRecord
    return portrait


def _portrait(session: Session, officer_id: UUID) -> bytes | None:
    return session.scalar(select(OfficerPortrait.content).where(OfficerPortrait.officer_id == officer_id))


def _face(session: Session, claims: OfficerClaims, row: VisitOfficer) -> OfficerFace | None:
    visit = session.get_one(Visit, (row.enterprise_id, row.visit_id))
    if visit.state is not VisitState.OPEN:
        return None
    officer, firm = session.get_one(Officer, row.officer_id), session.get_one(Enterprise, row.enterprise_id)
    part = session.get_one(Participation, (row.enterprise_id, row.visit_id, row.agency))
    return OfficerFace(
        officer_id=officer.id,
        visit_id=visit.id,
        name=officer.name,
        certificate_no=officer.certificate_no,
        agency=session.get_one(Agency, row.agency).name,
        has_portrait=_portrait(session, officer.id) is not None,
        number=visit.number,
        kind=visit.kind,
        purpose=visit.purpose,
        type=part.type if visit.kind is VisitKind.INSPECTION else None,
        items=_items(session, part),
        started_at=visit.started_at,
        others=_others(session, row),
        masked_firm=mask_name(firm.name),
        firm_last_four=last_four(firm.uscc),
        expires_at=claims.expires_at,
    )


def _items(session: Session, part: Participation) -> tuple[ItemAsked, ...]:
    codes = split_items(part.items)
    query = select(InspectionItem).where(InspectionItem.code.in_(codes)).order_by(InspectionItem.code)
    return tuple(ItemAsked(name=item.name, legal_basis=item.legal_basis) for item in session.scalars(query))


def _others(session: Session, row: VisitOfficer) -> tuple[tuple[str, str, str], ...]:
    there = officers_of(session, row.enterprise_id, row.visit_id)
    ids = [one.officer_id for one in there if one.absent_at is None and one.officer_id != row.officer_id]
    query = (
        select(Officer.name, Officer.certificate_no, Agency.name)
        .join(Agency, Agency.code == Officer.agency)
        .where(Officer.id.in_(ids))
        .order_by(Officer.certificate_no)
    )
    return tuple((name, certificate, agency) for name, certificate, agency in session.execute(query))
