"""Opens the product for a command: the settings of this environment, its database, and failures in plain lines."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from config.policy import PolicyFileError
from config.settings import SettingError, Settings, read_settings
from supervision_code.adapters.private_files import NotPrivate
from supervision_code.adapters.signing_keys import KeyProblem
from supervision_code.bootstrap import bootstrap
from supervision_code.cli.terminal import Failed, Words
from supervision_code.domain.errors import DomainError, NoSuchRecord
from supervision_code.domain.faults import Fault
from supervision_code.domain.policy_parsing import PolicyError
from supervision_code.domain.retention_parsing import RetentionError
from supervision_code.persistence import schema
from supervision_code.product import Supervision


def settings_of_environment() -> Settings:
    """Return the settings; a wrong one is wrong usage."""
    try:
        return read_settings(os.environ)
    except SettingError as error:
        raise click.UsageError(str(error)) from error


@contextmanager
def product(
    words: Words, *, migrated: bool = True, statement_seconds: int = 0, settings: Settings | None = None
) -> Iterator[Supervision]:
    """Open the product; whatever it refuses ends the command with status 1 and a line for each problem.

    Somebody looks on at a command: its statements may take as long as they take, unless ``statement_seconds`` says so.
    """
    settings = replace(settings or settings_of_environment(), statement_seconds=statement_seconds)
    try:
        supervision = bootstrap(settings)
        try:
            if migrated:
                _require_schema(supervision, words)
            yield supervision
        finally:
            supervision.database.close()
    except (PolicyError, RetentionError) as error:
        raise Failed(*str(error).splitlines()) from error
    except (PolicyFileError, KeyProblem, NotPrivate) as error:
        faulty = isinstance(error, PolicyFileError)
        raise Failed(words("cli-file-faulty", what=str(error)) if faulty else str(error)) from error
    except NoSuchRecord as error:
        raise Failed(words("cli-not-found")) from error
    except DomainError as error:
        raise Failed(words.error(error)) from error
    except Fault as fault:
        raise Failed(words(f"error-{fault.code}"), str(fault)) from fault
    except SQLAlchemyError as error:
        raise Failed(words("cli-database-failed", why=_why(error))) from error


def _require_schema(supervision: Supervision, words: Words) -> None:
    with supervision.database.engine.connect() as connection:
        if not schema.is_current(connection):
            raise Failed(words("cli-database-outdated"))


def _why(error: SQLAlchemyError) -> str:
    """Return the first line of what the database says, without the statement."""
    told = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return (str(told).splitlines() or [type(error).__name__])[0]
