"""``import``: exit status, the lists beside the file, and their languages."""

import pytest

from tests.cli.conftest import Shell
from tests.importing.rows import AGENCY, INSPECTION


def test_a_good_file_is_stored_and_counted(shell: Shell) -> None:
    file = shell.write("agencies.csv", AGENCY, {**AGENCY, "code": "B"})
    assert shell.run("import", "agencies", file).stdout == "执法主体：新增 2 行，更新 0 行，未变 0 行。\n"
    told = shell.run("import", "agencies", file, "--locale", "en").stdout
    assert told == "Agencies: 0 rows new, 0 changed, 2 unchanged.\n"
    assert [path.name for path in shell.folder.glob("agencies.csv*")] == ["agencies.csv"]


@pytest.mark.parametrize(("locale", "reason"), [("zh-CN", "没有这个区划编码"), ("en", "There is no such district")])
def test_a_bad_file_fails_with_a_line_and_a_list_in_the_language_asked_for(
    shell: Shell, locale: str, reason: str
) -> None:
    file = shell.write("agencies.csv", AGENCY, {**AGENCY, "code": "B", "district": "=1+1"})
    told = shell.run("import", "agencies", file, "--locale", locale, status=1)
    assert told.stdout == ""
    assert told.stderr.splitlines()[0].startswith(f"{file}:3: district (=1+1) {reason}")
    [header, row] = shell.read(shell.folder / "agencies.csv.errors.csv")
    assert header == ["row", "column", "value", "reason"]
    assert row[:3] == ["3", "district", "'=1+1"]
    assert row[3].startswith(reason)
    assert "新增 1" in shell.run("import", "agencies", shell.write("agencies.csv", AGENCY)).stdout
    assert not (shell.folder / "agencies.csv.errors.csv").exists()


def test_wrong_columns_are_listed_as_well(shell: Shell) -> None:
    file = shell.write("agencies.csv", {"code": "A", "boss": "B"})
    shell.run("import", "agencies", file, status=1)
    listed = [row[:2] for row in shell.read(shell.folder / "agencies.csv.errors.csv")[1:]]
    assert listed == [["1", "boss"], ["1", "name"], ["1", "level"], ["1", "district"]]


def test_skipped_rows_are_written_as_they_stand_with_their_reasons(busy_shell: Shell) -> None:
    good, bad = {**INSPECTION, "source_ref": "R-2"}, {**INSPECTION, "source_ref": "R-3", "type": "x", "kind": "y"}
    told = busy_shell.run("import", "inspections", busy_shell.write("more.csv", good, bad), "--skip-bad")
    assert told.stdout.startswith("检查记录：新增 1 行")
    [header, row] = busy_shell.read(busy_shell.folder / "more.csv.rejected.csv")
    assert header == [*INSPECTION, "row", "reason"]
    assert row[:-1] == [*bad.values(), "3"]
    assert row[-1].startswith("kind: ")
    assert "type: " in row[-1]


def test_more_problems_than_fit_on_a_screen_are_counted_and_listed(shell: Shell) -> None:
    rows = [{**AGENCY, "code": f"A{place}", "level": "x"} for place in range(150)]
    told = shell.run("import", "agencies", shell.write("agencies.csv", *rows), status=1).stderr.splitlines()
    assert len(told) == 102
    assert "50" in told[100]
    assert len(shell.read(shell.folder / "agencies.csv.errors.csv")) == 151


@pytest.mark.parametrize("arguments", [["import"], ["import", "firms", "x"], ["import", "items", "/no/such/file"]])
def test_wrong_usage_has_a_status_of_its_own(shell: Shell, arguments: list[str]) -> None:
    shell.run(*arguments, status=2)


def test_no_progress_is_shown_in_a_pipe(shell: Shell) -> None:
    assert shell.run("import", "agencies", shell.write("agencies.csv", AGENCY)).stderr == ""
