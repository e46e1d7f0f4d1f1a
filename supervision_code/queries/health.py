"""How the product is: whether the database answers, whether its schema is ours, what waits and who works."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.clocks import ClockState
from supervision_code.domain.faults import Fault
from supervision_code.persistence import clocks, outbox, schema
from supervision_code.persistence.models.outbox import WorkerBeat
from supervision_code.persistence.session import Database

_ANSWER_WITHIN: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What an operator's machine asks about. ``beats`` are the seconds since each job last finished."""

    reachable: bool
    schema_current: bool = False
    waiting: Mapping[str, int] = field(default_factory=dict)
    beats: Mapping[str, int] = field(default_factory=dict)
    clock: ClockState = ClockState.RIGHT

    @property
    def degraded(self) -> bool:
        """Say whether requests are served although something is wrong: a wrong clock keeps nobody out."""
        return self.ready and self.clock is not ClockState.RIGHT

    @property
    def ready(self) -> bool:
        """Say whether requests can be served; a silent worker does not keep people out."""
        return self.reachable and self.schema_current


class HealthQueries:
    """Looks at the product itself."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._looker: ThreadPoolExecutor | None = None
        self._look: Future[Health] | None = None

    def look(self) -> Health:
        """Return the state of the product within two seconds; a database out of reach is a state, not an error."""
        if self._database.is_borrowed:
            return self._looked()
        if self._look is None or self._look.done():
            self._looker = self._looker or ThreadPoolExecutor(1, thread_name_prefix="health")
            self._look = self._looker.submit(self._looked)
        try:
            # A look that is still under way is not begun a second time: whoever asks meanwhile waits for the same one.
            return self._look.result(_ANSWER_WITHIN)
        except TimeoutError:
            return Health(reachable=False)

    def _looked(self) -> Health:
        try:
            with self._database.read() as session:
                return self._seen(session)
        except (SQLAlchemyError, Fault):
            return Health(reachable=False)

    def _seen(self, session: Session) -> Health:
        if not schema.is_current(session.connection()):
            return Health(reachable=True)
        now = self._clock.now()
        beats = session.execute(select(WorkerBeat.job, WorkerBeat.at).order_by(WorkerBeat.job).limit(100))
        return Health(
            reachable=True,
            schema_current=True,
            waiting=outbox.backlog(session),
            clock=clocks.clock_state(session, now),
            beats={job: int((now - at).total_seconds()) for job, at in beats},
        )
