"""Photos and finished documents on disk, each under the hash of its bytes: written whole or not at all, never served.

A file lies in ``ab/abcdef…`` below the folder; the same bytes are one file, however many records name them.
"""

import errno
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from supervision_code.adapters.private_files import make_private_file, make_private_folder, replace_private_file
from supervision_code.domain.faults import FileUnreadable, StorageFull, StorageReadOnly

_NAME: Final = re.compile(r"[0-9a-f]{64}")
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_READ_ONLY: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class FileStore:
    """One folder of files that only their owner may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> str:
        """Keep these bytes and return their SHA-256 in hexadecimal. Raises StorageFull or StorageReadOnly."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        with _faults_named():
            make_private_folder(self.folder)
            make_private_folder(path.parent)
            make_private_file(path, content)
            if path.read_bytes() != content:
                replace_private_file(path, content)  # it was damaged on the disk: who sends it again mends it
            path.touch()  # bytes that are kept already are as young as any: the sweep leaves them time for their record
            for folder in (path.parent, self.folder):
                _keep_names(folder)
        return digest

    def get(self, digest: str) -> bytes:
        """Return the bytes with this hash. Raises FileUnreadable when they are gone or are others by now."""
        try:
            content = self._path(digest).read_bytes()
        except OSError as error:
            raise FileUnreadable(str(error)) from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise FileUnreadable(f"{digest} is not what was stored")
        return content

    def digests(self, before: datetime) -> Iterator[str]:
        """Return the hashes of the files that were written before this moment."""
        for path in sorted(self.folder.glob("??/*")):
            if _NAME.fullmatch(path.name) and path.stat().st_mtime < before.timestamp():
                yield path.name

    def forget(self, digest: str, before: datetime | None = None) -> bool:
        """Take a file away and say whether it was there; with ``before`` only if nobody has put it again since."""
        path = self._path(digest)
        with suppress(FileNotFoundError):
            if before is None or path.stat().st_mtime < before.timestamp():
                path.unlink()
                return True
        return False

    def _path(self, digest: str) -> Path:
        if not _NAME.fullmatch(digest):
            raise ValueError(f"not a SHA-256: {digest!r}")
        return self.folder / digest[:2] / digest


def _keep_names(folder: Path) -> None:
    """Let the names in a folder survive a power cut: a file's own bytes are on the disk already."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _faults_named() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull(str(error)) from error
        if error.errno in _READ_ONLY:
            raise StorageReadOnly(str(error)) from error
        raise
