"""Proofs that the steps of a complaint stand in the ledger: for the firm that filed it and for its supervisors."""

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.confidential import ConfidentialKind
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.identifiers import NOBODY
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.confidential import ConfidentialBatch, ConfidentialRecord
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database

Proof = Mapping[str, Any]
_TO_ALL: Final = (ConfidentialKind.COMPLAINT_STEP,)
"""That an identity was opened, and why, is the supervisors' matter."""


class ConfidentialProofQueries:
    """Gathers the proofs of one complaint."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def own(self, actor: Actor, reference: str) -> Proof:
        """Return the proofs of a complaint of the own firm; raises NoSuchRecord."""
        actor.require(Permission.OWN_COMPLAINTS_SEE)
        own = (Complaint.enterprise_id == actor.enterprise_id, Complaint.reference == reference)
        with self._database.read() as session:
            complaint = session.scalar(select(Complaint).where(*own))
            return _proofs(session, complaint)

    def of_area(self, actor: Actor, complaint_id: UUID) -> Proof:
        """Return the proofs of a complaint of the actor's area; raises NoSuchRecord."""
        actor.require(Permission.COMPLAINT_SEE)
        within = (within_reach(actor, Complaint.district), Complaint.id == complaint_id)
        with self._database.read() as session:
            complaint = session.scalar(select(Complaint).where(*within))
            return _proofs(session, complaint)


def _proofs(session: Session, complaint: Complaint | None) -> Proof:
    """Return what is in a batch already; what waits for the next one is only counted."""
    if complaint is None:
        raise NoSuchRecord
    rows = session.execute(
        select(ConfidentialRecord, ConfidentialBatch, LedgerEntry)
        .outerjoin(ConfidentialBatch, ConfidentialBatch.number == ConfidentialRecord.batch)
        .outerjoin(LedgerEntry, (LedgerEntry.enterprise_id == NOBODY) & (LedgerEntry.id == ConfidentialBatch.entry_id))
        .where(
            ConfidentialRecord.enterprise_id == complaint.enterprise_id,
            ConfidentialRecord.complaint_id == complaint.id,
            ConfidentialRecord.kind.in_(_TO_ALL),
        )
        .order_by(ConfidentialRecord.at, ConfidentialRecord.id)
    ).all()
    proofs = [_proof(record, batch, entry) for record, batch, entry in rows if record.batch is not None]
    return {"complaint": complaint.reference, "waiting": len(rows) - len(proofs), "proofs": proofs}


def _proof(record: ConfidentialRecord, batch: ConfidentialBatch, entry: LedgerEntry) -> Proof:
    return {
        "salt": record.salt,
        "value": json.loads(record.value),
        "position": record.position,
        "batch": {"salt": batch.salt, "value": json.loads(batch.value)},
        "entry": {"id": str(entry.id), "log": entry.log_id, "hash": entry.hash, "body": entry.body},
    }
