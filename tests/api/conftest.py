"""The machine interface for a test, with machines of each kind."""

import pytest

from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.machines import Machines


@pytest.fixture
def machines(supervision: Supervision, city: SmallCity) -> Machines:
    """The interface over the small city."""
    return Machines(supervision, city)
