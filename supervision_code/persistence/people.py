"""A person the product knows: an account, an officer, or both; and what is held about him."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, union_all
from sqlalchemy.orm import Session

from supervision_code.domain.complaints import ComplaintStatus
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.retention import Holding, PersonalPart, RetentionSubject
from supervision_code.persistence.blanking_papers import papers_beforehand
from supervision_code.persistence.inbox import to_officer
from supervision_code.persistence.models.accounts import Account, SignInTries, WebSession
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.documents import Document
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.mail import AccountAddress
from supervision_code.persistence.models.registry import Officer
from supervision_code.persistence.models.scans import Scan, ScanRefusal
from supervision_code.persistence.models.second_factors import OneTimeCode, Passkey
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.models.visits import Dispute, Visit, VisitOfficer

_OVER: Final = (ComplaintStatus.DECLINED, ComplaintStatus.TRANSFERRED, ComplaintStatus.REPLIED)
_COMPLAINT: Final = "complaint:"
_ENDED_AT: Final = func.coalesce(
    Complaint.replied_at, Complaint.concluded_at, Complaint.accepted_at, Complaint.filed_at
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person: the officer of the register, if he is one, and his accounts."""

    officer: Officer | None
    accounts: tuple[Account, ...]

    @property
    def id(self) -> UUID:
        """Return the id by which the person is addressed."""
        return self.officer.id if self.officer else self.accounts[0].id

    @property
    def name(self) -> str:
        """Return the name."""
        return self.officer.name if self.officer else self.accounts[0].name

    @property
    def account_ids(self) -> list[UUID]:
        """Return the accounts' ids."""
        return [account.id for account in self.accounts]

    @property
    def active(self) -> bool:
        """Say whether any account can still sign in."""
        return any(account.active for account in self.accounts)


def get_person(session: Session, person_id: UUID) -> Person:
    """Return the person with this officer's or account's id. Raises NoSuchRecord."""
    officer = session.get(Officer, person_id)
    account = None if officer else session.get(Account, person_id)
    if account is not None and account.officer_id is not None:
        officer = session.get(Officer, account.officer_id)
    if officer is not None:
        accounts = session.scalars(select(Account).where(Account.officer_id == officer.id).order_by(Account.id))
        return Person(officer=officer, accounts=tuple(accounts))
    if account is None:
        raise NoSuchRecord
    return Person(officer=None, accounts=(account,))


def find_people(session: Session, words: str, limit: int) -> list[Person]:
    """Return the persons with exactly this user name, certificate number or name, in the order of their ids."""
    named = session.scalars(
        select(Account.id).where(or_(Account.username == words.lower(), Account.name == words)).limit(limit)
    ).all()
    known = session.scalars(
        select(Officer.id).where(or_(Officer.certificate_no == words, Officer.name == words)).limit(limit)
    ).all()
    found = {person.id: person for person in (get_person(session, key) for key in [*known, *named])}
    return [found[key] for key in sorted(found)][:limit]


EVERY_PART: Final = frozenset(PersonalPart)


def holdings_of(session: Session, person: Person, parts: Collection[PersonalPart] = EVERY_PART) -> list[Holding]:
    """Return what is held about a person in these parts, with the moment from which each part's time counts.

    Complaints are not among them: that somebody complained is for nobody to learn from a request of his.
    """
    return [holding for part, look in _HOLDINGS.items() if part in parts for holding in [look(session, person)]]


def of_trail(person: Person) -> ColumnElement[bool]:
    """Return the condition of the acts of a person; complaints are apart, for nobody may count them here."""
    return TrailEntry.account_id.in_(person.account_ids) & ~TrailEntry.action.startswith(_COMPLAINT)


def unused_scans(person: Person) -> ColumnElement[bool]:
    """Return the condition of a person's scans from which no visit came."""
    return Scan.account_id.in_(person.account_ids) & Scan.visit_id.is_(None)


def precise_visits(person: Person) -> Any:
    """Return the query of the visits (firm and visit) that hold a precise position of the person."""
    return select(Visit.enterprise_id, Visit.id).where(
        Visit.opened_by.in_(person.account_ids),
        Visit.positions_coarse.is_(False),
        or_(Visit.latitude.is_not(None), Visit.left_latitude.is_not(None)),
    )


def messages_to(person: Person) -> ColumnElement[bool]:
    """Return the condition of messages to the person alone; a firm's or an agency's inbox is not his."""
    return InboxMessage.recipient == (to_officer(person.officer.id) if person.officer else "")


def ended_complaints(person: Person, before: datetime) -> Any:
    """Return the query of the complaints (firm and complaint) of a person that were over before a moment."""
    return select(Complaint.enterprise_id, Complaint.id).where(
        Complaint.filed_by.in_(person.account_ids), Complaint.status.in_(_OVER), before > _ENDED_AT
    )


def _account(session: Session, person: Person) -> Holding:
    count, latest = _acts(session, person)
    held = RetentionSubject.OVERSIGHT_TRAIL if count else None
    return Holding(part=PersonalPart.ACCOUNT, count=len(person.accounts), subject=held, latest=latest)


def _officer(session: Session, person: Person) -> Holding:
    """Count visits, and the documents of planned ones that name him: those are records of an inspection too."""
    if person.officer is None:
        return Holding(part=PersonalPart.OFFICER, count=0)
    mine = VisitOfficer.officer_id == person.officer.id
    came = select(func.count().label("number"), func.max(VisitOfficer.started_at).label("latest")).where(mine)
    made = select(func.count().label("number"), func.max(Document.made_at).label("latest")).where(
        papers_beforehand(person.officer.id)
    )
    rows = session.execute(union_all(came, made)).all()
    held = RetentionSubject.INSPECTION_RECORD if any(row.number for row in rows) else None
    latest = max((row.latest for row in rows if row.latest is not None), default=None)
    return Holding(part=PersonalPart.OFFICER, count=1, subject=held, latest=latest)


def _visits(session: Session, person: Person) -> Holding:
    count, latest = _came(session, person)
    held = RetentionSubject.INSPECTION_RECORD
    return Holding(part=PersonalPart.VISITS, count=count, subject=held, latest=latest)


def _trail(session: Session, person: Person) -> Holding:
    count, latest = _acts(session, person)
    return Holding(part=PersonalPart.TRAIL, count=count, subject=RetentionSubject.OVERSIGHT_TRAIL, latest=latest)


def _disputes(session: Session, person: Person) -> Holding:
    query = select(func.count(), func.max(Dispute.at)).where(Dispute.account_id.in_(person.account_ids))
    count, latest = _counted(session, query)
    held = RetentionSubject.INSPECTION_RECORD
    return Holding(part=PersonalPart.DISPUTES, count=count, subject=held, latest=latest)


def _sign_in(session: Session, person: Person) -> Holding:
    ids = person.account_ids
    models = (WebSession, SignInTries, Passkey, OneTimeCode, AccountAddress)
    count = _together(session, *(select(func.count()).where(model.account_id.in_(ids)) for model in models))
    return Holding(part=PersonalPart.SIGN_IN, count=count)


def _messages(session: Session, person: Person) -> Holding:
    count = session.scalar(select(func.count()).select_from(InboxMessage).where(messages_to(person)))
    return Holding(part=PersonalPart.MESSAGES, count=count or 0)


def _arrivals(session: Session, person: Person) -> Holding:
    scans = select(func.count()).select_from(Scan).where(unused_scans(person))
    refused = select(func.count()).select_from(ScanRefusal).where(ScanRefusal.account_id.in_(person.account_ids))
    return Holding(part=PersonalPart.ARRIVALS, count=_together(session, scans, refused))


def _positions(session: Session, person: Person) -> Holding:
    visits = select(func.count()).select_from(precise_visits(person).subquery())
    precise = Scan.account_id.in_(person.account_ids) & Scan.latitude.is_not(None) & Scan.positions_coarse.is_(False)
    scans = select(func.count()).select_from(Scan).where(precise)
    return Holding(part=PersonalPart.POSITIONS, count=_together(session, visits, scans))


_HOLDINGS: Final[Mapping[PersonalPart, Callable[[Session, Person], Holding]]] = MappingProxyType(
    {
        PersonalPart.SIGN_IN: _sign_in,
        PersonalPart.MESSAGES: _messages,
        PersonalPart.ARRIVALS: _arrivals,
        PersonalPart.POSITIONS: _positions,
        PersonalPart.VISITS: _visits,
        PersonalPart.DISPUTES: _disputes,
        PersonalPart.TRAIL: _trail,
        PersonalPart.ACCOUNT: _account,
        PersonalPart.OFFICER: _officer,
    }
)


def _acts(session: Session, person: Person) -> tuple[int, datetime | None]:
    return _counted(session, select(func.count(), func.max(TrailEntry.at)).where(of_trail(person)))


def _came(session: Session, person: Person) -> tuple[int, datetime | None]:
    if person.officer is None:
        return 0, None
    came = VisitOfficer.officer_id == person.officer.id
    return _counted(session, select(func.count(), func.max(VisitOfficer.started_at)).where(came))


def _together(session: Session, *counts: Any) -> int:
    """Return the sum of several counts, asked at once."""
    return sum(session.execute(select(*(count.scalar_subquery() for count in counts))).one())


def _counted(session: Session, query: Any) -> tuple[int, datetime | None]:
    count, latest = session.execute(query).one()
    return int(count), latest
