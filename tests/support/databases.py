"""Databases for tests: the same test on SQLite and PostgreSQL, each inside a transaction that is rolled back."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from supervision_code.persistence import schema
from supervision_code.persistence.session import Database
from tests.support.postgresql import create_database

LOG_ID = "test-log"


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database.connect(f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'test.db'}", log_id=LOG_ID)
    schema.upgrade(database.engine)
    yield database
    database.close()


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_url: str) -> Iterator[Database]:
    database = Database.connect(postgresql_url, log_id=LOG_ID)
    schema.upgrade(database.engine)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database of each kind; what the test commits is gone after it."""
    migrated: Database = request.getfixturevalue(f"migrated_{request.param}")
    with migrated.engine.connect() as connection:
        outer = connection.begin()
        yield Database(migrated.engine, log_id=LOG_ID, bound_to=connection)
        outer.rollback()


@pytest.fixture
def sqlite_file(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite file of its own, for tests that need real commits and several connections."""
    database = Database.connect(f"sqlite:///{tmp_path / 'own.db'}", log_id=LOG_ID)
    schema.upgrade(database.engine)
    yield database
    database.close()


@pytest.fixture
def postgresql_own(postgresql_url: str) -> Iterator[Database]:
    """An empty PostgreSQL database of its own, for tests that need real commits and several connections."""
    address = make_url(postgresql_url)
    port = address.port or 5432
    database = Database.connect(create_database(port, f"own_{uuid4().hex}"), log_id=LOG_ID)
    schema.upgrade(database.engine)
    yield database
    database.close()
