"""Every error is a problem in the caller's language; every answer carries the headers of security and no cookie."""

import json

import pytest

from supervision_code.api.rate_limits import Allowance
from supervision_code.domain.clients import Scope
from supervision_code.domain.faults import DatabaseAway, Fault, OutcomeUnknown, StorageFull
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.machines import Machines, opened

PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "", 404, "not-found"),
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/visit-events", 405, "method-not-allowed"),
        ("OPTIONS", "/visit-events", 405, "method-not-allowed"),
        ("TRACE", "/me", 405, "method-not-allowed"),
        ("DELETE", "/me", 405, "method-not-allowed"),
        ("GET", "/me?x=%00", 400, "bad-request"),
        ("GET", "/visits/1/receipts", 422, "invalid-request"),
        ("GET", "/visits/019aab5e-3f00-7c1e-9b1a-5d2f6a7c8e90/receipts", 404, "no-such-record"),
        ("GET", "/ledger/tile/0/1", 404, "no-such-record"),
        ("GET", "/ledger/checkpoint", 404, "no-such-record"),
    ],
)
def test_a_wrong_call_is_answered_with_a_problem(
    machines: Machines, method: str, path: str, status: int, kind: str
) -> None:
    response = machines.system().call(method, path)
    assert (response.status_code, response.content_type) == (status, PROBLEM)
    problem = json.loads(response.get_data(as_text=True) or "{}")
    assert (problem["status"], problem["type"]) == (status, f"/api/v1/problems/{kind}")
    assert problem["title"]
    assert problem["detail"]
    if status == 405:
        assert response.headers["Allow"]


def test_another_content_type_and_too_much_of_it_are_refused(machines: Machines) -> None:
    system = machines.system()
    wrong = system.send_bytes(b"{}", "text/plain")
    assert (wrong.status_code, wrong.content_type) == (415, PROBLEM)
    large = system.send_bytes(b" " * (1024 * 1024 + 1))
    assert (large.status_code, large.content_type) == (413, PROBLEM)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Device-Time", "ten o'clock"),
        ("Device-Time", "2026-11-20T10:00:00"),
        ("Device-Monotonic", "-1"),
        ("Device-Boot", "x" * 65),
    ],
)
def test_a_clock_that_cannot_be_read_is_named(machines: Machines, header: str, value: str) -> None:
    response = machines.system().send(opened(machines.city), headers={header: value})
    assert response.status_code == 422
    assert [error["field"] for error in response.get_json()["errors"]] == [header]


def test_an_unexpected_error_tells_nothing_but_a_reference(machines: Machines) -> None:
    def fails() -> str:
        raise RuntimeError("the secret of the house")

    system = machines.system()
    machines.app.view_functions["me.show"] = fails
    machines.app.config["PROPAGATE_EXCEPTIONS"] = False
    response = system.get("/me")
    assert (response.status_code, response.content_type) == (500, PROBLEM)
    assert response.get_json()["reference"]
    assert "secret" not in response.get_data(as_text=True)


@pytest.mark.parametrize(("fault", "status"), [(DatabaseAway, 503), (StorageFull, 507), (OutcomeUnknown, 503)])
def test_a_fault_beneath_asks_to_send_again(machines: Machines, fault: type[Fault], status: int) -> None:
    def fails() -> str:
        raise fault

    system = machines.system()
    machines.app.view_functions["me.show"] = fails
    response = system.get("/me")
    assert (response.status_code, response.content_type) == (status, PROBLEM)
    assert response.headers["Retry-After"]
    assert response.get_json()["type"].endswith(fault.code)


def test_a_problem_speaks_the_language_that_is_asked_for(machines: Machines) -> None:
    stranger = machines.stranger()
    chinese, english = stranger.get("/me"), stranger.get("/me", **{"Accept-Language": "en-GB,en;q=0.8"})
    assert (chinese.headers["Content-Language"], english.headers["Content-Language"]) == ("zh-CN", "en")
    assert chinese.get_json()["title"] == "需要令牌"
    assert english.get_json()["title"] == "A token is needed"
    assert "Accept-Language" in english.headers["Vary"]


def test_every_answer_is_safe_and_sets_no_cookie(machines: Machines) -> None:
    for response in (
        machines.system().get("/me"),
        machines.stranger().get("/nowhere"),
        machines.stranger().get("/openapi.json"),
        machines.system().send(opened(machines.city)),
    ):
        assert "Set-Cookie" not in response.headers
        assert "Access-Control-Allow-Origin" not in response.headers
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert response.headers["Cache-Control"] == "no-store"


def test_who_asks_too_often_waits_and_others_do_not(supervision: Supervision, city: SmallCity) -> None:
    machines = Machines(supervision, city, Allowance(of_client=3))
    system = machines.system()
    answers = [system.get("/me") for _ in range(4)]
    assert {answer.status_code for answer in answers[:3]} == {200}
    assert (answers[3].status_code, answers[3].content_type) == (429, PROBLEM)
    assert 0 < int(answers[3].headers["Retry-After"]) <= 60
    assert machines.device().get("/me").status_code == 200


def test_who_keeps_showing_wrong_tokens_is_slowed_down(supervision: Supervision, city: SmallCity) -> None:
    stranger = Machines(supervision, city, Allowance(refused_of_address=3)).stranger("sc_" + "A" * 43)
    assert [stranger.get("/me").status_code for _ in range(4)] == [401, 401, 401, 429]


def test_the_document_and_the_keys_are_for_everybody(machines: Machines) -> None:
    stranger = machines.stranger()
    assert stranger.get("/openapi.json").get_json()["openapi"] == "3.1.0"
    assert "keys" in stranger.get("/keys").get_json()


def test_me_says_who_calls(machines: Machines) -> None:
    told = machines.device(scopes=[Scope.VISITS_WRITE]).get("/me").get_json()
    assert (told["kind"], told["agency"], told["officer"]) == ("device", "SCJG", machines.city.officers[0].name)
    assert told["scopes"] == ["visits:write"]
