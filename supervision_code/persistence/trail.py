"""Writes the trail: who did what, in the transaction of the act."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.trail import TrailEntry


def append(
    session: Session,
    actor: Actor | None,
    action: str,
    now: datetime,
    *,
    subject: str = "",
    enterprise_id: UUID | None = None,
    agency: str = "",
    district: str = "",
    note: str = "",
) -> None:
    """Record one act; tags read ``subject:action``; ``actor`` None stands for the system itself."""
    row = {
        "id": new_id(now),
        "at": now,
        "account_id": actor.account_id if actor else None,
        "account_name": actor.name if actor else "",
        "role": actor.role if actor else None,
        "action": action,
        "subject": subject,
        "enterprise_id": enterprise_id,
        "agency": agency or (actor.agency if actor else "") or "",
        "district": district,
        "note": note[:1000],
    }
    insert_rows(session, TrailEntry.__table__, [row])
