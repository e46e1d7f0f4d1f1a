"""Backups: a copy of the whole database with what belongs to it, and putting one back into an empty database."""

import hashlib
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from supervision_code.adapters.file_store import FileStore
from supervision_code.adapters.private_files import make_private_folder, replace_private_file
from supervision_code.adapters.sm_digests import hash_algorithm
from supervision_code.domain.backups import MANIFEST, BackupRefused, KeptFile, Manifest, read_manifest, require_whole
from supervision_code.domain.clock import Clock
from supervision_code.domain.faults import FileUnreadable
from supervision_code.persistence import schema, snapshots
from supervision_code.persistence.session import Database

_KEYS: Final = "keys"
_STORED: Final = "files"
_LATER: Final = timedelta(days=1)
"""Files of this moment are wanted too, whatever two clocks say."""
_CHUNK: Final = 1 << 20


class BackupService:
    """Makes backups of the installation's database while it is used."""

    def __init__(self, database: Database, clock: Clock, base: str) -> None:
        self._database = database
        self._clock = clock
        self._base = base

    def make(
        self, folder: Path, files: Mapping[str, Path], keys: Path | None = None, stored: FileStore | None = None
    ) -> Manifest:
        """Write a backup into a new or empty folder that only its owner may read, and return its manifest.

        ``files`` are kept by these names where they exist; ``keys`` is the folder of private keys, None: without them;
        ``stored``: photos and documents. They are copied after the database, so that none it names is missing.
        The signer's memory is never kept: a restored signer must not forget what it signed.
        Raises BackupRefused (``folder-not-empty``, ``program``, ``no-program``).
        """
        make_private_folder(folder)
        if any(folder.iterdir()):
            raise BackupRefused("folder-not-empty", folder=str(folder))
        revision, logs = snapshots.copy(self._database.engine, folder, self._base, hash_algorithm)
        for name, file in files.items():
            if file.exists():
                shutil.copyfile(file, folder / name)
        if keys is not None:
            _copy_keys(keys, folder / _KEYS)
        if stored is not None:
            _copy_stored(stored, FileStore(folder / _STORED), self._clock.now() + _LATER)
        manifest = Manifest(
            made_at=self._clock.now().astimezone(UTC).isoformat(timespec="seconds"),
            dialect=self._database.dialect,
            revision=revision,
            base=self._base,
            logs=logs,
            files=_kept(folder),
        )
        replace_private_file(folder / MANIFEST, manifest.to_json().encode())
        return manifest


def read_backup(folder: Path) -> Manifest:
    """Return the manifest of a backup whose every file is as it was kept.

    Raises BackupRefused (``missing``, ``damaged``, ``other-format``).
    """
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BackupRefused("missing", file=MANIFEST) from error
    manifest = read_manifest(text)
    require_whole(manifest, _kept(folder))
    return manifest


def restore_backup(folder: Path, manifest: Manifest, database: Database) -> None:
    """Put a backup into an empty database of the same kind and bring its schema up to date.

    Raises BackupRefused (``other-kind``, ``not-empty``, ``damaged``, ``no-program``, ``program``, ``not-as-kept``).
    """
    if manifest.dialect != database.dialect:
        raise BackupRefused("other-kind", kept=manifest.dialect, wanted=database.dialect)
    snapshots.restore(database.engine, folder)
    schema.upgrade(database.engine)
    with database.read() as session:
        found = snapshots.states(session, manifest.base, hash_algorithm)
    if found != manifest.logs:
        raise BackupRefused("not-as-kept", folder=str(folder))


def restore_files(folder: Path, store: FileStore) -> int:
    """Put photos and documents of a backup into an installation's store and return how many there were.

    What is there already stays. Raises BackupRefused (``damaged``), StorageFull, StorageReadOnly.
    """
    kept = FileStore(folder / _STORED)
    return _copy_stored(kept, store, datetime.max.replace(tzinfo=UTC))


def _copy_stored(source: FileStore, target: FileStore, before: datetime) -> int:
    count = 0
    for digest in source.digests(before):
        try:
            target.put(source.get(digest))
        except FileUnreadable as error:
            raise BackupRefused("damaged", file=f"{_STORED}/{digest}") from error
        count += 1
    return count


def _copy_keys(keys: Path, target: Path) -> None:
    make_private_folder(target)
    for file in sorted(keys.iterdir()):
        if file.is_file():
            replace_private_file(target / file.name, file.read_bytes())


def _kept(folder: Path) -> tuple[KeptFile, ...]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)
    return tuple(
        KeptFile(name=path.relative_to(folder).as_posix(), size=path.stat().st_size, sha256=_sha256(path))
        for path in paths
    )


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
