"""Voiding by two people: one asks with a reason, a supervisor who is somebody else decides."""

from datetime import datetime
from uuid import UUID

from supervision_code.domain.errors import AlreadyRecorded, IllegalMove, ReasonMissing, SecondPersonMissing
from supervision_code.domain.visits import VisitState


def require_askable(state: VisitState, reason: str, *, waiting: bool) -> None:
    """Raise ReasonMissing (``reason``), IllegalMove for a voided visit, AlreadyRecorded while a request waits."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if state is VisitState.VOIDED:
        raise IllegalMove(state=state, wanted=VisitState.VOIDED)
    if waiting:
        raise AlreadyRecorded


def require_decidable(asked_by: UUID, decided_at: datetime | None, decider: UUID, note: str, *, granted: bool) -> None:
    """Raise IllegalMove when it is decided, SecondPersonMissing for who asked, ReasonMissing (``note``) for a bare no.

    ``granted``: whether the visit is voided.
    """
    if decided_at is not None:
        raise IllegalMove(state="decided", wanted="decided")
    if asked_by == decider:
        raise SecondPersonMissing
    if not granted and not note.strip():
        raise ReasonMissing(field="note")
