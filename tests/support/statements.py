"""Counting what a piece of code asks of the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, event

from supervision_code.persistence.session import Database

_NOT_COUNTED: Final = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "PRAGMA")


@contextmanager
def count_statements(database: Database) -> Iterator[list[str]]:
    """Collect the statements sent while the block lasts; frames of transactions are none."""
    sent: list[str] = []

    def note(_connection: Connection, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.upper().startswith(_NOT_COUNTED):
            sent.append(statement)

    asked = database._bound_to if database._bound_to is not None else database.engine
    event.listen(asked, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(asked, "before_cursor_execute", note)
