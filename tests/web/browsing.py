"""What a person does at the small portal: sign in, and send forms with the token of a page."""

from collections.abc import Mapping

from werkzeug.test import Client, TestResponse

from tests.factories.accounts import PASSWORD
from tests.support.pages import Page, problems_of

HOME = "/enterprise/"
SIGN_IN = "/enterprise/sign-in"
COOKIE = "sc_enterprise"
USER = "enterprise_administrator"


def page_of(response: TestResponse) -> Page:
    """The page in an answer, checked as every page is."""
    page = Page(response.get_data(as_text=True))
    assert problems_of(page) == []
    return page


def token_on(client: Client, address: str = SIGN_IN) -> str:
    """The CSRF token of a page."""
    return page_of(client.get(address)).forms[0].fields["csrf_token"]


def send(client: Client, address: str, fields: Mapping[str, str] | None = None, **headers: str) -> TestResponse:
    """Send a form with the token of the sign-in page, or of the home page once signed in."""
    page = page_of(client.get(SIGN_IN, follow_redirects=True))
    data = {"csrf_token": page.forms[0].fields["csrf_token"], **(fields or {})}
    return client.post(address, data=data, headers={name.replace("_", "-"): text for name, text in headers.items()})


def sign_in(client: Client, username: str = USER, password: str = PASSWORD, *, address: str = SIGN_IN) -> TestResponse:
    """Send the sign-in form."""
    return send(client, address, {"username": username, "password": password})


def cookie_of(client: Client, name: str = COOKIE) -> str:
    """What the session cookie holds, empty when there is none."""
    cookie = client.get_cookie(name)
    return cookie.value if cookie else ""
