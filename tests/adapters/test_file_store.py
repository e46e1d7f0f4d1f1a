"""The file store: whole or not at all, private, true to its hashes, and clear when the disk is full."""

import errno
import hashlib
import resource
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import ROOT
from supervision_code.adapters.file_store import FileStore
from supervision_code.domain.faults import FileUnreadable

_FILL = """
import sys
from pathlib import Path
from supervision_code.adapters.file_store import FileStore
from supervision_code.domain.faults import StorageFull
try:
    FileStore(Path(sys.argv[1])).put(b"x" * 200_000)
except StorageFull:
    print("full")
"""


def test_what_is_put_comes_back_and_the_same_bytes_are_one_file(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    digest = store.put(b"photo")

    assert digest == hashlib.sha256(b"photo").hexdigest()
    assert store.put(b"photo") == digest
    assert store.get(digest) == b"photo"
    assert list(store.digests(datetime(2100, 1, 1, tzinfo=UTC))) == [digest]
    assert list(store.digests(datetime(2000, 1, 1, tzinfo=UTC))) == []


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    store.put(b"photo")

    assert [
        path for path in [store.folder, *store.folder.rglob("*")] if stat.S_IMODE(path.stat().st_mode) & 0o077
    ] == []


def test_a_file_that_was_changed_or_is_gone_is_not_handed_out(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    digest = store.put(b"photo")
    (store.folder / digest[:2] / digest).write_bytes(b"other")
    with pytest.raises(FileUnreadable):
        store.get(digest)

    store.forget(digest)
    store.forget(digest)
    with pytest.raises(FileUnreadable):
        store.get(digest)


def test_a_file_that_was_damaged_is_mended_when_it_comes_again(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    digest = store.put(b"photo")
    (store.folder / digest[:2] / digest).write_bytes(b"pho")
    assert store.put(b"photo") == digest
    assert store.get(digest) == b"photo"
    assert stat.S_IMODE((store.folder / digest[:2] / digest).stat().st_mode) == 0o600


def test_a_file_that_comes_again_while_it_is_swept_stays(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    digest = store.put(b"photo")
    (old,) = store.digests(datetime(2100, 1, 1, tzinfo=UTC))
    store.put(b"photo")
    assert not store.forget(old, datetime(2000, 1, 1, tzinfo=UTC))
    assert store.get(digest) == b"photo"
    assert store.forget(old, datetime(2100, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize("digest", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_a_name_that_is_no_hash_reaches_no_file(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        FileStore(tmp_path).get(digest)


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n" + _FILL,
            str(tmp_path / "files"),
        ],
        cwd=ROOT,
        preexec_fn=small_files_only,
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.strip() == "full", errno.errorcode
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
