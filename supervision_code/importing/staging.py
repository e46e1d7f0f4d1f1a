"""Holds the checked rows of one file and its problems on disk: memory stays the same for files of any length."""

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.importing.cells import Plain
from supervision_code.importing.layouts import Layout
from supervision_code.importing.problems import ImportReason, Problem

Staged = tuple[Any, ...]
"""The row's number, then its values in the order of the layout."""

_AT_ONCE: Final = 2000
_PRAGMAS: Final = ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "cache_size=-16000")


_FIRM: Final = "uscc"


def _firm_id(uscc: str) -> str:
    return enterprise_id_of(uscc).hex


class Staging:
    """A temporary file for one import; it is gone when the block ends."""

    def __init__(self, layout: Layout) -> None:
        self._names = layout.names
        self._folder = tempfile.TemporaryDirectory(prefix="supervision-import-")
        self._file = sqlite3.connect(Path(self._folder.name) / "staged", isolation_level=None)
        self._waiting: list[tuple[Plain, ...]] = []
        self._insert = f"INSERT INTO staged VALUES ({', '.join('?' * (len(self._names) + 1))})"  # noqa: S608
        self.rows = 0
        self.problem_count = 0
        self._file.create_function("firm_id", 1, _firm_id, deterministic=True)
        for pragma in _PRAGMAS:
            self._file.execute(f"PRAGMA {pragma}")
        columns = ", ".join(f'"{name}"' for name in self._names)
        self._file.execute(f'CREATE TABLE staged ("row" INTEGER PRIMARY KEY, {columns})')
        self._file.execute('CREATE TABLE problems ("row" INTEGER, "column", value, reason, facts)')
        self._file.execute('CREATE TABLE bad ("row" INTEGER PRIMARY KEY)')
        self._file.execute("BEGIN")

    def __enter__(self) -> "Staging":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()
        self._folder.cleanup()

    def add(self, row: int, values: Sequence[Plain]) -> None:
        """Keep one row that is right as far as its cells go."""
        self.rows += 1
        self._waiting.append((row, *values))
        if len(self._waiting) >= _AT_ONCE:
            self._flush()

    def report(self, problem: Problem) -> None:
        """Keep one problem; its row counts as bad from now on."""
        self.problem_count += 1
        facts = json.dumps(dict(problem.facts))
        self._file.execute(
            "INSERT INTO problems VALUES (?, ?, ?, ?, ?)",
            (problem.row, problem.column, problem.value, problem.reason.value, facts),
        )
        self._file.execute("INSERT OR IGNORE INTO bad VALUES (?)", (problem.row,))

    def report_repeated_keys(self, keys: int = 1) -> None:
        """Report every row whose key (its first columns, so many) stands in an earlier row already."""
        self._flush()
        name = self._names[0]
        together = ", ".join(f'"{part}"' for part in self._names[:keys])
        repeated = self._file.execute(
            f"""SELECT "row", key, first FROM
            (SELECT "row", "{name}" AS key, MIN("row") OVER (PARTITION BY {together}) AS first FROM staged)
            WHERE "row" > first"""  # noqa: S608
        )
        for row, key, first in repeated:
            facts = {"first": str(first)}
            self.report(Problem(row=row, column=name, value=key, reason=ImportReason.REPEATED_KEY, facts=facts))

    def good_rows(self, *order: str) -> Iterator[Staged]:
        """Yield the rows without a problem, ordered by these columns and then as in the file.

        Firms (``uscc``) come in the order of their ids: what is stored in the order of its keys is stored faster.
        """
        self._flush()
        columns = ", ".join('firm_id("uscc")' if name == _FIRM else f'"{name}"' for name in (*order, "row"))
        yield from self._file.execute(
            f'SELECT * FROM staged WHERE "row" NOT IN (SELECT "row" FROM bad) ORDER BY {columns}'  # noqa: S608
        )

    def is_bad(self, row: int) -> bool:
        """Say whether a row has a problem."""
        return self._file.execute('SELECT 1 FROM bad WHERE "row" = ?', (row,)).fetchone() is not None

    def problems(self) -> Iterator[Problem]:
        """Yield all problems in the order of the rows."""
        for row, column, value, reason, facts in self._file.execute('SELECT * FROM problems ORDER BY "row", rowid'):
            yield Problem(row=row, column=column, value=value, reason=ImportReason(reason), facts=json.loads(facts))

    def _flush(self) -> None:
        self._file.executemany(self._insert, self._waiting)
        self._waiting.clear()
