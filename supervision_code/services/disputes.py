"""Disputes: the supervisor's answer to a firm whose dispute does not void the record."""

from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import IllegalMove, NoSuchRecord, ReasonMissing
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import VisitState
from supervision_code.persistence import inbox, ledger, trail
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.visits import Dispute, Visit
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database, lock_enterprise


class DisputeService:
    """Answers disputes; voiding the visit instead is the visits' own business. The agency is not told."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def keep_record(self, actor: Actor, enterprise_id: UUID, dispute_id: UUID, answer: str) -> None:
        """Let the record stand and tell the firm why. Raises NoSuchRecord, IllegalMove, ReasonMissing."""
        actor.require(Permission.VISIT_VOID)
        if not answer.strip():
            raise ReasonMissing(field="answer")
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            require_within_reach(actor, firm.district)
            dispute, visit = _unanswered(session, enterprise_id, dispute_id)
            dispute.answered_at, dispute.answered_by = now, actor.account_id
            dispute.answer = answer.strip()[:1000]
            trail.append(
                session,
                actor,
                "dispute:answered",
                now,
                subject=visit.number,
                enterprise_id=firm.id,
                district=firm.district,
                note=dispute.answer,
            )
            step: Canonical = {"dispute": str(dispute.id), "kind": "record_kept", "text": dispute.answer}
            facts = {"firm": str(firm.id), "step": step}
            draft = LedgerDraft(
                kind=LedgerKind.OVERSIGHT_STEP, at=now, enterprise_id=firm.id, facts=facts, subject=visit.id
            )
            ledger.append(session, draft)
            inbox.put(
                session,
                inbox.to_enterprise(firm.id),
                "inbox-dispute-answered",
                now,
                facts={"number": visit.number},
                link=f"/visits/{visit.id}",
            )


def _unanswered(session: Session, enterprise_id: UUID, dispute_id: UUID) -> tuple[Dispute, Visit]:
    dispute = session.get(Dispute, (enterprise_id, dispute_id), populate_existing=True)
    if dispute is None:
        raise NoSuchRecord
    visit = session.get_one(Visit, (enterprise_id, dispute.visit_id), populate_existing=True)
    if dispute.answered_at is not None or visit.state is VisitState.VOIDED:
        raise IllegalMove(state="answered", wanted="answered")
    return dispute, visit
