"""What has served its time ends, in chunks, on both databases; positions become coarse and the ledger says so."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from supervision_code.domain.evidence import Place, Position
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import LedgerKind, canonical, commitment_digest
from supervision_code.domain.permissions import Role
from supervision_code.domain.retention import RetentionSubject
from supervision_code.domain.visit_drafts import AgencyPart, Leaving, VisitDraft
from supervision_code.domain.visits import InspectionType, Outcome, VisitKind
from supervision_code.persistence import inbox, outbox
from supervision_code.persistence.base import Base
from supervision_code.persistence.models.accounts import SignInTries
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening
from supervision_code.persistence.models.outbox import OutboxRow
from supervision_code.persistence.models.scans import Scan, ScanRefusal
from supervision_code.persistence.models.visits import Visit
from supervision_code.product import Supervision
from supervision_code.services import retention
from tests.factories.small_city import SCJG, SmallCity
from tests.support.clock import StoppedClock

HERE = Position(place=Place(latitude=22.543216, longitude=114.057865), accuracy_metres=12.5)
ALREADY_COARSE = (22.54, 114.06)


def visit_here(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> None:
    """An officer comes, with a position, and leaves with one."""
    officer = city.actor(Role.OFFICER)
    scan = supervision.scans.recognise(officer, city.firm.uscc, HERE)
    assert not isinstance(scan, str)
    part = AgencyPart(agency=SCJG, type=InspectionType.ROUTINE, items=("SCJG-1",), officers=(city.officers[1].id,))
    draft = VisitDraft(
        enterprise_id=scan.enterprise_id,
        scan_id=scan.scan_id,
        kind=VisitKind.INSPECTION,
        parts=(part,),
        over_limit_reason="例行",
    )
    opened = supervision.visits.open(officer, draft)
    clock.pass_by(minutes=20)
    leaving = Leaving(
        enterprise_id=scan.enterprise_id,
        visit_id=opened.visit_id,
        outcome=Outcome.NO_PROBLEM,
        result="无",
        position=HERE,
    )
    supervision.visits.leave(officer, leaving)


def count(supervision: Supervision, model: type[Base]) -> int:
    with supervision.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_positions_become_coarse_after_ninety_days_and_not_before(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    visit_here(supervision, city, clock)
    clock.pass_by(days=89)
    assert supervision.retention.end_by_subject()[RetentionSubject.PRECISE_POSITIONS] == 0
    clock.pass_by(days=2)
    assert supervision.retention.end_by_subject()[RetentionSubject.PRECISE_POSITIONS] == 2
    assert supervision.retention.end_by_subject()[RetentionSubject.PRECISE_POSITIONS] == 0

    with supervision.database.read() as session:
        visit, scan = session.scalars(select(Visit)).one(), session.scalars(select(Scan)).one()
    assert (visit.latitude, visit.longitude) == ALREADY_COARSE
    assert (visit.left_latitude, visit.left_longitude) == ALREADY_COARSE
    assert (scan.latitude, scan.longitude) == ALREADY_COARSE
    assert visit.positions_coarse
    assert scan.positions_coarse
    assert visit.accuracy == HERE.accuracy_metres


def test_the_ledger_commits_to_positions_apart_and_tells_what_was_destroyed(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    visit_here(supervision, city, clock)
    before = openings(supervision)
    told = {kind: facts["position"]["value"] for kind, facts in before if "position" in facts}
    assert told == {
        kind: {"accuracy_mm": 12500, "latitude_e7": 225432160, "longitude_e7": 1140578650}
        for kind in (LedgerKind.VISIT_OPENED, LedgerKind.VISIT_CLOSED)
    }
    assert_all_open(supervision, but=0)
    clock.pass_by(days=91)
    supervision.retention.end_all()

    after = openings(supervision)
    erased = [kind for kind, facts in after if "position" in facts and facts["position"] is None]
    assert sorted(erased) == sorted([LedgerKind.VISIT_OPENED, LedgerKind.VISIT_CLOSED])
    (record,) = (facts["destroyed"]["value"] for kind, facts in after if kind is LedgerKind.OPENING_DESTROYED)
    with supervision.database.read() as session:
        visits = (LedgerKind.VISIT_OPENED, LedgerKind.VISIT_CLOSED)
        hashes = set(session.scalars(select(LedgerEntry.hash).where(LedgerEntry.kind.in_(visits))))
    assert {one["entry"] for one in record["openings"]} == hashes
    assert record["reason"] == "positions made coarse"
    assert_all_open(supervision, but=2)


def openings(supervision: Supervision) -> list[tuple[LedgerKind, dict[str, Any]]]:
    query = select(LedgerEntry.kind, LedgerOpening.openings).join(
        LedgerOpening,
        (LedgerOpening.enterprise_id == LedgerEntry.enterprise_id) & (LedgerOpening.entry_id == LedgerEntry.id),
    )
    with supervision.database.read() as session:
        return [(kind, json.loads(text)) for kind, text in session.execute(query)]


def assert_all_open(supervision: Supervision, *, but: int) -> None:
    """Every commitment in every entry opens, except for this many whose salt is gone."""
    query = select(LedgerEntry.body, LedgerOpening.openings).join(
        LedgerOpening,
        (LedgerOpening.enterprise_id == LedgerEntry.enterprise_id) & (LedgerOpening.entry_id == LedgerEntry.id),
    )
    erased = 0
    with supervision.database.read() as session:
        for body, text in session.execute(query):
            opened = json.loads(text)
            committed = json.loads(body)["commitments"]
            assert committed.keys() == opened.keys()
            for name, one in opened.items():
                erased += one is None
                if one is not None:
                    digest = commitment_digest(bytes.fromhex(one["salt"]), canonical(one["value"]))
                    assert digest == committed[name]
    assert erased == but


def test_scans_that_led_to_no_visit_go_and_the_others_stay(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    visit_here(supervision, city, clock)
    supervision.scans.recognise(city.actor(Role.OFFICER), city.firm.uscc, HERE)
    supervision.scans.recognise(city.actor(Role.OFFICER), "nothing of ours")
    clock.pass_by(days=31)
    ended = supervision.retention.end_by_subject()

    assert ended[RetentionSubject.SCANS_WITHOUT_VISIT] == 1
    assert (count(supervision, Scan), count(supervision, ScanRefusal)) == (1, 1)
    clock.pass_by(days=160)
    supervision.retention.end_all()
    assert (count(supervision, Scan), count(supervision, ScanRefusal)) == (1, 0)


def test_more_than_a_chunk_ends_in_one_run(
    supervision: Supervision, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_AT_ONCE", 3)
    now = clock.now()
    with supervision.database.begin() as session:
        session.execute(insert(SignInTries), [tries(number, supervision) for number in range(8)])
        outbox.put_all(session, "test", [{} for _ in range(8)], now)
        for number in range(8):
            inbox.put(session, f"officer:{number}", "inbox-visit-closed", now, facts={})
    clock.pass_by(days=31)
    assert supervision.retention.end_by_subject()[RetentionSubject.SIGN_IN_FAILURES] == 8
    assert count(supervision, OutboxRow) == 8
    clock.pass_by(days=700)
    supervision.retention.end_all()

    assert [count(supervision, model) for model in (SignInTries, InboxMessage, OutboxRow)] == [0, 0, 8]


def tries(number: int, supervision: Supervision) -> dict[str, object]:
    now = supervision.clock.now()
    return {"digest": f"{number:064x}", "account_id": None, "misses": 3, "locked_until": None, "missed_at": now}


def test_work_that_is_done_and_messages_that_are_read_go_earlier(supervision: Supervision, clock: StoppedClock) -> None:
    now = clock.now()
    with supervision.database.begin() as session:
        outbox.put_all(session, "test", [{}, {}], now)
        outbox.mark_done(session, session.scalars(select(OutboxRow.id)).all()[:1], now)
        inbox.put(session, "officer:1", "inbox-visit-closed", now, facts={})
        inbox.put(session, "officer:1", "inbox-visit-closed", now, facts={})
        session.scalars(select(InboxMessage)).first().read_at = now  # type: ignore[union-attr]
    clock.pass_by(days=8)
    supervision.retention.end_all()
    assert (count(supervision, OutboxRow), count(supervision, InboxMessage)) == (1, 2)
    clock.pass_by(days=365)
    supervision.retention.end_all()
    assert (count(supervision, OutboxRow), count(supervision, InboxMessage)) == (1, 1)


def test_a_visit_that_nobody_left_becomes_coarse_too(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    visit_here(supervision, city, clock)
    with supervision.database.begin() as session:
        session.execute(update(Visit).values(left_latitude=None, left_longitude=None, left_accuracy=None))
    clock.pass_by(days=91)
    supervision.retention.end_all()

    with supervision.database.read() as session:
        visit = session.scalars(select(Visit)).one()
    assert (visit.latitude, visit.longitude, visit.left_latitude) == (*ALREADY_COARSE, None)


def test_a_position_at_an_edge_is_rounded_alike_on_both_databases(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    officer = city.actor(Role.OFFICER)
    places = [(22.545, 114.055), (-0.005, 0.0), (89.999, -179.996)]
    with supervision.database.begin() as session:
        for latitude, longitude in places:
            session.execute(
                insert(Scan).values(
                    enterprise_id=city.firm.id,
                    id=new_id(clock.now()),
                    account_id=officer.account_id,
                    officer_id=officer.officer_id,
                    agency=SCJG,
                    at=clock.now() + timedelta(seconds=1),
                    channel="search",
                    latitude=latitude,
                    longitude=longitude,
                    visit_id=new_id(clock.now()),
                )
            )
    clock.pass_by(days=91)
    supervision.retention.end_all()

    with supervision.database.read() as session:
        found = session.execute(select(Scan.latitude, Scan.longitude).order_by(Scan.id)).all()
    for row, (was_latitude, was_longitude) in zip(found, places, strict=True):
        latitude, longitude = row.latitude or 0.0, row.longitude or 0.0
        assert abs(latitude - was_latitude) <= 0.0051
        assert abs(longitude - was_longitude) <= 0.0051
        assert (round(latitude, 2), round(longitude, 2)) == (latitude, longitude)
