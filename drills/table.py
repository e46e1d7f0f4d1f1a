"""The table of a run: on the terminal, and in docs/operations/faults.md."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from drills.processes import ROOT
from drills.row import Row

DOCUMENT: Final = ROOT / "docs" / "operations" / "faults.md"
_BEGIN: Final = "<!-- table: written by make faults WRITE=1 -->"
_END: Final = "<!-- end of the table -->"
_COLUMNS: Final = (
    "fault", "database", "runs", "acknowledged", "lost", "doubled", "receipts verified", "counts by replay",
    "recovered within", "verdict",
)  # fmt: skip


def line(row: Row) -> str:
    """Return a row for the terminal."""
    head = f"{row.verdict:8} {row.fault} ({row.database}), {row.runs}×"
    facts = f"acknowledged {row.acknowledged}, lost {row.lost}, doubled {row.doubled}, receipts {row.receipts}, "
    facts += f"counts {row.counts}, recovered {_seconds(row)}"
    return "\n".join([head, f"         {facts}", *(f"         {remark}" for remark in row.remarks)])


def write(rows: Sequence[Row], seconds: float, document: Path = DOCUMENT) -> None:
    """Put the table into the document."""
    text = document.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    after = rest.partition(_END)[2]
    document.write_text(f"{before}{_BEGIN}\n\n{_markdown(rows, seconds)}\n{_END}{after}", encoding="utf-8")


def _markdown(rows: Sequence[Row], seconds: float) -> str:
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    lines = [f"{len(rows)} faults in {seconds / 60:.1f} minutes; {machine}.", ""]
    lines += [f"| {' | '.join(_COLUMNS)} |", "|" + " --- |" * len(_COLUMNS)]
    lines += [f"| {' | '.join(_cells(row))} |" for row in rows]
    remarks = [f"- {row.fault} ({row.database}): {'; '.join(row.remarks)}." for row in rows if row.remarks]
    return "\n".join([*lines, "", "What was seen besides:", "", *remarks, ""])


def _cells(row: Row) -> tuple[str, ...]:
    numbers = (row.runs, row.acknowledged, row.lost, row.doubled)
    return (row.fault, row.database, *map(str, numbers), row.receipts, row.counts, _seconds(row), row.verdict)


def _seconds(row: Row) -> str:
    return "–" if row.recovered is None else f"{row.recovered:.1f} s"
