"""The supervisor portal in a real browser: fit for everybody, nothing blocked, numbers beside the chart."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.factories.busy_area import BusyArea, build_busy_area
from tests.journeys import serving
from tests.journeys.serving import Served
from tests.journeys.test_front import look_at
from tests.support.browser import browser_context


@pytest.fixture
def area(served: Served) -> BusyArea:
    list(served.supervision.codes.issue_missing())
    return build_busy_area(served.supervision, served.city, served.supervision.clock.now())


def come_in(page: Page, served: Served, username: str = "supervisor", language: str = "zh-CN") -> None:
    serving.come_in(page, served, "supervisor", username, language)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_page_is_fit_for_everybody(
    served: Served, area: BusyArea, new_visitor: Callable[..., BrowserContext], language: str
) -> None:
    page = new_visitor().new_page()
    come_in(page, served, language=language)
    firm, alert = area.city.firm, area.alerts(served.supervision, area.city.firm)[-1]
    for path in (
        "/overview/",
        "/alerts/",
        f"/alerts/{firm.id}/{alert.id}",
        "/complaints/",
        f"/complaints/{area.complaint.id}",
        "/disputes/",
        "/visits/",
        f"/visits/{firm.id}/{area.dispute.visit_id}",
        "/findings/",
        "/enterprises/",
        f"/enterprises/{firm.uscc}",
        "/agencies/",
        "/agencies/SCJG",
        "/policy/",
        "/trail/",
        "/inbox/",
        "/account/",
    ):
        look_at(page, served.address(f"/supervisor{path}"))


def test_the_operators_pages_are_fit_for_everybody(
    served: Served, area: BusyArea, new_visitor: Callable[..., BrowserContext]
) -> None:
    page = new_visitor().new_page()
    come_in(page, served, "operator")
    for path in ("/operations/", "/accounts/", "/accounts/new", "/accounts/officer"):
        look_at(page, served.address(f"/supervisor{path}"))


def test_the_chart_is_drawn_and_tells_its_numbers_when_pointed_at(
    served: Served, area: BusyArea, new_visitor: Callable[..., BrowserContext]
) -> None:
    page = new_visitor(width=1440, height=900).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    come_in(page, served)
    chart = page.locator("[data-trend]")
    expect(chart.locator("canvas")).to_be_visible()
    chart.scroll_into_view_if_needed()
    chart.hover(position={"x": 200, "y": 120})
    page.locator("[data-theme-switch]").first.click()
    expect(chart.locator("canvas")).to_be_visible()
    assert said == []


def test_without_script_the_table_says_what_the_chart_says(served: Served, area: BusyArea, browser: Browser) -> None:
    visitor = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = visitor.new_page()
    come_in(page, served)
    expect(page.locator("[data-trend]")).to_be_hidden()
    page.get_by_text("以表格查看").click()
    expect(page.get_by_role("table", name="到访与违规走势")).to_be_visible()
    visitor.close()


def test_an_alert_is_handled_from_the_work_list_to_its_end(served: Served, area: BusyArea, browser: Browser) -> None:
    visitor = browser_context(browser, width=1440, height=900)
    page = visitor.new_page()
    come_in(page, served)
    page.get_by_role("link", name=area.city.firm.name).first.click()
    page.get_by_role("button", name="接手核查").click()
    page.get_by_text("办结", exact=True).first.click()
    page.get_by_text("提醒单位").click()
    page.get_by_label("理由", exact=True).fill("近期已多次检查，无新线索。")
    page.get_by_role("button", name="办结预警").click()
    expect(page.get_by_text("预警已办结，已通知单位。")).to_be_visible()
    expect(page.get_by_text("近期已多次检查，无新线索。")).to_be_visible()
    visitor.close()
