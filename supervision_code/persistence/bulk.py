"""Writes many rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, cast

from sqlalchemy import Dialect, FromClause, Table, Uuid, insert
from sqlalchemy.orm import Session

_WORTH_PREPARING: Final = 50
_Bind = Callable[[Any], Any]


def insert_rows(session: Session, to: FromClause, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all name the same columns; types are bound as everywhere else."""
    if not rows:
        return
    table = cast("Table", to)
    if len(rows) < _WORTH_PREPARING:
        session.execute(insert(table), rows)
        return
    session.flush()
    names, dialect = list(rows[0]), session.get_bind().dialect
    columns = ", ".join(dialect.identifier_preparer.quote(name) for name in names)
    target = f"{dialect.identifier_preparer.quote(table.name)} ({columns})"
    write = _copy if dialect.name == "postgresql" else _execute_many
    write(session.connection().connection.driver_connection, target, names, _bound(table, names, rows, dialect))


def _copy(connection: Any, target: str, _: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _execute_many(connection: Any, target: str, names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" * len(names))
    connection.executemany(f"INSERT INTO {target} VALUES ({marks})", rows)  # noqa: S608 - names of our own tables


def _bound(
    table: Table, names: Sequence[str], rows: Sequence[dict[str, Any]], dialect: Dialect
) -> Iterator[tuple[Any, ...]]:
    """Bind column by column: what repeats down a column (words, moments, flags) is bound once."""
    columns = []
    for name in names:
        values = [row[name] for row in rows]
        kind = table.c[name].type
        bind: _Bind | None = kind.dialect_impl(dialect).bind_processor(dialect)
        if bind is not None:
            values = [bind(value) for value in values] if isinstance(kind, Uuid) else _bound_once(values, bind)
        columns.append(values)
    return zip(*columns, strict=True)


def _bound_once(values: list[Any], bind: _Bind) -> list[Any]:
    bound = {value: bind(value) for value in set(values)}
    return [bound[value] for value in values]
