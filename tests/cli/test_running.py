"""``run``: starts everything, says where, and ends everything when asked or when it is gone itself."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from config.settings import ROOT
from tests.support.postgresql import free_port

Starter = Callable[[int], "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starter]:
    """Starts the product without the demonstration city, and leaves nothing running."""
    started: list[subprocess.Popen[str]] = []

    def begin(port: int) -> "subprocess.Popen[str]":
        environment = {"DATA_DIR": str(tmp_path), "PORT": str(port), "DEMO": "0", "WEB_WORKERS": "1"}
        process = subprocess.Popen(
            [sys.executable, "-m", "supervision_code.cli", "run"],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def read_until(process: "subprocess.Popen[str]", sign: str) -> str:
    """Everything it says up to the line with this sign, or all of it when it ends before."""
    assert process.stdout is not None
    told = []
    for line in process.stdout:
        told.append(line)
        if sign in line:
            break
    return "".join(told)


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_it_serves_says_where_and_ends_with_all_its_processes(start: Starter) -> None:
    port = free_port()
    process = start(port)
    told = read_until(process, "Ctrl-C")
    for portal in ("enterprise", "officer", "supervisor"):
        assert re.search(rf"http://127\.0\.0\.1:{port}/{portal}/", told)
    assert answers(port)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert not answers(port)


def test_when_it_is_killed_the_server_ends_too(start: Starter) -> None:
    port = free_port()
    process = start(port)
    read_until(process, "Ctrl-C")
    process.kill()
    process.wait()
    deadline = time.monotonic() + 30
    while answers(port) and time.monotonic() < deadline:
        os.sched_yield()
    assert not answers(port)


def test_a_port_in_use_is_told_before_anything_starts(start: Starter) -> None:
    port = free_port()
    read_until(start(port), "Ctrl-C")
    second = start(port)
    assert str(port) in read_until(second, "make run")
    assert second.wait(30) == 1
