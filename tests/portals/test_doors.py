"""Every door of every portal, tried by everybody: nobody, those who may not, and those who may but name no record."""

import re
from typing import Final
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from supervision_code.domain.permissions import GRANTS, Role
from supervision_code.product import Supervision
from tests.architecture.house import PORTALS
from tests.architecture.routes import FOR_THE_WHOLE_CITY, Door, doors, readers, screens_of
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.busy_city import fill
from tests.factories.small_city import SmallCity
from tests.support.pages import Page, problems_of
from tests.support.portals import Visitor, VisitPortal

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

_NO_RECORD: Final = {"uuid": str(UUID(int=1)), "int": "1", "default": "no-such-record"}
_AS_IF_NOTHING: Final = frozenset({404})
_ANSWERED: Final = frozenset({200, 204, 303, 400, 404, 409, 422})
_REFUSED: Final = frozenset({403})
_HEADERS: Final = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options")


def _of(portal: str) -> list[Door]:
    return [door for door in doors() if door.application == portal and door.permission is not None]


def _path(door: Door) -> str:
    """The door's address inside its portal, with records that do not exist."""
    inside = door.address.removeprefix(f"/{door.application}")
    return re.sub(r"<(?:(\w+):)?\w+>", lambda found: _NO_RECORD[found[1] or "default"], inside)


def _try(visitor: Visitor, door: Door, token: str = "") -> TestResponse:
    if door.methods == "GET":
        answer = visitor.fetch(_path(door))
    else:
        answer = visitor._client.post(f"{visitor._prefix}{_path(door)}", data={"csrf_token": token})
    answer.get_data()
    return answer


@pytest.mark.parametrize("portal", PORTALS)
def test_nobody_is_led_to_the_sign_in_and_back_and_changes_nothing(
    supervision: Supervision, visit_portal: VisitPortal, portal: str
) -> None:
    visitor = visit_portal(portal)
    for door in _of(portal):
        answer = _try(visitor, door)
        assert answer.status_code == (303 if door.methods == "GET" else 400), door.address
        if door.methods == "GET":
            assert answer.headers["Location"].startswith(f"/{portal}/sign-in?next=/{portal}/"), door.address
        assert [name for name in _HEADERS if name not in answer.headers] == [], door.address


@pytest.mark.parametrize(("portal", "role"), readers(), ids=str)
def test_who_may_not_enter_is_told_so(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal, portal: str, role: Role
) -> None:
    visitor = visit_portal(portal, city.accounts[role])
    token = visitor.csrf_token()
    for door in _of(portal):
        if door.permission not in GRANTS[role]:
            answer = _try(visitor, door, token)
            assert answer.status_code == 403, f"{door.methods} {door.address}"
            assert problems_of(Page(answer.get_data(as_text=True))) == [], door.address


@pytest.mark.parametrize(("portal", "role"), readers(), ids=str)
def test_a_record_that_does_not_exist_is_not_found_and_nothing_breaks(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal, portal: str, role: Role
) -> None:
    visitor = visit_portal(portal, city.accounts[role])
    token = visitor.csrf_token()
    for door in _of(portal):
        if door.permission in GRANTS[role] and "sign-out" not in door.address:
            answer = _try(visitor, door, token)
            names_a_record = "<" in door.address and door.methods == "GET"
            allowed = _AS_IF_NOTHING if names_a_record else _ANSWERED
            if door.permission in FOR_THE_WHOLE_CITY:
                allowed |= _REFUSED
            assert answer.status_code in allowed, f"{door.methods} {door.address}: {answer.status_code}"


@pytest.mark.parametrize(("portal", "role"), readers(), ids=str)
def test_every_screen_is_a_whole_page_in_both_languages(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal, portal: str, role: Role
) -> None:
    list(supervision.codes.issue_missing())
    fill(supervision, city, 0, 3)
    visitor = visit_portal(portal, city.accounts[role])
    _look_at(visitor, screens_of(portal, role))


def test_the_screens_for_the_whole_city_are_whole_pages_too(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    account = build_account(Role.SUPERVISOR, username="city-supervisor", name="市监督")
    given(supervision.database, account)
    screens = screens_of("supervisor", Role.SUPERVISOR, whole_city=True)
    assert len(screens) > len(screens_of("supervisor", Role.SUPERVISOR))
    _look_at(visit_portal("supervisor", account), screens)


def _look_at(visitor: Visitor, screens: list[str]) -> None:
    for language in ("zh-CN", "en"):
        for address in screens:
            answer = visitor.fetch(f"{address}?language={language}")
            text = answer.get_data(as_text=True)
            if answer.mimetype == "text/html" and answer.status_code == 200:
                page = Page(text)
                assert problems_of(page) == [], f"{address}: {language}"
                assert page.all("html")[0].get("lang") == language, address
            assert answer.status_code in {200, 303}, f"{address}: {language}: {answer.status_code}"
