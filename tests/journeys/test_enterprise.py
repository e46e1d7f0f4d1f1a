"""The enterprise portal in a real browser: every page fit for everybody, alive with script and whole without it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from supervision_code.domain.complaints import ComplaintStatus
from supervision_code.domain.visits import EvidenceLevel, ScanChannel, VisitState
from tests.factories import given
from tests.factories.accounts import PASSWORD
from tests.factories.complaints import build_complaint
from tests.factories.visits import build_visit, with_parts
from tests.journeys.serving import Served
from tests.journeys.test_front import PHONE, look_at
from tests.support.browser import browser_context


def come_in(page: Page, served: Served, language: str = "zh-CN") -> None:
    """Sign in as the firm's administrator."""
    page.goto(served.address(f"/enterprise/sign-in?language={language}"))
    page.locator("[name=username]").fill("enterprise_administrator")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(served.address("/enterprise/"))


def some_life(served: Served) -> dict[str, str]:
    """Store two visits and two complaints of the firm; return their addresses."""
    now, firm, database = served.supervision.clock.now(), served.city.firm, served.supervision.database
    going_on = build_visit(firm, started_at=now - timedelta(minutes=9), state=VisitState.OPEN)
    ended = build_visit(
        firm,
        started_at=now - timedelta(days=1),
        channel=ScanChannel.STATIC_CODE,
        evidence=EvidenceLevel.STATIC_CODE,
        result="台账齐全。",
    )
    waiting = build_complaint(firm, filed_at=now)
    answered = build_complaint(firm, filed_at=now - timedelta(days=9), status=ComplaintStatus.REPLIED)
    officers = served.city.officers[:2]
    given(database, *with_parts(going_on, officers, items=["SCJG-1"]), *with_parts(ended, officers), waiting, answered)
    return {
        "visit": f"/enterprise/visits/{ended.id}",
        "complaint": f"/enterprise/complaints/{waiting.reference}",
        "answered": f"/enterprise/complaints/{answered.reference}",
    }


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_page_is_fit_for_everybody(
    served: Served, new_visitor: Callable[..., BrowserContext], language: str
) -> None:
    there = some_life(served)
    page = new_visitor().new_page()
    come_in(page, served, language)
    for path in (
        "/enterprise/",
        "/enterprise/code/",
        "/enterprise/code/new",
        "/enterprise/visits/",
        "/enterprise/visits/?year=2001",
        there["visit"],
        f"{there['visit']}/dispute",
        "/enterprise/complaints/",
        "/enterprise/complaints/new",
        there["complaint"],
        f"{there['complaint']}/received",
        there["answered"],
        "/enterprise/inbox/",
        "/enterprise/account/",
        "/enterprise/account/password",
        "/enterprise/members/",
        "/enterprise/members/new",
    ):
        look_at(page, served.address(path))


def test_the_code_renews_itself_when_the_phone_wakes_up(
    served: Served, new_visitor: Callable[..., BrowserContext]
) -> None:
    page = new_visitor(width=PHONE[0], height=PHONE[1]).new_page()
    come_in(page, served)
    page.goto(served.address("/enterprise/code/"))
    modules = page.locator("#live-code .code-picture svg path").nth(1)
    before = modules.get_attribute("d") or ""
    with page.expect_response("**/code/live"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(modules).not_to_have_attribute("d", before)
    expect(page.locator("#live-code")).to_have_count(1)


def test_without_script_everything_can_be_done(served: Served, browser: Browser) -> None:
    there = some_life(served)
    visitor = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = visitor.new_page()
    come_in(page, served)

    page.goto(served.address("/enterprise/code/"))
    expect(page.locator("noscript a")).to_be_visible()

    page.goto(served.address(there["visit"]))
    page.get_by_role("button", name="属实").click()
    expect(page.get_by_text("已确认属实")).to_be_visible()

    page.goto(served.address("/enterprise/complaints/new"))
    page.get_by_label("没有扫码").check()
    page.get_by_label("经过").fill("两名检查人员没有扫码就进店检查。")
    page.get_by_role("button", name="提交投诉").click()
    expect(page.get_by_text("投诉已收到")).to_be_visible()

    page.goto(served.address("/enterprise/inbox/"))
    expect(page.get_by_role("heading", name="消息")).to_be_visible()
    visitor.close()


def test_a_large_type_breaks_no_page(served: Served, browser: Browser) -> None:
    there = some_life(served)
    visitor = browser_context(browser, width=360, height=740)
    page = visitor.new_page()
    come_in(page, served)
    for path in ("/enterprise/", "/enterprise/code/", there["visit"], "/enterprise/complaints/new"):
        page.goto(served.address(path))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), path
    visitor.close()
