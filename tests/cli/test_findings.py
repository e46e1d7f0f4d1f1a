"""``findings evaluate``: the columns, the order, the span, another policy, and that nothing is written."""

from pathlib import Path

import pytest

from config.settings import ROOT
from tests.cli.conftest import Shell
from tests.importing.rows import FIRM, INSPECTION, OTHER_FIRM

COLUMNS = ["rule", "uscc", "agency", "day", "source_ref", "count", "limit", "level"]


@pytest.fixture
def visited(busy_shell: Shell) -> Shell:
    """The first firm has three visits within a month, the second one two in one."""
    rows = [
        {**INSPECTION, "source_ref": reference, "uscc": uscc, "started_at": f"{day}T09:00:00+08:00", "ended_at": ""}
        for reference, uscc, day in [
            ("R-2", FIRM, "2026-03-10"),
            ("R-3", FIRM, "2026-05-10"),
            ("R-5", OTHER_FIRM, "2026-03-10"),
            ("R-4", OTHER_FIRM, "2026-03-20"),
        ]
    ]
    busy_shell.run("import", "inspections", busy_shell.write("more.csv", *rows))
    return busy_shell


def evaluated(shell: Shell, *options: object) -> list[list[str]]:
    out = shell.folder / "found.csv"
    shell.run("findings", "evaluate", "--out", out, *options)
    header, *rows = shell.read(out)
    assert header == COLUMNS
    return rows


def test_every_finding_is_listed_by_firm_day_rule_and_agency(visited: Shell) -> None:
    assert evaluated(visited) == [
        ["annual_cap", FIRM, "SCJG", "2026-03-10", "R-2", "2", "1", "red"],
        ["repeat_check", FIRM, "SCJG", "2026-03-10", "R-2", "8", "30", "red"],
        ["annual_cap", FIRM, "SCJG", "2026-05-10", "R-3", "3", "1", "red"],
        ["annual_cap", OTHER_FIRM, "SCJG", "2026-03-20", "R-4", "2", "1", "red"],
        ["repeat_check", OTHER_FIRM, "SCJG", "2026-03-20", "R-4", "10", "30", "red"],
    ]


def test_without_a_file_the_list_goes_to_the_screen(visited: Shell) -> None:
    told = visited.run("findings", "evaluate")
    assert told.stdout.splitlines()[0] == ",".join(COLUMNS)
    assert len(told.stdout.splitlines()) == 6


@pytest.mark.parametrize(
    ("span", "references"),
    [
        (["--from", "2026-03-11"], ["R-3", "R-4", "R-4"]),
        (["--to", "2026-03-10"], ["R-2", "R-2"]),
        (["--from", "2026-03-20", "--to", "2026-03-20"], ["R-4", "R-4"]),
        (["--from", "2027-01-01"], []),
    ],
)
def test_only_findings_of_the_span_are_listed_though_the_past_counts(
    visited: Shell, span: list[str], references: list[str]
) -> None:
    assert [row[4] for row in evaluated(visited, *span)] == references


def policy(folder: Path, old: str, new: str) -> Path:
    file = folder / "tried.toml"
    text = (ROOT / "config" / "policy.toml").read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_another_policy_is_tried_and_nothing_is_written(visited: Shell) -> None:
    file = policy(visited.folder, "\nA = 1\n", "\nA = 9\n")
    database = visited.folder / "own.db"
    before = database.read_bytes()
    assert {row[0] for row in evaluated(visited, "--policy", file)} == {"repeat_check"}
    assert database.read_bytes() == before


def test_a_policy_that_is_wrong_is_told_key_by_key(visited: Shell) -> None:
    file = policy(visited.folder, "gap_days = 30", "gap_days = -1\nnew_key = 2")
    told = visited.run("findings", "evaluate", "--policy", file, status=1).stderr
    assert "repeat_check.gap_days" in told
    assert "repeat_check.new_key" in told


def test_a_day_that_is_none_is_wrong_usage(visited: Shell) -> None:
    visited.run("findings", "evaluate", "--from", "yesterday", status=2)


def test_a_span_that_ends_before_it_begins_is_wrong_usage(shell: Shell) -> None:
    told = shell.run("findings", "evaluate", "--from", "2026-02-01", "--to", "2026-01-01", status=2)
    assert "开始日期" in told.output
