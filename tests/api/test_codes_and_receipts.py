"""Codes as they stood when they were scanned, and receipts before and after the sealing."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import EvidenceLevel, ScanChannel
from supervision_code.persistence.models.codes import SupervisionCode
from supervision_code.persistence.models.visits import Visit
from tests.support.clock import StoppedClock
from tests.support.machines import Machines, opened


@pytest.fixture
def poster(machines: Machines) -> str:
    """What stands on the firm's poster."""
    list(machines.supervision.codes.issue_missing())
    mine = SupervisionCode.enterprise_id == machines.city.firm.id
    with machines.supervision.database.read() as session:
        token = session.scalars(select(SupervisionCode.token).where(mine)).one()
    return f"{machines.supervision.settings.public_url}/c/{token}"


def recorded(machines: Machines, **event: Any) -> tuple[ScanChannel, EvidenceLevel]:
    response = machines.device().send(opened(machines.city, **event))
    assert response.status_code == 201, response.get_data(as_text=True)
    with machines.supervision.database.read() as session:
        visit = session.scalars(select(Visit)).one()
    return visit.channel, visit.evidence


def live(machines: Machines) -> str:
    return machines.supervision.codes.live_code(machines.city.actor(Role.ENTERPRISE_MEMBER)).address


def test_a_poster_proves_what_a_poster_proves(machines: Machines, poster: str) -> None:
    channel = recorded(machines, channel="live_code", code=poster)
    assert channel == (ScanChannel.STATIC_CODE, EvidenceLevel.STATIC_CODE)


def test_a_live_code_that_was_good_when_scanned_counts_hours_later(
    machines: Machines, poster: str, clock: StoppedClock
) -> None:
    assert poster
    scanned, text = clock.now() + timedelta(seconds=20), live(machines)
    clock.pass_by(hours=5)
    found = recorded(machines, channel="live_code", code=text, claimed_at=scanned.isoformat())
    assert found == (ScanChannel.LIVE_CODE, EvidenceLevel.LIVE_CODE)


def test_a_live_code_that_was_over_when_scanned_proves_nothing(
    machines: Machines, poster: str, clock: StoppedClock
) -> None:
    assert poster
    text = live(machines)
    clock.pass_by(hours=5)
    found = recorded(machines, channel="live_code", code=text, claimed_at=clock.now().isoformat())
    assert found == (ScanChannel.TYPED, EvidenceLevel.NOT_SCANNED)


def test_nobody_can_have_seen_a_live_code_before_it_was_made(
    machines: Machines, poster: str, clock: StoppedClock
) -> None:
    assert poster
    made = clock.now()
    early = (made - timedelta(hours=3)).isoformat()
    told = machines.device().send(opened(machines.city, channel="live_code", code=live(machines), claimed_at=early))
    with machines.supervision.database.read() as session:
        visit = session.scalars(select(Visit)).one()
    assert abs(visit.started_at - made) <= timedelta(seconds=10)
    assert told.get_json()["claimed_at"] == early


def test_a_poster_that_was_replaced_since_counts_as_it_stood(
    machines: Machines, poster: str, clock: StoppedClock
) -> None:
    scanned = clock.now()
    clock.pass_by(hours=1)
    machines.supervision.codes.reissue(machines.city.actor(Role.ENTERPRISE_ADMINISTRATOR), "污损")
    clock.pass_by(hours=1)
    found = recorded(machines, channel="static_code", code=poster, claimed_at=scanned.isoformat())
    assert found == (ScanChannel.STATIC_CODE, EvidenceLevel.STATIC_CODE)


def test_a_poster_that_was_replaced_before_only_names_the_firm(
    machines: Machines, poster: str, clock: StoppedClock
) -> None:
    machines.supervision.codes.reissue(machines.city.actor(Role.ENTERPRISE_ADMINISTRATOR), "污损")
    clock.pass_by(hours=1)
    found = recorded(machines, channel="static_code", code=poster, claimed_at=clock.now().isoformat())
    assert found == (ScanChannel.TYPED, EvidenceLevel.NOT_SCANNED)


def test_a_code_of_another_firm_than_named_is_refused(machines: Machines, poster: str) -> None:
    event = opened(machines.city, channel="static_code", code=poster, uscc=machines.city.other_firm.uscc)
    response = machines.system().send(event)
    assert response.status_code == 422
    assert response.get_json()["errors"][0]["field"] == "uscc"


def test_a_receipt_is_a_promise_until_the_entry_is_sealed_and_then_a_proof(machines: Machines) -> None:
    system, event = machines.system(), opened(machines.city)
    promised = system.send(event).get_json()["receipt"]
    (before,) = system.get(f"/visits/{event['visit']}/receipts").get_json()["receipts"]
    assert (before["number"], before["receipt"]) == (None, promised["promise"])
    machines.supervision.sealing.adopt()
    machines.supervision.sealing.seal()
    (after,) = system.get(f"/visits/{event['visit']}/receipts").get_json()["receipts"]
    assert after["entry"] == promised["entry"]
    assert after["number"] is not None
    assert after["receipt"].startswith("c2sp.org/tlog-proof@v1")
    assert system.send(event).get_json()["receipt"] == promised
    checkpoint = system.get("/ledger/checkpoint")
    assert (checkpoint.status_code, checkpoint.mimetype) == (200, "text/plain")
    assert checkpoint.get_data(as_text=True) in after["receipt"]
    size = int(checkpoint.get_data(as_text=True).splitlines()[1])
    assert len(system.get(f"/ledger/tile/0/000.p/{size}").get_data()) == 32 * size
    assert system.get(f"/ledger/tile/entries/000.p/{size}").status_code == 200
    assert system.get(f"/ledger/tile/0/000.p/{size + 1}").status_code == 404
