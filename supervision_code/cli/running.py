"""Runs web server and worker as two processes that end together, and tells where the portals are."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from typing import Final

import click

from config.settings import Settings
from supervision_code.adapters.system_clock import SystemClock
from supervision_code.cli.terminal import CHINESE, Failed, Words
from supervision_code.importing.demo.accounts import DemoAccount
from supervision_code.importing.demo.second_steps import code_of_demonstration

_READY_WITHIN: Final = 60.0
_END_WITHIN: Final = 2.0
_PULSE: Final = 0.1
_PARTS: Final = ("serve", "worker")
_PLACES: Final = (("front", ""), ("enterprise", "enterprise/"), ("officer", "officer/"), ("supervisor", "supervisor/"))
_ENGLISH: Final = Words("en")
_CHINESE: Final = Words(CHINESE)


def run_together(
    settings: Settings, guests: Sequence[DemoAccount], words: Words, environment: Mapping[str, str]
) -> None:
    """Start both, say where the portals are, and end both when either ends or somebody asks for it.

    ``environment``: what is set for them beyond our own.
    """
    _require_free_port(settings, words)
    asked = threading.Event()
    with _signals_set(asked), _started(environment) as processes:
        if _answers(settings, processes, asked):
            _announce(settings, guests, witnessed=bool(environment))
        while not asked.is_set() and all(process.poll() is None for process in processes):
            asked.wait(_PULSE)
        ended = [name for name, process in zip(_PARTS, processes, strict=True) if process.poll() is not None]
    if ended and not asked.is_set():
        raise Failed(words("cli-part-ended", part=ended[0]))


@contextmanager
def _signals_set(event: threading.Event) -> Iterator[None]:
    before = {number: signal.signal(number, lambda *_: event.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _started(environment: Mapping[str, str]) -> Iterator[Sequence[subprocess.Popen[bytes]]]:
    """Start both parts apart from the terminal's Ctrl-C; their input ends with us, whatever ends us."""
    processes = [
        subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "supervision_code.cli", part, "--end-with-input"],
            stdin=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, **environment},
        )
        for part in _PARTS
    ]
    try:
        yield processes
    finally:
        _end(processes)


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask both to end, and after two seconds no longer ask."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + _END_WITHIN
    for process in processes:
        try:
            process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _require_free_port(settings: Settings, words: Words) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.bind, settings.port))
        except OSError as error:
            raise Failed(words("cli-port-taken", port=str(settings.port), why=str(error.strerror))) from error


def _answers(settings: Settings, processes: Sequence[subprocess.Popen[bytes]], asked: threading.Event) -> bool:
    """Wait until the server answers; False when it does not, or nobody waits any longer."""
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline and not asked.is_set():
        if any(process.poll() is not None for process in processes):
            return False
        if _is_alive(settings):
            return True
        asked.wait(_PULSE)
    return False


def _is_alive(settings: Settings) -> bool:
    connection = HTTPConnection(settings.bind, settings.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200  # noqa: PLR2004 - the status everybody knows
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _announce(settings: Settings, guests: Sequence[DemoAccount], *, witnessed: bool) -> None:
    """Say where the portals are and who can sign in, in both languages."""
    click.echo()
    for place, path in _PLACES:
        _tell(f"cli-address-{place}", f"{settings.public_url}/{path}")
    if guests:
        click.echo()
        _tell("demo-accounts", "")
    for guest in guests:
        role = f"{_CHINESE.label(guest.role)} {_ENGLISH.label(guest.role)}"
        click.echo(f"  {guest.username}  {guest.password}  /{guest.portal}/  {role}  {guest.name} {guest.belongs_to}")
    code = code_of_demonstration(settings.data_folder, SystemClock().now()) if guests else None
    if code:
        for words in (_CHINESE, _ENGLISH):
            click.echo(f"  {words('cli-demo-code', code=code)}")
    if witnessed:
        click.echo()
        _tell("cli-demo-witnesses", f"{settings.public_url}/ledger/")
    click.echo()
    _tell("cli-stop", "")


def _tell(key: str, what: str) -> None:
    click.echo(f"{_CHINESE(key)} {_ENGLISH(key)}{what and ': '}{what}")
