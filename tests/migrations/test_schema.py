"""The migrated schema equals the models, and every migration goes down again."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from supervision_code.persistence import models, schema
from supervision_code.persistence.base import Base
from supervision_code.persistence.session import Database


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_migrated_schema_equals_the_models(kind: str, request: pytest.FixtureRequest) -> None:
    database: Database = request.getfixturevalue(f"migrated_{kind}")
    assert models.__all__
    with database.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []


def test_every_migration_goes_down_and_up_again(sqlite_file: Database) -> None:
    schema.downgrade(sqlite_file.engine, "base")
    assert set(inspect(sqlite_file.engine).get_table_names()) <= {"alembic_version"}
    schema.upgrade(sqlite_file.engine)
    with sqlite_file.engine.connect() as connection:
        assert schema.is_current(connection)
