"""Two officers, a third who never confirms, and the firm: four phones, one visit, checked from both sides."""

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from supervision_code.adapters.qr_reading import read_codes
from supervision_code.domain.permissions import Role
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.registry import build_officer
from tests.factories.small_city import SCJG
from tests.journeys.serving import Served, come_in, give_password
from tests.journeys.test_front import look_at
from tests.portals.officer.scenes import open_visit, part_of, visit_address
from tests.support.drawn_pictures import portrait

PHONE = (390, 844)
SHOWN = "王小明"


def code_on(page: Page) -> str:
    """Photograph the code on an officer's phone and read it."""
    card = page.locator("#officer-code .code-picture")
    expect(card).to_be_visible()
    return read_codes(card.screenshot())[0]


def test_officers_confirm_the_firm_scans_and_who_never_confirms_stays_in_sight(
    served: Served, new_visitor: Callable[..., BrowserContext]
) -> None:
    supervision, city = served.supervision, served.city
    third = build_officer(SCJG, "周强", certificate_no="44030400103")
    given(supervision.database, third, build_account(Role.OFFICER, username="second", officer=city.officers[1]))
    supervision.portraits.keep(city.actor(Role.AGENCY_MANAGER), city.officers[0].id, portrait())
    part = part_of(city, officers=(*(one.id for one in city.officers[:2]), third.id))
    visit = open_visit(supervision, city, parts=(part,))
    first, second, shop = (new_visitor(width=PHONE[0], height=PHONE[1]).new_page() for _ in range(3))

    come_in(first, served, "officer", "officer")
    first.goto(served.address(f"/officer{visit_address(visit)}"))
    expect(first.locator("#presence")).to_contain_text("已确认 1/3 人")
    first.get_by_role("link", name="亮码给企业扫").click()
    shown = code_on(first)
    assert urlsplit(shown).path.startswith("/o/")

    come_in(second, served, "officer", "second")
    expect(second.locator("main")).to_contain_text("您在")
    second.goto(served.address(f"/officer/scan?text={quote(shown, safe='')}"))
    second.get_by_role("button", name="核对并继续").click()
    expect(second.locator("#presence")).to_contain_text("扫同事亮码确认")

    shop.goto(served.address(urlsplit(shown).path))
    expect(shop.locator("main")).to_contain_text(SHOWN)
    expect(shop.locator("img.portrait")).to_be_visible()
    assert shop.context.cookies() == []
    shop.get_by_role("link", name="我是企业，他在我店").click()
    give_password(shop, "enterprise_member")
    shop.get_by_role("button", name="是，他在我店").click()
    shop.wait_for_url(re.compile(r"/enterprise/visits/"))
    expect(shop.locator("main")).to_contain_text("双向核验")
    expect(shop.locator("main")).to_contain_text("已确认 2/3 人")
    expect(shop.locator("main")).to_contain_text("周强")
    expect(shop.locator("main")).to_contain_text("等待确认")

    first.goto(served.address(f"/officer{visit_address(visit)}/code"))
    expect(first.locator("#officer-code")).to_contain_text("双向核验")


def test_the_pages_of_presence_are_fit_for_everybody(
    served: Served, new_visitor: Callable[..., BrowserContext]
) -> None:
    supervision, city = served.supervision, served.city
    supervision.portraits.keep(city.actor(Role.AGENCY_MANAGER), city.officers[0].id, portrait())
    visit = open_visit(supervision, city)
    where, officer = visit_address(visit), city.actor(Role.OFFICER)
    pages = {
        ("officer", "officer"): [
            where,
            f"{where}/code",
            f"{where}/presence/officers",
            f"{where}/presence/officers/{city.officers[1].id}/absent",
            "/officers/",
        ],
        ("officer", "agency_manager"): ["/officers/", f"/officers/{city.officers[0].id}"],
        ("enterprise", "enterprise_member"): [
            f"/visits/{visit.visit_id}",
            "/officer-codes",
            "/officer-codes/check?code=x",
        ],
        ("supervisor", "supervisor"): [where],
    }
    stranger = new_visitor().new_page()
    token = supervision.presence.code(officer, visit.enterprise_id, visit.visit_id).address.rpartition("/")[2]
    look_at(stranger, served.address(f"/o/{token}"))
    look_at(stranger, served.address("/o/nothing"))
    for (portal, username), paths in pages.items():
        page = new_visitor().new_page()
        come_in(page, served, portal, username)
        for path in paths:
            look_at(page, served.address(f"/{portal}{path}"))
