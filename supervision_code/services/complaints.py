"""Complaints: filed by a firm, then accepted, declined, transferred, extended, concluded and answered by a supervisor.

No agency hears of any of it, and no step enters the ledger by itself: its time would betray who complained.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.complaints import (
    ComplaintChannel,
    ComplaintGround,
    ComplaintStatus,
    ComplaintStepKind,
    Conclusion,
    accept_by,
    complaint_reference,
    decide_by,
    extended_to,
    move,
    reply_by,
    require_text,
)
from supervision_code.domain.days import WorkCalendar, date_of, day_of
from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord, ReasonMissing, TooLate
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy import ComplaintTimes
from supervision_code.persistence.complaints import (
    LONGEST_TEXT,
    StepRecord,
    put_on_record,
    sent_before,
    tell_firm,
    tell_supervisors,
)
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database, lock_enterprise

_LONGEST_NAME: Final = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What a firm complains of; with a visit the agency and the day follow from it unless they are given."""

    ground: ComplaintGround
    text: str
    happened_on: date | None = None
    agency: str | None = None
    visit_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledComplaint:
    """What the firm is told at once: the reference, and by when it hears whether the complaint is taken up."""

    reference: str
    accept_by: date


class ComplaintService:
    """The whole life of a complaint, each step on record with who and when."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def _times(self, session: Session) -> ComplaintTimes:
        return self._policies.now(session).policy.complaints

    def file(self, actor: Actor, filing: Filing) -> FiledComplaint:
        """File a complaint of the own firm; the same one sent twice on a day is filed once.

        Raises InvalidValue (``text``, ``happened_on``, ``agency``, ``visit``).
        """
        actor.require(Permission.OWN_COMPLAINTS_FILE)
        if actor.enterprise_id is None:
            raise NoSuchRecord
        text, now = require_text(filing.text), self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, actor.enterprise_id)
            agency, happened_on = _placed(session, firm, filing, now)
            complaint = Complaint(
                enterprise_id=firm.id,
                id=new_id(now),
                district=firm.district,
                agency=agency,
                visit_id=filing.visit_id,
                ground=filing.ground,
                text=text,
                happened_on=happened_on,
                channel=ComplaintChannel.PORTAL,
                filed_at=now,
                filed_by=actor.account_id,
                status=ComplaintStatus.FILED,
                accept_by=accept_by(now, self._times(session), self._calendar),
            )
            return _filed(sent_before(session, complaint) or _stored(session, complaint))

    def accept(self, actor: Actor, complaint_id: UUID, note: str = "") -> date:
        """Take a complaint up and return the day by which it must be decided; the note is for supervisors only.

        Raises NoSuchRecord, IllegalMove.
        """
        actor.require(Permission.COMPLAINT_HANDLE)
        now = self._clock.now()
        with self._database.begin() as session:
            complaint = _within_reach(session, actor, complaint_id)
            complaint.status = move(complaint.status, ComplaintStatus.ACCEPTED)
            complaint.accepted_at, complaint.handled_by = now, actor.account_id
            complaint.decide_by = until = decide_by(now, self._times(session))
            step = StepRecord(kind=ComplaintStepKind.ACCEPTED, internal_note=note)
            put_on_record(session, actor, complaint, step, now)
            tell_firm(session, complaint, "inbox-complaint-accepted", now, until)
        return until

    def decline(self, actor: Actor, complaint_id: UUID, reason: str) -> None:
        """Decline a complaint; the firm reads the reason. Raises NoSuchRecord, IllegalMove, ReasonMissing."""
        actor.require(Permission.COMPLAINT_HANDLE)
        why, now = _required(reason, "reason"), self._clock.now()
        with self._database.begin() as session:
            complaint = _within_reach(session, actor, complaint_id)
            complaint.status = move(complaint.status, ComplaintStatus.DECLINED)
            complaint.handled_by = actor.account_id
            put_on_record(session, actor, complaint, StepRecord(kind=ComplaintStepKind.DECLINED, text=why), now)
            tell_firm(session, complaint, "inbox-complaint-declined", now)

    def transfer(self, actor: Actor, complaint_id: UUID, to: str, reason: str) -> None:
        """Pass a complaint on to the body it belongs to; the firm reads where and why.

        Raises NoSuchRecord, IllegalMove, ReasonMissing (``to``, ``reason``).
        """
        actor.require(Permission.COMPLAINT_HANDLE)
        body, why, now = _required(to, "to")[:_LONGEST_NAME], _required(reason, "reason"), self._clock.now()
        with self._database.begin() as session:
            complaint = _within_reach(session, actor, complaint_id)
            complaint.status = move(complaint.status, ComplaintStatus.TRANSFERRED)
            complaint.handled_by, complaint.transferred_to = actor.account_id, body
            put_on_record(session, actor, complaint, StepRecord(kind=ComplaintStepKind.TRANSFERRED, text=why), now)
            tell_firm(session, complaint, "inbox-complaint-transferred", now)

    def extend(self, actor: Actor, complaint_id: UUID, reason: str) -> date:
        """Take the one extension, before the time is over, and return the new last day; the firm reads the reason.

        Raises NoSuchRecord, IllegalMove (not being decided, or extended already), TooLate, ReasonMissing.
        """
        actor.require(Permission.COMPLAINT_HANDLE)
        why, now = _required(reason, "reason"), self._clock.now()
        with self._database.begin() as session:
            complaint = _within_reach(session, actor, complaint_id)
            if complaint.status is not ComplaintStatus.ACCEPTED or complaint.decide_by is None or complaint.extended:
                raise IllegalMove(state=complaint.status, wanted="extended")
            if day_of(now) > complaint.decide_by:
                raise TooLate(days=self._times(session).decide_days)
            complaint.extended = True
            complaint.decide_by = until = extended_to(complaint.decide_by, self._times(session))
            put_on_record(session, actor, complaint, StepRecord(kind=ComplaintStepKind.EXTENDED, text=why), now)
            tell_firm(session, complaint, "inbox-complaint-extended", now, until)
        return until

    def conclude(self, actor: Actor, complaint_id: UUID, conclusion: Conclusion, note: str) -> date:
        """Put on record what was found and return the day by which the firm must be answered.

        What it rests on (``note``) stays with the supervisors. Raises NoSuchRecord, IllegalMove, ReasonMissing.
        """
        actor.require(Permission.COMPLAINT_HANDLE)
        found, now = _required(note, "note"), self._clock.now()
        with self._database.begin() as session:
            complaint = _within_reach(session, actor, complaint_id)
            complaint.status = move(complaint.status, ComplaintStatus.CONCLUDED)
            complaint.conclusion, complaint.concluded_at = conclusion, now
            complaint.reply_by = until = reply_by(now, self._times(session), self._calendar)
            step = StepRecord(kind=ComplaintStepKind.CONCLUDED, internal_note=found)
            put_on_record(session, actor, complaint, step, now)
            tell_firm(session, complaint, "inbox-complaint-concluded", now, until)
        return until

    def reply(self, actor: Actor, complaint_id: UUID, text: str) -> None:
        """Answer the firm. Raises NoSuchRecord, IllegalMove, ReasonMissing (``text``)."""
        actor.require(Permission.COMPLAINT_HANDLE)
        answer, now = _required(text, "text"), self._clock.now()
        with self._database.begin() as session:
            complaint = _within_reach(session, actor, complaint_id)
            complaint.status = move(complaint.status, ComplaintStatus.REPLIED)
            complaint.reply, complaint.replied_at = answer, now
            put_on_record(session, actor, complaint, StepRecord(kind=ComplaintStepKind.REPLIED, text=answer), now)
            tell_firm(session, complaint, "inbox-complaint-replied", now)


def _placed(session: Session, firm: Enterprise, filing: Filing, now: datetime) -> tuple[str | None, date | None]:
    """Return the agency complained of and the day it happened on."""
    if filing.visit_id is not None:
        return _of_visit(session, firm, filing.visit_id, filing.agency)
    if filing.happened_on is not None and filing.happened_on > day_of(now):
        raise InvalidValue(field="happened_on", value=filing.happened_on.isoformat(), expected="expected-past-day")
    if filing.agency and session.get(Agency, filing.agency) is None:
        raise InvalidValue(field="agency", value=filing.agency, expected="expected-registered")
    return filing.agency or None, filing.happened_on


def _of_visit(session: Session, firm: Enterprise, visit_id: UUID, agency: str | None) -> tuple[str, date]:
    visit = session.get(Visit, (firm.id, visit_id))
    if visit is None:
        raise InvalidValue(field="visit", value=str(visit_id), expected="expected-own-visit")
    if agency and session.get(Participation, (firm.id, visit_id, agency)) is None:
        raise InvalidValue(field="agency", value=agency, expected="expected-registered")
    return agency or visit.lead_agency, date_of(visit.day)


def _stored(session: Session, complaint: Complaint) -> Complaint:
    complaint.reference = complaint_reference(complaint.id, complaint.filed_at)
    session.add(complaint)
    # Not under the name of who filed it: the trail is read by more people than may know the firm.
    put_on_record(session, None, complaint, StepRecord(kind=ComplaintStepKind.FILED), complaint.filed_at)
    tell_supervisors(session, complaint, complaint.filed_at)
    return complaint


def _filed(complaint: Complaint) -> FiledComplaint:
    return FiledComplaint(reference=complaint.reference, accept_by=complaint.accept_by)


def _within_reach(session: Session, actor: Actor, complaint_id: UUID) -> Complaint:
    """Return a complaint the actor may handle, the firm's row locked against a second hand."""
    firm = session.scalar(select(Complaint.enterprise_id).where(Complaint.id == complaint_id))
    if firm is None:
        raise NoSuchRecord
    lock_enterprise(session, firm)
    complaint = session.get_one(Complaint, (firm, complaint_id), populate_existing=True)
    require_within_reach(actor, complaint.district)
    return complaint


def _required(text: str, field: str) -> str:
    if not text.strip():
        raise ReasonMissing(field=field)
    return text.strip()[:LONGEST_TEXT]
