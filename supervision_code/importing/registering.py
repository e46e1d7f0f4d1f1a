"""Brings rows of a register to what a file says: new ones are added, others changed, nothing is removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import FromClause, Table, bindparam, select, update
from sqlalchemy.orm import Session

from supervision_code.importing.kinds import Storing
from supervision_code.persistence.bulk import insert_rows

Row = dict[str, Any]
_MARK = "changed_"


@dataclass(frozen=True, slots=True)
class Brought:
    """The rows that were added and those that were changed."""

    new: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)


def bring(session: Session, register: FromClause, key: str, rows: Sequence[Row], storing: Storing) -> Brought:
    """Add or change these rows, known by ``key``; the tally counts them."""
    brought = _compare(session, register, key, rows)
    storing.tally.new += len(brought.new)
    storing.tally.changed += len(brought.changed)
    storing.tally.unchanged += len(rows) - len(brought.new) - len(brought.changed)
    if storing.writing:
        insert_rows(session, register, brought.new)
        _change(session, register, key, brought.changed)
    return brought


def _compare(session: Session, register: FromClause, key: str, rows: Sequence[Row]) -> Brought:
    found = session.execute(select(register).where(register.c[key].in_([row[key] for row in rows])))
    on_record: Mapping[str, Row] = {row[key]: dict(row) for row in found.mappings()}
    brought = Brought()
    for row in rows:
        before = on_record.get(row[key])
        if before is None:
            brought.new.append(row)
        elif any(before[name] != value for name, value in row.items() if name != "id"):
            brought.changed.append(row)
    return brought


def _change(session: Session, register: FromClause, key: str, rows: Sequence[Row]) -> None:
    if not rows or not isinstance(register, Table):
        return
    names = [name for name in rows[0] if name not in {key, "id"}]
    change = update(register).where(register.c[key] == bindparam(_MARK + key))
    change = change.values({name: bindparam(_MARK + name) for name in names})
    values = [{_MARK + name: row[name] for name in (key, *names)} for row in rows]
    session.connection().execute(change, values)
