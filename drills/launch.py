"""Starts the web server or the worker with a clock that is wrong by DRILL_CLOCK_SHIFT seconds; only drills do this."""

import os
import signal
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from config.logging import configure_logging
from config.settings import read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.cli.web_server import WebServer
from supervision_code.jobs import worker
from supervision_code.product import Supervision


class ShiftedClock:
    """Tells the machine's time, and so many seconds more or less."""

    def __init__(self, seconds: float) -> None:
        self._shift = timedelta(seconds=seconds)

    def now(self) -> datetime:
        """Return an aware UTC moment."""
        return datetime.now(UTC) + self._shift


class _ShiftedServer(WebServer):
    """The product's web server, with another clock."""

    def load(self) -> Any:
        """Return the application."""
        from wsgi import compose

        supervision = _supervision(os.environ)
        supervision.database.watch()
        return compose(supervision)


def _supervision(environment: Mapping[str, str]) -> Supervision:
    return bootstrap(read_settings(environment), clock=ShiftedClock(float(environment["DRILL_CLOCK_SHIFT"])))


def _work() -> None:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    worker.run(_supervision(os.environ), stop)


def _end_with_input() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main(part: str) -> None:
    """Run a part until it is ended."""
    configure_logging("WARNING")
    threading.Thread(target=_end_with_input, daemon=True).start()
    if part == "worker":
        _work()
    else:
        _ShiftedServer(read_settings(os.environ)).run()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main(sys.argv[1])
