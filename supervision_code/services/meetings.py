"""The firm scans an officer's code: the highest proof that both stood before each other."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.codes import (
    OfficerClaims,
    Refusal,
    ScannedToken,
    read_scanned_text,
)
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, VISIT, WORDS
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.presence import MEETING_GRACE, judge_officer_code
from supervision_code.domain.visits import VisitState
from supervision_code.persistence import inbox, ledger, trail
from supervision_code.persistence.codes import CodeReader
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.registry import Enterprise, Officer
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.presence import find_by_code
from supervision_code.persistence.session import Database, lock_enterprise
from supervision_code.persistence.visit_ending import weigh_evidence


class MeetingAnswer(StrEnum):
    """What became of a code that the firm scanned."""

    MET = "met"
    NO_CODE = "no_code"
    EXPIRED = "expired"
    FOREIGN = "foreign"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The answer, and the visit when it is one of the own firm."""

    answer: MeetingAnswer
    visit_id: UUID | None = None


class MeetingService:
    """Puts on record that a person of the firm stood before an officer."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, reader: CodeReader) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._reader = reader

    def token_of(self, actor: Actor, text: str) -> str | None:
        """Return the token in a scanned text, or None when it is no code of ours; nothing of it is verified yet."""
        actor.require(Permission.OWN_VISITS_ANSWER)
        seen = read_scanned_text(text, self._reader.hosts, self._reader.is_credit_code)
        return seen.token if isinstance(seen, ScannedToken) else None

    def meet(self, actor: Actor, token: str) -> Meeting:
        """Put on record that the own firm met the officer of a code; a second time changes nothing.

        A code is good for its life and the minutes that signing in takes (presence.MEETING_GRACE). The code of a visit
        elsewhere is refused, and the supervisor hears of it. Raises NoSuchRecord for who belongs to no firm.
        """
        actor.require(Permission.OWN_VISITS_ANSWER)
        claims = self._claims(token)
        if actor.enterprise_id is None:
            raise NoSuchRecord
        if claims is None:
            return Meeting(answer=MeetingAnswer.NO_CODE)
        now = self._clock.now()
        with self._database.begin() as session:
            if self._refusal(session, claims, now) is not None:
                return Meeting(answer=MeetingAnswer.EXPIRED)
            firm = lock_enterprise(session, actor.enterprise_id)
            row = find_by_code(session, claims, firm.id)
            if row is None:
                _tell_of_foreign_code(session, actor, firm, claims, now)
                return Meeting(answer=MeetingAnswer.FOREIGN)
            visit = session.get_one(Visit, (firm.id, row.visit_id))
            return self._met(session, actor, firm, visit, claims)

    def _met(self, session: Session, actor: Actor, firm: Enterprise, visit: Visit, claims: OfficerClaims) -> Meeting:
        if visit.state is VisitState.VOIDED:
            return Meeting(answer=MeetingAnswer.VOIDED, visit_id=visit.id)
        if visit.met_at is None:
            now = self._clock.now()
            visit.met_at, visit.met_by, visit.met_officer = now, actor.account_id, claims.officer_id
            weigh_evidence(session, firm, visit, self._policies.now(session).policy, now)
            _enter(session, visit, now)
            _tell(session, actor, firm, visit, now)
        return Meeting(answer=MeetingAnswer.MET, visit_id=visit.id)

    def _claims(self, token: str) -> OfficerClaims | None:
        seen = self._reader.verify(token)
        if isinstance(seen, Refusal) or not isinstance(seen.claims, OfficerClaims):
            return None
        return seen.claims

    def _refusal(self, session: Session, claims: OfficerClaims, now: datetime) -> Refusal | None:
        seconds = self._policies.now(session).policy.presence.officer_code_seconds
        return judge_officer_code(claims, now, timedelta(seconds=seconds), MEETING_GRACE)


def _enter(session: Session, visit: Visit, now: datetime) -> None:
    said: dict[str, Canonical] = {
        "evidence": int(visit.evidence),
        "id": str(visit.id),
        "officer": str(visit.met_officer),
        VERSION: FACTS_VERSION,
    }
    who: dict[str, Canonical] = {"account": str(visit.met_by)}
    facts: dict[str, Canonical] = {"firm": str(visit.enterprise_id), VISIT: said, WORDS: who}
    draft = LedgerDraft(
        kind=LedgerKind.VISIT_MET, at=now, enterprise_id=visit.enterprise_id, facts=facts, subject=visit.id
    )
    ledger.append(session, draft)


def _tell(session: Session, actor: Actor, firm: Enterprise, visit: Visit, now: datetime) -> None:
    number = visit.number
    trail.append(session, actor, "visit:met", now, subject=number, enterprise_id=firm.id, district=firm.district)
    if visit.met_officer is not None:
        recipient, link = inbox.to_officer(visit.met_officer), f"/visits/{firm.id}/{visit.id}"
        facts = {"number": number, "firm": firm.name}
        inbox.put(session, recipient, "inbox-visit-met", now, facts=facts, link=link)


def _tell_of_foreign_code(
    session: Session, actor: Actor, firm: Enterprise, claims: OfficerClaims, now: datetime
) -> None:
    """Let the supervisor know that an officer showed the code of a visit elsewhere; it may be a slip."""
    officer = session.get(Officer, claims.officer_id)
    name = officer.name if officer else ""
    trail.append(
        session, actor, "presence:foreign_code", now, subject=firm.uscc, enterprise_id=firm.id, district=firm.district
    )
    inbox.put(
        session,
        inbox.to_district(firm.district),
        "inbox-foreign-officer-code",
        now,
        facts={"officer": name, "firm": firm.name},
        link=f"/enterprises/{firm.uscc}",
    )
