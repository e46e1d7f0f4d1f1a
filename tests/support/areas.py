"""The small city with things that happened, for the tests of supervisors."""

import pytest

from supervision_code.product import Supervision
from tests.factories.busy_area import BusyArea, build_busy_area
from tests.factories.small_city import SmallCity


@pytest.fixture
def area(supervision: Supervision, city: SmallCity) -> BusyArea:
    """Visits that break rules in both districts, a dispute, complaints."""
    return build_busy_area(supervision, city)
