"""Kill -9 of the web server, of the worker and of PostgreSQL, again and again, while events are sent."""

import os
import random
import signal
import time
from collections.abc import Callable

from drills.auditing import audit
from drills.installation import Installation
from drills.load import Senders, under_load
from drills.postgresql import Server
from drills.processes import DrillFailed, wait_until
from drills.row import RECOVERS_WITHIN, Row

_BETWEEN = (0.3, 1.0)


def web_killed(installation: Installation, times: int) -> Row:
    """Kill the whole web server, every other time only one of its processes, which it replaces itself."""

    def strike(turn: int) -> None:
        workers = installation.web.children()
        if turn % 2 and workers:
            os.kill(workers[turn // 2 % len(workers)], signal.SIGKILL)
        else:
            installation.restart(installation.web)

    return _killed(installation, "kill -9 of the web server", times, strike)


def worker_killed(installation: Installation, times: int) -> Row:
    """Kill the worker, which seals and folds."""
    return _killed(
        installation, "kill -9 of the worker", times, lambda _turn: installation.restart(installation.worker)
    )


def postgresql_killed(installation: Installation, server: Server, times: int) -> Row:
    """Kill all of PostgreSQL, every other time only one of its processes, after which it restarts itself."""

    def strike(turn: int) -> None:
        if turn % 2:
            server.kill_one_backend()
        else:
            server.kill()
            server.start()

    return _killed(installation, "kill -9 of PostgreSQL", times, strike)


def one_of_each(installation: Installation, server: Server) -> Row:
    """Kill web server, worker and PostgreSQL once each, with one check at the end; what the test suite does."""

    def strike(turn: int) -> None:
        if turn == 0:
            installation.restart(installation.worker)
        elif turn == 1:
            server.kill()
            server.start()
        else:
            installation.restart(installation.web)

    return _killed(installation, "kill -9 of each", 3, strike)


def _killed(installation: Installation, fault: str, times: int, strike: Callable[[int], None]) -> Row:
    row, dice = Row(fault=fault, database=installation.kind, runs=times), random.Random(times)
    with under_load(installation.city, installation.port) as load:
        await_acknowledgement(load)
        for turn in range(times):
            time.sleep(dice.uniform(*_BETWEEN))
            strike(turn)
            row.took(await_acknowledgement(load))
    return row.judge(audit(installation, load.journal), load.journal)


def await_acknowledgement(load: Senders, seconds: float = RECOVERS_WITHIN + 30) -> float:
    """Wait until something is acknowledged that was not yet; return how long that took."""
    since = time.monotonic()
    try:
        return wait_until(lambda: load.journal.last_acknowledged() > since, seconds, "an event is acknowledged")
    except DrillFailed:
        return seconds
