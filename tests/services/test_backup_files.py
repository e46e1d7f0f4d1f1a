"""Photos and documents are part of a backup, and come back with it."""

from pathlib import Path

import pytest

from supervision_code.adapters.file_store import FileStore
from supervision_code.domain.backups import BackupRefused
from supervision_code.persistence.session import Database
from supervision_code.services.backups import BackupService, read_backup, restore_files
from tests.support.clock import StoppedClock


def test_stored_files_are_kept_and_put_back(sqlite_file: Database, clock: StoppedClock, tmp_path: Path) -> None:
    here, there = FileStore(tmp_path / "here"), FileStore(tmp_path / "there")
    digests = {here.put(b"photo"), here.put(b"record")}
    clock.pass_by(days=3650)
    backup = tmp_path / "backup"

    BackupService(sqlite_file, clock, "log").make(backup, {}, None, here)

    assert len([file for file in read_backup(backup).files if file.name.startswith("files/")]) == 2
    assert restore_files(backup, there) == 2
    assert {there.put(there.get(digest)) for digest in digests} == digests


def test_a_file_that_is_not_what_was_stored_is_named(
    sqlite_file: Database, clock: StoppedClock, tmp_path: Path
) -> None:
    store = FileStore(tmp_path / "here")
    digest = store.put(b"photo")
    (store.folder / digest[:2] / digest).write_bytes(b"other")
    clock.pass_by(days=3650)

    with pytest.raises(BackupRefused) as refused:
        BackupService(sqlite_file, clock, "log").make(tmp_path / "backup", {}, None, store)
    assert digest in str(refused.value.facts["file"])
