"""The entrance: what it says, where it leads, and that it knows nobody."""

import pytest
from werkzeug.test import Client

from supervision_code.product import Supervision
from tests.support.pages import Page, problems_of


def page_at(front: Client, address: str, status: int = 200) -> Page:
    answer = front.get(address)
    page = Page(answer.get_data(as_text=True))
    assert (answer.status_code, problems_of(page)) == (status, [])
    return page


def test_the_entrance_leads_to_the_three_portals(front: Client) -> None:
    page = page_at(front, "/")

    assert page.heading == "上门先扫码，检查有本账"
    assert [link for link in page.links if link.startswith("/")] == [
        "/enterprise/",
        "/officer/",
        "/supervisor/",
        "/plans/",
        "/ledger/",
    ]


def test_the_entrance_explains_itself_in_three_steps_with_the_days_of_the_policy(
    front: Client, supervision: Supervision
) -> None:
    page = page_at(front, "/")

    assert len(page.all("li")) >= 6
    assert f"{supervision.in_force.policy.dispute_days}天内可以确认" in page.text


def test_the_language_goes_along_to_the_portals_and_back(front: Client) -> None:
    page = page_at(front, "/?language=en")

    assert page.heading == "Scan first: every inspection in one log"
    assert "/officer/?language=en" in page.links
    assert "?language=zh-CN" in page.links
    assert "/?language=en" in page_at(front, "/nothing?language=en", 404).links


@pytest.mark.parametrize(
    "address", ["/", "/?language=en", "/c/nothing", "/nothing", "/.well-known/jwks.json", "/healthz", "/readyz"]
)
def test_the_front_reads_and_sets_no_cookie(front: Client, address: str) -> None:
    plain = front.get(address)
    with_cookies = front.get(address, headers={"Cookie": "sc_front=a; sc_enterprise=b; session=c"})

    assert "Set-Cookie" not in plain.headers
    assert "Set-Cookie" not in with_cookies.headers
    assert with_cookies.data == plain.data
    assert "Cookie" not in plain.headers.get("Vary", "")


def test_the_front_takes_no_form(front: Client) -> None:
    assert page_at(front, "/").forms == []
    assert front.post("/", data={"a": "b"}).status_code == 405


def test_search_engines_see_the_entrance_only(front: Client) -> None:
    answer = front.get("/robots.txt")

    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.get_data(as_text=True) == "User-agent: *\nAllow: /$\nDisallow: /\n"


def test_the_old_name_of_the_icon_gives_the_mark(front: Client) -> None:
    with front.get("/favicon.ico") as answer:
        assert (answer.status_code, answer.content_type) == (200, "image/svg+xml")
        assert answer.data.startswith(b"<svg")
