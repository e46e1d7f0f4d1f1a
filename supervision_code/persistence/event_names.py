"""Under which names the events of a visit stand: an opening once, a leaving once for each agency."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.visit_events import EventKind, SentEvent, name_of
from supervision_code.persistence.models.machine_clients import ReceivedEvent


def find_own(session: Session, agency: str, visit_id: UUID, kind: EventKind) -> ReceivedEvent | None:
    """Return the event of this kind that somebody of the agency reported of a visit."""
    reported = select(ReceivedEvent).where(ReceivedEvent.visit_id == visit_id, ReceivedEvent.agency == agency)
    return next((row for row in session.scalars(reported) if row.kind is kind), None)


def free_name(session: Session, agency: str, sent: SentEvent) -> str:
    """Return the name for an event that is about to be kept, while nobody else writes about its firm."""
    first = name_of(sent.event)
    if sent.event is EventKind.OPENED or session.get(ReceivedEvent, (sent.envelope.visit_id, first)) is None:
        return first
    return name_of(sent.event, agency)
