"""Credit codes out of any file: the column that is called so, or else the first that holds one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from supervision_code.adapters import credit_codes
from supervision_code.importing.files import Row, read_rows
from supervision_code.importing.problems import FileRefused, ImportReason, Problem

_NAMES: Final = frozenset({"uscc", "统一社会信用代码", "社会信用代码", "信用代码", "credit code"})


def codes_in_file(path: Path) -> tuple[str, ...]:
    """Return what stands in the column of credit codes, each once, right or wrong; raises FileRefused without one."""
    rows = [row for _, row in read_rows(path)]
    column = _column(rows)
    if column is None:
        reason = ImportReason.MISSING_COLUMN if rows else ImportReason.EMPTY_FILE
        raise FileRefused(Problem(row=0, column="", value="", reason=reason))
    cells = (row[column] for row in rows if column < len(row))
    return tuple(dict.fromkeys(cell for cell in cells if cell and cell.lower() not in _NAMES))


def _column(rows: Sequence[Row]) -> int | None:
    for row in rows[:1]:
        named = [place for place, cell in enumerate(row) if cell.lower() in _NAMES]
        if named:
            return named[0]
    for row in rows:
        for place, cell in enumerate(row):
            if credit_codes.is_valid(credit_codes.normalise(cell)):
                return place
    return None
