"""Faults of PostgreSQL other than its death: it is restarted, one process of it freezes, all of it freezes."""

import time
from threading import Thread

from drills import door
from drills.auditing import audit
from drills.installation import Installation
from drills.kills import await_acknowledgement
from drills.load import under_load
from drills.postgresql import Server
from drills.processes import frozen
from drills.row import Row

_STILL_FOR = 8.0
_READY_ANSWERS_WITHIN = 3.0
_PAGE_ANSWERS_WITHIN = 8.0
_BACKENDS = 3


def restarted(installation: Installation, server: Server, times: int) -> Row:
    """Stop and start PostgreSQL in order, as for an update."""
    row = Row(fault="PostgreSQL restarted", database=installation.kind, runs=times)
    with under_load(installation.city, installation.port) as load:
        await_acknowledgement(load)
        for _ in range(times):
            server.stop("fast")
            server.start()
            row.took(await_acknowledgement(load))
    return row.judge(audit(installation, load.journal), load.journal)


def backends_frozen(installation: Installation, server: Server, times: int) -> Row:
    """Freeze some of the processes that serve the product; the others must go on."""
    row = Row(fault="some PostgreSQL backends frozen", database=installation.kind, runs=times)
    with under_load(installation.city, installation.port) as load:
        await_acknowledgement(load)
        for _ in range(times):
            with frozen(*server.backends()[:_BACKENDS]):
                row.took(await_acknowledgement(load))
            row.took(await_acknowledgement(load))
    return row.judge(audit(installation, load.journal), load.journal)


def all_frozen(installation: Installation, server: Server, times: int) -> Row:
    """Freeze the whole server: the port still takes connections and bytes, and nothing ever comes back."""
    row = Row(fault="all of PostgreSQL frozen", database=installation.kind, runs=times)
    with under_load(installation.city, installation.port) as load:
        await_acknowledgement(load)
        for _ in range(times):
            with frozen(*server.pids()):
                _ask_while_frozen(installation, row)
            row.took(await_acknowledgement(load))
    slowest = load.journal.slowest_failure
    row.require(slowest <= _PAGE_ANSWERS_WITHIN, f"who waited got an answer within {slowest:.1f} s")
    return row.judge(audit(installation, load.journal), load.journal)


def _ask_while_frozen(installation: Installation, row: Row) -> None:
    """Ask for health and for a page all the time; every answer must come, in time."""
    worst: dict[str, float] = {}
    statuses: dict[str, set[int]] = {}
    deadline = time.monotonic() + _STILL_FOR

    def ask(path: str) -> None:
        while time.monotonic() < deadline:
            began = time.monotonic()
            try:
                status = door.get(installation.port, path, timeout=20)
            except door.NoAnswer:
                status = 0
            worst[path] = max(worst.get(path, 0.0), time.monotonic() - began)
            statuses.setdefault(path, set()).add(status)
            time.sleep(0.2)

    threads = [Thread(target=ask, args=(path,)) for path in ("/healthz", "/readyz", "/officer/sign-in")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    row.require(statuses["/healthz"] == {200}, f"/healthz answered within {worst['/healthz']:.1f} s")
    ready_in_time = 503 in statuses["/readyz"] and worst["/readyz"] <= _READY_ANSWERS_WITHIN
    row.require(ready_in_time, f"/readyz answered 503 within {worst['/readyz']:.1f} s")
    row.require(0 not in statuses["/officer/sign-in"], f"a page answered within {worst['/officer/sign-in']:.1f} s")
