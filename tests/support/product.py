"""The running product for a test: all services and queries over its database, a stopped clock, cheap hashes."""

import shutil

import pytest

from config.settings import Settings, read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import SmallCity, build_small_city
from tests.support.clock import StoppedClock


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a fresh installation, with keys of its own."""
    return read_settings({"DATA_DIR": str(tmp_path_factory.mktemp("data"))})


@pytest.fixture
def supervision(settings: Settings, database: Database, clock: StoppedClock) -> Supervision:
    """Every service and query, over an empty database of each kind, with a signer that signed nothing yet."""
    shutil.rmtree(settings.ledger_folder, ignore_errors=True)
    return bootstrap(settings, clock=clock, database=database, passwords=PASSWORDS)


@pytest.fixture
def city(database: Database) -> SmallCity:
    """The small city, stored."""
    return build_small_city(database)
