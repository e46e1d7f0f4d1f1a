"""Every door says who may enter, and the committed list shows every door."""

from flask import Flask

from supervision_code.domain.permissions import GRANTS, Permission
from tests.architecture.house import PORTALS
from tests.architecture.routes import LIST, applications, as_text, doors

_PHONE_APP = {"/field/", "/field/words.json", "/field/manifest.webmanifest", "/service-worker.js"}
"""Files, the same for everybody: what they show lies in the phone (tests/portals/officer/test_field.py)."""
_OPEN_PORTAL_DOORS = {"/sign-in", "/sign-in/second", "/sign-in/again", "/static/<path:filename>", *_PHONE_APP}


def test_every_route_says_who_may_enter() -> None:
    assert [f"{door.methods} {door.address}" for door in doors() if door.mark is None] == []


def test_the_committed_list_shows_every_door() -> None:
    assert LIST.read_text(encoding="utf-8").splitlines() == as_text().splitlines(), "write it anew: make routes"


def test_in_the_portals_only_the_sign_in_and_files_for_all_are_open_to_everybody() -> None:
    assert {
        door.address.removeprefix(f"/{door.application}")
        for door in doors()
        if door.application in PORTALS and door.permission is None
    } - _OPEN_PORTAL_DOORS == set()


def test_every_door_of_a_portal_can_be_entered_by_somebody_who_signs_in_there() -> None:
    def may_enter(app: Flask) -> set[str]:
        return {str(permission) for role in app.extensions["portal"].roles for permission in GRANTS[role]}

    assert [
        f"{door.address}: {door.mark}"
        for door in doors()
        if door.permission is not None and door.mark not in may_enter(applications()[door.application])
    ] == []


def test_looking_changes_nothing_and_changing_is_never_a_look() -> None:
    assert [door.address for door in doors() if set(door.methods.split(", ")) not in ({"GET"}, {"POST"})] == []


def test_the_navigation_leads_only_where_its_reader_may_enter() -> None:
    assert [
        f"{name}: {role.value} sees {item.endpoint}"
        for name in PORTALS
        for role in applications()[name].extensions["portal"].roles
        for item in applications()[name].extensions["portal"].navigation
        if item.permission in GRANTS[role] and _demanded(name, item.endpoint) not in GRANTS[role]
    ] == []


def _demanded(application: str, endpoint: str) -> Permission | None:
    return next(door.permission for door in doors() if (door.application, door.endpoint) == (application, endpoint))
