"""Held events: the supervisor's mark that one was looked at; the event itself is never changed."""

from uuid import UUID

from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import IllegalMove, NoSuchRecord, ReasonMissing
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence import ledger, trail
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.machine_clients import HeldEvent
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database


class HeldEventService:
    """Marks what machines sent and could not be recorded."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def mark_seen(self, actor: Actor, held_id: UUID, note: str) -> None:
        """Note that somebody has looked at the event, and what came of it.

        Raises NoSuchRecord, ReasonMissing (``note``), IllegalMove when it was marked before.
        """
        actor.require(Permission.HELD_EVENTS_SEE)
        if not note.strip():
            raise ReasonMissing(field="note")
        now = self._clock.now()
        with self._database.begin() as session:
            held = session.get(HeldEvent, held_id, with_for_update=True)
            if held is None:
                raise NoSuchRecord
            require_within_reach(actor, held.district)
            if held.seen_at is not None:
                raise IllegalMove(state="seen", wanted="seen")
            held.seen_at, held.seen_by, held.note = now, actor.account_id, note.strip()[:1000]
            trail.append(
                session,
                actor,
                "event:seen",
                now,
                subject=str(held.id)[-12:],
                agency=held.agency,
                district=held.district,
                note=held.note,
            )
            step = {"digest": held.digest, "kind": "event_seen", "text": held.note}
            draft = LedgerDraft(kind=LedgerKind.OVERSIGHT_STEP, at=now, facts={"step": step}, subject=held.id)
            ledger.append(session, draft)
