"""A throw-away PostgreSQL server: one for each run of the suite, one database in it for each xdist worker.

It starts when the first test asks for it and is stopped by the process that leads the run.
"""

import fcntl
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
from psycopg import sql

FOLDER: Final = pytest.StashKey[Path]()
WORKER_KEY: Final = "postgresql_folder"
UNPRIVILEGED_USERS: Final = ("postgres", "nobody")
FAST: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off", "max_connections=60")


class ServerUnavailable(Exception):
    """This machine cannot start PostgreSQL; the text says why."""


def find_program(name: str) -> str:
    """The path of one of PostgreSQL's programs: on the PATH, or where Debian keeps them, newest first."""
    on_path = shutil.which(name)
    if on_path:
        return on_path
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    if not installed:
        raise ServerUnavailable(f"{name} is not installed (Debian: apt-get install postgresql)")
    return str(installed[0])


def unprivileged_user() -> pwd.struct_passwd | None:
    """Whom to run the server as: PostgreSQL refuses root. None: ourselves."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerUnavailable("PostgreSQL refuses root, and there is no other user to run it as")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The server in one folder: its data, its log, its lock and its address."""

    folder: Path

    @property
    def data(self) -> Path:
        """Where the server keeps its data."""
        return self.folder / "data"

    def started(self) -> int:
        """Start the server unless another worker has done so; return its port."""
        note = self.folder / "port"
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not note.exists():
                note.write_text(str(self._start()))
        return int(note.read_text())

    def stop(self) -> None:
        """Stop the server, if it runs, and remove everything."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self) -> int:
        user = unprivileged_user()
        if user is not None:
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        port = free_port()
        settings = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}", *FAST)
        options = " ".join(f"-c {setting}" for setting in settings)
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self._run("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "log"), "-o", options, "-w", "start")
        return port

    def _run(self, program: str, *arguments: str) -> None:
        user = unprivileged_user()
        command = [find_program(program), *arguments]
        identity: dict[str, Any] = (
            {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        )
        # Into a file: the server inherits a pipe, and reading one would wait for its end.
        with (self.folder / f"{program}.out").open("w+") as output:
            done = subprocess.run(
                command, stdout=output, stderr=subprocess.STDOUT, cwd=self.folder, check=False, timeout=120, **identity
            )
            if done.returncode:
                output.seek(0)
                raise ServerUnavailable(f"{program} failed: {' '.join(output.read().split())[-400:]}")


def create_database(port: int, name: str) -> str:
    """Create an empty database; return its URL."""
    with psycopg.connect(
        host="127.0.0.1", port=port, user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return f"postgresql+psycopg://postgres@127.0.0.1:{port}/{name}"


def pytest_configure(config: pytest.Config) -> None:
    """Agree on the folder of the server: the leading process makes it, the workers are told."""
    told: dict[str, str] | None = getattr(config, "workerinput", None)
    config.stash[FOLDER] = Path(told[WORKER_KEY] if told else tempfile.mkdtemp(prefix="supervision-postgresql-"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a new xdist worker the folder."""
    node.workerinput[WORKER_KEY] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server at the end of the run."""
    folder = config.stash.get(FOLDER, None)
    if folder is not None and not hasattr(config, "workerinput"):
        Server(folder=folder).stop()


@pytest.fixture(scope="session")
def postgresql_url(request: pytest.FixtureRequest) -> str:
    """The URL of this worker's own, empty database on the throw-away server."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    try:
        port = Server(folder=request.config.stash[FOLDER]).started()
    except ServerUnavailable as reason:
        pytest.skip(f"PostgreSQL: {reason}")
    return create_database(port, f"w_{worker}")
