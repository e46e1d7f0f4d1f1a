"""Faults around the product: the machine's clock is wrong, and the witnesses outside do not answer."""

import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from sqlalchemy import select

from drills.auditing import audit, opened
from drills.installation import Installation
from drills.kills import await_acknowledgement
from drills.load import Senders, under_load
from drills.postgresql import free_port
from drills.processes import ROOT, Part, python, wait_until
from drills.row import Row
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.queries.ledger import LogStanding

_SHIFTS = (-7200, 7200)
_EVENTS = 15
_WITHIN = 30.0


def wrong_clock(installation: Installation) -> Row:
    """Run web and worker with a clock two hours slow, then two hours fast, then right again."""
    row = Row(fault="wrong clock", database=installation.kind, runs=len(_SHIFTS))
    right = installation.web, installation.worker
    installation.stop()
    with under_load(installation.city, installation.port) as load:
        for shift in _SHIFTS:
            more = {"DRILL_CLOCK_SHIFT": str(shift)}
            web = installation.part("shifted-web", "serve", module="drills.launch", **more)
            worker = installation.part("shifted-worker", "worker", module="drills.launch", **more)
            for part in (web, worker):
                part.start()
            _some(load)
            row.require(_status(installation) == "degraded", "/readyz said that it is degraded, and events were taken")
            wait_until(lambda: "inbox-clock-differs" in _told_operators(installation), _WITHIN, "operators are told")
            for part in (web, worker):
                part.kill()
        for part in right:
            part.start()
        row.took(await_acknowledgement(load))
        _some(load)
    row.remarks = list(dict.fromkeys(row.remarks))
    row.remarks.append("the operators were told; the log's order is that of the sealing and was not touched")
    return row.judge(audit(installation, load.journal), load.journal)


def witnesses_down(installation: Installation) -> Row:
    """Let one witness hang and another be killed and come back; the log is written and signed meanwhile."""
    row = Row(fault="outside gateway (witnesses) down or hanging", database=installation.kind, runs=2)
    folder, port = installation.folder / "witness", free_port()
    with _hanging() as hanging_port:
        keys = [_made_witness(folder / name, name) for name in ("steady.example", "hanging.example")]
        _configure(installation, {keys[0]: port, keys[1]: hanging_port})
        witness = _witness(installation, folder / "steady.example", port)
        installation.start()
        try:
            with under_load(installation.city, installation.port) as load:
                _some(load)
                row.took(wait_until(lambda: _signed(installation, load), _WITHIN, "the log is signed"))
                row.remarks.append("with one witness hanging and the other one gone, events were taken and signed")
                witness.start()
            wait_until(lambda: _cosigned(installation), 90, "the witness that came back has cosigned all")
            row.remarks.append("the witness that came back cosigned everything")
        finally:
            witness.kill()
    return row.judge(audit(installation, load.journal), load.journal)


def _some(load: Senders) -> None:
    wanted = len(load.journal.acknowledged) + _EVENTS
    wait_until(lambda: len(load.journal.acknowledged) >= wanted, 90, f"{_EVENTS} more events are acknowledged")


def _status(installation: Installation) -> str:
    connection = HTTPConnection("127.0.0.1", installation.port, timeout=10)
    try:
        connection.request("GET", "/readyz")
        return str(json.loads(connection.getresponse().read())["status"])
    finally:
        connection.close()


def _told_operators(installation: Installation) -> list[str]:
    supervision = opened(installation)
    try:
        with supervision.database.read() as session:
            return list(session.scalars(select(InboxMessage.key).where(InboxMessage.recipient == "operators")))
    finally:
        supervision.database.close()


@contextmanager
def _hanging() -> Iterator[int]:
    """Listen, take every connection, and never say a word."""
    taken = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def take() -> None:
            while True:
                try:
                    taken.append(listening.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield int(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)
    for connection in taken:
        connection.close()


def _made_witness(folder: Path, name: str) -> str:
    done = subprocess.run(
        python("witness", "--folder", str(folder), "keygen", name), cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _configure(installation: Installation, ports: dict[str, int]) -> None:
    tables = [
        f'[[witness]]\ntitle = "{key.split("+")[0]}"\nurl = "http://127.0.0.1:{port}"\nkey = "{key}"\n'
        for key, port in ports.items()
    ]
    (installation.folder / "data" / "witnesses.toml").write_text("\n".join(tables), encoding="utf-8")


def _witness(installation: Installation, folder: Path, port: int) -> Part:
    supervision = opened(installation)
    try:
        supervision.sealing.seal()
        key = next(line for line in supervision.queries.ledger.keys().splitlines() if "/promise" not in line)
    finally:
        supervision.database.close()
    arguments = ("serve", "--port", str(port), "--log", key, "--end-with-input")
    command = python("witness", "--folder", str(folder), *arguments)
    return Part("witness", command, installation.environment, installation.folder / "witness.log")


def _signed(installation: Installation, load: Senders) -> bool:
    return _standing(installation).signed >= len(load.journal.acknowledged) // 2


def _cosigned(installation: Installation) -> bool:
    standing = _standing(installation)
    return standing.witnessed == standing.sealed == standing.signed


def _standing(installation: Installation) -> LogStanding:
    supervision = opened(installation)
    try:
        return supervision.queries.ledger.standing()
    finally:
        supervision.database.close()
