"""The main job, from a code on a firm's phone to the supervisor's reply: three people, three browsers, one log."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from supervision_code.domain.identifiers import new_id
from supervision_code.domain.visits import EvidenceLevel, InspectionType, ScanChannel, VisitKind, VisitState
from supervision_code.persistence.findings import reconcile
from supervision_code.persistence.log import PartRecord, VisitRecord
from supervision_code.persistence.log_storing import store
from supervision_code.persistence.session import lock_enterprise
from tests.factories.small_city import SCJG
from tests.journeys.camera import film
from tests.journeys.serving import Served, come_in
from tests.support.browser import browser_context, launch

PHONE = (390, 844)
DESK = (1440, 900)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody at a portal, signed in."""

    page: Page
    served: Served

    def go(self, path: str) -> Page:
        self.page.goto(self.served.address(path))
        return self.page


def sign_in(context: BrowserContext, served: Served, portal: str, username: str) -> Person:
    page = context.new_page()
    come_in(page, served, portal, username)
    return Person(page=page, served=served)


def inspected_before(served: Served, days: int) -> None:
    """Let the same agency have been at the firm for the same item some days ago."""
    supervision = served.supervision
    at = supervision.clock.now() - timedelta(days=days)
    part = PartRecord(
        agency=SCJG,
        type=InspectionType.ROUTINE,
        items=("SCJG-1",),
        officers=tuple(officer.id for officer in served.city.officers[:2]),
    )
    record = VisitRecord(
        id=new_id(at),
        started_at=at,
        ended_at=at + timedelta(minutes=30),
        kind=VisitKind.INSPECTION,
        parts=(part,),
        state=VisitState.CLOSED,
        channel=ScanChannel.LIVE_CODE,
        evidence=EvidenceLevel.LIVE_CODE,
    )
    with supervision.database.begin() as session:
        firm = lock_enterprise(session, served.city.firm.id)
        store(session, [(firm, record)], at)
        reconcile(session, firm, supervision.timeline, at, from_day=None)


@pytest.fixture
def owner(browser: Browser, served: Served) -> Iterator[Person]:
    """The shop owner at the phone."""
    context = browser_context(browser, width=PHONE[0], height=PHONE[1])
    yield sign_in(context, served, "enterprise", "enterprise_member")
    context.close()


@pytest.fixture
def supervisor(browser: Browser, served: Served) -> Iterator[Person]:
    """The district's supervisor at the desk."""
    context = browser_context(browser, width=DESK[0], height=DESK[1])
    yield sign_in(context, served, "supervisor", "supervisor")
    context.close()


def picture_of_code(owner: Person) -> bytes:
    """Photograph the live code as it stands on the firm's phone."""
    page = owner.go("/enterprise/code/")
    code = page.locator("#live-code .code-picture")
    expect(code).to_be_visible()
    return code.screenshot()


def officer_with_camera(playwright: Playwright, served: Served, showing: Path) -> tuple[Browser, Person]:
    browser = launch(
        playwright,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={showing}",
    )
    context = browser_context(browser, width=PHONE[0], height=PHONE[1])
    context.grant_permissions(["camera"], origin=served.origin)
    return browser, sign_in(context, served, "officer", "officer")


def test_a_code_on_a_phone_becomes_a_visit_a_finding_a_complaint_and_a_reply(
    playwright: Playwright, served: Served, owner: Person, supervisor: Person, tmp_path: Path
) -> None:
    inspected_before(served, days=5)
    camera = film(picture_of_code(owner), tmp_path / "camera.y4m")
    browser, officer = officer_with_camera(playwright, served, camera)
    number = scan_and_open(officer)
    leave(officer)
    browser.close()
    confirm_and_complain(owner, number)
    handle_alert(supervisor)
    handle_complaint(supervisor)
    read_reply(owner)


def scan_and_open(officer: Person) -> str:
    """Scan with the camera, read the reminder, be asked for a reason, open the visit; return its number."""
    page = officer.go("/officer/scan")
    page.wait_for_url(re.compile(r"/officer/arrivals/"))
    expect(page.get_by_text("再查将超上限").first).to_be_visible()
    page.locator("label", has_text="食品经营许可检查").first.click()
    page.locator("label", has_text="李建国").first.click()
    page.get_by_role("button", name="开始检查").click()
    expect(page.locator("textarea[name=over_limit_reason]")).to_be_visible()
    page.locator("textarea[name=over_limit_reason]").fill("上次发现的问题需要复查")
    page.get_by_role("button", name="开始检查").click()
    page.wait_for_url(re.compile(r"/officer/visits/"))
    found = re.search(r"\d{8}-[0-9A-Z]{6}", page.locator("main").inner_text())
    assert found is not None
    return found[0]


def leave(officer: Person) -> None:
    """End the visit in one tap."""
    page = officer.page
    page.locator("a[href$='/leave']").first.click()
    page.locator("form:has(input[name=outcome][type=hidden]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/done"))


def confirm_and_complain(owner: Person, number: str) -> None:
    """Find the visit in the firm's log with everything about it, say that it is right, and complain about it."""
    page = owner.go("/enterprise/visits/")
    page.locator("main a[href*='/enterprise/visits/01']").first.click()
    expect(page.locator("main")).to_contain_text(number)
    expect(page.locator("main")).to_contain_text("福田区市场监督管理局")
    expect(page.locator("main")).to_contain_text("上次发现的问题需要复查")
    expect(page.locator("main")).to_contain_text("动态码")
    page.get_by_role("button", name="属实").click()
    expect(page.locator("main")).to_contain_text("确认属实")
    page.get_by_role("link", name="投诉这次检查").click()
    page.locator("label", has_text="刚查过的事").first.click()
    page.locator("textarea[name=text]").fill("五天前刚查过同样的事项，这次又来查一遍。")
    page.get_by_role("button", name="提交投诉").click()
    expect(page.locator("main")).to_contain_text("投诉已收到")


def handle_alert(supervisor: Person) -> None:
    """Open the alert, see its proof, take it and settle it with a reason."""
    page = supervisor.go("/supervisor/alerts/")
    page.locator("main a[href*='/supervisor/alerts/']", has_text="南园小厨").first.click()
    expect(page.locator("main")).to_contain_text("重复检查")
    page.locator("form[action$='/take'] button[type=submit]").click()
    settle = page.locator("form[action$='/settle']")
    if not settle.locator("textarea").is_visible():
        page.locator("details:has(form[action$='/settle']) > summary").click()
    settle.locator("label:has(input[type=radio])").first.click()
    settle.locator("textarea").fill("复查确有必要，已提醒单位合并安排。")
    settle.locator("button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("复查确有必要")


def handle_complaint(supervisor: Person) -> None:
    """Accept, conclude and reply."""
    page = supervisor.go("/supervisor/complaints/")
    page.locator("main a[href*='/supervisor/complaints/']", has_text=re.compile(r"\d{4}-\d{4}-")).first.click()
    for step, text in (
        ("accept", None),
        ("conclude", "两次检查间隔五天，事项相同。"),
        ("reply", "情况属实，已督促该单位合并检查，三十天内不再重复。"),
    ):
        form = page.locator(f"form[action$='/{step}']")
        if not form.locator("button[type=submit]").is_visible():
            page.locator(f"details:has(form[action$='/{step}']) > summary").click()
        if form.locator("label:has(input[type=radio])").count():
            form.locator("label:has(input[type=radio])").first.click()
        if text is not None:
            form.locator("textarea").first.fill(text)
        form.locator("button[type=submit]").click()
        page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("已答复")


def read_reply(owner: Person) -> None:
    """The firm finds the reply."""
    page = owner.go("/enterprise/complaints/")
    page.locator("main a[href*='/enterprise/complaints/2']").first.click()
    expect(page.locator("main")).to_contain_text("三十天内不再重复")
