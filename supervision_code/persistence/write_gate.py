"""The gate before a SQLite file: threads queue at a lock and processes at ``flock``, but not for ever."""

import errno
import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from sqlalchemy import Engine

from supervision_code.domain.faults import DatabaseBusy, StorageFull, StorageReadOnly

_SECONDS: Final = 15.0
_NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


class FileGate:
    """Lets one writer through at a time, whichever process or thread it is in."""

    def __init__(self, file: Path, seconds: float = _SECONDS) -> None:
        self._file = file
        self._seconds = seconds
        self._threads = threading.Lock()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Wait for the turn. Raises DatabaseBusy when it does not come in time: its holder may be frozen."""
        if not self._threads.acquire(timeout=self._seconds):
            raise DatabaseBusy(f"{self._file}: no turn within {self._seconds:.0f} s")
        try:
            with self._opened() as handle:
                self._lock(handle)
                yield
        finally:
            self._threads.release()

    def _opened(self) -> IO[str]:
        try:
            return self._file.open("a")
        except OSError as error:
            kind = StorageFull if error.errno in _NO_SPACE else StorageReadOnly
            raise kind(str(error)) from error

    def _lock(self, handle: IO[str]) -> None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._queue(handle)

    def _queue(self, handle: IO[str]) -> None:
        # The kernel queues fairly but cannot be told for how long. So a thread waits there, by a second descriptor of
        # the same open file: what it gets is ours while ours is open, and gone by itself when ours was closed before.
        got_it = threading.Event()
        waiter = threading.Thread(target=_wait, args=(os.dup(handle.fileno()), got_it), daemon=True)
        waiter.start()
        if not got_it.wait(self._seconds):
            raise DatabaseBusy(f"{self._file}: another process has held it for {self._seconds:.0f} s")


def _wait(descriptor: int, got_it: threading.Event) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    finally:
        os.close(descriptor)
    got_it.set()


def file_gate_of(engine: Engine) -> FileGate | None:
    """Return the gate before a SQLite file, None for every other database."""
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file == ":memory:":
        return None
    return FileGate(Path(f"{file}.lock"))
