"""Small demonstration cities, loaded once for all tests that only look."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from config.settings import read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.importing.demo.city import CitySize
from supervision_code.importing.demo.load import load_city
from supervision_code.persistence import schema
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORDS
from tests.support.clock import FRIDAY_TEN, StoppedClock

SMALL: Final = CitySize(firms=240, officers=150, visits=1800)
TINY: Final = CitySize(firms=150, officers=150, visits=700)


def found(folder: Path, size: CitySize, now: datetime = FRIDAY_TEN) -> Supervision:
    """Found a city of its own in a folder."""
    supervision = bootstrap(read_settings({"DATA_DIR": str(folder)}), clock=StoppedClock(now), passwords=PASSWORDS)
    schema.upgrade(supervision.database.engine)
    load_city(supervision, size, None, PASSWORDS)
    supervision.database.close()
    return bootstrap(read_settings({"DATA_DIR": str(folder)}), clock=StoppedClock(now), passwords=PASSWORDS)


@pytest.fixture(scope="session")
def small_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Supervision]:
    """A city of 240 firms, opened again after it was loaded, as ``make run`` does; for looking only."""
    supervision = found(tmp_path_factory.mktemp("city"), SMALL)
    yield supervision
    supervision.database.close()
