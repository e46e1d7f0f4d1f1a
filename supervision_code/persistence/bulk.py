"""Writes many rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Sequence
from typing import Any, Final, cast

from sqlalchemy import FromClause, Table, insert
from sqlalchemy.orm import Session

_WORTH_COPYING: Final = 50


def insert_rows(session: Session, to: FromClause, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all name the same columns; types are bound as everywhere else."""
    if not rows:
        return
    table = cast("Table", to)
    if session.get_bind().dialect.name == "postgresql" and len(rows) >= _WORTH_COPYING:
        _copy(session, table, rows)
    else:
        session.execute(insert(table), rows)


def _copy(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    names = list(rows[0])
    dialect = session.get_bind().dialect
    binders = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    columns = ", ".join(dialect.identifier_preparer.quote(name) for name in names)
    raw: Any = session.connection().connection.driver_connection
    statement = f"COPY {dialect.identifier_preparer.quote(table.name)} ({columns}) FROM STDIN"
    with raw.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([bind(row[name]) if bind else row[name] for name, bind in zip(names, binders, strict=True)])
