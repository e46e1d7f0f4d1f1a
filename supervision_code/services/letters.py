"""Letters about a complaint to the agency complained of: in the supervisor's own words, never without protection.

Where few firms could have complained, the firm must agree first and a second supervisor approve. The agency finds the
text in its inbox, and nothing that leads back to a complaint.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.complaints import ComplaintStepKind
from supervision_code.domain.days import date_of
from supervision_code.domain.errors import InvalidValue, NoSuchRecord, ReasonMissing
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.letters import (
    LONGEST_LETTER,
    LetterScope,
    LetterState,
    first_state,
    move,
    require_second_person,
)
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence import inbox
from supervision_code.persistence.anonymity import anonymity_of
from supervision_code.persistence.complaints import StepRecord, put_on_record, tell_firm
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.confidential import ComplaintLetter
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database, lock_enterprise

_TO_THE_AGENCY: Final = "inbox-supervisor-letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDraft:
    """What the supervisor wants the agency to read, and how closely it says when it was."""

    scope: LetterScope
    text: str


class LetterService:
    """Writes, agrees to, approves and stops letters."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def write(self, actor: Actor, complaint_id: UUID, draft: LetterDraft) -> LetterState:
        """Send the letter when enough firms could have complained, else ask the firm; return what became of it.

        Raises NoSuchRecord, ReasonMissing (``text``), InvalidValue (the complaint names no agency).
        """
        actor.require(Permission.COMPLAINT_HANDLE)
        text, now = draft.text.strip()[:LONGEST_LETTER], self._clock.now()
        if not text:
            raise ReasonMissing(field="text")
        with self._database.begin() as session:
            complaint = _within_reach(session, actor, complaint_id)
            firms, least = self._hidden_among(session, complaint, draft.scope)
            letter = _new(complaint, actor, draft.scope, text, now)
            letter.firms, letter.state = firms, first_state(firms, least)
            session.add(letter)
            if letter.state is LetterState.SENT:
                _send(session, actor, complaint, letter, now)
            else:
                step = StepRecord(kind=ComplaintStepKind.LETTER_ASKED, text=text)
                put_on_record(session, actor, complaint, step, now)
                tell_firm(session, complaint, "inbox-complaint-letter-asked", now)
            return letter.state

    def answer(self, actor: Actor, reference: str, letter_id: UUID, *, agrees: bool) -> None:
        """Say for the own firm whether the letter may be sent. Raises NoSuchRecord, IllegalMove."""
        actor.require(Permission.OWN_COMPLAINTS_FILE)
        now = self._clock.now()
        with self._database.begin() as session:
            complaint = _own(session, actor, reference)
            letter = _letter(session, complaint, letter_id)
            letter.state = move(letter.state, LetterState.AGREED if agrees else LetterState.REFUSED)
            letter.answered_at = now
            kind = ComplaintStepKind.LETTER_AGREED if agrees else ComplaintStepKind.LETTER_REFUSED
            # Not under the name of who answered: supervisors read steps and trail without knowing the firm.
            put_on_record(session, None, complaint, StepRecord(kind=kind), now)

    def approve(self, actor: Actor, complaint_id: UUID, letter_id: UUID) -> None:
        """Send a letter the firm agreed to, as somebody else than who wrote it.

        Raises NoSuchRecord, IllegalMove, SecondPersonMissing.
        """
        actor.require(Permission.COMPLAINT_HANDLE)
        now = self._clock.now()
        with self._database.begin() as session:
            complaint = _within_reach(session, actor, complaint_id)
            letter = _letter(session, complaint, letter_id)
            letter.state = move(letter.state, LetterState.SENT)
            require_second_person(letter.written_by, actor.account_id)
            _send(session, actor, complaint, letter, now)

    def stop(self, actor: Actor, complaint_id: UUID, letter_id: UUID) -> None:
        """Take a letter back that was not sent yet. Raises NoSuchRecord, IllegalMove."""
        actor.require(Permission.COMPLAINT_HANDLE)
        now = self._clock.now()
        with self._database.begin() as session:
            complaint = _within_reach(session, actor, complaint_id)
            letter = _letter(session, complaint, letter_id)
            letter.state = move(letter.state, LetterState.STOPPED)
            _decided(letter, actor, now)
            put_on_record(session, actor, complaint, StepRecord(kind=ComplaintStepKind.LETTER_STOPPED), now)

    def _hidden_among(self, session: Session, complaint: Complaint, scope: LetterScope) -> tuple[int, int]:
        """Return how many firms could have complained as far as the letter tells, and how many there must be."""
        visit = session.get(Visit, (complaint.enterprise_id, complaint.visit_id)) if complaint.visit_id else None
        limits = self._policies.now(session).policy.confidentiality
        hidden = anonymity_of(session, complaint, date_of(visit.day) if visit else None, limits)
        if hidden is None:
            raise InvalidValue(field="agency", value="", expected="expected-registered")
        return (hidden.firms_on_day if scope is LetterScope.DAY else hidden.firms_in_month), hidden.least


def _new(complaint: Complaint, actor: Actor, scope: LetterScope, text: str, now: datetime) -> ComplaintLetter:
    return ComplaintLetter(
        enterprise_id=complaint.enterprise_id,
        id=new_id(now),
        complaint_id=complaint.id,
        agency=complaint.agency,
        scope=scope,
        text=text,
        written_by=actor.account_id,
        written_by_name=actor.name,
        written_at=now,
    )


def _send(session: Session, actor: Actor, complaint: Complaint, letter: ComplaintLetter, now: datetime) -> None:
    """Put the text, and nothing else, into the agency's inbox."""
    _decided(letter, actor, now)
    put_on_record(session, actor, complaint, StepRecord(kind=ComplaintStepKind.LETTER_SENT, text=letter.text), now)
    inbox.put(session, inbox.to_agency(letter.agency), _TO_THE_AGENCY, now, facts={"text": letter.text})


def _decided(letter: ComplaintLetter, actor: Actor, now: datetime) -> None:
    letter.decided_by, letter.decided_by_name, letter.decided_at = actor.account_id, actor.name, now


def _within_reach(session: Session, actor: Actor, complaint_id: UUID) -> Complaint:
    """Return a complaint the actor may handle, the firm's row locked against a second hand."""
    firm = session.scalar(select(Complaint.enterprise_id).where(Complaint.id == complaint_id))
    if firm is None:
        raise NoSuchRecord
    lock_enterprise(session, firm)
    complaint = session.get_one(Complaint, (firm, complaint_id), populate_existing=True)
    require_within_reach(actor, complaint.district)
    return complaint


def _own(session: Session, actor: Actor, reference: str) -> Complaint:
    """Return a complaint of the own firm, whose row is locked: a firm's portal may not lock complaints themselves."""
    if actor.enterprise_id is None:
        raise NoSuchRecord
    lock_enterprise(session, actor.enterprise_id)
    own = (Complaint.enterprise_id == actor.enterprise_id, Complaint.reference == reference)
    complaint = session.scalar(select(Complaint).where(*own))
    if complaint is None:
        raise NoSuchRecord
    return complaint


def _letter(session: Session, complaint: Complaint, letter_id: UUID) -> ComplaintLetter:
    letter = session.get(ComplaintLetter, (complaint.enterprise_id, letter_id))
    if letter is None or letter.complaint_id != complaint.id:
        raise NoSuchRecord
    return letter
