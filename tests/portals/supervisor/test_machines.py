"""The operator's clients and the supervisor's held events, as pages."""

import re

import pytest

from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from supervision_code.queries.held_events import shown_text
from tests.factories.small_city import SmallCity
from tests.support.machines import Machines, opened, part
from tests.support.portals import Visitor, VisitPortal


@pytest.fixture
def machines(supervision: Supervision, city: SmallCity) -> Machines:
    return Machines(supervision, city)


@pytest.fixture
def conflict(machines: Machines) -> str:
    """A held event that contradicts one on record; its number."""
    system, event = machines.system(), opened(machines.city)
    system.send(event)
    told = system.send({**event, "parts": [part(machines.city, items=["SCJG-2"])]}).get_json()
    return str(told["held"])


@pytest.fixture
def futian(visit_portal: VisitPortal, city: SmallCity) -> Visitor:
    return visit_portal("supervisor", city.accounts[Role.SUPERVISOR])


@pytest.fixture
def operator(visit_portal: VisitPortal, city: SmallCity) -> Visitor:
    return visit_portal("supervisor", city.accounts[Role.OPERATOR])


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_conflict_is_shown_whole_beside_what_is_on_record(futian: Visitor, conflict: str, language: str) -> None:
    assert futian.get(f"/held-events/?language={language}").heading
    assert f"/supervisor/held-events/{conflict}" in futian.fetch("/held-events/").get_data(as_text=True)
    page = futian.get(f"/held-events/{conflict}?language={language}")
    assert "SCJG-2" in page.text
    assert "SCJG-1" in page.text
    assert "parts" in page.text


def test_marking_needs_a_note_is_done_once_and_takes_it_off_the_list(futian: Visitor, conflict: str) -> None:
    futian.send(f"/held-events/{conflict}/seen", {"note": ""}, status=422)
    futian.send(f"/held-events/{conflict}/seen", {"note": "已请单位更正"})
    assert conflict not in futian.fetch("/held-events/").get_data(as_text=True)
    assert "已请单位更正" in futian.get(f"/held-events/{conflict}").text
    futian.send(f"/held-events/{conflict}/seen", {"note": "再来"}, status=422)


def test_a_supervisor_next_door_finds_nothing(visit_portal: VisitPortal, city: SmallCity, conflict: str) -> None:
    longhua = visit_portal("supervisor", city.other_accounts[Role.SUPERVISOR])
    longhua.get(f"/held-events/{conflict}", status=404)
    assert conflict not in longhua.fetch("/held-events/?state=all").get_data(as_text=True)
    longhua.send(f"/held-events/{conflict}/seen", {"note": "看过"}, status=404)


def test_bytes_of_a_stranger_are_shown_as_text(machines: Machines, futian: Visitor) -> None:
    held = machines.system().send_bytes(b"<script>alert(1)</script>\x00\x1b[31m\xff").get_json()["held"]
    page = futian.fetch(f"/held-events/{held}").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\\x00\\x1b[31m\\xff" in page
    assert shown_text(b"\xe2\x80\xae") == "\\u202e"


def test_the_visit_says_what_the_machine_claimed(machines: Machines, futian: Visitor) -> None:
    event = opened(machines.city)
    machines.device().send(event)
    page = futian.get(f"/visits/{machines.city.firm.id}/{event['visit']}")
    assert "机器报送" in page.text


def test_the_operator_sees_how_many_wait(operator: Visitor, conflict: str) -> None:
    assert conflict
    assert "待查看的未采用报送" in operator.get("/operations/").text


def fields(**other: str) -> dict[str, object]:
    return {
        "kind": "system",
        "name": "市监执法平台",
        "agency": "SCJG",
        "username": "",
        "scopes": ["visits:write", "receipts:read"],
        "days": "90",
        **other,
    }


def test_the_operator_gives_a_token_once_renews_and_revokes_it(operator: Visitor, machines: Machines) -> None:
    page = operator.send("/clients/new", fields(), status=200)
    token = re.findall(r"sc_[\w-]{43}", page.text)[0]
    assert machines.stranger(token).get("/me").status_code == 200
    row = machines.supervision.queries.clients.page(None, "", "", 1)[0]
    assert token not in operator.fetch(f"/clients/{row.id}").get_data(as_text=True)
    assert "市监执法平台" in operator.get("/clients/?language=en").text
    renewed = operator.send(f"/clients/{row.id}/rotate", {}, status=200)
    assert machines.stranger(token).get("/me").status_code == 401
    token = re.findall(r"sc_[\w-]{43}", renewed.text)[0]
    operator.send(f"/clients/{row.id}/revoke", {})
    assert machines.stranger(token).get("/me").status_code == 401
    assert operator.get(f"/clients/{row.id}").heading


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"agency": "NOBODY"}, {"days": "9999"}, {"kind": "device"}]
)
def test_a_client_that_cannot_be_is_not_made(operator: Visitor, machines: Machines, wrong: dict[str, str]) -> None:
    operator.send("/clients/new", fields(**wrong), status=422)
    assert machines.supervision.queries.clients.page(None, "", "", 1) == []


def test_pages_for_one_are_not_for_the_other(futian: Visitor, operator: Visitor) -> None:
    futian.get("/clients/", status=403)
    operator.get("/held-events/", status=403)
    operator.get("/clients/new")
