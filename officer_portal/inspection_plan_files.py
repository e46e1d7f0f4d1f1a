"""Files about inspection plans: credit codes out of one that was sent, the firms of a plan, what is wrong in one."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from flask import Response
from werkzeug.datastructures import FileStorage

from supervision_code.importing.inspection_plan_objects import codes_in_file
from supervision_code.importing.problems import ImportReason, Problem
from supervision_code.queries.inspection_plan_objects import ObjectRow
from supervision_code.web.messages import label, t

_MOST_TOLD: Final = 100
_NO_TABLE: Final = 8
"""From this many missing columns on, the file is no year's plan."""
_MARK: Final = "\ufeff"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def kept_file(sent: FileStorage) -> Iterator[Path]:
    """Keep a file that was sent for as long as the block lasts; its name decides nothing."""
    with tempfile.TemporaryDirectory(prefix="inspection-plan-") as folder:
        path = Path(folder) / "sent"
        sent.save(path)
        yield path


def codes_of(sent: object) -> tuple[str, ...]:
    """Return the credit codes in a file that was sent, none where there was none. Raises FileRefused."""
    if not isinstance(sent, FileStorage) or not sent.filename:
        return ()
    with kept_file(sent) as path:
        return codes_in_file(path)


def sentence_of_problem(problem: Problem) -> str:
    """Return one thing that is wrong in a file: the row, the column, the value, and what is expected."""
    reason = t(f"import-reason-{problem.reason.value.replace('_', '-')}", **problem.facts)
    if not problem.row:
        return reason
    value = " ".join(problem.value.split())[:80]
    if not value:
        return t("plan-import-gap", row=problem.row, column=problem.column, reason=reason)
    return t("plan-import-problem", row=problem.row, column=problem.column, value=value, reason=reason)


def sentences_of_problems(problems: Iterable[Problem], number: int) -> list[str]:
    """Return what is wrong in a file, as far as it is told; a file of something else gets one sentence.

    number: how many problems there are in all.
    """
    told = list(islice(problems, _MOST_TOLD))
    if sum(problem.reason is ImportReason.MISSING_COLUMN for problem in told) >= _NO_TABLE:
        return [t("plan-import-no-table")]
    more = [t("plan-import-more", number=number - _MOST_TOLD)] if number > _MOST_TOLD else []
    return [sentence_of_problem(problem) for problem in told] + more


def objects_file(name: str, rows: Iterable[ObjectRow]) -> Response:
    """Return the firms of a plan as a CSV file that a spreadsheet opens as it is."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    header = ("uscc", "name", "district", "address", "tier", "verdict", "day", "left-out")
    writer.writerow([t(f"plan-column-{column}") for column in header])
    for row in rows:
        writer.writerow([_harmless(cell) for cell in _cells(row)])
    response = Response(_MARK + lines.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _cells(row: ObjectRow) -> tuple[str, ...]:
    return (
        row.uscc,
        row.name,
        row.district,
        row.address,
        row.risk_tier.value if row.risk_tier else "",
        label(row.verdict) if row.verdict else "",
        row.day.isoformat() if row.day else "",
        label(row.left_out) if row.left_out else "",
    )


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
