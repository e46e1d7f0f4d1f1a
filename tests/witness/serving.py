"""A witness of its own, served on this machine: `running_witness`."""

import http.client
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class RunningWitness:
    name: str
    vkey: str
    port: int
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the witness and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "witness", "--folder", str(folder), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@contextmanager
def running_witness(folder: Path, name: str, *log_keys: str) -> Iterator[RunningWitness]:
    vkey = command(folder, "keygen", name).stdout.strip()
    for log_key in log_keys:
        assert command(folder, "add-log", log_key).returncode == 0
    with (folder / "log.txt").open("wb") as log, _served(folder, log) as process:
        assert process.stdout is not None
        port = re.search(rb":(\d+)/", process.stdout.readline())
        assert port is not None, (folder / "log.txt").read_text()
        yield RunningWitness(name, vkey, int(port[1]), folder, process)


@contextmanager
def _served(folder: Path, log: BinaryIO) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "witness", "--folder", str(folder), "serve", "--port", "0"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=log,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=10)


def post(port: int, body: bytes, path: str = "/add-checkpoint") -> tuple[int, str | None, bytes]:
    """Send one request; return status, content type and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("POST", path, body)
        response = connection.getresponse()
        return response.status, response.headers["Content-Type"], response.read()
    finally:
        connection.close()
