"""Streams the log and the records to the audit: plain driver values, each table once, in the order of its key."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, count
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.ledger import milliseconds

Row: TypeAlias = Sequence[Any]
_AT_ONCE: Final = 2000
_MOST_KEPT: Final = 50_000


class AuditReader:
    """Reads one state of the database from beginning to end, whatever is written meanwhile.

    It speaks to the driver directly: a million rows through a layer more take half as long again.
    """

    def __init__(self, session: Session, *, alone: bool) -> None:
        """Take a fresh read session; ``alone``: the transaction is ours, so that we may say how it sees others."""
        connection = session.connection()
        self._postgresql = session.get_bind().dialect.name == "postgresql"
        if self._postgresql and alone:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        self._driver: Any = connection.connection.driver_connection
        self._moments: dict[Any, int] = {}
        self._numbers = count(1)

    def rows(self, table: str, columns: str, order: str, where: str = "", values: Sequence[Any] = ()) -> Iterator[Row]:
        """Stream a table. ``~name`` is an id that comes as text with hyphens, ``=name`` one in the form of a key."""
        return self.stream(self._select(table, columns, order, where), values)

    def by_firm(self, table: str, columns: str, order: str) -> "ByFirm":
        """Stream a table firm by firm; the firm's key is the first column and the first of the order."""
        return ByFirm(_some_of(self._cursor(self._select(table, columns, order))))

    def scalar(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row."""
        return next(self.stream(statement, values), (None,))[0]

    def many(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a small answer."""
        return list(self.stream(statement, values))

    def stream(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Return the rows of an answer one by one."""
        return chain.from_iterable(_some_of(self._cursor(statement, values)))

    def key_of(self, value: UUID) -> str:
        """Return an id in the form of a key."""
        return str(value) if self._postgresql else value.hex

    def text_of(self, key: str) -> str:
        """Return an id in the form of a key as text with hyphens."""
        if self._postgresql:
            return key
        return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"

    def moment(self, value: Any) -> int:
        """Return a moment in milliseconds as entries write it; 0 for none."""
        if value is None:
            return 0
        found = self._moments.get(value)
        if found is None:
            moment = datetime.fromisoformat(f"{value}+00:00") if isinstance(value, str) else value
            if len(self._moments) > _MOST_KEPT:
                self._moments.clear()
            found = self._moments[value] = milliseconds(moment)
        return found

    def _select(self, table: str, columns: str, order: str, where: str = "") -> str:
        listed = ", ".join(self._column(name) for name in columns.split())
        return f"SELECT {listed} FROM {table} {where} ORDER BY {order}"  # noqa: S608 - names of our own tables

    def _cursor(self, statement: str, values: Sequence[Any] = ()) -> Any:
        if self._postgresql:
            # A cursor with a name stays on the server, so that rows come as they are asked for.
            cursor = self._driver.cursor(name=f"audit_{next(self._numbers)}")
            cursor.execute(statement.replace("?", "%s"), tuple(values))
            return cursor
        return self._driver.execute(statement, tuple(values))

    def _column(self, name: str) -> str:
        mark, plain = (name[0], name[1:]) if name[0] in "~=" else ("", name)
        quoted = ".".join(f'"{part}"' for part in plain.split("."))
        if mark and self._postgresql:
            return f"CAST({quoted} AS text)"
        if mark != "~":
            return quoted
        cut = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        return " || '-' || ".join(f"substr({quoted}, {first}, {length})" for first, length in cut)


def _some_of(cursor: Any) -> Iterator[list[Row]]:
    try:
        while rows := cursor.fetchmany(_AT_ONCE):
            yield rows
    finally:
        cursor.close()


class ByFirm:
    """Rows of one table handed out firm by firm, in the order of the firms' ids."""

    def __init__(self, some_rows: Iterator[list[Row]]) -> None:
        self._more = some_rows
        self._rows: list[Row] = next(some_rows, [])
        self._at = 0
        self.firm: str | None = self._rows[0][0] if self._rows else None
        """The key of whose rows come next."""

    def take(self, firm: str) -> Sequence[Row]:
        """Return this firm's rows when they come next, else none."""
        if self.firm != firm:
            return ()
        rows, first = self._rows, self._at
        after = first + 1
        while True:
            try:
                while rows[after][0] == firm:
                    after += 1
            except IndexError:
                more = next(self._more, None)
                if more is None:
                    self._rows, self._at, self.firm = [], 0, None
                    return rows[first:]
                rows, first, after = rows[first:] + more, 0, after - first
                self._rows = rows
            else:
                self._at, self.firm = after, rows[after][0]
                return rows[first:after]
