"""Lets one process lead: an advisory lock on PostgreSQL, a file lock beside a SQLite file."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import text

from supervision_code.persistence.session import Database

_WORKER: Final = 0x53435752
"""The number of the worker's lock; it means nothing, it must only never change."""


@contextmanager
def leading(database: Database) -> Iterator[bool]:
    """Say whether this process leads while the block lasts; who does not should try again later."""
    if database.dialect == "postgresql":
        with _leading_postgresql(database) as leads:
            yield leads
        return
    file = database.engine.url.database
    if not file or file == ":memory:":
        yield True
        return
    with _leading_file(Path(f"{file}.worker")) as leads:
        yield leads


@contextmanager
def _leading_postgresql(database: Database) -> Iterator[bool]:
    # The lock lives as long as this connection; when the connection is lost another process may lead, which is why
    # nothing that the worker does relies on being alone.
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        leads = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _WORKER}))
        try:
            yield leads
        finally:
            if leads:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _WORKER})


@contextmanager
def _leading_file(file: Path) -> Iterator[bool]:
    with file.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
