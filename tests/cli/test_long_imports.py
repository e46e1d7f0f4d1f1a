"""A long file is prepared in a second process: the same result, on both databases, and nothing left behind."""

import csv
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from config.settings import ROOT
from tests.cli.conftest import Shell
from tests.importing.rows import INSPECTION, REGISTERS
from tests.support.postgresql import create_database

ROWS = 6000
FIRMS = [row["uscc"] for row in list(REGISTERS.values())[-1]]


@pytest.fixture(params=["sqlite", "postgresql"])
def shell_of_its_own(request: pytest.FixtureRequest, tmp_path: Path) -> Shell:
    """An installation with registers over a database of its own, of each kind."""
    shell = Shell(tmp_path)
    if request.param == "postgresql":
        url = make_url(request.getfixturevalue("postgresql_url"))
        shell.environment["DATABASE_URL"] = create_database(url.port or 0, f"{url.database}_long")
    shell.run("db", "upgrade")
    shell.bring_registers()
    return shell


def write_log(shell: Shell, *, last: dict[str, str]) -> Path:
    rows = [{**INSPECTION, **_when(place), "uscc": FIRMS[place % 2]} for place in range(ROWS)]
    return shell.write("long.csv", *rows, {**INSPECTION, **_when(ROWS), **last})


def _when(place: int) -> dict[str, str]:
    day = f"20{10 + place % 90}-{1 + place % 12:02d}-{1 + place % 28:02d}"
    return {"source_ref": f"L-{place:05d}", "started_at": f"{day}T09:{place % 60:02d}:00+08:00", "ended_at": ""}


def run(shell: Shell, *arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "supervision_code.cli", *map(str, arguments)]
    return subprocess.run(command, env=shell.environment, cwd=ROOT, capture_output=True, text=True, check=False)


def counts(shell: Shell) -> Sequence[int]:
    engine = create_engine(shell.environment["DATABASE_URL"])
    tables = ("visits", "participations", "visit_officers", "ledger_entries", "findings")
    with engine.connect() as connection:
        found = [connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0 for table in tables]  # noqa: S608
    engine.dispose()
    return found


def test_a_long_log_is_stored_whole_or_not_at_all(shell_of_its_own: Shell) -> None:
    before = counts(shell_of_its_own)
    bad = run(
        shell_of_its_own, "import", "inspections", write_log(shell_of_its_own, last={"uscc": "914403000000000276"})
    )
    assert (bad.returncode, counts(shell_of_its_own)) == (1, before)
    good = run(shell_of_its_own, "import", "inspections", write_log(shell_of_its_own, last={}))
    assert (good.returncode, good.stderr) == (0, "")
    visits, parts, officers, entries, findings = counts(shell_of_its_own)
    assert (visits, parts, officers) == (ROWS + 1, ROWS + 1, 2 * (ROWS + 1))
    assert entries - before[3] == visits + findings
    out = shell_of_its_own.folder / "found.csv"
    shell_of_its_own.run("findings", "evaluate", "--out", out)
    with out.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) - 1 == findings
