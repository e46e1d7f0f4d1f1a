"""Visit events: taken once however often they come, held when they cannot be taken, and never dropped."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from supervision_code.domain.visit_drafts import EARLIEST
from supervision_code.domain.visit_events import MOST_HELD_BYTES
from supervision_code.domain.visits import EvidenceLevel, ScanChannel, VisitState
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.machine_clients import HeldEvent, ReceivedEvent
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Visit
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.machines import Machines, closed, opened, part


def stored(machines: Machines, what: Any) -> list[Any]:
    with machines.supervision.database.read() as session:
        return list(session.scalars(select(what)))


def the_visit(machines: Machines) -> Visit:
    (visit,) = stored(machines, Visit)
    found: Visit = visit
    return found


def test_an_event_opens_a_visit_under_the_id_of_its_sender(machines: Machines) -> None:
    event = opened(machines.city)
    response = machines.system().send(event)
    told = response.get_json()
    assert response.status_code == 201
    assert (told["visit"], told["repeated"], told["late"], told["findings"]) == (event["visit"], False, False, [])
    visit = the_visit(machines)
    assert (str(visit.id), visit.number, visit.started_at) == (event["visit"], told["number"], FRIDAY_TEN)
    assert (visit.channel, visit.evidence) == (ScanChannel.LICENCE_QR, EvidenceLevel.STATIC_CODE)
    (scan,) = stored(machines, Scan)
    assert (scan.visit_id, scan.officer_id) == (visit.id, machines.city.officers[0].id)


def test_the_same_event_again_gets_the_same_receipt_and_changes_nothing(
    machines: Machines, clock: StoppedClock
) -> None:
    system, event = machines.system(), opened(machines.city)
    first = system.send(event).get_json()
    clock.pass_by(minutes=30)
    again = system.send(dict(reversed(event.items())))
    assert again.status_code == 200
    assert again.get_json() == {**first, "status": 200, "repeated": True}
    assert len(stored(machines, Visit)) == len(stored(machines, ReceivedEvent)) == 1


def test_other_content_under_the_same_id_is_a_conflict_and_kept_for_the_supervisor(machines: Machines) -> None:
    system, event = machines.system(), opened(machines.city)
    system.send(event)
    other = {**event, "parts": [part(machines.city, items=["SCJG-2"])]}
    system.send(other)
    response = system.send(other)
    assert (response.status_code, response.content_type) == (409, "application/problem+json")
    problem = response.get_json()
    (held,) = stored(machines, HeldEvent)
    assert (problem["type"], problem["held"]) == ("/api/v1/problems/already-recorded", str(held.id))
    assert (json.loads(held.raw), held.times, held.because) == (other, 2, "conflict")
    assert len(stored(machines, Visit)) == 1
    assert [
        message.recipient for message in stored(machines, InboxMessage) if message.key == "inbox-event-conflict"
    ] == ["district:440304"]


def test_a_list_is_answered_item_by_item_in_order_and_one_bad_item_stops_nothing(machines: Machines) -> None:
    first, last = opened(machines.city), opened(machines.city, claimed_at="yesterday")
    response = machines.system().send([first, last, closed(machines.city, first["visit"])])
    results = response.get_json()["results"]
    assert response.status_code == 207
    assert [result["status"] for result in results] == [201, 422, 201]
    assert results[1]["problem"]["errors"][0]["field"] == "claimed_at"
    assert results[1]["visit"] == last["visit"]
    assert the_visit(machines).state is VisitState.CLOSED
    assert [json.loads(held.raw) for held in stored(machines, HeldEvent)] == [last]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[{}", b'{"a":1}x', b"[1,2", b"\xff\xfe", b"[" * 100_000, b'{"event":' * 20_000, b"[1 2]", b"[],"],
)
def test_a_body_that_is_no_json_is_held_byte_by_byte(machines: Machines, body: bytes) -> None:
    response = machines.system().send_bytes(body)
    assert response.status_code == 422
    (held,) = stored(machines, HeldEvent)
    assert held.raw == body


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"1", ""),
        (b"null", ""),
        (b"{}", "event"),
        (b'{"event":"visit_opened","event":"visit_closed"}', ""),
        (b'{"event":"visit_moved"}', "event"),
        (b'{"event":"visit_closed","visit":"1"}', "visit"),
    ],
)
def test_json_that_is_no_event_is_held_and_its_wrong_field_is_named(
    machines: Machines, body: bytes, field: str
) -> None:
    response = machines.system().send_bytes(body)
    assert response.status_code == 422
    assert field in {error["field"] for error in response.get_json()["errors"]}
    assert [held.raw for held in stored(machines, HeldEvent)] == [body]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "", "uscc": ""}, "code"),
        ({"channel": "typed"}, "search_reason"),
        ({"exception": "emergency"}, "exception_reason"),
        ({"kind": "service"}, "purpose"),
        ({"claimed_at": "1970-01-01T00:00:00Z"}, "claimed_at"),
        ({"claimed_at": "9999-12-31T23:59:59Z"}, "claimed_at"),
        ({"claimed_at": "2026-11-20T10:00:00"}, "claimed_at"),
        ({"position": {"latitude": 91, "longitude": 0, "accuracy": 1}}, "position.latitude"),
        ({"search_reason": "a\x00b"}, "search_reason"),
        ({"unheard": 1}, "unheard"),
        ({"parts": []}, "parts"),
    ],
)
def test_a_wrong_shape_is_named_by_its_field(machines: Machines, change: dict[str, Any], field: str) -> None:
    response = machines.system().send(opened(machines.city, **change))
    assert response.status_code == 422
    assert [error["field"] for error in response.get_json()["errors"]] == [field]
    assert stored(machines, Visit) == []
    assert len(stored(machines, HeldEvent)) == 1


def test_an_event_that_was_held_and_then_comes_right_is_settled(machines: Machines) -> None:
    system, event = machines.system(), opened(machines.city)
    ending = closed(machines.city, event["visit"])
    assert system.send(ending).status_code == 422
    assert system.send(event).status_code == 201
    assert system.send(ending).status_code == 201
    (held,) = stored(machines, HeldEvent)
    assert held.settled_at is not None


def test_what_one_client_has_held_is_bounded_and_stops_no_event_that_is_right(machines: Machines) -> None:
    system, event = machines.system(), opened(machines.city)
    system.send_bytes(b"{")
    with machines.supervision.database.begin() as session:
        session.scalars(select(HeldEvent)).one().raw = bytes(MOST_HELD_BYTES)
    refused = system.send_bytes(b"{}")
    assert (refused.status_code, refused.get_json()["type"]) == (429, "/api/v1/problems/hold-full")
    assert int(refused.headers["Retry-After"]) > 0
    assert system.send_bytes(b"{").status_code == 422
    results = system.send([{}, event]).get_json()["results"]
    assert [result["status"] for result in results] == [429, 201]
    assert machines.system().send_bytes(b"{}").status_code == 422
    assert len(stored(machines, HeldEvent)) == 2


def test_a_weak_proof_is_never_refused(machines: Machines) -> None:
    event = opened(machines.city, channel="live_code", code="不是码", uscc=machines.city.firm.uscc)
    assert machines.system().send(event).status_code == 201
    assert (the_visit(machines).channel, the_visit(machines).evidence) == (ScanChannel.TYPED, EvidenceLevel.NOT_SCANNED)


def test_a_limit_that_is_exceeded_is_recorded_and_told_not_refused(machines: Machines, clock: StoppedClock) -> None:
    system = machines.system()
    system.send(opened(machines.city))
    clock.pass_by(hours=1)
    response = system.send(opened(machines.city, claimed_at=clock.now().isoformat()))
    assert response.status_code == 201
    assert {finding["rule"] for finding in response.get_json()["findings"]} == {"repeat_check"}


def test_late_and_overdue_events_are_stored_and_marked(machines: Machines, clock: StoppedClock) -> None:
    system, late, overdue = machines.system(), opened(machines.city), opened(machines.city)
    clock.pass_by(minutes=11)
    told = system.send(late).get_json()
    assert (told["late"], told["overdue"]) == (True, False)
    clock.pass_by(days=12)
    told = system.send(overdue).get_json()
    assert (told["late"], told["overdue"]) == (True, True)
    keys = [message.key for message in stored(machines, InboxMessage)]
    assert keys.count("inbox-backfill-overdue") == 1
    system.send(closed(machines.city, overdue["visit"]))
    assert [message.key for message in stored(machines, InboxMessage)].count("inbox-backfill-overdue") == 1


def test_a_clock_three_days_wrong_is_seen_through_and_both_times_are_told(
    machines: Machines, clock: StoppedClock
) -> None:
    wrong = FRIDAY_TEN - timedelta(days=3)
    event = opened(machines.city, claimed_at=wrong.isoformat(), monotonic_ms=1_000_000, boot="b")
    clock.pass_by(minutes=40)
    told = (
        machines.device()
        .send(event, headers={"Device-Monotonic": str(1_000_000 + 40 * 60_000), "Device-Boot": "b"})
        .get_json()
    )
    assert told["claimed_at"] == wrong.isoformat()
    assert the_visit(machines).started_at == FRIDAY_TEN


def test_a_clock_ahead_is_corrected_by_what_it_shows_while_sending(machines: Machines, clock: StoppedClock) -> None:
    ahead = FRIDAY_TEN + timedelta(hours=8)
    clock.pass_by(minutes=5)
    headers = {"Device-Time": (ahead + timedelta(minutes=5)).isoformat()}
    machines.system().send(opened(machines.city, claimed_at=ahead.isoformat()), headers=headers)
    assert the_visit(machines).started_at == FRIDAY_TEN


@pytest.mark.parametrize("shown", ["9999-12-31T00:00:00Z", "0001-01-01T00:00:00Z"])
def test_a_clock_of_another_century_is_named_and_stops_nothing_else(machines: Machines, shown: str) -> None:
    response = machines.system().send(opened(machines.city), headers={"Device-Time": shown})
    assert response.status_code == 422
    assert [error["field"] for error in response.get_json()["errors"]] == ["Device-Time"]


def test_no_two_wrong_clocks_make_a_visit_older_than_any(machines: Machines) -> None:
    claimed = {"claimed_at": "2000-01-02T00:00:00Z", "started_at": "2000-01-01T00:00:00Z"}
    response = machines.system().send(opened(machines.city, **claimed), headers={"Device-Time": "2099-12-31T00:00:00Z"})
    assert response.status_code == 201
    assert the_visit(machines).started_at == EARLIEST


def test_nothing_happens_in_the_future(machines: Machines, clock: StoppedClock) -> None:
    machines.system().send(opened(machines.city, claimed_at=(FRIDAY_TEN + timedelta(hours=8)).isoformat()))
    assert the_visit(machines).started_at == clock.now()


def test_a_visit_does_not_end_before_it_began(machines: Machines) -> None:
    event = opened(machines.city)
    early = (FRIDAY_TEN - timedelta(hours=1)).isoformat()
    results = machines.system().send([event, closed(machines.city, event["visit"], claimed_at=early)]).get_json()
    assert results["results"][1]["ended_at"] == FRIDAY_TEN.isoformat()


def test_a_second_end_with_another_result_is_a_conflict(machines: Machines) -> None:
    system, event = machines.system(), opened(machines.city)
    system.send([event, closed(machines.city, event["visit"])])
    other = closed(machines.city, event["visit"], outcome="corrected_on_site", result="已当场改正")
    assert system.send(other).status_code == 409
    assert the_visit(machines).result == ""


def test_more_events_than_a_list_may_hold_are_refused_whole(machines: Machines) -> None:
    system = machines.system()
    assert system.send([opened(machines.city)] * 101).status_code == 422
    assert system.send([]).status_code == 422
    assert stored(machines, Visit) == stored(machines, HeldEvent) == []


def test_what_the_chain_of_a_device_names_before_is_kept(machines: Machines) -> None:
    device, event = machines.device(), opened(machines.city)
    device.send(event)
    (first,) = stored(machines, ReceivedEvent)
    device.send(closed(machines.city, event["visit"], previous=first.record_hash))
    with machines.supervision.database.read() as session:
        named = session.scalar(select(func.count()).where(ReceivedEvent.previous_hash == first.record_hash))
    assert named == 1


def test_an_unknown_visit_is_told_from_no_foreign_one(machines: Machines) -> None:
    system, event = machines.system(), opened(machines.city)
    system.send(event)
    officer = machines.city.officers[2].certificate_no
    foreign, nobody = (
        machines.system("YJJ").send(closed(machines.city, visit, officer=officer)).get_json()
        for visit in (event["visit"], str(uuid4()))
    )
    for problem in (foreign, nobody):
        problem["errors"][0].pop("value")
        problem.pop("held")
    assert foreign == nobody
    assert the_visit(machines).state is VisitState.OPEN
