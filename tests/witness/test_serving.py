"""The witness as a program: its commands, its answers over HTTP, its bounds, its end."""

import hashlib
import http.client
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.witness.logs import MadeLog
from tests.witness.serving import ROOT, RunningWitness, command, post, running_witness
from witness.cosigning import Witness
from witness.server import Allowance, WitnessServer

LOG = MadeLog()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningWitness]:
    with running_witness(tmp_path / "w", "witness.example.org", LOG.vkey) as one:
        yield one


@pytest.fixture
def served(witness: Witness) -> Iterator[WitnessServer]:
    server = WitnessServer(("127.0.0.1", 0), witness, a_minute=100)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def port_of(server: WitnessServer) -> int:
    return int(server.server_address[1])


def test_a_day_of_a_witness(running: RunningWitness, tmp_path: Path) -> None:
    assert command(running.folder, "status").returncode == 0
    status, kind, body = post(running.port, LOG.request(0, 7))
    assert (status, kind) == (200, "text/plain; charset=utf-8")
    assert post(running.port, LOG.request(0, 9))[::2] == (409, b"7\n")
    assert post(running.port, MadeLog(other_from=2).request(7, 7))[0] == 422

    told = command(running.folder, "status")
    assert (told.returncode, "FORKED" in told.stdout) == (1, True)
    assert "fork" in command(running.folder, "evidence", "--export", str(tmp_path / "out")).stdout
    assert (tmp_path / "out" / "1-fork-request.txt").read_bytes() == MadeLog(other_from=2).request(7, 7)

    note = tmp_path / "checkpoint"
    note.write_bytes(LOG.note(7).encode() + body)
    assert "cosigned here 20" in command(running.folder, "verify-checkpoint", str(note)).stdout
    note.write_text(MadeLog(seed=bytes(32)).note(7))
    assert command(running.folder, "verify-checkpoint", str(note)).returncode == 1

    running.stop()
    logged = (running.folder / "log.txt").read_text()
    assert "200" in logged
    assert "PRIVATE" not in logged
    assert command(running.folder, "key").stdout.strip() == running.vkey


def test_a_silent_log_is_an_alarm(tmp_path: Path) -> None:
    command(tmp_path / "w", "keygen", "w.example.org")
    assert command(tmp_path / "w", "status").returncode == 1
    command(tmp_path / "w", "add-log", LOG.vkey)
    told = command(tmp_path / "w", "status", "--silence", "-1")
    assert (told.returncode, "SILENT" in told.stdout) == (1, True)
    assert command(tmp_path / "w", "status").returncode == 0


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    assert command(folder, "key").returncode == 1
    assert command(folder, "keygen", "two words").returncode == 1
    assert command(folder, "keygen", "w.example.org").returncode == 0
    assert command(folder, "keygen", "w.example.org").returncode == 1
    assert (folder / "witness.key").stat().st_mode & 0o077 == 0
    (folder / "witness.key").chmod(0o644)
    refused = command(folder, "key")
    assert (refused.returncode, "chmod 600" in refused.stderr) == (1, True)
    assert command(folder, "no-such-command").returncode == 2


def test_the_latest_checkpoint_is_shown_to_everybody(served: WitnessServer) -> None:
    post(port_of(served), LOG.request(0, 7))
    connection = http.client.HTTPConnection("127.0.0.1", port_of(served), timeout=10)
    connection.request("GET", f"/{hashlib.sha256(LOG.origin.encode()).hexdigest()}/checkpoint")
    shown = connection.getresponse()
    assert (shown.status, shown.read().decode().startswith(LOG.note(7))) == (200, True)
    connection.request("GET", f"/{'0' * 64}/checkpoint")
    assert connection.getresponse().read() == b"there is nothing here\n"
    connection.close()


def test_requests_are_bounded(served: WitnessServer) -> None:
    port = port_of(served)
    assert post(port, b"x", "/elsewhere")[0] == 404
    assert _raw(port, b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\n\r\n").startswith(b"HTTP/1.1 411 ")
    assert _raw(port, b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 70000\r\n\r\n").startswith(b"HTTP/1.1 413 ")
    assert _raw(port, b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: -1\r\n\r\n").startswith(b"HTTP/1.1 411 ")
    chunked = b"POST /add-checkpoint HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"
    assert _raw(port, chunked).startswith(b"HTTP/1.1 411 ")
    assert _raw(port, b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 300 + b"\r\n").startswith(b"HTTP/1.1 431 ")
    assert post(port, LOG.request(0, 3))[0] == 200


@pytest.mark.parametrize("kind", ["GET", "POST"])
def test_nothing_that_follows_is_taken_for_a_request_of_its_own(served: WitnessServer, kind: str) -> None:
    hidden = b"GET / HTTP/1.1\r\nHost: witness\r\n\r\n"
    lengths = b"Content-Length: %d\r\n" % len(hidden) + (b"Content-Length: 0\r\n" if kind == "POST" else b"")
    head = b"%s /add-checkpoint HTTP/1.1\r\nHost: witness\r\n%s\r\n" % (kind.encode(), lengths)
    with socket.create_connection(("127.0.0.1", port_of(served)), timeout=10) as connection:
        connection.sendall(head + hidden)
        with connection.makefile("rb") as answered:
            assert answered.read().count(b"HTTP/1.1 ") == 1


def test_connections_that_say_nothing_do_not_pile_up(served: WitnessServer) -> None:
    idle = [socket.create_connection(("127.0.0.1", port_of(served))) for _ in range(16)]
    _until(lambda: served._free._value == 0)
    assert _raw(port_of(served), b"GET / HTTP/1.1\r\n\r\n") == b""
    for one in idle:
        one.close()
    _until(lambda: served._free._value == 16)
    assert post(port_of(served), LOG.request(0, 3))[0] == 200


def test_an_address_has_an_allowance() -> None:
    now = [0.0]
    allowance = Allowance(60, lambda: now[0])
    assert [allowance.take("a") for _ in range(61)] == [True] * 60 + [False]
    assert allowance.take("b")
    now[0] = 1.0
    assert [allowance.take("a") for _ in range(2)] == [True, False]
    for number in range(5000):
        allowance.take(str(number))
    assert len(allowance._left) == 4096


def test_it_ends_with_its_input(tmp_path: Path) -> None:
    command(tmp_path / "w", "keygen", "w.example.org")
    process = subprocess.Popen(
        [sys.executable, "-m", "witness", "--folder", str(tmp_path / "w"), "serve", "--port", "0", "--end-with-input"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.communicate(timeout=5)
    assert process.returncode == 0


def test_a_killed_witness_remembers_what_it_signed(tmp_path: Path) -> None:
    with running_witness(tmp_path / "w", "w.example.org", LOG.vkey) as one:
        assert post(one.port, LOG.request(0, 7))[0] == 200
        one.process.kill()
        one.process.wait(10)
    with running_witness(tmp_path / "w", "w.example.org") as again:
        assert post(again.port, LOG.request(0, 9))[::2] == (409, b"7\n")
        assert post(again.port, LOG.request(7, 9))[0] == 200


def _raw(port: int, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        try:
            return connection.recv(65536)
        except ConnectionResetError:
            return b""


def _until(true: object) -> None:
    assert callable(true)
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)
