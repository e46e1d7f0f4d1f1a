"""Policies: every version that was ever in force is kept, and its publication enters the ledger."""

from uuid import UUID

from sqlalchemy import insert, select

from supervision_code.domain.clock import Clock
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.persistence import ledger, trail
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.policies import PolicyVersion
from supervision_code.persistence.session import Database


class PolicyService:
    """Publishes policies."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def publish(self, in_force: PolicyInForce, published_by: UUID | None = None) -> bool:
        """Put a version on record unless it is there already; say whether it was new."""
        now = self._clock.now()
        with self._database.begin() as session:
            if session.scalar(select(PolicyVersion.sha256).where(PolicyVersion.sha256 == in_force.sha256)):
                return False
            session.execute(
                insert(PolicyVersion).values(
                    sha256=in_force.sha256, text=in_force.text, published_at=now, published_by=published_by
                )
            )
            facts = {"policy": {"sha256": in_force.sha256, "text": in_force.text}}
            ledger.append(session, LedgerDraft(kind=LedgerKind.POLICY_PUBLISHED, at=now, facts=facts))
            trail.append(session, None, "policy:published", now, subject=in_force.sha256)
        return True
