"""The public pages in a real browser, on a phone and at a desk, in both languages; and an officer's way in."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect
from sqlalchemy import select

from supervision_code.persistence.models.codes import SupervisionCode
from tests.journeys.serving import Served, give_password, give_recovery_code

PHONE, DESK = (390, 844), (1440, 900)


def printed_code(served: Served) -> str:
    """The path of the firm's printed code."""
    firm = served.city.firm.id
    with served.supervision.database.read() as session:
        token = session.scalars(select(SupervisionCode.token).where(SupervisionCode.enterprise_id == firm)).one()
    return f"/c/{token}"


def look_at(page: Page, address: str) -> None:
    """Open a page and require that everybody can use it on a phone and at a desk, and that nothing was blocked."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        said.append(message.text)

    page.on("console", hear)
    page.goto(address)
    look_here(page)
    page.remove_listener("console", hear)
    assert [text for text in said if "404" not in text] == []


def look_here(page: Page) -> None:
    """Require it of what the page shows now."""
    for width, height in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        found = Axe().run(page)
        sticks_out = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        violations = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found.response["violations"]]
        assert (page.url, width, violations) == (page.url, width, [])
        assert not sticks_out, f"{page.url} is wider than {width}"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_public_pages_are_fit_for_everybody_and_leave_no_cookie(
    served: Served, new_visitor: Callable[..., BrowserContext], language: str
) -> None:
    visitor = new_visitor()
    page = visitor.new_page()

    for path in ("/", printed_code(served), "/c/nothing", "/nothing"):
        look_at(page, served.address(f"{path}?language={language}"))

    assert visitor.cookies() == []


@pytest.mark.parametrize("portal", ["enterprise", "officer", "supervisor"])
def test_the_sign_in_and_the_error_page_of_each_portal_are_fit_for_everybody(
    served: Served, new_visitor: Callable[..., BrowserContext], portal: str
) -> None:
    page = new_visitor().new_page()

    look_at(page, served.address(f"/{portal}/sign-in"))
    look_at(page, served.address(f"/{portal}/nothing"))


def test_an_officer_who_scanned_with_the_phones_own_camera_comes_to_the_firm(
    served: Served, new_visitor: Callable[..., BrowserContext]
) -> None:
    page = new_visitor(width=390, height=844).new_page()
    page.goto(served.address(printed_code(served)))
    page.get_by_role("link", name="执法人员继续").click()
    give_password(page, "officer")
    give_recovery_code(page, served, "officer")

    page.get_by_role("button", name="核对并继续").click()

    expect(page.get_by_text(served.city.firm.name).first).to_be_visible()
