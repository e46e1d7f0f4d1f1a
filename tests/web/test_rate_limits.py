"""Limits of one process: signing in is refused when counting fails, scanning goes on."""

from typing import Any

import pytest
from limits.storage import MemoryStorage
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from supervision_code.web.rate_limits import install_rate_limits
from tests.factories.accounts import PASSWORD
from tests.factories.small_city import SmallCity
from tests.support.pages import Page
from tests.support.portals import Visitor, VisitPortal, portal_app

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class BrokenStorage(MemoryStorage):
    """Counts nothing any more."""

    STORAGE_SCHEME = ["broken"]  # noqa: RUF012 - the library names it

    def acquire_entry(self, *_: Any, **__: Any) -> bool:
        raise ConnectionError("the counter is gone")

    def get_moving_window(self, *_: Any, **__: Any) -> tuple[float, int]:
        raise ConnectionError("the counter is gone")


def test_an_account_may_scan_two_times_a_second_and_no_more(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer, manager = (visit_portal("officer", city.accounts[r]) for r in (Role.OFFICER, Role.AGENCY_MANAGER))
    token = officer.csrf_token()
    statuses = [_scan(officer, token) for _ in range(121)]

    assert set(statuses[:120]) == {422}
    assert statuses[120] == 429
    assert _scan(manager, manager.csrf_token()) == 422


def _scan(visitor: Visitor, token: str) -> int:
    answer = visitor._client.post("/officer/scan", data={"csrf_token": token, "text": "no code"})
    return int(answer.status_code)


def test_wrong_second_steps_are_limited_by_address(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer")
    officer.give_password("officer")
    token = Page(officer.fetch("/sign-in/second").get_data(as_text=True)).forms[0].fields["csrf_token"]
    statuses = [
        officer._client.post("/officer/sign-in/second", data={"csrf_token": token, "code": "000000"}).status_code
        for _ in range(31)
    ]

    assert set(statuses[:30]) == {401}
    assert statuses[30] == 429


def test_when_counting_fails_nobody_signs_in_and_scanning_goes_on(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    app = portal_app(supervision, "officer")
    install_rate_limits(app, storage="broken://")
    client = Client(DispatcherMiddleware(None, {"/officer": app}))  # type: ignore[arg-type]
    token = Page(client.get("/officer/sign-in").get_data(as_text=True)).forms[0].fields["csrf_token"]
    fields = {"csrf_token": token, "username": "officer", "password": PASSWORD}

    assert client.post("/officer/sign-in", data=fields).status_code == 500
    client.set_cookie("sc_officer", _cookie(officer))
    token = officer.csrf_token()
    assert client.post("/officer/scan", data={"csrf_token": token, "text": "no code"}).status_code == 422


def _cookie(visitor: Visitor) -> str:
    cookie = visitor._client.get_cookie("sc_officer")
    return cookie.value if cookie else ""
