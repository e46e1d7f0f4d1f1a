"""Writes many rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Dialect, FromClause, LargeBinary, Table, Uuid, func, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.orm import Session

_WORTH_PREPARING: Final = 50
_GUARDED: Final = "guarded_tables"
_Bind = Callable[[Any], Any]
_DIALECTS: Final = {"sqlite": sqlite.dialect, "postgresql": psycopg.dialect}


class BoundRows(NamedTuple):
    """Rows as the database's driver takes them: plain values, quick to hand to another process as well."""

    names: tuple[str, ...]
    values: list[tuple[Any, ...]]


Rows = Sequence[dict[str, Any]] | BoundRows


def insert_rows(session: Session, to: FromClause, rows: Rows) -> None:
    """Insert rows that all name the same columns; types are bound as everywhere else."""
    table = cast("Table", to)
    if isinstance(rows, BoundRows):
        _insert_bound(session, table, rows)
    elif len(rows) >= _WORTH_PREPARING:
        _insert_bound(session, table, bind_rows(table, rows, session.get_bind().dialect))
    elif rows:
        session.execute(insert(table), rows)


def bind_rows(to: FromClause, rows: Sequence[dict[str, Any]], dialect: Dialect) -> BoundRows:
    """Bind rows column by column: what repeats down a column (words, moments, flags) is bound once."""
    table = cast("Table", to)
    names = tuple(rows[0]) if rows else ()
    columns = [_bound(table.c[name].type, [row[name] for row in rows], dialect) for name in names]
    return BoundRows(names, list(zip(*columns, strict=True)))


def dialect_named(name: str) -> Dialect:
    """Return the dialect of this name, for binding without a connection."""
    dialect: Dialect = _DIALECTS[name]()
    return dialect


def _insert_bound(session: Session, table: Table, rows: BoundRows) -> None:
    if not rows.values:
        return
    session.flush()
    dialect = session.get_bind().dialect
    columns = ", ".join(dialect.identifier_preparer.quote(name) for name in rows.names)
    target = f"{dialect.identifier_preparer.quote(table.name)} ({columns})"
    write = _execute_many
    if dialect.name == "postgresql":
        write = _insert_one_by_one if _row_security_binds(session, table) else _copy
    write(session.connection().connection.driver_connection, target, rows)


def _row_security_binds(session: Session, table: Table) -> bool:
    """Say whether rows are guarded against this login: PostgreSQL refuses COPY into such a table. Asked once."""
    asked: dict[str, bool] = session.info.setdefault(_GUARDED, {})
    if table.name not in asked:
        asked[table.name] = bool(session.scalar(select(func.row_security_active(table.name))))
    return asked[table.name]


def _insert_one_by_one(connection: Any, target: str, rows: BoundRows) -> None:
    marks = ", ".join(["%s"] * len(rows.names))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {target} VALUES ({marks})", rows.values)  # noqa: S608 - names of our own tables


def _copy(connection: Any, target: str, rows: BoundRows) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows.values:
            copy.write_row(row)


def _execute_many(connection: Any, target: str, rows: BoundRows) -> None:
    marks = ", ".join("?" * len(rows.names))
    statement = f"INSERT INTO {target} VALUES ({marks})"  # noqa: S608 - names of our own tables
    connection.executemany(statement, rows.values)


def _bound(kind: Any, values: list[Any], dialect: Dialect) -> list[Any]:
    if isinstance(kind, LargeBinary):
        return values  # both drivers take bytes as they are
    bind: _Bind | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(kind, Uuid):
        return [_text_of(value) if bind is None or value is None else bind(value) for value in values]
    return values if bind is None else _bound_once(values, bind)


def _bound_once(values: Iterable[Any], bind: _Bind) -> list[Any]:
    bound = {value: _text_of(bind(value)) for value in set(values)}
    return [bound[value] for value in values]


def _text_of(value: Any) -> Any:
    """Return ids and moments as text, which is what COPY sends in any case."""
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)
