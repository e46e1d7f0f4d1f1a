"""Processes of a drill: each in a session of its own, ended with all its children, by its id and never by its name."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
_STEP: Final = 0.05
_RESPAWNED_AFTER: Final = 1.0


class DrillFailed(Exception):
    """The drill itself could not be carried out; this is not the product's verdict."""


class Impossible(Exception):
    """This machine does not allow the drill; the text says why."""


class Part:
    """One part of the installation: a command that can be started, killed and started again."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.command = list(command)
        self.environment = dict(environment)
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self.respawned = 0

    @property
    def pid(self) -> int:
        """Return the id of the running process, which is also that of its group."""
        if self._process is None:
            raise DrillFailed(f"{self.name} does not run")
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Say whether it has been started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it; it ends when we end, whatever ends us, and when it ends by itself it is started again."""
        self._spawn()
        threading.Thread(target=self._manage, daemon=True).start()

    def _manage(self) -> None:
        """Do what the machine's service manager does: start again what ended by itself, a second later."""
        process = self._process
        while process is not None:
            process.wait()
            time.sleep(_RESPAWNED_AFTER)
            if self._process is not process:
                return
            self.respawned += 1
            self._spawn()
            process = self._process

    def _spawn(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def send(self, number: int) -> None:
        """Send a signal to it and all its children."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            return

    def kill(self) -> None:
        """End it and all its children, as a power cut would, and wait until they are gone."""
        if self._process is None:
            return
        process, pid = self._process, self.pid
        self._process = None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        process.wait()
        if process.stdin:
            process.stdin.close()

    def children(self) -> list[int]:
        """Return the ids of its direct children."""
        return children_of(self.pid)

    def last_words(self, lines: int = 15) -> str:
        """Return the end of what it has written."""
        return "\n".join(self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def children_of(pid: int) -> list[int]:
    """Return the ids of the direct children of a process."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in told.split()]


def python(*arguments: str) -> list[str]:
    """Return the command of a Python module of ours."""
    return [sys.executable, "-m", *arguments]


def wait_until(holds: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait until something holds and return how long that took. Raises DrillFailed."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise DrillFailed(f"not within {seconds:.0f} s: {what}")
        time.sleep(_STEP)
    return time.monotonic() - began


@contextmanager
def frozen(*pids: int) -> Iterator[None]:
    """Let processes stand still while the block lasts."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            try:
                os.kill(pid, signal.SIGCONT)
            except ProcessLookupError:
                continue
