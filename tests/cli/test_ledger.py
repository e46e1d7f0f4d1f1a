"""``ledger``: sealing, receipts checked offline, the re-audit and succession, as an operator uses them."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def recorded(busy_shell: Shell) -> Shell:
    """An installation with codes of two firms, sealed."""
    busy_shell.run("codes", "issue", "--all")
    busy_shell.run("ledger", "seal")
    return busy_shell


def in_database(shell: Shell, statement: str) -> list[tuple[str, ...]]:
    """Do something in the database past the product."""
    with sqlite3.connect(shell.folder / "own.db") as connection:
        return connection.execute(statement).fetchall()


def test_status_tells_what_is_sealed_and_signed(recorded: Shell) -> None:
    told = recorded.run("ledger", "status", "--locale", "en").output
    assert "log supervision-log-1: " in told
    assert "0 requests wait" in told


def test_a_log_let_alone_verifies_and_a_changed_record_is_named(recorded: Shell) -> None:
    assert "checked" in recorded.run("ledger", "verify", "--locale", "en").output
    in_database(recorded, "UPDATE supervision_codes SET kid = 'Z'")
    told = recorded.run("ledger", "verify", "--locale", "en", status=1).output
    assert told.count("supervision_codes") == 2
    assert "kid was changed, the log says something else" in told


def test_a_checkpoint_kept_elsewhere_must_be_a_prefix(recorded: Shell, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoint"
    kept.write_text(in_database(recorded, "SELECT note FROM ledger_checkpoints ORDER BY size DESC")[0][0])
    recorded.run("ledger", "verify", "--from-checkpoint", kept)
    kept.write_text("nothing\n")
    recorded.run("ledger", "verify", "--from-checkpoint", kept, status=1)


def test_a_restored_backup_halts_the_log_until_it_is_succeeded(recorded: Shell) -> None:
    backup = (recorded.folder / "own.db").read_bytes()
    recorded.run("keys", "rotate")
    recorded.run("ledger", "seal")
    (recorded.folder / "own.db").write_bytes(backup)
    told = recorded.run("ledger", "seal", "--locale", "en", status=1).output
    assert "fewer entries than were signed" in told
    assert "supervision-log-1-2" in recorded.run("ledger", "succeed", "--reason", "restored", "--yes").output
    recorded.run("ledger", "status")


def test_no_visit_no_receipt(recorded: Shell) -> None:
    recorded.run("ledger", "receipt", "0192f0c1-0000-7000-8000-000000000001", status=1)


def test_what_is_no_receipt_and_no_key_is_told(recorded: Shell, tmp_path: Path) -> None:
    rubbish = tmp_path / "rubbish"
    rubbish.write_text("rubbish\n")
    recorded.run("ledger", "check-receipt", rubbish, status=1)
    recorded.run("ledger", "check-receipt", rubbish, "--keys", rubbish, status=1)
