"""Presence on site: an officer's own code, each officer's confirmation, and who was forgotten or did not come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.adapters.key_ring import KeyRing
from supervision_code.domain.clock import Clock
from supervision_code.domain.codes import (
    OfficerClaims,
    Refusal,
    ScannedToken,
    officer_address,
    read_scanned_text,
)
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import AlreadyRecorded, IllegalMove, InvalidValue, NoSuchRecord, ReasonMissing
from supervision_code.domain.errors_of_working_day import NamingOver, NotNamed
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy import PresenceTimes
from supervision_code.domain.presence import (
    ConfirmedBy,
    PresenceAct,
    device_mark,
    judge_officer_code,
    may_still_be_changed,
    officer_code_until,
)
from supervision_code.domain.visits import OfficerFacts, VisitState, require_valid_certificates
from supervision_code.persistence import trail
from supervision_code.persistence.codes import CodeReader
from supervision_code.persistence.models.registry import Enterprise, Officer
from supervision_code.persistence.models.visits import Visit, VisitOfficer
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.presence import ask_to_confirm, enter_presence, find_by_code
from supervision_code.persistence.session import Database, lock_enterprise
from supervision_code.persistence.visit_ending import get_visit_of_agency


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerCode:
    """What the officer's phone shows now, and how many seconds it is good for."""

    address: str
    expires_at: datetime
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmedVisit:
    """The visit at which somebody was confirmed."""

    enterprise_id: UUID
    visit_id: UUID


class PresenceService:
    """Says who of the named officers is there."""

    def __init__(
        self, database: Database, clock: Clock, policies: PolicyBook, ring: KeyRing, reader: CodeReader, *, origin: str
    ) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._ring = ring
        self._reader = reader
        self._origin = origin

    def code(self, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> OfficerCode:
        """Return the own code for a visit under way, which names officer and visit.

        Raises NoSuchRecord, IllegalMove when the visit has ended, NotNamed unless the actor is known to be there.
        """
        actor.require(Permission.VISIT_OPEN)
        with self._database.read() as session:
            visit = get_visit_of_agency(session, actor, enterprise_id, visit_id)
            _require_open(visit)
            own = _own_row(session, actor, visit)
            times = self._policies.now(session).policy.presence
        if own.confirmed_by is None:
            raise NotNamed
        expires_at = officer_code_until(self._clock.now(), timedelta(seconds=times.officer_code_seconds))
        claims = OfficerClaims(officer_id=own.officer_id, visit_id=visit_id, expires_at=expires_at)
        token = self._ring.signer().sign(claims)
        address = officer_address(self._origin, token)
        return OfficerCode(address=address, expires_at=expires_at, seconds=times.officer_code_seconds)

    def confirm(self, actor: Actor, enterprise_id: UUID, visit_id: UUID, device: str) -> None:
        """Confirm on the own device that one is there; a second time changes nothing.

        After the minutes for it the confirmation is taken all the same, with its time. Raises NoSuchRecord,
        IllegalMove when the visit has ended, NotNamed.
        """
        actor.require(Permission.VISIT_OPEN)
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            visit = get_visit_of_agency(session, actor, enterprise_id, visit_id)
            self._confirm(session, actor, firm, visit, ConfirmedBy.OWN_DEVICE, device)

    def confirm_by_code(self, actor: Actor, text: str, device: str) -> ConfirmedVisit | Refusal | None:
        """Confirm being there by the code of a colleague who is; None when the text is no officer's code at all.

        Raises NoSuchRecord, IllegalMove, NotNamed like ``confirm``.
        """
        actor.require(Permission.VISIT_OPEN)
        claims = self._claims(text)
        if claims is None:
            return None
        with self._database.begin() as session:
            stale = self._judge(session, claims)
            first = None if stale else find_by_code(session, claims)
            if first is None:
                return stale or Refusal.UNKNOWN_CODE
            firm = lock_enterprise(session, first.enterprise_id)
            visit = session.get_one(Visit, (first.enterprise_id, first.visit_id))
            self._confirm(session, actor, firm, visit, ConfirmedBy.FIRSTS_CODE, device)
            return ConfirmedVisit(enterprise_id=firm.id, visit_id=visit.id)

    def name(self, actor: Actor, enterprise_id: UUID, visit_id: UUID, officer_id: UUID) -> None:
        """Name a colleague who was forgotten at the opening; he then confirms himself.

        Raises NoSuchRecord, IllegalMove, NamingOver, AlreadyRecorded, CertificateInvalid, InvalidValue (``officer``).
        """
        actor.require(Permission.VISIT_OPEN)
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            visit = get_visit_of_agency(session, actor, enterprise_id, visit_id)
            _require_open(visit)
            minutes = self._times(session).confirm_minutes
            if not may_still_be_changed(visit.started_at, now, minutes):
                raise NamingOver(minutes=minutes)
            officer = _colleague(session, actor, officer_id, now)
            if session.get(VisitOfficer, (enterprise_id, visit_id, officer_id)) is not None:
                raise AlreadyRecorded
            row = VisitOfficer(
                enterprise_id=enterprise_id,
                visit_id=visit_id,
                officer_id=officer_id,
                agency=officer.agency,
                started_at=visit.started_at,
                named_at=now,
                device="",
                absent_reason="",
            )
            session.add(row)
            session.flush()
            enter_presence(session, row, PresenceAct.NAMED, now)
            ask_to_confirm(session, firm, visit.id, visit.number, [officer_id], now)
            _leave_trail(session, actor, "presence:named", firm, visit, now)

    def mark_absent(self, actor: Actor, enterprise_id: UUID, visit_id: UUID, officer_id: UUID, reason: str) -> None:
        """Say that a colleague who was named did not come, and why; he stays on record as such.

        Raises ReasonMissing, NoSuchRecord, IllegalMove when the visit has ended or he is confirmed as being there.
        """
        actor.require(Permission.VISIT_OPEN)
        if not reason.strip():
            raise ReasonMissing(field="reason")
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            visit = get_visit_of_agency(session, actor, enterprise_id, visit_id)
            _require_open(visit)
            row = session.get(VisitOfficer, (enterprise_id, visit_id, officer_id))
            if row is None or row.agency != actor.agency or row.absent_at is not None:
                raise NoSuchRecord
            if row.confirmed_by is not None:
                raise IllegalMove(state="confirmed", wanted="absent")
            row.absent_at, row.absent_reason = now, reason.strip()[:400]
            enter_presence(session, row, PresenceAct.ABSENT, now, row.absent_reason)
            _leave_trail(session, actor, "presence:absent", firm, visit, now, note=row.absent_reason)

    def _confirm(
        self, session: Session, actor: Actor, firm: Enterprise, visit: Visit, by: ConfirmedBy, device: str
    ) -> None:
        now, row = self._clock.now(), _own_row(session, actor, visit)
        _require_open(visit)
        if row.confirmed_by is not None:
            return
        row.confirmed_at, row.confirmed_by, row.device = now, by, device_mark(device, visit.id)
        enter_presence(session, row, PresenceAct.CONFIRMED, now)
        _leave_trail(session, actor, "presence:confirmed", firm, visit, now)

    def _claims(self, text: str) -> OfficerClaims | None:
        seen = read_scanned_text(text, self._reader.hosts, self._reader.is_credit_code)
        return claims_of(self._reader.verify, seen.token) if isinstance(seen, ScannedToken) else None

    def _judge(self, session: Session, claims: OfficerClaims) -> Refusal | None:
        return judge_officer_code(
            claims, self._clock.now(), timedelta(seconds=self._times(session).officer_code_seconds)
        )

    def _times(self, session: Session) -> PresenceTimes:
        return self._policies.now(session).policy.presence


def claims_of(verify: Callable[[str], object], token: str) -> OfficerClaims | None:
    """Return what a token of ours says of an officer; None for any other token, and for one whose key is revoked."""
    claims = getattr(verify(token), "claims", None)
    return claims if isinstance(claims, OfficerClaims) else None


def _own_row(session: Session, actor: Actor, visit: Visit) -> VisitOfficer:
    """Return the actor's own row. Raises NotNamed, also when he was said not to have come."""
    row = session.get(VisitOfficer, (visit.enterprise_id, visit.id, actor.officer_id)) if actor.officer_id else None
    if row is None or row.absent_at is not None:
        raise NotNamed
    return row


def _require_open(visit: Visit) -> None:
    """Raise IllegalMove when nobody can be met any more: the visit is over, also one written down after its end."""
    if visit.state is not VisitState.OPEN or visit.ended_at is not None:
        raise IllegalMove(state=visit.state, wanted="presence")


def _colleague(session: Session, actor: Actor, officer_id: UUID, now: datetime) -> Officer:
    officer = session.get(Officer, officer_id)
    if officer is None or officer.agency != actor.agency:
        raise InvalidValue(field="officer", value="", expected="expected-officer-of-agency")
    facts = OfficerFacts(
        id=officer.id,
        name=officer.name,
        certificate_no=officer.certificate_no,
        status=officer.status,
        valid_until=officer.valid_until,
    )
    require_valid_certificates([facts], day_of(now))
    return officer


def _leave_trail(
    session: Session, actor: Actor, act: str, firm: Enterprise, visit: Visit, now: datetime, note: str = ""
) -> None:
    trail.append(
        session, actor, act, now, subject=visit.number, enterprise_id=firm.id, district=firm.district, note=note
    )
