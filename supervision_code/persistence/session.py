"""The database: one engine, write transactions that lock first, and read-only sessions."""

import fcntl
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.persistence.ledger import LOG_ID
from supervision_code.persistence.models.registry import Enterprise

_SQLITE_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=20000", "foreign_keys=ON")
_READ_ONLY: Final = "sc_read_only"


class Database:
    """Opens sessions. ``begin`` is the only commit in the product."""

    def __init__(self, engine: Engine, *, log_id: str, bound_to: Connection | None = None) -> None:
        self.engine = engine
        self._info = {LOG_ID: log_id}
        self._bound_to = bound_to
        self._gate = _write_gate(engine) if bound_to is None else None

    @classmethod
    def connect(cls, url: str, *, log_id: str) -> "Database":
        """Return the database at this SQLAlchemy address (``sqlite:///file`` or ``postgresql+psycopg://…``)."""
        return cls(_engine(url), log_id=log_id)

    @property
    def dialect(self) -> str:
        """Name the engine: ``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    def close(self) -> None:
        """Give up all connections."""
        self.engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Open a write transaction; it commits when the block ends and rolls back when the block raises."""
        with self._gate() if self._gate else nullcontext(), self._session() as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that only looks; whatever it did is rolled back."""
        with self._session() as session:
            if self._bound_to is None:
                session.connection(execution_options={_READ_ONLY: True})
            yield session

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


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(url, parsed.database)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, pool_pre_ping=True, pool_size=8, max_overflow=8)


def _sqlite_engine(url: str, file: str | None) -> Engine:
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=8, max_overflow=24) if file and file != ":memory:" else create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # pysqlite opens transactions too late for a check-then-insert; we send BEGIN ourselves.
    raw: sqlite3.Connection = connection
    raw.isolation_level = None
    for pragma in _SQLITE_PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    looking = connection.get_execution_options().get(_READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if looking else "BEGIN IMMEDIATE")


class _FileGate:
    """Queues writers fairly before SQLite's own lock: threads by a lock, processes by ``flock``."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._threads = threading.Lock()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._threads, self._file.open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def _write_gate(engine: Engine) -> "_FileGate | None":
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file == ":memory:":
        return None
    return _FileGate(Path(f"{file}.lock"))
