"""What a backup says of itself: which files with which hashes, which schema, and how far each log had come."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, Final

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1


class BackupRefused(Exception):
    """A backup cannot be made or used; ``code`` and ``facts`` choose the sentence."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: Mapping[str, str | int] = facts


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file of the backup, by its path inside it."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogState:
    """How far a log had come: ``waiting`` entries were on record and not yet in the tree."""

    log_id: str
    algorithm: str
    size: int
    root: str
    """Hexadecimal."""
    waiting: int
    checkpoint: str
    """The newest signed note; empty when there was none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything a backup says of itself."""

    made_at: str
    """ISO 8601, UTC."""
    dialect: str
    revision: str
    base: str
    """LOG_ID of the installation."""
    logs: tuple[LogState, ...]
    files: tuple[KeptFile, ...]

    def to_json(self) -> str:
        """Return the manifest as text; its last line is the hash of what stands before."""
        body = json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1, sort_keys=True)
        return f"{body}\n{_digest(body)}\n"


def read_manifest(text: str) -> Manifest:
    """Return the manifest in this text. Raises BackupRefused (``damaged``, ``other-format``)."""
    body, _, digest = text.rstrip("\n").rpartition("\n")
    if digest != _digest(body):
        raise BackupRefused("damaged", file=MANIFEST)
    told = json.loads(body)
    if told.pop("format", None) != FORMAT:
        raise BackupRefused("other-format", file=MANIFEST)
    try:
        return _manifest(told)
    except (KeyError, TypeError) as error:
        raise BackupRefused("damaged", file=MANIFEST) from error


def require_whole(manifest: Manifest, found: Iterable[KeptFile]) -> None:
    """Raise BackupRefused (``damaged``, ``missing``) unless the files are the ones that were kept."""
    by_name = {file.name: file for file in found}
    for kept in manifest.files:
        if kept.name not in by_name:
            raise BackupRefused("missing", file=kept.name)
        if by_name[kept.name] != kept:
            raise BackupRefused("damaged", file=kept.name)


def _manifest(told: Mapping[str, Any]) -> Manifest:
    logs = tuple(LogState(**log) for log in told["logs"])
    files = tuple(KeptFile(**file) for file in told["files"])
    for file in files:
        path = PurePosixPath(file.name)
        if path.is_absolute() or ".." in path.parts:
            raise BackupRefused("damaged", file=MANIFEST)
    return Manifest(**{**told, "logs": logs, "files": files})


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
