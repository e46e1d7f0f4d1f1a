"""Registers whose rows name a parent in the same register: districts and agencies."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import FromClause
from sqlalchemy.orm import Session

from supervision_code.importing.kinds import Storing
from supervision_code.importing.problems import ImportReason
from supervision_code.importing.references import in_circle
from supervision_code.importing.registering import Row, bring
from supervision_code.importing.staging import Staged

_Rows = dict[str, tuple[Staged, Row]]


def store_tree(
    session: Session,
    storing: Storing,
    register: FromClause,
    on_record: Mapping[str, str | None],
    *,
    row_of: Callable[[Staged], Row],
    missing: ImportReason,
) -> None:
    """Store a register of parents and children, parents first; ``on_record`` holds each stored row's parent."""
    rows = {staged[1]: (staged, row_of(staged)) for staged in storing.staging.good_rows()}
    everything = len(rows)
    _drop_circles(storing, rows, on_record)
    _drop_orphans(storing, rows, on_record, missing)
    for generation in _generations([row for _, row in rows.values()]):
        bring(session, register, "code", generation, storing)
    storing.tell(everything)


def _drop_circles(storing: Storing, rows: _Rows, on_record: Mapping[str, str | None]) -> None:
    parents = dict(on_record) | {code: row["parent"] for code, (_, row) in rows.items()}
    _drop(storing, rows, [code for code in rows if in_circle(code, parents)], ImportReason.PARENT_CIRCLE)


def _drop_orphans(storing: Storing, rows: _Rows, on_record: Mapping[str, str | None], missing: ImportReason) -> None:
    """Drop rows whose parent is not there, then those whose parent was dropped with them, and so on."""
    while True:
        known = on_record.keys() | rows.keys()
        orphans = [code for code, (_, row) in rows.items() if row["parent"] is not None and row["parent"] not in known]
        if not orphans:
            return
        _drop(storing, rows, orphans, missing)


def _drop(storing: Storing, rows: _Rows, codes: Iterable[str], reason: ImportReason) -> None:
    for code in codes:
        staged, _ = rows.pop(code)
        storing.report(staged, "parent", reason)


def _generations(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows in the order in which they can be stored: those without a parent in the file first."""
    left = {row["code"]: row for row in rows}
    generations: list[list[Row]] = []
    while left:
        ready = [row for row in left.values() if row["parent"] not in left]
        generations.append(ready)
        for row in ready:
            del left[row["code"]]
    return generations
