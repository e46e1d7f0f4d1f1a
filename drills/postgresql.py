"""A PostgreSQL server of the drill's own, with its usual safety: it writes to the disk before it says that it has."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql

from drills.processes import DrillFailed, Impossible, children_of, wait_until

_UNPRIVILEGED: Final = ("postgres", "nobody")
_SETTINGS: Final = ("listen_addresses=127.0.0.1", "max_connections=80", "jit=off", "shared_buffers=32MB")
_STARTS_WITHIN: Final = 60
_TRIES: Final = 5


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """The server in one folder."""

    def __init__(self, folder: Path, data: Path | None = None) -> None:
        self.folder = folder
        self.data = data or folder / "data"
        self.port = free_port()
        self._user = _unprivileged_user()

    def make(self) -> None:
        """Make the cluster and start it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for folder in (self.folder, self.data.parent):
            if self._user is not None:
                os.chown(folder, self._user.pw_uid, self._user.pw_gid)
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.start()

    def start(self) -> None:
        """Start it, or start it again after whatever has happened to it."""
        settings = (f"port={self.port}", f"unix_socket_directories={self.folder}", *_SETTINGS)
        options = " ".join(f"-c {setting}" for setting in settings)
        log = str(self.folder / "log")
        arguments = ("-D", str(self.data), "-l", log, "-o", options, "-w", "-t", str(_STARTS_WITHIN), "start")
        for _ in range(_TRIES - 1):
            try:
                self._run("pg_ctl", *arguments)
            except DrillFailed:
                time.sleep(1)
            else:
                return
        self._run("pg_ctl", *arguments)

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: ``immediate`` without ceremony, ``fast`` in order."""
        if self.pids():
            self._run("pg_ctl", "-D", str(self.data), "-m", mode, "-w", "stop")

    def kill(self) -> None:
        """End the server and all its processes at once, as a power cut would."""
        first = self.pids()[:1]
        for pid in first:
            # Stopped it makes no more children: none is left over to hold the memory that the next server wants.
            _signal(pid, signal.SIGSTOP)
        pids = self.pids()
        for pid in pids:
            _signal(pid, signal.SIGKILL)
        wait_until(lambda: not any(_is_alive(pid) for pid in pids), _STARTS_WITHIN, "PostgreSQL's processes end")

    def kill_one_backend(self) -> None:
        """End one process that serves a client; the server then restarts itself."""
        backends = self.backends()
        if backends:
            _signal(backends[0], signal.SIGKILL)

    def pids(self) -> list[int]:
        """Return the server's process and all its children; empty when it does not run."""
        note = self.data / "postmaster.pid"
        try:
            first = int(note.read_text(encoding="ascii").splitlines()[0])
        except (OSError, IndexError, ValueError):
            return []
        return [first, *children_of(first)] if _is_alive(first) else []

    def backends(self) -> list[int]:
        """Return the processes that serve a client, oldest first."""
        try:
            with self.connect() as connection:
                rows = connection.execute(
                    "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' "
                    "AND pid <> pg_backend_pid() AND application_name <> 'supervision pulse' ORDER BY backend_start"
                )
                return [int(pid) for (pid,) in rows]
        except psycopg.OperationalError:
            return []

    def url(self, name: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def connect(self, name: str = "postgres") -> psycopg.Connection[Any]:
        """Open a connection of the owner."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user="postgres", dbname=name, autocommit=True, connect_timeout=5
        )

    def create(self, name: str, template: str = "template1") -> str:
        """Make a database, as a copy of another one when that is named; return its address."""
        with self.connect() as connection:
            query = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(query.format(sql.Identifier(name), sql.Identifier(template)))
        return self.url(name)

    def _run(self, program: str, *arguments: str) -> None:
        user = self._user
        identity: dict[str, Any] = (
            {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        )
        # Into a file: the server inherits a pipe, and reading one would wait for its end.
        with (self.folder / f"{program}.out").open("w+") as output:
            done = subprocess.run(
                [_program(program), *arguments],
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                check=False,
                timeout=2 * _STARTS_WITHIN,
                **identity,
            )
            if done.returncode:
                output.seek(0)
                raise DrillFailed(f"{program} failed: {' '.join(output.read().split())[-400:]}")


def _program(name: str) -> str:
    found = shutil.which(name)
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    if found is None and not installed:
        raise Impossible(f"{name} is not installed")
    return found or str(installed[0])


def _unprivileged_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in _UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Impossible("PostgreSQL refuses root, and there is no other user to run it as")


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
