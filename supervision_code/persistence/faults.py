"""Names what failed beneath the product: from the errors of two database drivers to the few faults people are told."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sqlalchemy import exc

from supervision_code.domain.faults import (
    DatabaseAway,
    DatabaseBusy,
    Fault,
    OutcomeUnknown,
    StorageFull,
    StorageReadOnly,
)

_SQLITE: Final[Mapping[int, type[Fault]]] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: StorageFull,
        sqlite3.SQLITE_IOERR: StorageFull,
        sqlite3.SQLITE_READONLY: StorageReadOnly,
        sqlite3.SQLITE_CANTOPEN: StorageReadOnly,
        sqlite3.SQLITE_BUSY: DatabaseBusy,
        sqlite3.SQLITE_LOCKED: DatabaseBusy,
    }
)
_PRIMARY_CODE: Final = 0xFF
_POSTGRESQL: Final[Mapping[str, type[Fault]]] = MappingProxyType(
    {
        "25006": StorageReadOnly,  # read_only_sql_transaction
        "40P01": DatabaseBusy,  # deadlock_detected
        "53100": StorageFull,  # disk_full
        "53200": DatabaseBusy,  # out_of_memory
        "53300": DatabaseAway,  # too_many_connections
        "55P03": DatabaseBusy,  # lock_not_available
        "57014": DatabaseBusy,  # query_canceled: the statement took too long
        "58030": StorageFull,  # io_error
    }
)
"""SQLSTATE to fault; the classes 08 (connection) and 57P (shutting down, starting, idle for too long) are away."""
_AWAY: Final = ("08", "57P")

_saved: ContextVar[bool] = ContextVar("saved", default=False)


@dataclass(slots=True)
class Phase:
    """How far a write transaction has come."""

    committing: bool = False


@contextmanager
def faults_named(phase: Phase | None = None) -> Iterator[None]:
    """Turn what the driver says into a Fault; errors that are none of these pass unchanged."""
    try:
        yield
    except exc.SQLAlchemyError as error:
        fault = fault_of(error, committing=phase is not None and phase.committing)
        if fault is None:
            raise
        raise fault from error


def fault_of(error: exc.SQLAlchemyError, *, committing: bool = False) -> Fault | None:
    """Return what failed, None when it is not the machine's fault; ``committing``: COMMIT was not answered."""
    kind = _kind(error)
    if kind is None:
        return None
    if committing and kind in {DatabaseAway, DatabaseBusy}:
        return OutcomeUnknown(str(error.__cause__ or error))
    return kind(str(error.__cause__ or error))


def _kind(error: exc.SQLAlchemyError) -> type[Fault] | None:
    if isinstance(error, exc.TimeoutError):
        return DatabaseBusy
    if not isinstance(error, exc.DBAPIError) or error.orig is None:
        return None
    told = error.orig
    if isinstance(told, sqlite3.Error):
        return _SQLITE.get(getattr(told, "sqlite_errorcode", 0) & _PRIMARY_CODE)
    state: str | None = getattr(told, "sqlstate", None)
    if state is not None and state in _POSTGRESQL:
        return _POSTGRESQL[state]
    silent = state is None and isinstance(error, exc.OperationalError)
    return DatabaseAway if silent or error.connection_invalidated or str(state).startswith(_AWAY) else None


def note_saved() -> None:
    """Remember that something was committed since ``begin_watching_saves``."""
    _saved.set(True)


def begin_watching_saves() -> None:
    """Begin a request: nothing is saved yet."""
    _saved.set(False)


def something_was_saved() -> bool:
    """Say whether this request has committed anything: then nobody may be told that nothing was saved."""
    return _saved.get()
