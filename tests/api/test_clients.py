"""Tokens: what opens and what does not, and the matrix of scopes and reaches."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from supervision_code.domain.clients import ClientKind, Scope
from supervision_code.domain.errors import InvalidValue, NotPermitted
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.machine_clients import MachineClient
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.models.visits import Visit
from supervision_code.services.clients import NewClient
from supervision_code.web.access import access_mark
from tests.factories.small_city import SCJG, YJJ
from tests.support.clock import StoppedClock
from tests.support.machines import Machine, Machines, closed, opened, part


def made(machines: Machines, **other: Any) -> NewClient:
    values = {"name": "平台", "kind": ClientKind.SYSTEM, "scopes": list(Scope), "days": 30, "agency": SCJG, **other}
    return NewClient(**values)


def test_of_a_token_only_digest_and_beginning_are_kept(machines: Machines) -> None:
    given = machines.supervision.clients.add(None, made(machines))
    with machines.supervision.database.read() as session:
        client = session.scalars(select(MachineClient)).one()
    assert given.token.startswith("sc_")
    assert len(given.token) == 46
    assert given.token not in repr(vars(client))
    assert client.token_hint == given.token[:9]


def test_giving_renewing_and_taking_away_stand_in_the_trail_and_in_the_ledger(machines: Machines) -> None:
    clients, operator = machines.supervision.clients, machines.city.actor(Role.OPERATOR)
    given = clients.add(operator, made(machines))
    clients.rotate(operator, given.client_id)
    clients.revoke(operator, given.client_id)
    with machines.supervision.database.read() as session:
        acts = list(session.scalars(select(TrailEntry.action).order_by(TrailEntry.id)))
        entries = session.scalars(select(LedgerEntry.kind)).all()
    assert acts == ["client:added", "client:rotated", "client:revoked"]
    assert len(entries) == 3


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_only_the_operator_gives_tokens(machines: Machines, role: Role) -> None:
    with pytest.raises(NotPermitted):
        machines.supervision.clients.add(machines.city.actor(role), made(machines))
    with pytest.raises(NotPermitted):
        machines.supervision.queries.clients.page(machines.city.actor(role), "", "", 10)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"days": 0}, "days"),
        ({"days": 367}, "days"),
        ({"scopes": []}, "scopes"),
        ({"agency": "NOBODY"}, "agency"),
        ({"kind": ClientKind.DEVICE, "username": "supervisor"}, "username"),
        ({"kind": ClientKind.DEVICE, "username": "nobody"}, "username"),
    ],
)
def test_a_client_that_cannot_be_is_refused_by_its_field(machines: Machines, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        machines.supervision.clients.add(None, made(machines, **wrong))
    assert refused.value.facts["field"] == field


def test_unknown_expired_and_revoked_tokens_look_the_same(machines: Machines, clock: StoppedClock) -> None:
    clients = machines.supervision.clients
    revoked, rotated = clients.add(None, made(machines)), clients.add(None, made(machines))
    clients.revoke(None, revoked.client_id)
    clients.rotate(None, rotated.client_id)
    expired = clients.add(None, made(machines, days=1))
    clock.pass_by(days=1)
    shown = ["", "x", "sc_" + "A" * 43, revoked.token, rotated.token, expired.token]
    answers = [machines.stranger(token).get("/me") for token in shown]
    assert {answer.status_code for answer in answers} == {401}
    assert {answer.get_data() for answer in answers} == {answers[0].get_data()}
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {'Bearer realm="api"'}


def test_a_token_is_taken_from_the_header_only(machines: Machines) -> None:
    token = machines.system().token
    assert machines.stranger().get(f"/me?access_token={token}").status_code == 401
    assert machines.stranger().get("/me", Cookie=f"token={token}").status_code == 401
    assert machines.stranger().get("/me", Authorization=f"Basic {token}").status_code == 401
    assert machines.stranger().get("/me", Authorization=f"bearer {token}").status_code == 200


def test_a_device_ends_with_the_account_of_its_officer(machines: Machines) -> None:
    device = machines.device()
    machines.supervision.accounts.set_active(None, "officer", active=False)
    assert device.get("/me").status_code == 401


def test_the_last_use_is_noted_but_not_with_each_request(machines: Machines, clock: StoppedClock) -> None:
    system = machines.system()
    first = clock.now()
    system.get("/me")
    clock.pass_by(minutes=5)
    system.get("/me")
    row = machines.supervision.queries.clients.page(None, "", "", 10)[0]
    assert row.last_used_at == first


def marks(app: Flask) -> dict[str, str | None]:
    return {rule.endpoint: access_mark(app, rule.endpoint) for rule in app.url_map.iter_rules()}


@pytest.mark.parametrize("scope", list(Scope))
def test_a_scope_opens_its_own_operations_and_no_other(machines: Machines, scope: Scope) -> None:
    system = machines.system(scopes=[scope])
    doors: dict[Scope, Callable[[Machine], TestResponse]] = {
        Scope.VISITS_WRITE: lambda machine: machine.send(opened(machines.city)),
        Scope.RECEIPTS_READ: lambda machine: machine.get("/visits/019aab5e-3f00-7c1e-9b1a-5d2f6a7c8e90/receipts"),
        Scope.LEDGER_READ: lambda machine: machine.get("/ledger/keys"),
    }
    assert {mark.removeprefix("scope:") for mark in marks(machines.app).values() if mark and ":" in mark} == set(doors)
    for door, call in doors.items():
        assert (call(system).status_code == 403) == (door is not scope)


def _officer(machines: Machines, index: int) -> str:
    return machines.city.officers[index].certificate_no


CLIENTS: dict[str, Callable[[Machines], Machine]] = {
    "the system of another agency": lambda machines: machines.system(YJJ),
    "the phone of another agency's officer": lambda machines: machines.device("other-officer"),
}
CALLS: dict[str, tuple[Callable[[Machines, Machine, str], Any], int]] = {
    "opens in the name of this agency": (lambda m, c, _: c.send(opened(m.city)), 422),
    "opens for the own agency with an officer of this one": (
        lambda m, c, _: c.send(
            opened(m.city, parts=[part(m.city, agency=YJJ, items=["YJJ-1"], officers=[_officer(m, 0), _officer(m, 1)])])
        ),
        422,
    ),
    "sends the event of this agency again": (lambda m, c, sent: c.send(opened(m.city, visit=sent)), 409),
    "ends the visit as its own officer": (lambda m, c, sent: c.send(closed(m.city, sent, officer=_officer(m, 2))), 422),
    "ends the visit as an officer of this agency": (lambda m, c, sent: c.send(closed(m.city, sent)), 422),
    "ends the visit and names the firm": (
        lambda m, c, sent: c.send(closed(m.city, sent, officer=_officer(m, 2), uscc=m.city.firm.uscc)),
        422,
    ),
    "asks for the receipts": (lambda _, c, sent: c.get(f"/visits/{sent}/receipts"), 404),
}


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("call", CALLS)
def test_what_is_foreign_is_denied(machines: Machines, client: str, call: str) -> None:
    event = opened(machines.city)
    machines.system().send(event)
    reaches, status = CALLS[call]
    response = reaches(machines, CLIENTS[client](machines), event["visit"])
    assert response.status_code == status
    with machines.supervision.database.read() as session:
        (visit,) = session.scalars(select(Visit)).all()
    assert (str(visit.id), visit.outcome) == (event["visit"], None)


def test_a_phone_speaks_for_its_own_officer_only(machines: Machines) -> None:
    device, colleague = machines.device(), _officer(machines, 1)
    alone = part(machines.city, officers=[colleague])
    assert device.send(opened(machines.city, parts=[alone])).status_code == 422
    event = opened(machines.city)
    assert device.send(event).status_code == 201
    assert device.send(closed(machines.city, event["visit"], officer=colleague)).status_code == 422
    assert machines.device().get(f"/visits/{event['visit']}/receipts").status_code == 200


def test_systems_of_one_agency_see_each_others_visits_and_repeat_each_others_events(machines: Machines) -> None:
    event = opened(machines.city)
    first = machines.system().send(event).get_json()
    again = machines.system().send(event)
    assert again.status_code == 200
    assert again.get_json()["receipt"] == first["receipt"]
