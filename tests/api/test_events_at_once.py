"""Twelve that send the same event at the same moment, and answers that are lost."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.machine_clients import HeldEvent, ReceivedEvent
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.session import Database
from tests.factories.accounts import PASSWORDS
from tests.factories.small_city import build_small_city
from tests.support.clock import StoppedClock
from tests.support.machines import Machines, closed, opened, part


@pytest.fixture(params=["sqlite_file", "postgresql_own"])
def running(request: pytest.FixtureRequest, settings: Settings) -> Machines:
    """The interface over a database with real commits."""
    database: Database = request.getfixturevalue(request.param)
    city = build_small_city(database)
    return Machines(bootstrap(settings, clock=StoppedClock(), database=database, passwords=PASSWORDS), city)


def count(machines: Machines, *models: Any) -> list[int]:
    with machines.supervision.database.read() as session:
        return [session.scalar(select(func.count()).select_from(model)) or 0 for model in models]


def test_twelve_senders_of_one_event_make_one_visit_and_get_the_same_receipt(running: Machines) -> None:
    senders = [running.system() for _ in range(6)] + [running.device() for _ in range(6)]
    entries = count(running, LedgerEntry)[0]
    event = opened(running.city)
    with ThreadPoolExecutor(12) as crowd:
        answers = [done.result() for done in [crowd.submit(sender.send, event) for sender in senders]]
    assert sorted(answer.status_code for answer in answers) == [200] * 11 + [201]
    receipts = {answer.get_json()["receipt"]["promise"] for answer in answers}
    assert len(receipts) == 1
    assert count(running, Visit, Scan, ReceivedEvent, HeldEvent) == [1, 1, 1, 0]
    assert count(running, LedgerEntry)[0] == entries + 1


def test_of_different_events_under_one_id_one_is_recorded_and_all_others_are_kept(running: Machines) -> None:
    system, visit = running.system(), uuid4()
    events = [
        opened(running.city, visit=visit, code=firm.uscc, parts=[part(running.city, items=[item])])
        for firm in (running.city.firm, running.city.other_firm)
        for item in ("SCJG-1", "SCJG-2")
    ]
    with ThreadPoolExecutor(4) as crowd:
        codes = sorted(done.status_code for done in crowd.map(system.send, events))
    assert codes == [201, 409, 409, 409]
    assert count(running, Visit, ReceivedEvent, HeldEvent) == [1, 1, 3]


def test_lists_sent_twice_at_once_end_each_visit_once(running: Machines) -> None:
    system = running.system()
    batch = []
    for _ in range(5):
        event = opened(running.city)
        batch += [event, closed(running.city, event["visit"])]
    with ThreadPoolExecutor(4) as crowd:
        answers = list(crowd.map(system.send, [batch] * 4))
    receipts = [[result["receipt"] for result in answer.get_json()["results"]] for answer in answers]
    assert all(told == receipts[0] for told in receipts)
    assert count(running, Visit, ReceivedEvent, HeldEvent) == [5, 10, 0]


def test_two_agencies_that_leave_at_once_both_leave(running: Machines) -> None:
    city, visit = running.city, uuid4()
    theirs = [officer.certificate_no for officer in city.officers[2:4]]
    other = {"agency": "YJJ", "type": "routine", "items": ["YJJ-1"], "officers": theirs}
    running.system().send(opened(city, visit, parts=[part(city), other]))
    sent = [(running.system(), closed(city, str(visit)))] * 4
    sent += [(running.system("YJJ"), closed(city, str(visit), officer=theirs[0]))] * 4
    with ThreadPoolExecutor(8) as crowd:
        codes = [done.result().status_code for done in [crowd.submit(one.send, event) for one, event in sent]]
    assert sorted(codes) == [200] * 6 + [201] * 2
    assert count(running, Visit, ReceivedEvent, HeldEvent) == [1, 3, 0]


def test_an_answer_that_is_lost_is_given_again(running: Machines) -> None:
    system, event = running.system(), opened(running.city)
    lost = system.send(event).get_json()
    again = system.send(event).get_json()
    assert again == {**lost, "status": 200, "repeated": True}
    told = system.get(f"/visits/{event['visit']}/receipts").get_json()
    assert [receipt["entry"] for receipt in told["receipts"]] == [lost["receipt"]["entry"]]
