"""The parts of what is kept about a person, row by row, as values with a name for what each says."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from supervision_code.domain.retention import PersonalPart
from supervision_code.persistence import people
from supervision_code.persistence.models.accounts import WebSession
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.mail import AccountAddress
from supervision_code.persistence.models.portraits import OfficerPortrait
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.scans import Scan, ScanRefusal
from supervision_code.persistence.models.second_factors import OneTimeCode, Passkey
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.models.visits import Dispute, Visit, VisitOfficer
from supervision_code.persistence.people import Person


class PersonalField(StrEnum):
    """What a value about a person says."""

    NAME = "name"
    USERNAME = "username"
    ROLE = "role"
    CERTIFICATE = "certificate"
    STATUS = "status"
    VALID_UNTIL = "valid_until"
    AGENCY = "agency"
    FIRM = "firm"
    LANGUAGE = "language"
    ACTIVE = "active"
    SINCE = "since"
    AT = "at"
    SEEN_AT = "seen_at"
    ENDS_AT = "ends_at"
    PORTAL = "portal"
    BROWSER = "browser"
    SYSTEM = "system"
    LABEL = "label"
    KIND = "kind"
    ACTION = "action"
    SUBJECT = "subject"
    NUMBER = "number"
    TEXT = "text"
    ARRIVAL = "arrival"
    LEAVING = "leaving"
    CONFIRMED = "confirmed"
    PORTRAIT = "portrait"


Value: TypeAlias = str | bool | datetime | date | Enum | None
Row: TypeAlias = Mapping[PersonalField, Value]
_F = PersonalField


def sections_of(
    session: Session, person: Person, parts: Collection[PersonalPart]
) -> Iterable[tuple[PersonalPart, tuple[Row, ...]]]:
    """Return these parts, of each the newest row first."""
    for part, look in _SECTIONS.items():
        if part in parts:
            yield part, tuple(look(session, person))


def _officer(session: Session, person: Person) -> Iterable[Row]:
    officer = person.officer
    if officer is not None:
        kept = select(OfficerPortrait.kept_at).where(OfficerPortrait.officer_id == officer.id).scalar_subquery()
        known = session.execute(select(Agency.name, kept).where(Agency.code == officer.agency)).first()
        agency, portrait_since = known if known is not None else (None, None)
        yield {
            _F.NAME: officer.name,
            _F.CERTIFICATE: officer.certificate_no,
            _F.AGENCY: agency,
            _F.STATUS: officer.status,
            _F.VALID_UNTIL: officer.valid_until,
            _F.PORTRAIT: portrait_since,
        }


def _accounts(session: Session, person: Person) -> Iterable[Row]:
    for account in person.accounts:
        yield {
            _F.USERNAME: account.username,
            _F.NAME: account.name,
            _F.ROLE: account.role,
            _F.FIRM: _firm_name(session, account.enterprise_id),
            _F.LANGUAGE: account.locale,
            _F.ACTIVE: account.active,
            _F.SINCE: account.created_at,
        }


def _firm_name(session: Session, enterprise_id: UUID | None) -> str | None:
    return session.scalar(select(Enterprise.name).where(Enterprise.id == enterprise_id)) if enterprise_id else None


def _sign_in(session: Session, person: Person) -> Iterable[Row]:
    query = select(WebSession).where(WebSession.account_id.in_(person.account_ids)).order_by(WebSession.created_at)
    for web in session.scalars(query):
        yield {
            _F.PORTAL: web.portal,
            _F.BROWSER: web.browser,
            _F.SYSTEM: web.system,
            _F.SINCE: web.created_at,
            _F.SEEN_AT: web.seen_at,
            _F.ENDS_AT: web.expires_at,
        }
    for key in session.scalars(select(Passkey).where(Passkey.account_id.in_(person.account_ids))):
        yield {_F.LABEL: key.name, _F.SINCE: key.created_at, _F.SEEN_AT: key.used_at}
    for code in session.scalars(select(OneTimeCode).where(OneTimeCode.account_id.in_(person.account_ids))):
        yield {_F.LABEL: "TOTP", _F.SINCE: code.created_at, _F.SEEN_AT: code.used_at}
    for own in session.scalars(select(AccountAddress).where(AccountAddress.account_id.in_(person.account_ids))):
        yield {_F.LABEL: own.address, _F.SINCE: own.changed_at, _F.SEEN_AT: own.confirmed_at}


def _visits(session: Session, person: Person) -> Iterable[Row]:
    officer = person.officer.id if person.officer else None
    query = (
        select(Visit, VisitOfficer.confirmed_at)
        .join(VisitOfficer, (VisitOfficer.enterprise_id == Visit.enterprise_id) & (VisitOfficer.visit_id == Visit.id))
        .where(VisitOfficer.officer_id == officer)
        .order_by(Visit.started_at.desc())
    )
    mine = set(person.account_ids)
    for visit, confirmed_at in session.execute(query):
        own = visit.opened_by in mine
        yield {
            _F.NUMBER: visit.number,
            _F.AT: visit.started_at,
            _F.ENDS_AT: visit.ended_at,
            _F.KIND: visit.kind,
            _F.CONFIRMED: confirmed_at,
            _F.ARRIVAL: _place(visit.latitude, visit.longitude) if own else "",
            _F.LEAVING: _place(visit.left_latitude, visit.left_longitude) if own else "",
        }


def _arrivals(session: Session, person: Person) -> Iterable[Row]:
    scans: Select[Any] = select(Scan).where(Scan.account_id.in_(person.account_ids)).order_by(Scan.at.desc())
    for scan in session.scalars(scans):
        yield {
            _F.AT: scan.at,
            _F.KIND: scan.channel,
            _F.TEXT: scan.reason,
            _F.ARRIVAL: _place(scan.latitude, scan.longitude),
        }
    for refused in session.scalars(select(ScanRefusal).where(ScanRefusal.account_id.in_(person.account_ids))):
        yield {_F.AT: refused.at, _F.STATUS: refused.refusal}


def _disputes(session: Session, person: Person) -> Iterable[Row]:
    for dispute in session.scalars(select(Dispute).where(Dispute.account_id.in_(person.account_ids))):
        yield {_F.AT: dispute.at, _F.KIND: dispute.ground, _F.TEXT: dispute.text}


def _messages(session: Session, person: Person) -> Iterable[Row]:
    query = select(InboxMessage).where(people.messages_to(person)).order_by(InboxMessage.id.desc())
    for message in session.scalars(query):
        yield {_F.AT: message.at, _F.KIND: message.key, _F.TEXT: message.facts, _F.SEEN_AT: message.read_at}


def _trail(session: Session, person: Person) -> Iterable[Row]:
    query = select(TrailEntry).where(people.of_trail(person)).order_by(TrailEntry.id.desc())
    for entry in session.scalars(query):
        yield {
            _F.AT: entry.at,
            _F.ACTION: entry.action,
            _F.ROLE: entry.role,
            _F.SUBJECT: entry.subject,
            _F.TEXT: entry.note,
        }


def complaints_of(session: Session, person: Person) -> Iterable[Row]:
    """Return what the person complained of: for nobody but himself."""
    query = select(Complaint).where(Complaint.filed_by.in_(person.account_ids)).order_by(Complaint.filed_at.desc())
    for complaint in session.scalars(query):
        yield {
            _F.NUMBER: complaint.reference,
            _F.AT: complaint.filed_at,
            _F.KIND: complaint.ground,
            _F.STATUS: complaint.status,
            _F.TEXT: complaint.text,
        }


def _place(latitude: float | None, longitude: float | None) -> str:
    return "" if latitude is None or longitude is None else f"{latitude:g}, {longitude:g}"


_SECTIONS: Final[Mapping[PersonalPart, Callable[[Session, Person], Iterable[Row]]]] = MappingProxyType(
    {
        PersonalPart.OFFICER: _officer,
        PersonalPart.ACCOUNT: _accounts,
        PersonalPart.SIGN_IN: _sign_in,
        PersonalPart.VISITS: _visits,
        PersonalPart.ARRIVALS: _arrivals,
        PersonalPart.DISPUTES: _disputes,
        PersonalPart.MESSAGES: _messages,
        PersonalPart.TRAIL: _trail,
    }
)
