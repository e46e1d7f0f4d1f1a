"""A browser without a screen: it signs in by role, follows links, sends forms, and checks every page it gets."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from config.settings import Settings
from supervision_code.persistence.models.accounts import Account
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORD
from tests.support.pages import Page, problems_of
from tests.support.roles import for_portal
from tests.support.second_steps import fresh_recovery_code


class Visitor:
    """Somebody at one portal; addresses are those inside the portal (``/visits/``)."""

    def __init__(self, application: Any, prefix: str, supervision: Supervision) -> None:
        self._client = Client(application)
        self._prefix = prefix
        self._supervision = supervision
        self.last: TestResponse | None = None

    def get(self, path: str, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Page:
        """Fetch a page and check it, whatever its status."""
        response = self.fetch(path, headers=headers)
        assert response.status_code == status, f"{path}: {response.status_code}, expected {status}"
        return self._checked(path, response)

    def part(self, path: str) -> Page:
        """Fetch what htmx would get: a part of a page."""
        response = self.fetch(path, headers={"HX-Request": "true"})
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return Page(response.get_data(as_text=True))

    def fetch(self, path: str, *, headers: Mapping[str, str] | None = None) -> TestResponse:
        """Fetch anything, without a check."""
        self.last = self._client.get(self._prefix + path, headers=dict(headers or {}))
        return self.last

    def send(self, path: str, fields: Mapping[str, Any], *, status: int = 303, token: str | None = None) -> Page:
        """Send a form; after a redirect the page it leads to comes back, checked."""
        data = {"csrf_token": token if token is not None else self.csrf_token(), **fields}
        response = self._client.post(self._prefix + path, data=data)
        self.last = response
        assert response.status_code == status, (
            f"{path}: {response.status_code}, expected {status}: {Page(response.get_data(as_text=True)).text[:600]}"
        )
        return self.follow() if status == 303 else self._checked(path, response)

    def follow(self) -> Page:
        """Go where the last answer leads, as a browser does."""
        assert self.last is not None
        address = self.last.headers["Location"]
        response = self._client.get(address)
        self.last = response
        if response.status_code == 303:
            return self.follow()
        assert response.status_code == 200, f"{address}: {response.status_code}"
        return self._checked(address, response)

    def csrf_token(self) -> str:
        """A token of this session, from a form on a page that is open to it: account, second factor or sign-in."""
        for path in ("/account/", "/account/second-factor/app", "/sign-in"):
            forms = Page(self.fetch(path).get_data(as_text=True)).forms
            if forms:
                return forms[0].fields["csrf_token"]
        raise AssertionError("no page with a form")

    def sign_in(self, username: str, password: str = PASSWORD) -> Page:
        """Sign in, with a recovery code where a second step is asked for, and return the page that follows."""
        page = self.give_password(username, password)
        if self.last is None or not self.last.request.path.endswith("/sign-in/second"):
            return page
        code = fresh_recovery_code(self._supervision, username)
        return self.send("/sign-in/second", {"recovery": code}, token=page.forms[0].fields["csrf_token"])

    def give_password(self, username: str, password: str = PASSWORD, *, status: int = 303) -> Page:
        """Take the first step of signing in and return the page that follows."""
        page = Page(self.fetch("/sign-in").get_data(as_text=True))
        token = page.forms[0].fields["csrf_token"]
        return self.send("/sign-in", {"username": username, "password": password}, status=status, token=token)

    @staticmethod
    def _checked(path: str, response: TestResponse) -> Page:
        page = Page(response.get_data(as_text=True))
        problems = problems_of(page)
        assert not problems, f"{path}: {problems}"
        return page


def portal_app(supervision: Supervision, portal: str) -> Flask:
    """One portal's application by its name: enterprise, officer or supervisor."""
    app: Flask = import_module(f"{portal}_portal.app").create_app(supervision)
    return app


VisitPortal = Callable[..., Visitor]


@pytest.fixture
def visit_portal(supervision: Supervision, settings: Settings) -> VisitPortal:
    """Make visitors: ``visit_portal("enterprise", account)``; without an account nobody is signed in.

    On PostgreSQL each portal works in its own role of the database.
    """
    mounted: dict[str, Any] = {}

    def visit(portal: str, account: Account | None = None) -> Visitor:
        if portal not in mounted:
            app = portal_app(for_portal(supervision, settings, portal), portal)
            mounted[portal] = DispatcherMiddleware(_nothing, {f"/{portal}": app})
        visitor = Visitor(mounted[portal], f"/{portal}", supervision)
        if account is not None:
            visitor.sign_in(account.username)
        return visitor

    return visit


def _nothing(_environ: Any, start_response: Any) -> list[bytes]:
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [b"nothing here"]
