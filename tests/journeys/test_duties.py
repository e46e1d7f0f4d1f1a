"""Duties at phone size: an emergency scanned before leaving; outages written down later; what is to be put right."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from supervision_code.domain.checklists import PointKind
from supervision_code.persistence.models.results import ChecklistPoint
from tests.factories import given
from tests.journeys.serving import Served, come_in, serve
from tests.journeys.test_front import look_at, look_here
from tests.portals.officer.scenes import ITEM, code_of
from tests.support.clock import StoppedClock

PHONE = {"width": 390, "height": 844}
DUTY = "section.duty"


@pytest.fixture
def standing(tmp_path: Path, clock: StoppedClock) -> Iterator[Served]:
    """A running product whose clock stands still."""
    yield from serve(tmp_path / "data", clock)


def scan(page: Page, served: Served) -> None:
    """Scan the firm's code with the phone's own camera, which brings its text here."""
    page.goto(served.address(f"/officer/scan?text={quote(code_of(served.supervision, served.city.firm), safe='')}"))
    page.get_by_role("button", name="核对并继续").click()


def choose(page: Page, *texts: str) -> None:
    """Tap tiles by their words."""
    for text in texts:
        page.locator("label.tile", has_text=text).first.click()


def test_an_emergency_keeps_its_duty_in_sight_until_the_code_is_scanned(
    standing: Served, new_visitor: Callable[..., BrowserContext], clock: StoppedClock
) -> None:
    given(
        standing.supervision.database,
        ChecklistPoint(item=ITEM, position=1, text="燃气报警器有效", basis="", kind=PointKind.YES_NO),
        ChecklistPoint(item=ITEM, position=2, text="冷藏温度", basis="不高于8℃", kind=PointKind.NUMBER),
    )
    page = new_visitor(**PHONE).new_page()
    come_in(page, standing, "officer", "officer")
    page.get_by_role("link", name="紧急检查").click()
    look_at(page, page.url)
    choose(page, "突发应急")
    page.locator("#why").fill("接报燃气泄漏")
    page.locator("#q").fill("小厨")
    page.get_by_role("button", name="查找").click()
    expect(page.locator("#found")).to_be_in_viewport()
    look_here(page)
    page.locator(".row-button").first.click()
    expect(page.locator("main")).to_contain_text("离开前必须扫企业的码")
    page.go_back()
    expect(page.locator("h1")).to_have_text("紧急检查")
    page.go_forward()
    expect(page.locator("#exception_reason")).to_have_value("接报燃气泄漏")
    choose(page, "李建国")
    if not page.locator(f"input[name='own-items'][value='{ITEM}']").is_checked():
        page.locator("label.tile", has=page.locator(f"input[name='own-items'][value='{ITEM}']")).click()
    page.locator("form#arrival-form button[type=submit]").last.click()
    expect(page.locator(DUTY)).to_contain_text("离开前必须扫码")
    visit = page.url
    for path in ("/", "/visits", "/account/", "/scan"):
        page.goto(standing.address(f"/officer{path}"))
        expect(page.locator(DUTY)).to_be_visible()

    clock.pass_by(minutes=12)
    look_at(page, f"{visit}/leave")
    page.locator("summary", has_text="没有扫码").click()
    choose(page, "未发现问题")
    page.get_by_role("button", name="其余都符合，保存").click()
    expect(page.locator("[data-problems]")).to_contain_text("还没有扫码")

    scan(page, standing)
    expect(page.locator("main")).to_contain_text("已扫码，可以登记离开了")
    expect(page.locator(DUTY)).to_have_count(0)
    page.goto(f"{visit}/leave")
    page.get_by_role("button", name="2项全部符合，离开").click()
    expect(page.locator("main")).to_contain_text("12分钟")

    head = new_visitor().new_page()
    come_in(head, standing, "officer", "agency_manager")
    head.get_by_role("link", name=re.compile("小厨")).first.click()
    head.get_by_role("button", name="批准").click()
    expect(head.locator("main")).to_contain_text("已补办审批")
    look_at(head, visit)


def backfill(page: Page, served: Served, day: str) -> None:
    """Write down a visit of a past day that an outage kept back."""
    page.goto(served.address("/officer/scan"))
    page.get_by_role("link", name="补录断网时的检查").click()
    page.locator("#q").fill("小厨")
    page.get_by_role("button", name="查找").click()
    page.locator(".row-button").first.click()
    page.locator("#started_at").fill(f"{day}T09:00")
    page.locator("#ended_at").fill(f"{day}T10:00")
    page.locator("#exception_reason").fill("基站故障")


def finish(page: Page) -> None:
    """Choose what and who, and open the visit."""
    if not page.locator(f"input[name='own-items'][value='{ITEM}']").is_checked():
        page.locator("label.tile", has=page.locator(f"input[name='own-items'][value='{ITEM}']")).click()
    if not page.locator("label.tile", has_text="李建国").locator("input").is_checked():
        choose(page, "李建国")
    reason = page.locator("#over_limit_reason")
    if reason.count():
        reason.fill("补录")
    page.locator("form#arrival-form button[type=submit]").last.click()


def test_outages_are_written_down_in_time_or_late_and_a_result_is_corrected_and_put_right(
    standing: Served, new_visitor: Callable[..., BrowserContext], clock: StoppedClock
) -> None:
    page = new_visitor(**PHONE).new_page()
    come_in(page, standing, "officer", "officer")
    backfill(page, standing, "2026-11-05")
    expect(page.locator("#backfill")).to_contain_text("补录期限已过")
    finish(page)
    expect(page.locator("main")).to_contain_text("补录")

    backfill(page, standing, "2026-11-18")
    expect(page.locator("#backfill")).to_contain_text("还可补录8天")
    page.locator("#exception_reason").fill("")
    clock.pass_by(minutes=45)
    finish(page)
    expect(page.locator("[data-problems]")).to_be_visible()
    expect(page.locator("#started_at")).to_have_value("2026-11-18T09:00")
    page.locator("#exception_reason").fill("基站故障")
    finish(page)
    visit = page.url

    page.goto(f"{visit}/leave")
    page.locator("summary", has_text="发现了问题").click()
    choose(page, "限期改正")
    page.locator("#rectify_by").fill("2026-11-30")
    page.locator("#result").fill("冷柜温度过高")
    page.get_by_role("button", name="保存结果").click()
    page.goto(visit)
    page.get_by_role("link", name="更正结果").click()
    page.locator("#reason").fill("日期写错了")
    page.locator("#rectify_by").fill("2026-12-04")
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator("main")).to_contain_text("这是第2版")
    look_at(page, visit)

    shop = new_visitor(**PHONE).new_page()
    come_in(shop, standing, "enterprise", "enterprise_member")
    shop.get_by_role("link", name=re.compile("市场监督管理局")).first.click()
    look_at(shop, shop.url)
    shop.locator("textarea#report").fill("换了压缩机，温度正常")
    shop.get_by_role("button", name="报告已改正").click()
    expect(shop.locator("main")).to_contain_text("已报告")

    page.goto(standing.address("/officer/"))
    page.get_by_role("link", name=re.compile("小厨")).filter(has_text=re.compile(".")).last.click()
    page.goto(standing.address("/officer/rectifications"))
    page.get_by_role("link", name=re.compile("小厨")).first.click()
    look_at(page, page.url)
    choose(page, "已改正，通过")
    page.get_by_role("button", name="保存复查结论").click()
    expect(page.locator("main")).to_contain_text("复查通过")
