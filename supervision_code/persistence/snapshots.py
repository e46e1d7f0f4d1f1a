"""Copies of a whole database as it stood at one moment, made while it is written, and how far its logs had come."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final, TypeAlias

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.orm import Session

from supervision_code.domain.backups import BackupRefused, LogState
from supervision_code.domain.digests import HashAlgorithm
from supervision_code.persistence import checkpoints, postgresql_tools, roles, tree
from supervision_code.persistence.engines import make_engine
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.ledger_tree import LedgerLeaf
from supervision_code.persistence.postgresql_tools import ServerAddress

Hashing: TypeAlias = Callable[[str], HashAlgorithm]
"""Returns the hash algorithm of an id."""

_FILES: Final = {"sqlite": "database.sqlite", "postgresql": "database.dump"}


def copy(engine: Engine, folder: Path, base: str, hashing: Hashing) -> tuple[str, tuple[LogState, ...]]:
    """Copy the database into the folder; return its schema's revision and how far the logs had come in the copy."""
    file = folder / _FILES[engine.dialect.name]
    if engine.dialect.name == "postgresql":
        return _dump(engine, file, base, hashing)
    _copy_sqlite(engine, file)
    copied = make_engine(f"sqlite:///{file}")
    with Session(copied) as session:
        found = _revision(session), states(session, base, hashing)
    copied.dispose()
    _make_one_file(file)
    return found


def restore(engine: Engine, folder: Path) -> None:
    """Put the copy in this folder into an empty database of the same kind.

    Raises BackupRefused (``not-empty``, ``damaged``, ``program``).
    """
    if inspect(engine).get_table_names():
        raise BackupRefused("not-empty", database=engine.url.render_as_string())
    file = folder / _FILES[engine.dialect.name]
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            # The dump's row-level security names the roles of the portals, which a new server does not have.
            roles.bring_up_to_date(connection)
        postgresql_tools.restore(_address(engine), file)
        return
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source:
        if source.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BackupRefused("damaged", file=file.name)
        with closing(sqlite3.connect(str(engine.url.database))) as target:
            source.backup(target)


def states(session: Session, base: str, hashing: Hashing) -> tuple[LogState, ...]:
    """Return how far each log of the deployment has come, oldest first."""
    return tuple(_state(session, log.log_id, hashing(log.algorithm)) for log in tree.logs_of(session, base))


def _state(session: Session, log_id: str, algorithm: HashAlgorithm) -> LogState:
    size = tree.size_of(session, log_id)
    newest = checkpoints.newest(session, log_id)
    return LogState(
        log_id=log_id,
        algorithm=algorithm.id,
        size=size,
        root=tree.root_of(session, log_id, size, algorithm).hex(),
        waiting=_waiting(session, log_id),
        checkpoint=str(newest.note) if newest else "",
    )


def _waiting(session: Session, log_id: str) -> int:
    query = (
        select(func.count())
        .select_from(LedgerEntry)
        .join(
            LedgerLeaf,
            (LedgerLeaf.enterprise_id == LedgerEntry.enterprise_id) & (LedgerLeaf.entry_id == LedgerEntry.id),
            isouter=True,
        )
        .where(LedgerEntry.log_id == log_id, LedgerLeaf.entry_id.is_(None))
    )
    return int(session.scalar(query) or 0)


def _revision(session: Session) -> str:
    return MigrationContext.configure(session.connection()).get_current_revision() or ""


def _dump(engine: Engine, file: Path, base: str, hashing: Hashing) -> tuple[str, tuple[LogState, ...]]:
    with Session(engine) as session:
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        snapshot = str(session.scalar(text("SELECT pg_export_snapshot()")))
        found = _revision(session), states(session, base, hashing)
        # The transaction stays open until the program is done: the snapshot lives as long as it.
        postgresql_tools.dump(_address(engine), file, snapshot=snapshot)
    return found


def _address(engine: Engine) -> ServerAddress:
    url = engine.url
    host = url.host or str(url.query.get("host", ""))
    return ServerAddress(
        host=host,
        port=str(url.port or ""),
        user=url.username or "",
        password=str(url.password or ""),
        database=url.database or "",
    )


def _copy_sqlite(engine: Engine, file: Path) -> None:
    raw = engine.raw_connection()
    try:
        source = raw.driver_connection
        with closing(sqlite3.connect(file)) as target:
            # All pages in one step: the copy shows one moment, and in WAL mode nobody who writes waits for it.
            source.backup(target, pages=-1)  # type: ignore[union-attr]
    finally:
        raw.close()


def _make_one_file(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with file.open("rb") as handle:
        os.fsync(handle.fileno())
