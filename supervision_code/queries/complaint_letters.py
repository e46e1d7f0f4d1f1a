"""The letters about one complaint, as the supervisor and as the firm see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.letters import UNDECIDED, LetterScope, LetterState
from supervision_code.domain.permissions import Actor
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.confidential import ComplaintLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLetter:
    """One letter; ``may_approve`` and ``may_stop`` say what the reader can do about it."""

    id: UUID
    scope: LetterScope
    text: str
    firms: int
    state: LetterState
    written_by: str
    written_at: datetime
    decided_by: str
    decided_at: datetime | None
    may_approve: bool
    may_stop: bool

    @property
    def waits_for_firm(self) -> bool:
        """Say whether the firm has not answered yet."""
        return self.state is LetterState.ASKED


def letters_of(session: Session, actor: Actor, complaint: Complaint) -> tuple[CaseLetter, ...]:
    """Return the letters of a complaint, the newest first."""
    rows = session.scalars(
        select(ComplaintLetter)
        .where(
            ComplaintLetter.enterprise_id == complaint.enterprise_id,
            ComplaintLetter.complaint_id == complaint.id,
        )
        .order_by(ComplaintLetter.written_at.desc(), ComplaintLetter.id.desc())
    )
    return tuple(_letter(row, actor) for row in rows)


def _letter(row: ComplaintLetter, actor: Actor) -> CaseLetter:
    return CaseLetter(
        id=row.id,
        scope=row.scope,
        text=row.text,
        firms=row.firms,
        state=row.state,
        written_by=row.written_by_name,
        written_at=row.written_at,
        decided_by=row.decided_by_name,
        decided_at=row.decided_at,
        may_approve=row.state is LetterState.AGREED and row.written_by != actor.account_id,
        may_stop=row.state in UNDECIDED,
    )
