"""Streams the log and the records to the audit: plain driver values, each table once, in the order of its key."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from supervision_code.domain.ledger import milliseconds

Row: TypeAlias = Sequence[Any]
_AT_ONCE: Final = 2000
_MOST_KEPT: Final = 50_000


class AuditReader:
    """Reads one state of the database from beginning to end, whatever is written meanwhile."""

    def __init__(self, session: Session, *, alone: bool) -> None:
        """Take a fresh read session; ``alone``: the transaction is ours, so that we may say how it sees others."""
        self._connection: Connection = session.connection()
        self._postgresql = session.get_bind().dialect.name == "postgresql"
        if self._postgresql and alone:
            self._connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            self._connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        self._moments: dict[Any, int] = {}

    def rows(self, table: str, columns: str, order: str, where: str = "", values: Sequence[Any] = ()) -> Iterator[Row]:
        """Stream a table; a column written ``~name`` is an id and comes as text with hyphens."""
        listed = ", ".join(self._column(name) for name in columns.split())
        statement = f"SELECT {listed} FROM {table} {where} ORDER BY {order}"  # noqa: S608 - names of our own tables
        return iter(self._run(statement, values))

    def scalar(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row."""
        return next(iter(self._run(statement, values)), (None,))[0]

    def many(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a small answer."""
        return list(self._run(statement, values))

    def moment(self, value: Any) -> int:
        """Return a moment in milliseconds as entries write it; 0 for none."""
        if value is None:
            return 0
        found = self._moments.get(value)
        if found is None:
            moment = datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value
            if len(self._moments) > _MOST_KEPT:
                self._moments.clear()
            found = self._moments[value] = milliseconds(moment)
        return found

    def _run(self, statement: str, values: Sequence[Any]) -> Iterable[Row]:
        marked = statement.replace("?", "%s") if self._postgresql else statement
        connection = self._connection.execution_options(stream_results=True, max_row_buffer=_AT_ONCE)
        return connection.exec_driver_sql(marked, tuple(values))

    def _column(self, name: str) -> str:
        if not name.startswith("~"):
            return f'"{name}"'
        plain = name.removeprefix("~")
        if self._postgresql:
            return f'CAST("{plain}" AS text)'
        cut = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
        return " || '-' || ".join(f'substr("{plain}", {first}, {length})' for first, length in cut)


class ByFirm:
    """Rows of one table, ordered by the firm's id in the first column, handed out firm by firm."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    @property
    def firm(self) -> str | None:
        """Return whose rows come next."""
        return None if self._next is None else str(self._next[0])

    def take(self, firm: str) -> list[Row]:
        """Return this firm's rows when they come next, else none."""
        taken: list[Row] = []
        while self._next is not None and self._next[0] == firm:
            taken.append(self._next)
            self._next = next(self._rows, None)
        return taken
