"""A visit of several agencies as their machines report it: each leaves for itself, once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.visit_events import EventKind, kind_of, name_of
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.machine_clients import HeldEvent, ReceivedEvent
from supervision_code.persistence.models.results import VisitResult
from supervision_code.persistence.models.visits import Visit
from tests.factories.small_city import YJJ
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.machines import Machines, closed, opened, part


def stored(machines: Machines, what: Any) -> list[Any]:
    with machines.supervision.database.read() as session:
        return list(session.scalars(select(what)))


def jointly_opened(machines: Machines) -> str:
    """Open a visit of SCJG, which leads, and YJJ; return its id."""
    city = machines.city
    officers = [officer.certificate_no for officer in city.officers[2:4]]
    theirs = {"agency": YJJ, "type": "routine", "items": ["YJJ-1"], "officers": officers}
    event = opened(city, uuid4(), parts=[part(city), theirs])
    assert machines.system().send(event).status_code == 201
    return str(event["visit"])


def left_by_the_other(machines: Machines, visit: str, **other: Any) -> dict[str, Any]:
    officer = machines.city.officers[2].certificate_no
    return closed(machines.city, visit, officer=officer, outcome="corrected_on_site", result="当场改正", **other)


@pytest.mark.parametrize("order", [("lead", "other"), ("other", "lead")])
def test_each_agency_leaves_once_in_any_order_and_again_is_told_the_same(
    machines: Machines, clock: StoppedClock, order: tuple[str, str]
) -> None:
    visit = jointly_opened(machines)
    senders = {"lead": machines.system(), "other": machines.system(YJJ)}
    events = {"lead": closed(machines.city, visit), "other": left_by_the_other(machines, visit)}
    first = {}
    for who in order:
        clock.pass_by(minutes=1)
        answer = senders[who].send(events[who])
        first[who] = answer.get_json()
        assert (answer.status_code, first[who]["event"], first[who]["repeated"]) == (201, "visit_closed", False)
    clock.pass_by(hours=1)
    for who in order:
        assert senders[who].send(events[who]).get_json() == {**first[who], "status": 200, "repeated": True}
    assert first["lead"]["receipt"] != first["other"]["receipt"]
    [record] = stored(machines, Visit)
    assert (record.state, record.lead_agency) == (VisitState.CLOSED, "SCJG")
    assert {one.agency: one.outcome.value for one in stored(machines, VisitResult)} == {
        "SCJG": "no_problem",
        "YJJ": "corrected_on_site",
    }
    kinds = [entry.kind for entry in stored(machines, LedgerEntry) if entry.subject_id == visit]
    assert sorted(kinds) == sorted([LedgerKind.VISIT_OPENED, LedgerKind.VISIT_CLOSED, LedgerKind.VISIT_RESULT])
    kept = stored(machines, ReceivedEvent)
    assert sorted((row.agency, row.kind) for row in kept) == [
        ("SCJG", EventKind.CLOSED),
        ("SCJG", EventKind.OPENED),
        ("YJJ", EventKind.CLOSED),
    ]
    assert stored(machines, HeldEvent) == []


def test_an_agency_that_leaves_while_the_visit_goes_on_is_told_when_it_left(
    machines: Machines, clock: StoppedClock
) -> None:
    visit = jointly_opened(machines)
    clock.pass_by(minutes=30)
    at = FRIDAY_TEN + timedelta(minutes=20)
    told = machines.system(YJJ).send(left_by_the_other(machines, visit, claimed_at=at.isoformat())).get_json()
    assert told["ended_at"] == at.isoformat()
    [record] = stored(machines, Visit)
    assert (record.state, record.ended_at) == (VisitState.OPEN, None)


def test_what_contradicts_the_same_agencys_own_leaving_is_held(machines: Machines) -> None:
    visit = jointly_opened(machines)
    machines.system().send(closed(machines.city, visit))
    machines.system(YJJ).send(left_by_the_other(machines, visit))
    for system, other in (
        (machines.system(), closed(machines.city, visit, outcome="corrected_on_site", result="另一结果")),
        (machines.system(YJJ), {**left_by_the_other(machines, visit), "result": "另一结果"}),
        (machines.device("other-officer"), left_by_the_other(machines, visit, claimed_at="2026-11-20T10:05:00+08:00")),
    ):
        assert system.send(other).status_code == 409
    held = stored(machines, HeldEvent)
    assert [(one.because.value, one.event) for one in held] == [("conflict", "visit_closed")] * 3
    assert len(stored(machines, VisitResult)) == 2


def test_an_agency_that_did_not_come_along_learns_nothing_of_the_visit(machines: Machines) -> None:
    event = opened(machines.city)
    machines.system().send([event, closed(machines.city, event["visit"])])
    answer = machines.system(YJJ).send(left_by_the_other(machines, event["visit"]))
    nobody = machines.system(YJJ).send(left_by_the_other(machines, str(uuid4())))
    told = [(one.status_code, one.get_json()["type"], one.get_json()["detail"]) for one in (answer, nobody)]
    assert told[0] == told[1]
    assert told[0][0] == 422


def test_what_stands_under_the_plain_name_from_before_leaves_room_for_the_lead(machines: Machines) -> None:
    visit = jointly_opened(machines)
    machines.system(YJJ).send(left_by_the_other(machines, visit))
    assert ("visit_closed", YJJ) in {(row.event, row.agency) for row in stored(machines, ReceivedEvent)}
    assert machines.system().send(closed(machines.city, visit)).status_code == 201
    assert stored(machines, Visit)[0].state is VisitState.CLOSED


@pytest.mark.parametrize("agency", ["", "YJJ", "龙" * 64])
def test_a_name_fits_its_column_and_gives_its_kind_back(agency: str) -> None:
    for kind in EventKind:
        assert len(name_of(kind, agency)) <= 32
        assert kind_of(name_of(kind, agency)) is kind
