import pytest

from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.busy_area import BusyArea
from tests.support.portals import Visitor, VisitPortal


@pytest.fixture
def supervisor(visit_portal: VisitPortal, area: BusyArea) -> Visitor:
    """The supervisor of Futian, at the desk."""
    return visit_portal("supervisor", area.city.accounts[Role.SUPERVISOR])


@pytest.fixture
def city_supervisor(supervision: Supervision, visit_portal: VisitPortal, area: BusyArea) -> Visitor:
    """A supervisor of the whole city."""
    account = build_account(Role.SUPERVISOR, username="city-supervisor", name="市监督")
    given(supervision.database, account)
    return visit_portal("supervisor", account)


@pytest.fixture
def guest(visit_portal: VisitPortal, area: BusyArea) -> Visitor:
    """An invited supervisor: reads, and no more."""
    return visit_portal("supervisor", area.city.accounts[Role.INVITED_SUPERVISOR])


@pytest.fixture
def operator(visit_portal: VisitPortal, area: BusyArea) -> Visitor:
    """The operator."""
    return visit_portal("supervisor", area.city.accounts[Role.OPERATOR])
