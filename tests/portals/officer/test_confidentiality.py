"""Nothing of complaints and disputes shows in this portal: with and without them every page reads the same."""

import re

import pytest

from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import DisputeGround
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.complaints import build_complaint
from tests.factories.small_city import SmallCity
from tests.portals.officer.scenes import open_visit, visit_address
from tests.support.portals import Visitor, VisitPortal

_FRESH = re.compile(r'value="[\w.-]{60,}"')
"""Tokens against forged forms, new on every page."""


def pages_of(visitor: Visitor, address: str) -> dict[str, str]:
    """Everything an agency reads of its visits."""
    addresses = ("/", "/visits?scope=agency", "/planned-visits", "/inbox/", address, f"{address}/done")
    return {path: _FRESH.sub("", visitor.fetch(path).get_data(as_text=True)) for path in addresses}


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AGENCY_MANAGER])
def test_a_complaint_or_dispute_leaves_no_trace_here(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal, role: Role
) -> None:
    visit = open_visit(supervision, city)
    visit_portal("officer", city.accounts[Role.OFFICER]).send(
        f"{visit_address(visit)}/leave", {"outcome": "no_problem"}
    )
    reader = visit_portal("officer", city.accounts[role])
    before = pages_of(reader, visit_address(visit))

    firm = city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    supervision.answers.dispute(firm, visit.visit_id, DisputeGround.NOT_THESE_PEOPLE, "来的是另外两个人")
    given(supervision.database, build_complaint(city.firm, visit_id=visit.visit_id))

    assert pages_of(reader, visit_address(visit)) == before
