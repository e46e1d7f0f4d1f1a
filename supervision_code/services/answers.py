"""The firm's answer to a visit: one tap "correct", or what is wrong with the record, while there is time."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.answers import answer_until
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import AlreadyRecorded, IllegalMove, NoSuchRecord, TooLate
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, VISIT, WORDS
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.rollups import Measure, industry_section
from supervision_code.domain.visits import DisputeGround, VisitState
from supervision_code.persistence import inbox, ledger, trail
from supervision_code.persistence.counts import Counts
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Dispute, Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database, lock_enterprise
from supervision_code.persistence.visit_ending import agencies_of, weigh_evidence


class AnswerService:
    """Confirms and disputes visits. A dispute is for the supervisor; the agency is not told."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def confirm(self, actor: Actor, visit_id: UUID) -> None:
        """Say that the record is right; a static code becomes supported evidence by it."""
        now = self._clock.now()
        with self._database.begin() as session:
            firm, visit = self._open_to_answer(session, actor, visit_id, now)
            visit.confirmed_at = now
            weigh_evidence(session, firm, visit, self._policies.now(session).policy, now)
            _on_record(
                session, LedgerKind.VISIT_CONFIRMED, visit, now, {"confirmed": 1, "evidence": int(visit.evidence)}
            )
            _leave_trail(session, actor, "visit:confirmed", firm, visit, now)

    def dispute(self, actor: Actor, visit_id: UUID, ground: DisputeGround, text: str) -> None:
        """Say what is wrong with the record, to the supervisor only."""
        now = self._clock.now()
        with self._database.begin() as session:
            firm, visit = self._open_to_answer(session, actor, visit_id, now)
            dispute = Dispute(
                enterprise_id=visit.enterprise_id,
                id=new_id(now),
                visit_id=visit.id,
                ground=ground,
                text=text.strip()[:1000],
                at=now,
                account_id=actor.account_id,
                answer="",
            )
            session.add(dispute)
            _count_dispute(session, firm, visit, now)
            said: dict[str, Canonical] = {"dispute": str(dispute.id), "ground": ground.value}
            words = {"account": str(actor.account_id), "text": dispute.text}
            _on_record(session, LedgerKind.DISPUTE, visit, now, said, {WORDS: words})
            _leave_trail(session, actor, "dispute", firm, visit, now)
            inbox.put(
                session,
                inbox.to_district(firm.district),
                "inbox-visit-disputed",
                now,
                facts={"number": visit.number, "firm": firm.name},
                link="/disputes",
            )

    def _open_to_answer(
        self, session: Session, actor: Actor, visit_id: UUID, now: datetime
    ) -> tuple[Enterprise, Visit]:
        actor.require(Permission.OWN_VISITS_ANSWER)
        if actor.enterprise_id is None:
            raise NoSuchRecord
        firm = lock_enterprise(session, actor.enterprise_id)
        visit = session.get(Visit, (actor.enterprise_id, visit_id))
        if visit is None:
            raise NoSuchRecord
        if visit.state is VisitState.VOIDED:
            raise IllegalMove(state=visit.state, wanted="answered")
        # The firm was told how long it has when the visit was recorded; a later policy cannot take that away.
        days = self._policies.timeline(session).at(visit.recorded_at).policy.dispute_days
        if day_of(now) > answer_until(visit.recorded_at, days):
            raise TooLate(days=days)
        if visit.confirmed_at is not None or _disputed(session, visit):
            raise AlreadyRecorded
        return firm, visit


def _disputed(session: Session, visit: Visit) -> bool:
    query = select(Dispute.id).where(Dispute.enterprise_id == visit.enterprise_id, Dispute.visit_id == visit.id)
    return session.scalar(query.limit(1)) is not None


def _count_dispute(session: Session, firm: Enterprise, visit: Visit, now: datetime) -> None:
    counts = Counts()
    for agency in ("", *agencies_of(session, visit)):
        section, street = industry_section(firm.industry), "" if agency else firm.street or ""
        counts.add(firm.district, section, agency, visit.day, Measure.DISPUTES, street=street)
    counts.leave(session, now)


def _on_record(
    session: Session,
    kind: LedgerKind,
    visit: Visit,
    now: datetime,
    what: Mapping[str, Canonical],
    apart: Mapping[str, Canonical] = MappingProxyType({}),
) -> None:
    """Enter what the firm said; what stands apart has a salt of its own."""
    firm = visit.enterprise_id
    said = {"id": str(visit.id), VERSION: FACTS_VERSION, **what}
    facts: dict[str, Canonical] = {"firm": str(firm), VISIT: said, **apart}
    ledger.append(session, LedgerDraft(kind=kind, at=now, enterprise_id=firm, facts=facts, subject=visit.id))


def _leave_trail(session: Session, actor: Actor, act: str, firm: Enterprise, visit: Visit, now: datetime) -> None:
    trail.append(session, actor, act, now, subject=visit.number, enterprise_id=firm.id, district=firm.district)
