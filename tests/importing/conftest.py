"""Files for the importer, and the importer over the small registers every test here begins with."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from supervision_code.importing.imports import FileImporter, ImportResult
from supervision_code.importing.kinds import ImportKind
from supervision_code.importing.problems import FileRefused, Problem
from supervision_code.importing.seeding import seed_districts
from supervision_code.product import Supervision
from tests.importing.demo_cities import small_city
from tests.importing.rows import REGISTERS

__all__ = ["small_city"]

Row = Mapping[str, str]


class Desk:
    """Writes files and imports them; remembers what the last import said."""

    def __init__(self, supervision: Supervision, folder: Path) -> None:
        self.supervision = supervision
        self.folder = folder
        self.problems: list[Problem] = []
        self.rejected: list[list[str]] = []

    def write(self, name: str, rows: Sequence[Row], encoding: str = "utf-8") -> Path:
        path = self.folder / name
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    def load(self, kind: ImportKind, *rows: Row, skip_bad: bool = False) -> ImportResult:
        return self.load_file(kind, self.write(f"{kind.value}.csv", rows), skip_bad=skip_bad)

    def load_file(self, kind: ImportKind, path: Path, *, skip_bad: bool = False) -> ImportResult:
        product = self.supervision
        importer = FileImporter(product.database, product.clock, product.timeline, product.calendar)
        with importer.importing(kind, path, skip_bad=skip_bad) as done:
            self.problems = list(done.problems())
            self.rejected = list(done.rejected())
            return done.result

    def refusal(self, kind: ImportKind, path: Path) -> list[Problem]:
        with pytest.raises(FileRefused) as refused:
            self.load_file(kind, path)
        return list(refused.value.problems)

    def count(self, model: Any) -> int:
        from sqlalchemy import func, select

        with self.supervision.database.read() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0

    def read(self, query: Any) -> list[Any]:
        with self.supervision.database.read() as session:
            return list(session.execute(query).all())

    @property
    def reasons(self) -> list[tuple[int, str, str]]:
        return [(problem.row, problem.column, problem.reason.value) for problem in self.problems]


@pytest.fixture
def empty_desk(supervision: Supervision, tmp_path: Path) -> Desk:
    """An importer over the districts of Shenzhen and nothing else."""
    seed_districts(supervision.database)
    return Desk(supervision, tmp_path)


@pytest.fixture
def desk(empty_desk: Desk) -> Desk:
    """An importer over two agencies with officers and items, and two firms."""
    for kind, rows in REGISTERS.items():
        result = empty_desk.load(kind, *rows)
        assert result.stored, empty_desk.problems
    return empty_desk


Given = Callable[..., Any]
