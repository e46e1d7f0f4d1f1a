"""Second factors in a real browser: enrolling a passkey and an app, signing in with each, devices, confirming."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select, update

from supervision_code.adapters import one_time_codes
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.accounts import Account, WebSession
from supervision_code.persistence.models.second_factors import OneTimeCode
from tests.factories.accounts import PASSWORD
from tests.factories.busy_area import build_busy_area
from tests.journeys.serving import Served, come_in, give_password
from tests.journeys.test_front import DESK, PHONE, look_at

Visitors = Callable[..., BrowserContext]


def without_factor(served: Served, username: str) -> None:
    """As after an upgrade: the account has no second factor yet."""
    with served.supervision.database.begin() as session:
        session.execute(update(Account).where(Account.username == username).values(factor_since=None))


def by_name(served: Served, path: str) -> str:
    """The address by the machine's name, to which passkeys are bound."""
    return served.address(path).replace("127.0.0.1", "localhost")


def with_authenticator(page: Page) -> None:
    """Put a virtual authenticator into the browser: a resident key, its owner verified."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def time_passes(served: Served) -> None:
    """Let the last accepted code be one of long ago, instead of waiting half a minute for the next."""
    with served.supervision.database.begin() as session:
        session.execute(update(OneTimeCode).values(last_step=0))


def test_a_passkey_is_enrolled_and_signs_in(served: Served, new_visitor: Visitors) -> None:
    without_factor(served, "supervisor")
    page = new_visitor(width=DESK[0], height=DESK[1]).new_page()
    page.goto(by_name(served, "/supervisor/sign-in"))
    with_authenticator(page)
    give_password(page, "supervisor")
    page.wait_for_url("**/account/second-factor/")
    page.goto(by_name(served, "/supervisor/alerts/"))
    expect(page).to_have_url(re.compile("/account/second-factor/"))
    page.get_by_role("link", name="添加通行密钥").click()
    page.locator("input[name=name]").fill("办公电脑")
    page.get_by_role("button", name="在这台设备上添加").click()
    expect(page.locator("ol.recovery-codes li")).to_have_count(10)
    page.get_by_role("link", name="已经收好").click()
    expect(page.locator("main")).to_contain_text("办公电脑")

    page.get_by_role("button", name="退出").first.click()
    give_password(page, "supervisor")
    expect(page).to_have_url(re.compile("/sign-in/second"))
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url("**/supervisor/overview/")


def test_an_app_is_enrolled_signs_in_and_a_recovery_code_stands_in_for_it(
    served: Served, new_visitor: Visitors
) -> None:
    clock = served.supervision.clock
    without_factor(served, "officer")
    page = new_visitor(width=PHONE[0], height=PHONE[1]).new_page()
    page.goto(served.address("/officer/sign-in"))
    give_password(page, "officer")
    page.get_by_role("link", name="添加验证器").click()
    secret = "".join(page.locator("code.secret-key").inner_text().split())
    page.locator("input[name=code]").fill(one_time_codes.code_at(secret, clock.now()))
    page.get_by_role("button", name="启用").click()
    recovery = page.locator("ol.recovery-codes li").first.inner_text().strip()
    page.get_by_role("link", name="已经收好").click()
    page.goto(served.address("/officer/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("今天")

    time_passes(served)
    page.context.clear_cookies()
    page.goto(served.address("/officer/sign-in"))
    give_password(page, "officer")
    page.locator("input[name=code]").fill(one_time_codes.code_at(secret, clock.now()))
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(re.compile(r"/officer/$"))

    page.context.clear_cookies()
    page.goto(served.address("/officer/sign-in"))
    give_password(page, "officer")
    page.get_by_text("手机不在身边").click()
    page.locator("input[name=recovery]").fill(recovery)
    page.get_by_role("button", name="用恢复码登录").click()
    expect(page.get_by_text("还剩9个")).to_be_visible()


def test_a_lost_phone_is_signed_out_from_the_list_of_devices(served: Served, new_visitor: Visitors) -> None:
    phone = new_visitor(width=PHONE[0], height=PHONE[1]).new_page()
    come_in(phone, served, "officer", "officer")
    desk = new_visitor(width=DESK[0], height=DESK[1]).new_page()
    come_in(desk, served, "officer", "officer")
    desk.goto(served.address("/officer/account/"))
    desk.get_by_role("link", name="登录的设备").click()
    expect(desk.locator("main .list-row")).to_have_count(2)
    expect(desk.get_by_text("本机")).to_have_count(1)

    desk.get_by_role("button", name="退出其他所有设备").click()

    expect(desk.get_by_text("其他1台设备已退出登录")).to_be_visible()
    expect(desk.locator("main .list-row")).to_have_count(1)
    phone.goto(served.address("/officer/"))
    expect(phone).to_have_url(re.compile("/officer/sign-in"))


def some_time_ago(served: Served) -> None:
    """Let the last confirmation of every session be of long ago."""
    with served.supervision.database.begin() as session:
        for row in session.scalars(select(WebSession)):
            row.content = re.sub(r'"confirmed_at": \d+', '"confirmed_at": 1', row.content)


def test_voiding_a_visit_asks_who_it_is_and_loses_nothing(served: Served, new_visitor: Visitors) -> None:
    area = build_busy_area(served.supervision, served.city, served.supervision.clock.now())
    page = new_visitor(width=DESK[0], height=DESK[1]).new_page()
    come_in(page, served, "supervisor", "supervisor")
    some_time_ago(served)
    page.goto(served.address(f"/supervisor/visits/{area.city.firm.id}/{area.dispute.visit_id}"))
    page.locator("details:has(form[action$='/void']) > summary").click()
    page.locator("form[action$='/void'] textarea").fill("登记到了别的企业，已核实。")
    page.locator("form[action$='/void'] button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("请再验证一次")
    page.get_by_label("密码", exact=True).fill("not-the-password")
    page.get_by_role("button", name="验证并继续").click()
    expect(page.get_by_text("用户名或密码不对").first).to_be_visible()
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="验证并继续").click()

    expect(page.locator("main")).to_contain_text("登记到了别的企业，已核实。")
    expect(page.get_by_text("要由另一位监督人员决定").first).to_be_visible()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_page_of_signing_in_is_fit_for_everybody(served: Served, new_visitor: Visitors, language: str) -> None:
    without_factor(served, "officer")
    page = new_visitor().new_page()
    page.goto(by_name(served, f"/officer/sign-in?language={language}"))
    with_authenticator(page)
    give_password(page, "officer")
    for path in ("", "app", "passkey"):
        look_at(page, by_name(served, f"/officer/account/second-factor/{path}"))
    page.locator("input[name=name]").fill("Phone")
    page.locator("[data-passkey-ask]").click()
    expect(page.locator("ol.recovery-codes li")).to_have_count(10)
    offer = served.supervision.second_factors.offer_app(served.city.actor(Role.OFFICER), "p", "p")
    code = one_time_codes.code_at(offer.secret, served.supervision.clock.now())
    served.supervision.second_factors.add_app(served.city.actor(Role.OFFICER), offer.sealed, code)
    for path in ("second-factor/", "devices/", "confirm/"):
        look_at(page, by_name(served, f"/officer/account/{path}"))
    page.context.clear_cookies()
    page.goto(by_name(served, f"/officer/sign-in?language={language}"))
    give_password(page, "officer")
    look_at(page, by_name(served, "/officer/sign-in/second"))
