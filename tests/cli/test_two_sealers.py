"""Two sealers, each a process of its own over one database and one signer's memory: nothing is doubled."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from config.settings import ROOT
from supervision_code.domain.ledger import LedgerKind
from supervision_code.persistence import ledger
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.session import Database
from tests.cli.conftest import Shell
from tests.support.clock import FRIDAY_TEN
from tests.support.postgresql import create_database

ENTRIES = 9000
"""More than is sealed in one transaction."""
SEAL = [sys.executable, "-m", "supervision_code.cli", "ledger", "seal"]


@pytest.fixture(params=["sqlite", "postgresql"])
def waiting_shell(request: pytest.FixtureRequest, tmp_path: Path) -> Shell:
    """An installation in which entries wait for the sealer."""
    shell = Shell(tmp_path)
    if request.param == "postgresql":
        url = make_url(request.getfixturevalue("postgresql_url"))
        shell.environment["DATABASE_URL"] = create_database(url.port or 0, f"{url.database}_sealers")
    shell.run("db", "upgrade")
    shell.run("ledger", "seal")
    database = Database.connect(shell.environment["DATABASE_URL"], log_id="supervision-log-1")
    for first in range(0, ENTRIES, 1000):
        facts = [{"n": number} for number in range(first, first + 1000)]
        drafts = [LedgerDraft(kind=LedgerKind.ROLE_GRANTED, at=FRIDAY_TEN, facts=one) for one in facts]
        with database.begin() as session:
            ledger.append_all(session, drafts)
    database.close()
    return shell


def test_two_processes_seal_everything_once(waiting_shell: Shell) -> None:
    sealers = [
        subprocess.Popen(SEAL, env=waiting_shell.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [sealer.communicate(timeout=120) for sealer in sealers]
    assert [sealer.returncode for sealer in sealers] == [0, 0], said
    engine = create_engine(waiting_shell.environment["DATABASE_URL"])
    with engine.connect() as connection:
        leaves = connection.execute(
            text('SELECT count(*), count(DISTINCT entry_id), max("index") + 1 FROM ledger_leaves')
        ).one()
        entries = connection.scalar(text("SELECT count(*) FROM ledger_entries"))
        halted = connection.scalar(text("SELECT count(*) FROM ledger_logs WHERE halted_at IS NOT NULL"))
        signed = connection.scalar(text("SELECT max(size) FROM ledger_checkpoints"))
    engine.dispose()
    assert tuple(leaves) == (entries, entries, entries)
    assert (halted, signed) == (0, entries)
    waiting_shell.run("ledger", "verify")
