"""Waits for a database that is still starting: who starts together with it need not start after it."""

import time
from typing import Final

import click

from supervision_code.cli.product import settings_of_environment
from supervision_code.cli.terminal import Failed, Words
from supervision_code.domain.faults import Fault
from supervision_code.persistence.session import Database

_LONGEST: Final = 300.0
_PULSE: Final = 1.0
_STATEMENT_SECONDS: Final = 5


def await_database(words: Words, seconds: float = _LONGEST) -> None:
    """Return as soon as the database answers; say once that it is waited for. Raises Failed when it takes too long."""
    settings = settings_of_environment()
    database = Database.connect(settings.database_url, log_id=settings.log_id, statement_seconds=_STATEMENT_SECONDS)
    deadline, told = time.monotonic() + seconds, False
    try:
        while (why := _missing(database)) is not None:
            if time.monotonic() > deadline:
                raise Failed(words("cli-database-failed", why=why))
            if not told:
                click.echo(words("cli-database-awaited", why=why), err=True)
            told = True
            time.sleep(_PULSE)
    finally:
        database.close()


def _missing(database: Database) -> str | None:
    """Return why the database does not answer, None when it does."""
    try:
        with database.read():
            return None
    except Fault as fault:
        return (str(fault).splitlines() or [fault.code])[0]
