"""The database: one engine, write transactions that lock first, and read-only sessions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic
from uuid import UUID

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from supervision_code.domain.digests import HashAlgorithm
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.faults import DatabaseAway
from supervision_code.persistence import reach_of_session
from supervision_code.persistence.engines import READ_ONLY, make_engine, pulse_of
from supervision_code.persistence.faults import Phase, faults_named, note_saved
from supervision_code.persistence.ledger import LOG_ALGORITHM, LOG_ID
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.patience import Pulse
from supervision_code.persistence.write_gate import file_gate_of


class Database:
    """Opens sessions. ``begin`` is the only commit in the product."""

    def __init__(
        self, engine: Engine, *, log_id: str, bound_to: Connection | None = None, tells_reach: bool = False
    ) -> None:
        self.engine = engine
        self._info: dict[str, object] = {LOG_ID: log_id}
        self._bound_to = bound_to
        self._tells_reach = tells_reach
        self._gate = file_gate_of(engine) if bound_to is None else None
        self._pulse: Pulse | None = None
        self._follows: Callable[[Session], tuple[str, HashAlgorithm] | None] | None = None
        self._look_again_after = 0.0
        self._looked_at = 0.0

    @classmethod
    def connect(cls, url: str, *, log_id: str, statement_seconds: int = 0, tells_reach: bool = False) -> "Database":
        """Return the database at this SQLAlchemy address (``sqlite:///file`` or ``postgresql+psycopg://…``).

        ``statement_seconds``: how long PostgreSQL may take over one statement; 0: as long as it takes.
        ``tells_reach``: every transaction begins with who is signed in, for the row-level security of a portal's role.
        """
        engine = make_engine(url, statement_seconds=statement_seconds)
        return cls(engine, log_id=log_id, tells_reach=tells_reach and engine.dialect.name == "postgresql")

    def write_log(self, log_id: str, algorithm: HashAlgorithm) -> None:
        """Let the entries of later sessions name this log and be hashed with its algorithm."""
        self._info = {LOG_ID: log_id, LOG_ALGORITHM: algorithm}

    def follow_log(
        self, current: Callable[[Session], tuple[str, HashAlgorithm] | None], look_again_after: float
    ) -> None:
        """Ask, in a write transaction every so many seconds, which log is written: another process may succeed it."""
        self._follows, self._look_again_after, self._looked_at = current, look_again_after, monotonic()

    @property
    def log_id(self) -> str:
        """Return the name of the log that entries are written for."""
        return str(self._info[LOG_ID])

    @property
    def dialect(self) -> str:
        """Name the engine: ``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    @property
    def is_borrowed(self) -> bool:
        """Say whether everything runs on one connection that somebody else opened; then no second thread may ask."""
        return self._bound_to is not None

    def close(self) -> None:
        """Give up all connections."""
        if self._pulse is not None:
            self._pulse.stop()
        self.engine.dispose()

    def watch(self) -> None:
        """Ask PostgreSQL for a sign of life from now on, so that nobody waits for one that is gone."""
        self._pulse = pulse_of(self.engine)
        if self._pulse is not None:
            self._pulse.start()

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Open a write transaction; it commits when the block ends and rolls back when the block raises.

        Raises a Fault when the database cannot be reached or written.
        """
        self._require_pulse()
        phase = Phase()
        with faults_named(phase), self._gate() if self._gate else nullcontext(), self._session() as session:
            with session.begin():
                self._tell_reach(session)
                self._look_for_log(session)
                yield session
                session.flush()
                phase.committing = True
            note_saved()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that only looks; whatever it did is rolled back. Raises a Fault like ``begin``."""
        self._require_pulse()
        with faults_named(), self._session() as session:
            if self._bound_to is None:
                session.connection(execution_options={READ_ONLY: True})
            self._tell_reach(session)
            yield session

    def _tell_reach(self, session: Session) -> None:
        if self._tells_reach:
            reach_of_session.tell(session)

    def _look_for_log(self, session: Session) -> None:
        if self._follows is None or monotonic() - self._looked_at < self._look_again_after:
            return
        self._looked_at = monotonic()
        found = self._follows(session)
        if found is not None and found[0] != self.log_id:
            self.write_log(*found)
            session.info.update(self._info)

    def _require_pulse(self) -> None:
        if self._pulse is not None and self._pulse.gone:
            raise DatabaseAway("no sign of life")

    def _session(self) -> Session:
        if self._bound_to is not None:
            return Session(
                self._bound_to,
                expire_on_commit=False,
                join_transaction_mode="create_savepoint",
                info=dict(self._info),
            )
        return Session(self.engine, expire_on_commit=False, info=dict(self._info))


def lock_enterprise(session: Session, enterprise_id: UUID) -> Enterprise:
    """Lock the firm's row until the transaction ends and return it; count only in later statements.

    Raises NoSuchRecord. On SQLite the write transaction itself is the lock.
    """
    row = session.scalar(
        select(Enterprise)
        .where(Enterprise.id == enterprise_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NoSuchRecord
    return row


def get_enterprise(session: Session, enterprise_id: UUID) -> Enterprise:
    """Return the firm without locking it. Raises NoSuchRecord."""
    row = session.get(Enterprise, enterprise_id)
    if row is None:
        raise NoSuchRecord
    return row
