"""Findings on record are what the batch evaluation says, whatever the order in which visits arrive."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from supervision_code.domain.findings import FindingState
from supervision_code.domain.frequency import judge_log
from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import EvidenceLevel, InspectionType, ScanChannel, VisitKind, VisitState
from supervision_code.persistence.findings import reconcile
from supervision_code.persistence.log import PartRecord, VisitRecord, as_facts, enterprise_facts, facts_of_firm
from supervision_code.persistence.log_storing import store
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.session import Database, lock_enterprise
from supervision_code.product import Supervision
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.voiding import void

START: Final = datetime(2025, 11, 1, 2, tzinfo=UTC)
Found = set[tuple[str, str, str, int, int, str]]

parts = st.builds(
    PartRecord,
    agency=st.sampled_from([SCJG, YJJ]),
    type=st.sampled_from(InspectionType),
    items=st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True).map(tuple),
    ordered_from_above=st.booleans(),
    emergency=st.sampled_from([False, False, False, True]),
)


@st.composite
def logs(draw: st.DrawFn) -> list[VisitRecord]:
    hours = draw(st.lists(st.integers(0, 24 * 90), min_size=1, max_size=9))
    return [
        VisitRecord(
            id=seeded_id(START + timedelta(hours=hour), number + 1),
            started_at=START + timedelta(hours=hour),
            kind=draw(st.sampled_from([VisitKind.INSPECTION, VisitKind.INSPECTION, VisitKind.SERVICE])),
            parts=tuple(draw(st.lists(parts, min_size=1, max_size=2, unique_by=lambda part: part.agency))),
            state=VisitState.CLOSED,
            channel=ScanChannel.LIVE_CODE,
            evidence=EvidenceLevel.LIVE_CODE,
        )
        for number, hour in enumerate(hours)
    ]


def batch(supervision: Supervision, city: SmallCity, records: Sequence[VisitRecord]) -> Found:
    facts = [as_facts(record) for record in records]
    return {
        (b.rule.value, str(b.visit), b.agency or "", b.count, b.limit, b.level.value)
        for b in judge_log(facts, enterprise_facts(city.firm), supervision.in_force.policy)
    }


def on_record(database: Database, city: SmallCity) -> Found:
    with database.read() as session:
        rows = session.scalars(
            select(Finding).where(Finding.enterprise_id == city.firm.id, Finding.state == FindingState.STANDING)
        )
        return {(f.rule.value, str(f.visit_id), f.agency, f.count, f.limit, f.level.value) for f in rows}


def alerted(database: Database, city: SmallCity) -> set[str]:
    with database.read() as session:
        rows = session.scalars(select(Alert).where(Alert.enterprise_id == city.firm.id))
        return {str(alert.visit_id) for alert in rows if alert.state.value != "lapsed"}


def arrive(supervision: Supervision, city: SmallCity, record: VisitRecord) -> None:
    """Store one visit and judge it, as the opening of a visit does."""
    now = supervision.clock.now()
    with supervision.database.begin() as session:
        firm = lock_enterprise(session, city.firm.id)
        store(session, [(firm, record)], now)
        reconcile(session, firm, supervision.timeline, now, from_day=as_facts(record).day)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(log=logs(), data=st.data())
def test_any_order_of_arrival_gives_what_the_batch_gives_and_voids_take_it_back(
    supervision: Supervision, city: SmallCity, database: Database, log: list[VisitRecord], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(log))
    voided = data.draw(st.sampled_from(log))
    with database.begin() as session:
        outer = session.begin_nested()
        inner = Database(database.engine, log_id="test-log", bound_to=session.connection())
        for record in order:
            arrive_in(inner, supervision, city, record)
        assert on_record(inner, city) == batch(supervision, city, log)
        assert alerted(inner, city) == {found[1] for found in on_record(inner, city)}
        void(supervision_in(inner, supervision), city.actor(Role.SUPERVISOR), city.firm.id, voided.id, "记录有误")
        assert on_record(inner, city) == batch(supervision, city, [r for r in log if r.id != voided.id])
        outer.rollback()


def arrive_in(database: Database, supervision: Supervision, city: SmallCity, record: VisitRecord) -> None:
    arrive(supervision_in(database, supervision), city, record)


def supervision_in(database: Database, supervision: Supervision) -> Supervision:
    from supervision_code.bootstrap import bootstrap
    from tests.factories.accounts import PASSWORDS

    return bootstrap(supervision.settings, clock=supervision.clock, database=database, passwords=PASSWORDS)


def test_judging_again_changes_nothing(supervision: Supervision, city: SmallCity, database: Database) -> None:
    for number in range(3):
        at = START + timedelta(days=number)
        record = VisitRecord(
            id=seeded_id(at, number + 1),
            started_at=at,
            kind=VisitKind.INSPECTION,
            parts=(PartRecord(agency=SCJG, type=InspectionType.ROUTINE),),
            state=VisitState.CLOSED,
            channel=ScanChannel.LIVE_CODE,
            evidence=EvidenceLevel.LIVE_CODE,
        )
        arrive(supervision, city, record)
    before = on_record(database, city)
    assert before
    with database.begin() as session:
        firm = lock_enterprise(session, city.firm.id)
        facts = facts_of_firm(session, firm.id)
        reconcile(session, firm, supervision.timeline, supervision.clock.now(), facts=facts)
    assert on_record(database, city) == before


@pytest.mark.parametrize("days", [0, 29])
def test_the_log_is_read_by_day_in_shanghai(
    supervision: Supervision, city: SmallCity, database: Database, days: int
) -> None:
    late_evening = datetime(2026, 3, 1, 15, 59, tzinfo=UTC) + timedelta(days=days)
    record = VisitRecord(
        id=seeded_id(late_evening, 1),
        started_at=late_evening,
        kind=VisitKind.INSPECTION,
        parts=(PartRecord(agency=SCJG, type=InspectionType.ROUTINE),),
        state=VisitState.CLOSED,
        channel=ScanChannel.LIVE_CODE,
        evidence=EvidenceLevel.LIVE_CODE,
    )
    arrive(supervision, city, record)
    day = as_facts(record).day
    with database.read() as session:
        assert len(facts_of_firm(session, city.firm.id, day, day)) == 1
        assert facts_of_firm(session, city.firm.id, day + 1) == []
        assert facts_of_firm(session, city.firm.id, None, day - 1) == []
