"""Streams the log and the records to the audit: plain driver values, each table once, in the order of its key."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count, groupby
from operator import itemgetter
from typing import Any, Final, TypeAlias

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
        listed = ", ".join(self._column(name) for name in columns.split())
        statement = f"SELECT {listed} FROM {table} {where} ORDER BY {order}"  # noqa: S608 - names of our own tables
        return self._run(statement, values)

    def by_firm(self, table: str, columns: str, order: str) -> "ByFirm":
        """Stream a table firm by firm; the firm's key is the first column and the first of the order."""
        return ByFirm(self.rows(table, columns, order), self.text_of)

    def scalar(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row."""
        return next(self._run(statement, values), (None,))[0]

    def many(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a small answer."""
        return list(self._run(statement, values))

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

    def _run(self, statement: str, values: Sequence[Any]) -> Iterator[Row]:
        if self._postgresql:
            # A cursor with a name stays on the server, so that rows come as they are asked for.
            cursor = self._driver.cursor(name=f"audit_{next(self._numbers)}")
            cursor.execute(statement.replace("?", "%s"), tuple(values))
        else:
            cursor = self._driver.execute(statement, tuple(values))
        return _fetched(cursor)

    def _column(self, name: str) -> str:
        mark, plain = (name[0], name[1:]) if name[0] in "~=" else ("", name)
        if mark and self._postgresql:
            return f'CAST("{plain}" AS text)'
        if mark != "~":
            return f'"{plain}"'
        cut = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        return " || '-' || ".join(f'substr("{plain}", {first}, {length})' for first, length in cut)


def _fetched(cursor: Any) -> Iterator[Row]:
    try:
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows
    finally:
        cursor.close()


class ByFirm:
    """Rows of one table handed out firm by firm, in the order of the firms' ids."""

    def __init__(self, rows: Iterable[Row], text_of: Callable[[str], str]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._text_of = text_of
        self.firm: str | None = None
        """Whose rows come next."""
        self._rows: list[Row] = []
        self._step()

    def take(self, firm: str) -> list[Row]:
        """Return this firm's rows when they come next, else none."""
        if self.firm != firm:
            return []
        taken = self._rows
        self._step()
        return taken

    def _step(self) -> None:
        key, rows = next(self._groups, (None, ()))
        self._rows = list(rows)
        self.firm = None if key is None else self._text_of(key)
