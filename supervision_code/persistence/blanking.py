"""Takes a person out of the records: deletes what nothing holds, blanks names where the record itself must stay."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.orm import Session

from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.ledger_facts import VISIT, WORDS
from supervision_code.domain.retention import PersonalPart
from supervision_code.persistence import expiry
from supervision_code.persistence.blanking_papers import blank_papers
from supervision_code.persistence.erasure import OpeningRef, destroy_openings, openings_about
from supervision_code.persistence.models.accounts import Account, SignInTries, WebSession
from supervision_code.persistence.models.alerts import AlertStep
from supervision_code.persistence.models.complaints import Complaint, ComplaintStep
from supervision_code.persistence.models.confidential import ComplaintLetter, ConfidentialRecord
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.inspection_plans import PlanStep
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening
from supervision_code.persistence.models.mail import AccountAddress, OutgoingMail
from supervision_code.persistence.models.portraits import OfficerPortrait
from supervision_code.persistence.models.registry import Officer
from supervision_code.persistence.models.scans import Scan, ScanRefusal
from supervision_code.persistence.models.second_factors import OneTimeCode, Passkey, RecoveryCode
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.models.visits import Dispute
from supervision_code.persistence.people import (
    Person,
    ended_complaints,
    messages_to,
    of_trail,
    precise_visits,
    unused_scans,
)

ERASED: Final = "erased"
"""Begins the user name of an erased account and the certificate number of an erased officer."""
_UNSYNCED: Final = {"synchronize_session": False}
_REQUEST: Final = "request of the person"


@dataclass(frozen=True, slots=True)
class Erasure:
    """An erasure under way: whose, when, and in which transaction."""

    session: Session
    person: Person
    now: datetime


def _sign_in(erasure: Erasure) -> None:
    for model in (WebSession, SignInTries, Passkey, OneTimeCode, RecoveryCode, AccountAddress, OutgoingMail):
        erasure.session.execute(
            delete(model).where(model.account_id.in_(erasure.person.account_ids)), execution_options=_UNSYNCED
        )


def _messages(erasure: Erasure) -> None:
    erasure.session.execute(delete(InboxMessage).where(messages_to(erasure.person)), execution_options=_UNSYNCED)


def _arrivals(erasure: Erasure) -> None:
    erasure.session.execute(delete(Scan).where(unused_scans(erasure.person)), execution_options=_UNSYNCED)
    refused = ScanRefusal.account_id.in_(erasure.person.account_ids)
    erasure.session.execute(delete(ScanRefusal).where(refused), execution_options=_UNSYNCED)


def _positions(erasure: Erasure) -> None:
    keys = [(row[0], row[1]) for row in erasure.session.execute(precise_visits(erasure.person))]
    expiry.round_visits(erasure.session, keys, erasure.now)
    for account_id in erasure.person.account_ids:
        expiry.round_scans_of(erasure.session, account_id)


def _disputes(erasure: Erasure) -> None:
    own = Dispute.account_id.in_(erasure.person.account_ids)
    rows = erasure.session.execute(select(Dispute.enterprise_id, Dispute.visit_id).where(own))
    visits = [(firm, visit) for firm, visit in rows]
    erasure.session.execute(update(Dispute).where(own).values(text=""), execution_options=_UNSYNCED)
    # Entries of the first release hold the words beside the visit, later ones in an opening of their own.
    refs = openings_about(erasure.session, visits, (LedgerKind.DISPUTE,), WORDS)
    destroy_openings(erasure.session, _where_the_words_are(erasure.session, refs), _REQUEST, erasure.now)


def _trail(erasure: Erasure) -> None:
    erasure.session.execute(
        update(TrailEntry).where(of_trail(erasure.person)).values(account_name=""), execution_options=_UNSYNCED
    )
    steps = AlertStep.account_id.in_(erasure.person.account_ids)
    erasure.session.execute(update(AlertStep).where(steps).values(account_name=""), execution_options=_UNSYNCED)
    plan_steps = PlanStep.account_id.in_(erasure.person.account_ids)
    erasure.session.execute(update(PlanStep).where(plan_steps).values(account_name=""), execution_options=_UNSYNCED)
    letter = ComplaintLetter
    for author, name in ((letter.written_by, "written_by_name"), (letter.decided_by, "decided_by_name")):
        letters = update(letter).where(author.in_(erasure.person.account_ids)).values({name: ""})
        erasure.session.execute(letters, execution_options=_UNSYNCED)


def _account(erasure: Erasure) -> None:
    for account in erasure.person.accounts:
        _destroy_grants(erasure, account)
        names = TrailEntry.subject == account.username
        erasure.session.execute(update(TrailEntry).where(names).values(subject=ERASED), execution_options=_UNSYNCED)
        account.username = f"{ERASED}-{account.id.hex}"
        account.name, account.password_hash, account.active = "", "", False


def _officer(erasure: Erasure) -> None:
    if erasure.person.officer is not None:
        blank_papers(erasure.session, erasure.person.officer.id, _REQUEST, erasure.now)
        portrait = OfficerPortrait.officer_id == erasure.person.officer.id
        erasure.session.execute(delete(OfficerPortrait).where(portrait), execution_options=_UNSYNCED)
        erasure.session.execute(
            update(Officer)
            .where(Officer.id == erasure.person.officer.id)
            .values(name="", certificate_no=f"{ERASED}-{erasure.person.officer.id.hex}"),
            execution_options=_UNSYNCED,
        )


def _nothing(erasure: Erasure) -> None:
    """Leave the visits alone: they name the officer by his register entry only, which goes with it."""


BLANKS: Final[Mapping[PersonalPart, Callable[[Erasure], None]]] = MappingProxyType(
    {
        PersonalPart.SIGN_IN: _sign_in,
        PersonalPart.MESSAGES: _messages,
        PersonalPart.ARRIVALS: _arrivals,
        PersonalPart.POSITIONS: _positions,
        PersonalPart.VISITS: _nothing,
        PersonalPart.DISPUTES: _disputes,
        PersonalPart.TRAIL: _trail,
        PersonalPart.ACCOUNT: _account,
        PersonalPart.OFFICER: _officer,
    }
)
"""How each part goes."""


def forget_ended_complaints(session: Session, person: Person, before: datetime) -> None:
    """Take the person out of complaints whose records have served their time; nobody is told whether there were any."""
    keys = [tuple(row) for row in session.execute(ended_complaints(person, before))]
    if not keys:
        return
    session.execute(
        update(Complaint).where(tuple_(Complaint.enterprise_id, Complaint.id).in_(keys)).values(filed_by=None, text=""),
        execution_options=_UNSYNCED,
    )
    # What the batches commit to opens no more; an entry about it would say that there was something to erase.
    records = tuple_(ConfidentialRecord.enterprise_id, ConfidentialRecord.complaint_id).in_(keys)
    session.execute(
        update(ConfidentialRecord).where(records).values(salt="", value="null"), execution_options=_UNSYNCED
    )
    own = tuple_(ComplaintStep.enterprise_id, ComplaintStep.complaint_id).in_(keys)
    by_person = ComplaintStep.account_id.in_(person.account_ids)
    session.execute(
        update(ComplaintStep).where(own, by_person).values(account_id=None, account_name="", text=""),
        execution_options=_UNSYNCED,
    )


def _where_the_words_are(session: Session, refs: Sequence[OpeningRef]) -> list[OpeningRef]:
    keys = [(ref.enterprise_id, ref.entry_id) for ref in refs]
    key = tuple_(LedgerOpening.enterprise_id, LedgerOpening.entry_id)
    apart = set(
        session.scalars(
            select(LedgerOpening.entry_id).where(key.in_(keys), LedgerOpening.openings.contains(f'"{WORDS}":'))
        )
    )
    return [ref if ref.entry_id in apart else replace(ref, name=VISIT) for ref in refs]


def _destroy_grants(erasure: Erasure, account: Account) -> None:
    rows = erasure.session.execute(
        select(LedgerEntry.enterprise_id, LedgerEntry.id).where(
            LedgerEntry.kind == LedgerKind.ROLE_GRANTED, LedgerEntry.subject_id == str(account.id)
        )
    )
    refs = [OpeningRef(enterprise_id=firm, entry_id=entry, name="grant") for firm, entry in rows]
    destroy_openings(erasure.session, refs, _REQUEST, erasure.now)
