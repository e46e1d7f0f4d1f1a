"""``backup`` and ``restore``: whole, while in use, refused when damaged, and telling what a restore has lost."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text

from config.settings import read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.persistence import schema
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.services.backups import read_backup
from tests.cli.conftest import Shell
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import SmallCity, build_small_city
from tests.services.test_visits import opened
from tests.support.postgresql import create_database


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An installation with a visit on record, and where a second database may be."""

    shell: Shell
    product: Supervision
    city: SmallCity
    new_url: str

    @property
    def backup(self) -> Path:
        """Where the backup is written."""
        return self.shell.folder / "backup"

    def receipt(self, name: str) -> Path:
        """Let another visit happen and hold its receipt; return the folder of receipts."""
        visit = opened(self.product, self.city, over_limit_reason="专项")
        self.product.sealing.seal()
        folder = self.shell.folder / "held"
        folder.mkdir(exist_ok=True)
        text_of = self.product.queries.receipts.whole_file_of(visit.visit_id).text
        (folder / name).write_text(text_of, encoding="utf-8")
        return folder

    def restore(self, *more: object, status: int = 0) -> str:
        """Restore into the new database and return what is told."""
        return self.shell.run("restore", self.backup, "--into", self.new_url, *more, status=status).output


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest, bare_shell: Shell, tmp_path: Path) -> Iterator[Kept]:
    """An installation of each kind."""
    new_url = f"sqlite:///{tmp_path / 'new.db'}"
    if request.param == "postgresql":
        port = make_url(request.getfixturevalue("postgresql_url")).port or 5432
        name = f"kept_{uuid4().hex}"
        bare_shell.environment["DATABASE_URL"] = create_database(port, name)
        new_url = create_database(port, f"{name}_new")
    product = bootstrap(read_settings(bare_shell.environment), passwords=PASSWORDS)
    schema.upgrade(product.database.engine)
    city = build_small_city(product.database)
    product.policies.publish_file()
    opened(product, city)
    product.sealing.seal()
    yield Kept(shell=bare_shell, product=product, city=city, new_url=new_url)
    product.database.close()


def test_what_is_backed_up_comes_back_and_every_receipt_holds(kept: Kept) -> None:
    receipts = kept.receipt("one.txt")

    told = kept.shell.run("backup", kept.backup).output
    restored = kept.restore("--receipts", receipts)

    assert "备份里没有私钥" in told
    assert "没有发现丢失" in restored
    assert "仍在" in restored
    new = Database.connect(kept.new_url, log_id="supervision-log-1")
    for table in ("visits", "ledger_entries", "ledger_leaves", "outbox", "inbox_messages"):
        count = text(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own tables
        with kept.product.database.read() as one, new.read() as other:
            assert one.scalar(count) == other.scalar(count)
    new.close()


def test_what_an_old_backup_has_lost_is_listed_by_name_and_the_log_goes_on(kept: Kept) -> None:
    kept.shell.run("backup", kept.backup)
    receipts = kept.receipt("late.txt")

    told = kept.restore("--receipts", receipts)

    assert "visit_opened" in told
    assert "回执late.txt" in told
    assert re.search(r"日志supervision-log-1丢失\d+条", told)
    assert "ledger succeed" in told
    kept.shell.run("ledger", "seal", status=1, DATABASE_URL=kept.new_url)
    kept.shell.run("ledger", "succeed", "--yes", "--reason", "旧备份", DATABASE_URL=kept.new_url)
    kept.shell.run("ledger", "verify", DATABASE_URL=kept.new_url)


@pytest.mark.parametrize("kept", ["sqlite"], indirect=True)
def test_a_backup_that_is_not_as_it_was_written_is_refused(kept: Kept) -> None:
    kept.shell.run("backup", kept.backup)
    file = kept.backup / "database.sqlite"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert "database.sqlite与清单不符" in kept.restore(status=1)

    file.unlink()
    assert "缺少database.sqlite" in kept.restore(status=1)

    manifest = kept.backup / "manifest.json"
    manifest.write_text(manifest.read_text().replace("sqlite", "sqlitf"))
    assert "manifest.json与清单不符" in kept.restore(status=1)
    manifest.unlink()
    assert "缺少manifest.json" in kept.restore(status=1)


def test_nothing_is_overwritten(kept: Kept) -> None:
    kept.shell.run("backup", kept.backup)
    assert "已有文件" in kept.shell.run("backup", kept.backup, status=1).output
    assert (
        "已有数据表"
        in kept.shell.run("restore", kept.backup, "--into", kept.shell.environment["DATABASE_URL"], status=1).output
    )


@pytest.mark.parametrize("kept", ["sqlite"], indirect=True)
def test_a_backup_goes_into_a_database_of_its_own_kind_only(kept: Kept) -> None:
    kept.shell.run("backup", kept.backup)
    elsewhere = "postgresql+psycopg://nobody@127.0.0.1:9/nothing"
    assert "不能恢复到postgresql" in kept.shell.run("restore", kept.backup, "--into", elsewhere, status=1).output
    assert "不是数据库地址" in kept.shell.run("restore", kept.backup, "--into", "nowhere", status=1).output


@pytest.mark.parametrize("kept", ["sqlite"], indirect=True)
def test_keys_are_kept_only_when_asked_for_and_the_signers_memory_never(kept: Kept) -> None:
    kept.shell.run("backup", kept.backup)
    assert not (kept.backup / "keys").exists()
    with_keys = kept.shell.folder / "with-keys"
    assert "私钥" in kept.shell.run("backup", with_keys, "--with-keys").output
    names = {file.name for file in read_backup(with_keys).files}
    assert "keys/ledger.pem" in names
    assert not any("signer" in name for name in names)
    assert with_keys.stat().st_mode & 0o077 == 0
    assert json.loads((with_keys / "manifest.json").read_text().rpartition("}")[0] + "}")["base"] == "supervision-log-1"


def test_a_backup_made_while_entries_come_in_is_of_one_moment(kept: Kept) -> None:
    stop = Event()

    def write() -> None:
        while not stop.is_set():
            opened(kept.product, kept.city, over_limit_reason="专项")
            kept.product.sealing.seal()

    writer = Thread(target=write)
    writer.start()
    try:
        kept.shell.run("backup", kept.backup)
    finally:
        stop.set()
        writer.join()
    # The restored tree must be the one of the manifest, to the last leaf.
    kept.restore()
