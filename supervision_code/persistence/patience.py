"""Patience with PostgreSQL: connections that notice a silent server, and a pulse that knows when it is gone.

A statement timeout is kept by the server; a server that is frozen keeps none, and its kernel goes on acknowledging our
bytes, so no TCP timeout helps either. Only the waiting side can notice.
"""

from collections.abc import Generator
from threading import Event, Thread
from time import monotonic
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.conninfo import make_conninfo
from psycopg.waiting import Ready, Wait
from sqlalchemy import URL

_RV = TypeVar("_RV")
CONNECT_SECONDS: Final = 3
_LOOK_EVERY: Final = 0.1
_BEYOND_STATEMENT: Final = 5.0
"""Seconds the server may be silent beyond its own statement timeout."""
_SILENT_WHEN_GONE: Final = 1.0
_PULSE_EVERY: Final = 1.0
_PULSE_WITHIN: Final = 2.0


class SilentServer(psycopg.OperationalError):
    """The server holds the connection and says nothing; the connection is given up."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that waits for an answer as long as ``patience`` says; None: as long as it takes."""

    patience: float | None = None
    pulse: "Pulse | None" = None

    def wait(self, gen: PQGen[_RV], interval: float = _LOOK_EVERY, timeout: float | None = None) -> _RV:
        """Wait for the server, and look ten times a second whether it is still worth while."""
        return super().wait(self._attended(gen), interval, timeout)

    def _attended(self, gen: PQGen[_RV]) -> Generator[Wait, Ready | int, _RV]:
        heard = 0.0
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    heard = 0.0
                elif heard == 0.0:
                    heard = monotonic()
                elif self._is_too_long(monotonic() - heard):
                    self._give_up(monotonic() - heard)
                wanted = gen.send(ready)
        except StopIteration as done:
            value: _RV = done.value
            return value

    def _is_too_long(self, seconds: float) -> bool:
        if self.pulse is not None and self.pulse.gone and seconds > _SILENT_WHEN_GONE:
            return True
        return self.patience is not None and seconds > self.patience

    def _give_up(self, seconds: float) -> None:
        self.pgconn.finish()
        raise SilentServer(f"the server has been silent for {seconds:.1f} s")


class Pulse:
    """Asks the database for a sign of life once a second, on a connection of its own.

    While ``gone`` is set nobody need wait to learn it: new requests fail at once, those that wait are let go.
    """

    def __init__(self, url: URL) -> None:
        words = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._address = make_conninfo(words, connect_timeout=CONNECT_SECONDS, application_name="supervision pulse")
        self._stop = Event()
        self._connection: PatientConnection | None = None
        self._thread = Thread(target=self._run, name="database-pulse", daemon=True)
        self.gone = False

    def start(self) -> None:
        """Begin asking."""
        self._thread.start()

    def stop(self) -> None:
        """Ask no more."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(CONNECT_SECONDS + _PULSE_WITHIN)

    def _run(self) -> None:
        while not self._stop.wait(_PULSE_EVERY):
            self.gone = not self._answers()
        self._hang_up()

    def _answers(self) -> bool:
        try:
            if self._connection is None:
                self._connection = PatientConnection.connect(self._address, autocommit=True)
                self._connection.patience = _PULSE_WITHIN
            self._connection.execute("SELECT 1")
        except (psycopg.Error, OSError):
            self._hang_up()
            return False
        return True

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def patience_of(statement_seconds: int) -> float | None:
    """Return how long a connection waits in silence when a statement may take so long (0: as long as it takes)."""
    return statement_seconds + _BEYOND_STATEMENT if statement_seconds else None
