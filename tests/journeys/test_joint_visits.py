"""Joint visits in a real browser: three agencies, one visit, agreed to by the lead; what is avoided is counted."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select

from supervision_code.persistence.models.planned_visits import PlannedVisit
from tests.factories import given
from tests.factories.registry import build_agency, build_item
from tests.factories.small_city import SCJG, YJJ
from tests.factories.tasks import build_task
from tests.journeys import serving
from tests.journeys.serving import Served
from tests.journeys.test_front import look_at
from tests.portals.officer.scenes import FIRE


@pytest.fixture
def plan_id(served: Served) -> UUID:
    """A joint visit of three agencies, proposed; SCJG leads."""
    given(
        served.supervision.database,
        build_agency(FIRE, "福田区消防救援大队"),
        build_item(f"{FIRE}-1", FIRE, "消防安全检查"),
        build_task(served.city.firm, SCJG, "SCJG-1;SCJG-2"),
        build_task(served.city.firm, YJJ),
        build_task(served.city.firm, FIRE),
        build_task(served.city.other_firm, SCJG, without_notice="双随机抽查"),
    )
    served.supervision.merging.merge_waiting()
    with served.supervision.database.read() as session:
        firm = served.city.firm.id
        return session.scalars(select(PlannedVisit.id).where(PlannedVisit.enterprise_id == firm)).one()


def sign_in(new_visitor: Callable[..., BrowserContext], served: Served, portal: str, name: str, language: str) -> Page:
    page = new_visitor().new_page()
    serving.come_in(page, served, portal, name, language)
    return page


def test_three_agencies_come_once(served: Served, plan_id: UUID, new_visitor: Callable[..., BrowserContext]) -> None:
    one = f"/officer/proposals/{served.city.firm.id}/{plan_id}"
    lead = sign_in(new_visitor, served, "officer", "officer", "zh-CN")
    invited = sign_in(new_visitor, served, "officer", "other-agency_manager", "en")
    supervisor = sign_in(new_visitor, served, "supervisor", "supervisor", "zh-CN")
    for page, path in ((lead, "/officer/proposals"), (lead, one), (invited, one), (invited, "/officer/proposals")):
        look_at(page, served.address(path))

    invited.goto(served.address(one))
    invited.get_by_role("button", name="Come along").click()
    invited.wait_for_load_state()
    lead.goto(served.address(one))
    lead.get_by_role("button", name="同意主办，列入检查安排").click()
    lead.wait_for_load_state()

    assert "/planned-visits/" in lead.url
    look_at(lead, served.address(one))
    for path in ("/supervisor/joint-visits/", "/supervisor/joint-visits/avoided"):
        look_at(supervisor, served.address(path))
    supervisor.goto(served.address("/supervisor/joint-visits/"))
    supervisor.locator("a.figure", has_text="已列入检查安排").click()
    assert supervisor.locator("tbody tr").count() == 2
