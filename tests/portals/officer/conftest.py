"""A phone without network and the desk that takes its file over."""

from collections.abc import Callable

import pytest

from officer_portal.field_imports import Imported, take_over
from supervision_code.domain.field_files import parse_field_file
from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.phones import PaperPhone
from tests.support.portals import portal_app


@pytest.fixture
def phone(supervision: Supervision, city: SmallCity) -> PaperPhone:
    return PaperPhone(supervision, city.actor(Role.OFFICER))


@pytest.fixture
def imported(supervision: Supervision, city: SmallCity) -> Callable[[bytes], Imported]:
    """Take a file over as the manager, within a request, where words are found."""
    portal = portal_app(supervision, "officer")

    def take(content: bytes) -> Imported:
        with portal.test_request_context("/"):
            return take_over(supervision, city.actor(Role.AGENCY_MANAGER), parse_field_file(content))

    return take
