from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import func, select

from supervision_code.domain.days import date_of, day_number_of, day_of
from supervision_code.domain.findings import FindingState
from supervision_code.domain.frequency import FrequencyRule, judge_log
from supervision_code.domain.rollups import Measure
from supervision_code.domain.visits import ExceptionKind, ScanChannel, VisitKind, VisitState
from supervision_code.persistence.log import enterprise_facts, facts_of_firm
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.registry import Agency, Enterprise, InspectionItem, Officer
from supervision_code.persistence.models.rollups import AreaDay
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer
from supervision_code.product import Supervision
from tests.importing.demo_cities import SMALL, TINY, found
from tests.support.clock import FRIDAY_TEN


def test_there_are_as_many_visits_as_asked_for_within_the_year(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        visits = session.scalars(select(Visit)).all()
    assert len(visits) == pytest.approx(SMALL.visits, rel=0.02)
    today = day_of(FRIDAY_TEN)
    assert all(today - timedelta(days=365) < date_of(visit.day) <= today for visit in visits)
    assert all(visit.started_at <= visit.recorded_at <= FRIDAY_TEN for visit in visits)
    assert all(visit.ended_at is None or visit.started_at < visit.ended_at <= FRIDAY_TEN for visit in visits)


def test_most_visits_are_on_working_days(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        days = session.scalars(select(Visit.day)).all()
    working = sum(small_city.calendar.is_working_day(date_of(day)) for day in days)
    assert 0.85 < working / len(days) < 0.99


def test_most_firms_are_seldom_visited_and_some_far_too_often(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        visited = Counter(session.scalars(select(Visit.enterprise_id)))
        firms = session.scalars(select(Enterprise.id)).all()
    numbers = sorted(visited[firm] for firm in firms)
    assert numbers[len(numbers) // 2] <= 5
    assert numbers[-1] >= 30


def test_every_rule_speaks_somewhere(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        assert set(session.scalars(select(Finding.rule))) == set(FrequencyRule)


def test_the_findings_are_those_of_the_batch_evaluation(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        for firm in session.scalars(select(Enterprise)).all():
            facts = facts_of_firm(session, firm.id)
            wanted = judge_log(facts, enterprise_facts(firm), small_city.in_force.policy)
            standing = select(Finding).where(Finding.enterprise_id == firm.id, Finding.state == FindingState.STANDING)
            stored = {
                (f.rule, f.agency or None, f.item or None, f.visit_id, f.count) for f in session.scalars(standing)
            }
            assert stored == {(*breach.key, breach.count) for breach in wanted}


def test_who_comes_too_often_gives_a_reason(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        broken = set(session.scalars(select(Finding.visit_id).where(Finding.state == FindingState.STANDING)))
        explained = set(session.scalars(select(Visit.id).where(Visit.over_limit_reason != "")))
    assert broken <= explained


def test_some_visits_are_under_way_late_joint_voided_exceptional(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        visits = session.scalars(select(Visit)).all()
        parts = Counter(session.scalars(select(Participation.visit_id)))
    assert {visit.state for visit in visits} == set(VisitState)
    assert {visit.kind for visit in visits} == set(VisitKind)
    assert {visit.channel for visit in visits} >= {ScanChannel.LIVE_CODE, ScanChannel.STATIC_CODE, ScanChannel.SEARCH}
    assert {visit.exception for visit in visits} >= set(ExceptionKind)
    assert any(visit.late for visit in visits)
    assert max(parts.values()) >= 3


def test_late_records_are_on_time_or_overdue(small_city: Supervision) -> None:
    allowed = small_city.in_force.policy.backfill_calendar_days
    with small_city.database.read() as session:
        late = session.scalars(select(Visit).where(Visit.late)).all()
    waits = [day_number_of(visit.recorded_at) - day_number_of(visit.ended_at or visit.started_at) for visit in late]
    assert min(waits) <= allowed
    assert all(visit.exception_reason and visit.evidence == 0 for visit in late)


def test_one_agency_scans_far_less_than_the_others(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        rows = session.execute(select(Visit.lead_agency, Visit.channel)).all()
    led, searched = Counter(agency for agency, _ in rows), Counter(a for a, c in rows if c is ScanChannel.SEARCH)
    shares = sorted((searched[agency] / led[agency] for agency in led if led[agency] >= 20), reverse=True)
    assert shares[0] > 0.4
    assert shares[1] < 0.3


def test_officers_come_with_valid_certificates_and_never_to_two_places_at_once(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        ends: dict[str, date | None] = {
            str(officer.id): officer.valid_until for officer in session.scalars(select(Officer))
        }
        query = (
            select(VisitOfficer.officer_id, Visit.started_at, Visit.ended_at, Visit.day)
            .join(Visit, Visit.id == VisitOfficer.visit_id)
            .where(Visit.state != VisitState.VOIDED)
            .order_by(VisitOfficer.officer_id, Visit.started_at)
        )
        rows = session.execute(query).all()
    for officer, _, _, day in rows:
        assert (ends[str(officer)] or date.max) >= date_of(day)
    for (one, _, ended, _), (other, started, _, _) in pairwise(rows):
        assert one != other or (ended is not None and ended <= started)


def test_inspections_name_published_items_of_their_own_agency(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        published = set(session.execute(select(InspectionItem.agency, InspectionItem.code)))
        parts = session.scalars(select(Participation)).all()
        agencies = set(session.scalars(select(Agency.code)))
    assert {part.agency for part in parts} == agencies
    for part in parts:
        named = {(part.agency, item) for item in part.items.split(";")} if part.items else set()
        assert named <= published
        assert bool(named) == (part.kind is VisitKind.INSPECTION)


def test_the_rollups_are_folded_and_agree_with_the_log(small_city: Supervision) -> None:
    with small_city.database.read() as session:
        districts = select(Enterprise.district).distinct()
        total = session.scalar(
            select(func.sum(AreaDay.value)).where(AreaDay.measure == Measure.VISITS, AreaDay.district.in_(districts))
        )
        counted = session.scalar(select(func.count()).select_from(Visit).where(Visit.state != VisitState.VOIDED))
    assert total == counted


@pytest.mark.parametrize(
    "now",
    [
        datetime(2027, 1, 2, 19, 20, tzinfo=UTC),  # the night to a Sunday
        datetime(2026, 3, 2, 1, 3, tzinfo=UTC),  # a Monday, before the first visit of the day
    ],
)
def test_the_city_is_alive_at_any_hour(now: datetime, tmp_path: Path) -> None:
    supervision = found(tmp_path, TINY, now)
    with supervision.database.read() as session:
        visits = session.scalars(select(Visit)).all()
        rules = set(session.scalars(select(Finding.rule)))
    assert sum(visit.state is VisitState.OPEN for visit in visits) >= 3
    assert all(visit.started_at <= visit.recorded_at <= now for visit in visits)
    assert rules == set(FrequencyRule)
    supervision.database.close()
