"""What lists and downloads show of persons: names where they are needed, numbers of certificates never whole."""

import re
from typing import Final

import pytest
from sqlalchemy import select

from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.visits import Visit
from supervision_code.product import Supervision
from tests.factories.busy_area import BusyArea
from tests.services.test_retention import visit_here
from tests.support.clock import StoppedClock
from tests.support.portals import VisitPortal

CERTIFICATE: Final = re.compile(r"440304\d{5}|440309\d{5}")
LISTS: Final = (
    ("supervisor", Role.SUPERVISOR, ("/", "/visits/", "/alerts/", "/complaints/", "/disputes/", "/enterprises/")),
    ("supervisor", Role.SUPERVISOR, ("/agencies/", "/trail/", "/alerts/export", "/agencies/export")),
    ("supervisor", Role.OPERATOR, ("/accounts/", "/operations/", "/personal-data/")),
    ("officer", Role.OFFICER, ("/", "/visits/", "/planned-visits/", "/scan/")),
    ("officer", Role.AGENCY_MANAGER, ("/", "/visits/", "/alerts/")),
    ("enterprise", Role.ENTERPRISE_ADMINISTRATOR, ("/", "/visits/", "/members/", "/complaints/")),
)


@pytest.mark.parametrize(("portal", "role", "addresses"), LISTS)
def test_no_list_and_no_download_shows_a_whole_certificate_number(
    visit_portal: VisitPortal, area: BusyArea, portal: str, role: Role, addresses: tuple[str, ...]
) -> None:
    visitor = visit_portal(portal, area.city.accounts[role])
    for address in addresses:
        answer = visitor.fetch(address)
        assert answer.status_code in {200, 303, 404}, address
        assert CERTIFICATE.findall(answer.get_data(as_text=True)) == [], address


def test_colleagues_are_told_apart_by_the_end_of_their_certificates(
    visit_portal: VisitPortal, supervision: Supervision, area: BusyArea
) -> None:
    officer = area.city.accounts[Role.OFFICER]
    scan = supervision.scans.recognise(area.city.actor(Role.OFFICER), area.city.firm.uscc)
    assert not isinstance(scan, str)
    page = visit_portal("officer", officer).get(f"/arrivals/{scan.enterprise_id}/{scan.scan_id}")

    assert "***0102" in page.text
    assert CERTIFICATE.findall(page.text) == []


def test_a_position_that_was_made_coarse_tells_no_distance(
    visit_portal: VisitPortal, supervision: Supervision, area: BusyArea, clock: StoppedClock
) -> None:
    visit_here(supervision, area.city, clock)
    with supervision.database.read() as session:
        visit = session.scalars(select(Visit).where(Visit.latitude.is_not(None))).first()
    assert visit is not None
    address = f"/visits/{visit.enterprise_id}/{visit.id}"
    assert "自报" in visit_portal("supervisor", area.city.accounts[Role.SUPERVISOR]).get(address).text
    clock.pass_by(days=91)
    supervision.retention.end_all()
    assert "概略位置" in visit_portal("supervisor", area.city.accounts[Role.SUPERVISOR]).get(address).text
