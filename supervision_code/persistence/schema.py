"""The schema: bringing it up to date, and asking whether it is."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from supervision_code.persistence import roles

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the schema up to a revision, and the database's roles up to what its tables need."""
    with engine.begin() as connection:
        command.upgrade(_config(connection), revision)
        roles.bring_up_to_date(connection)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the schema down to a revision."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def is_current(connection: Connection) -> bool:
    """Say whether the schema is the newest this code knows."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == newest


def draft(engine: Engine, message: str, revision: str) -> None:
    """Write a migration that takes the schema to the models; to be read and mended by hand."""
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=revision)
