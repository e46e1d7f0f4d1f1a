"""The officer portal in a real browser: every screen of an officer and of a manager is fit for everybody."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page

from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import InspectionType
from tests.factories.busy_area import BusyArea, build_busy_area
from tests.factories.small_city import SCJG
from tests.journeys import serving
from tests.journeys.serving import Served
from tests.journeys.test_front import look_at
from tests.portals.officer.scenes import ITEM, address_of, open_visit, scan_of, visit_address


@pytest.fixture
def area(served: Served) -> BusyArea:
    return build_busy_area(served.supervision, served.city, served.supervision.clock.now())


def come_in(page: Page, served: Served, username: str, language: str) -> None:
    serving.come_in(page, served, "officer", username, language)


def officers_pages(served: Served) -> list[str]:
    """The pages of a day: before a visit, at one under way, after it, and what is planned."""
    supervision, city = served.supervision, served.city
    officer = city.actor(Role.OFFICER)
    tomorrow: date = day_of(supervision.clock.now()) + timedelta(days=1)
    plan = supervision.planned_visits.plan(officer, city.firm.id, tomorrow, InspectionType.ROUTINE, (ITEM,), "")
    under_way = open_visit(supervision, city, over_limit_reason="复查")
    there, elsewhere = (scan_of(supervision, officer, firm) for firm in (city.firm, city.other_firm))
    visit = visit_address(under_way)
    return [
        "/",
        "/scan",
        "/scan/typed",
        "/scan/search",
        address_of(there),
        address_of(elsewhere),
        visit,
        f"{visit}/leave",
        "/visits",
        "/planned-visits",
        f"/planned-visits/{city.firm.id}/{plan}",
        "/planned-visits/new",
        f"/planned-visits/new/{city.firm.id}",
        "/inbox/",
        "/account/",
        "/account/password",
    ]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_page_of_an_officer_is_fit_for_everybody(
    served: Served, area: BusyArea, new_visitor: Callable[..., BrowserContext], language: str
) -> None:
    pages = officers_pages(served)
    page = new_visitor().new_page()
    come_in(page, served, "officer", language)
    for path in pages:
        look_at(page, served.address(f"/officer{path}"))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_page_of_a_manager_is_fit_for_everybody(
    served: Served, area: BusyArea, new_visitor: Callable[..., BrowserContext], language: str
) -> None:
    supervision, supervisor = served.supervision, served.city.actor(Role.SUPERVISOR)
    alert = area.alerts(supervision, area.city.firm)[-1]
    supervision.alerts.take(supervisor, alert.enterprise_id, alert.id)
    supervision.alerts.ask(supervisor, alert.enterprise_id, alert.id, SCJG, "请说明这次检查的必要性。")
    page = new_visitor().new_page()
    come_in(page, served, "agency_manager", language)
    for path in (
        "/",
        "/visits",
        "/alerts",
        f"/alerts/{alert.enterprise_id}/{alert.id}",
        "/planned-visits",
        "/scan",
        "/inbox/",
    ):
        look_at(page, served.address(f"/officer{path}"))
