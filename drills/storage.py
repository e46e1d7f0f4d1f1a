"""Storage's faults: a disk that is full, and a folder that may only be read."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drills import door
from drills.auditing import audit, opened
from drills.installation import Installation
from drills.kills import await_acknowledgement
from drills.load import under_load
from drills.postgresql import Server
from drills.processes import Impossible
from drills.row import Row

_FULL_FOR = 4.0
_CHUNK = b"\0" * 65536


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Put a disk of this size at a folder while the block lasts. Raises Impossible where that is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


@contextmanager
def _read_only(folder: Path) -> Iterator[None]:
    """Let a folder only be read while the block lasts: by its mode, or by a mount for root, who minds no mode."""
    if os.geteuid() != 0:
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    _mount("--bind", str(folder), str(folder))
    try:
        _mount("-o", "remount,ro,bind", str(folder))
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def _mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], check=False, capture_output=True, text=True)
    if done.returncode:
        raise Impossible(f"this machine lets us mount nothing: {done.stderr.strip()[:80]}")


@contextmanager
def _filled(folder: Path) -> Iterator[None]:
    """Fill a disk to the last byte, and keep it full while the block lasts."""
    filler = folder / "filler"
    try:
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(_CHUNK):
                continue
        with contextlib.suppress(OSError), filler.open("ab", buffering=0) as file:
            while file.write(b"\0"):
                continue
        yield
    finally:
        filler.unlink(missing_ok=True)


def disk_full(installation: Installation, disk: Path, times: int, server: Server | None = None) -> Row:
    """Fill the disk under the database while events come in, and make room again."""
    row = Row(fault="disk full", database=installation.kind, runs=times)
    with under_load(installation.city, installation.port) as load:
        await_acknowledgement(load)
        for _ in range(times):
            with _filled(disk):
                time.sleep(_FULL_FOR)
                row.require(_lives(installation), "/healthz answered while the disk was full")
            if server is not None and not server.pids():
                # PostgreSQL gives up when it cannot write its own log; the machine's service manager starts it again.
                server.start()
                row.remarks.append("PostgreSQL had stopped itself and was started again")
            row.took(await_acknowledgement(load))
    told = {status: load.journal.answers[status] for status in ("503", "507") if load.journal.answers[status]}
    row.require(told, f"who sent meanwhile was answered {_listed(told)}")
    row.remarks = list(dict.fromkeys(row.remarks))
    return row.judge(audit(installation, load.journal), load.journal)


def folder_read_only(installation: Installation, times: int) -> Row:
    """Let the folder of keys and of the signer's memory only be read: events go on, sealing waits and catches up."""
    row = Row(fault="data folder read-only", database=installation.kind, runs=times)
    with under_load(installation.city, installation.port) as load:
        await_acknowledgement(load)
        for _ in range(times):
            with _read_only(installation.folder / "data"):
                row.took(await_acknowledgement(load))
                time.sleep(_FULL_FOR)
                row.require(_signed_behind(installation), "events were taken meanwhile, and the signer waited")
            row.took(await_acknowledgement(load))
    row.remarks = list(dict.fromkeys(row.remarks))
    return row.judge(audit(installation, load.journal), load.journal)


def _signed_behind(installation: Installation) -> bool:
    supervision = opened(installation)
    try:
        standing = supervision.queries.ledger.standing()
        return standing.signed < standing.sealed or standing.waiting > 0
    finally:
        supervision.database.close()


def _lives(installation: Installation) -> bool:
    try:
        return door.get(installation.port, "/healthz", timeout=10) == 200
    except door.NoAnswer:
        return False


def _listed(told: dict[str, int]) -> str:
    return ", ".join(f"{status} ({number}×)" for status, number in told.items()) or "by nothing"
