"""Files that only their owner may read: private keys and secrets; one that others can read stops the start."""

import contextlib
import os
import secrets
import stat
from pathlib import Path
from typing import Final

_OF_OTHERS: Final = 0o077


class NotPrivate(Exception):
    """A secret can be read by others; the sentence says which file and how to mend it, never what it holds."""


def require_private(path: Path) -> None:
    """Raise NotPrivate when anybody but the owner may read or write this file or folder; one that is missing may."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return
    if mode & _OF_OTHERS:
        wanted = "700" if path.is_dir() else "600"
        raise NotPrivate(f"{path} is open to other users (mode {mode:03o}): run chmod {wanted} {path}")


def make_private_folder(path: Path) -> None:
    """Make a folder for its owner alone, unless it is there; then it must be private. Raises NotPrivate."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    require_private(path)


def replace_private_file(path: Path, content: bytes) -> None:
    """Put a file into place as a whole: a reader sees the old one or the new one, also after a power cut."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _write(fresh, content)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)  # a full disk keeps no half file
        raise


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def make_private_file(path: Path, content: bytes) -> None:
    """Make a file that only its owner may read, whole from its first moment; one that is there is left alone."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    replace_private_file(fresh, content)
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(fresh)
    fresh.unlink()
