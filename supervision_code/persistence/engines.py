"""Makes the engine for a database address: how each kind is opened, and how long it is waited for."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

from supervision_code.persistence.patience import CONNECT_SECONDS, PatientConnection, Pulse, patience_of

READ_ONLY: Final = "sc_read_only"
_SQLITE_PRAGMAS: Final = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=20000", "foreign_keys=ON")
_KEPT_ALIVE: Final[Mapping[str, int]] = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives": 1,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""A server whose machine is gone is noticed within half a minute. Whatever the address says itself goes first."""
_LOCK_SHARE: Final = 2 / 3
_IDLE_TIMES: Final = 4
_POOL_SECONDS: Final = 5.0


def make_engine(url: str, *, statement_seconds: int = 0) -> Engine:
    """Return the engine; ``statement_seconds`` is how long one statement may take, 0: as long as it takes."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(url, parsed.database)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return _postgresql_engine(parsed, statement_seconds)


def pulse_of(engine: Engine) -> Pulse | None:
    """Return a pulse for this engine's connections, not started; None for an engine that needs none."""
    if engine.dialect.name != "postgresql":
        return None
    pulse = Pulse(engine.url)

    @event.listens_for(engine, "connect")
    def attach(connection: Any, _record: Any) -> None:
        connection.pulse = pulse

    return pulse


def _postgresql_engine(url: URL, statement_seconds: int) -> Engine:
    chosen: dict[str, Any] = {**_KEPT_ALIVE, "options": _time_limits(statement_seconds)}
    arguments = {name: value for name, value in chosen.items() if value and name not in url.query}
    engine = create_engine(
        url,
        connect_args=arguments,
        pool_pre_ping=True,
        pool_size=8,
        max_overflow=8,
        pool_timeout=_POOL_SECONDS,
    )

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, words: Any, facts: Any) -> PatientConnection:
        connection = PatientConnection.connect(*words, **facts)
        connection.patience = patience_of(statement_seconds)
        return connection

    return engine


def _time_limits(statement_seconds: int) -> str:
    if not statement_seconds:
        return ""
    limits = {
        "statement_timeout": statement_seconds,
        "lock_timeout": max(int(statement_seconds * _LOCK_SHARE), 1),
        "idle_in_transaction_session_timeout": statement_seconds * _IDLE_TIMES,
    }
    return " ".join(f"-c {name}={seconds}s" for name, seconds in limits.items())


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
    looking = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if looking else "BEGIN IMMEDIATE")
