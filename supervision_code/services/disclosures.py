"""Disclosures: opening who complained, with a reason, never without a trace."""

from uuid import UUID

from sqlalchemy import select

from supervision_code.domain.clock import Clock
from supervision_code.domain.confidential import ConfidentialKind
from supervision_code.domain.errors import NoSuchRecord, ReasonMissing
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence import confidential, trail
from supervision_code.persistence.confidential import ConfidentialDraft
from supervision_code.persistence.disclosures import IDENTITY_OPENED
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database


class DisclosureService:
    """Opens identities."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def open_identity(self, actor: Actor, complaint_id: UUID, reason: str) -> None:
        """Let the actor see today who filed a complaint. Raises NoSuchRecord, ReasonMissing.

        The trail names the complaint, not the firm: it is read by more people than may know it. The ledger gets a
        commitment in the next batch.
        """
        actor.require(Permission.COMPLAINT_HANDLE)
        if not reason.strip():
            raise ReasonMissing(field="reason")
        now = self._clock.now()
        with self._database.begin() as session:
            complaint = session.scalar(select(Complaint).where(Complaint.id == complaint_id))
            if complaint is None:
                raise NoSuchRecord
            require_within_reach(actor, complaint.district)
            trail.append(
                session,
                actor,
                IDENTITY_OPENED,
                now,
                subject=complaint.reference,
                district=complaint.district,
                note=reason.strip(),
            )
            draft = ConfidentialDraft(
                enterprise_id=complaint.enterprise_id,
                complaint_id=complaint.id,
                kind=ConfidentialKind.IDENTITY_OPENED,
                at=now,
                facts={"account": str(actor.account_id), "reason": reason.strip()},
            )
            confidential.enter(session, draft)
