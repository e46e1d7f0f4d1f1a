"""Who may see today which complaint's firm: those whose trail says that they opened it, with a reason."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_of, start_of_day
from supervision_code.domain.permissions import Actor
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.trail import TrailEntry

IDENTITY_OPENED: Final = "complaint:identity_opened"


def has_opened(session: Session, actor: Actor, complaint: Complaint, now: datetime) -> bool:
    """Say whether the actor has opened this complaint's identity today; tomorrow it takes a new reason."""
    query = (
        select(TrailEntry.id)
        .where(
            TrailEntry.account_id == actor.account_id,
            TrailEntry.at >= start_of_day(day_of(now)),
            TrailEntry.action == IDENTITY_OPENED,
            TrailEntry.subject == complaint.reference,
        )
        .limit(1)
    )
    return session.scalar(query) is not None
