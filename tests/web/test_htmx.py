"""Whole pages and parts: what htmx gets, what a history restore gets, and where an expired sign-in leads."""

from werkzeug.test import Client

from tests.factories.small_city import SmallCity
from tests.web.browsing import HOME, page_of, sign_in

_HTMX = {"HX-Request": "true"}


def test_htmx_gets_the_part_and_a_browser_the_page(visitor: Client, city: SmallCity) -> None:
    sign_in(visitor)

    whole, part = visitor.get(HOME), visitor.get(HOME, headers=_HTMX)

    assert part.get_data(as_text=True).strip() == "<p>rows for 陈店长</p>"
    assert part.get_data(as_text=True).strip() in whole.get_data(as_text=True)
    assert "HX-Request" in whole.headers["Vary"]
    assert "HX-Request" in part.headers["Vary"]


def test_a_history_restore_gets_the_whole_page(visitor: Client, city: SmallCity) -> None:
    sign_in(visitor)

    restored = visitor.get(HOME, headers={**_HTMX, "HX-History-Restore-Request": "true"})

    assert page_of(restored).heading == "Small page"


def test_an_expired_sign_in_takes_htmx_to_the_sign_in_page_and_back_to_the_page_it_was_on(visitor: Client) -> None:
    headers = {**_HTMX, "HX-Current-URL": "http://localhost/enterprise/?days=7"}

    answer = visitor.get(HOME, headers=headers)

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/enterprise/sign-in?next=/enterprise/?days%3D7"
    assert "Location" not in answer.headers


def test_what_htmx_says_about_its_page_cannot_lead_elsewhere(visitor: Client, city: SmallCity) -> None:
    headers = {**_HTMX, "HX-Current-URL": "https://evil.example//evil.example/"}

    address = visitor.get(HOME, headers=headers).headers["HX-Redirect"]

    assert sign_in(visitor, address=address).headers["Location"] == HOME


def test_signing_in_by_htmx_loads_the_next_page_as_a_whole(visitor: Client, city: SmallCity) -> None:
    page = page_of(visitor.get("/enterprise/sign-in"))
    fields = {"username": "enterprise_administrator", "password": "correct-horse-battery"}

    answer = visitor.post(
        "/enterprise/sign-in", data={"csrf_token": page.forms[0].fields["csrf_token"], **fields}, headers=_HTMX
    )

    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, HOME)
