"""``import``: registers and historical logs from files."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby, islice
from pathlib import Path
from typing import Any, Final, Protocol

import click

from supervision_code.cli.product import product
from supervision_code.cli.terminal import Failed, Words, progress_bar, with_words
from supervision_code.importing.imports import FileImporter, Import
from supervision_code.importing.kinds import ImportKind
from supervision_code.importing.problems import FileRefused, Problem
from supervision_code.product import Supervision

_MOST_LINES: Final = 100
_FORMULA_SIGNS: Final = ("=", "@", "\t", "\r", "+", "-")


class _Writer(Protocol):
    def writerow(self, row: list[Any], /) -> Any: ...


@click.command("import")
@click.argument("kind", type=click.Choice([kind.value for kind in ImportKind]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--skip-bad", is_flag=True, help="Store the good rows; the others go to FILE.rejected.csv with reasons.")
@with_words
def import_file(kind: str, file: Path, skip_bad: bool, words: Words) -> None:
    """Import a CSV or XLSX FILE of one KIND.

    The whole file is checked first. With any bad row nothing is stored, and FILE.errors.csv lists what is wrong.
    """
    for stale in (_beside(file, "errors"), _beside(file, "rejected")):
        with suppress(OSError):
            stale.unlink()
    with product(words) as supervision:
        try:
            _import(supervision, ImportKind(kind), file, skip_bad=skip_bad, words=words)
        except FileRefused as refused:
            raise _failure(file, iter(refused.problems), len(refused.problems), words) from refused


def _import(supervision: Supervision, kind: ImportKind, file: Path, *, skip_bad: bool, words: Words) -> None:
    importer = FileImporter(supervision.database, supervision.clock, supervision.timeline, supervision.calendar)
    with progress_bar() as tell, importer.importing(kind, file, skip_bad=skip_bad, progress=tell) as done:
        result = done.result
        if not result.stored:
            raise _failure(file, done.problems(), result.problems, words, again=done)
        tally = result.tally
        click.echo(
            words("import-stored", kind=words.label(kind), new=tally.new, changed=tally.changed, same=tally.unchanged)
        )
        if result.problems:
            _write_rejected(done, words)


def _failure(
    file: Path, problems: Iterator[Problem], count: int, words: Words, *, again: Import | None = None
) -> Failed:
    """Return the failure, its first problems as lines, all of them written beside the file."""
    first = list(islice(problems, _MOST_LINES))
    lines = [_line(file, problem, words) for problem in first]
    list_file = _beside(file, "errors")
    try:
        _write_errors(list_file, again.problems() if again else iter(first), words)
    except OSError as error:
        return Failed(*lines, words("import-list-unwritable", file=str(list_file), why=str(error.strerror)))
    if count > len(first):
        lines.append(words("import-more", count=count - len(first)))
    return Failed(*lines, words("import-nothing-stored", count=count, file=str(list_file)))


def _line(file: Path, problem: Problem, words: Words) -> str:
    where = f"{file}:{problem.row}" if problem.row else str(file)
    what = f" {problem.column}" if problem.column else ""
    value = f" ({' '.join(problem.value.split())})" if problem.value else ""
    return f"{where}:{what}{value} {_reason(problem, words)}"


def _reason(problem: Problem, words: Words) -> str:
    return words(f"import-reason-{problem.reason.value.replace('_', '-')}", **problem.facts)


def _write_errors(list_file: Path, problems: Iterator[Problem], words: Words) -> None:
    with list_file.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "column", "value", "reason"])
        for problem in problems:
            writer.writerow([problem.row, problem.column, _harmless(problem.value), _reason(problem, words)])


def _write_rejected(done: Import, words: Words) -> None:
    """Write the bad rows as they stand in the file, each with its number and all its reasons."""
    list_file = _beside(done.path, "rejected")
    try:
        with list_file.open("w", encoding="utf-8-sig", newline="") as file:
            count = _write_rows(csv.writer(file), done, words)
    except OSError as error:
        raise Failed(words("import-rejected-unwritable", file=str(list_file), why=str(error.strerror))) from error
    click.echo(words("import-skipped", count=count, file=str(list_file)), err=True)


def _write_rows(writer: "_Writer", done: Import, words: Words) -> int:
    by_row = groupby(done.problems(), key=lambda problem: problem.row)
    rows = done.rejected()
    _, *header = next(rows)
    writer.writerow([*header, "row", "reason"])
    count = 0
    for (number, *cells), (_, problems) in zip(rows, by_row, strict=True):
        reasons = " ".join(f"{problem.column}: {_reason(problem, words)}" for problem in problems)
        blanks = [""] * (len(header) - len(cells))
        writer.writerow([*cells, *blanks, number, reasons])
        count += 1
    return count


def _harmless(value: str) -> str:
    """Return a value that no spreadsheet takes for a formula."""
    if not value.startswith(_FORMULA_SIGNS) or value.lstrip("+-").replace(".", "", 1).isdigit():
        return value
    return f"'{value}"


def _beside(file: Path, what: str) -> Path:
    return file.with_name(f"{file.name}.{what}.csv")
