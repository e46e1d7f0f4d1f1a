"""The firm's own log: what a row says, filters, paging, what is urgent, and nobody else's visits."""

from datetime import date, timedelta

import pytest

from supervision_code.domain.answers import AnswerState
from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.frequency import NotCountedReason
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.visits import (
    DisputeGround,
    EvidenceLevel,
    InspectionType,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.own_visits import AgencyChoice, OwnVisitsAsked
from tests.factories import given
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.visits import build_part, build_visit, with_parts
from tests.support.clock import FRIDAY_TEN, StoppedClock

DAY = timedelta(days=1)


@pytest.fixture
def shop(city: SmallCity) -> Actor:
    return city.actor(Role.ENTERPRISE_MEMBER)


def test_a_row_says_who_why_how_proven_and_whether_it_counts(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    visit = build_visit(city.firm, SCJG, evidence=EvidenceLevel.STATIC_CODE)
    given(database, *with_parts(visit, city.officers[:2], items=["SCJG-1", "GONE-7"]), build_part(visit, YJJ))
    row = supervision.queries.own_visits.page(shop, OwnVisitsAsked()).rows[0]
    assert row.agencies == ("福田区市场监督管理局", "龙华区应急管理局")
    assert row.types == (InspectionType.ROUTINE,)
    assert row.items == ("GONE-7", "食品经营许可检查")
    assert row.officers == ("王小明", "李建国")
    assert row.evidence is EvidenceLevel.STATIC_CODE
    assert row.not_counted == ()
    assert row.answer is AnswerState.WAITING
    assert row.answer_until == date(2026, 11, 27)


def test_a_row_says_why_a_visit_does_not_count(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    service = build_visit(city.firm, started_at=FRIDAY_TEN - DAY, kind=VisitKind.SERVICE, purpose=ServicePurpose.SURVEY)
    case = build_visit(city.firm, started_at=FRIDAY_TEN)
    given(database, *with_parts(service), *with_parts(case, type_=InspectionType.CASE))
    newest, older = supervision.queries.own_visits.page(shop, OwnVisitsAsked()).rows
    assert newest.not_counted == (NotCountedReason.TYPE_NOT_COUNTED,)
    assert older.not_counted == (NotCountedReason.SERVICE_VISIT,)
    assert older.types == ()


def test_the_answer_stands_beside_each_visit(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    visits = [
        build_visit(city.firm, started_at=FRIDAY_TEN - DAY * 8),
        build_visit(city.firm, started_at=FRIDAY_TEN - DAY * 7, confirmed_at=FRIDAY_TEN),
        build_visit(city.firm, started_at=FRIDAY_TEN - DAY * 6),
        build_visit(city.firm, started_at=FRIDAY_TEN - DAY * 5, state=VisitState.VOIDED),
    ]
    for visit in visits:
        given(database, *with_parts(visit))
    supervision.answers.dispute(shop, visits[2].id, DisputeGround.NOBODY_CAME, "那天没有开门。")
    rows = supervision.queries.own_visits.page(shop, OwnVisitsAsked()).rows
    assert [row.answer for row in rows] == [
        AnswerState.NOT_ASKED,
        AnswerState.DISPUTED,
        AnswerState.CONFIRMED,
        AnswerState.NOT_GIVEN,
    ]


def test_the_log_is_paged_by_key(supervision: Supervision, database: Database, city: SmallCity, shop: Actor) -> None:
    visits = [build_visit(city.firm, started_at=FRIDAY_TEN - DAY * back) for back in (0, 1, 1, 2, 3)]
    for visit in visits:
        given(database, *with_parts(visit))
    queries, seen, before = supervision.queries.own_visits, [], None
    while True:
        page = queries.page(shop, OwnVisitsAsked(before=before, limit=2))
        seen += [row.id for row in page.rows]
        before = page.older
        if before is None:
            break
    assert sorted(seen) == sorted(visit.id for visit in visits)
    assert seen == [row.id for row in queries.page(shop, OwnVisitsAsked()).rows]


def test_the_log_is_filtered_by_year_agency_and_kind(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    old = build_visit(city.firm, YJJ, started_at=FRIDAY_TEN - DAY * 400)
    service = build_visit(city.firm, SCJG, kind=VisitKind.SERVICE, started_at=FRIDAY_TEN - DAY)
    joint = build_visit(city.firm, SCJG)
    given(database, *with_parts(old), *with_parts(service), *with_parts(joint), build_part(joint, YJJ))
    queries = supervision.queries.own_visits

    def found(**asked: object) -> list[object]:
        return [row.id for row in queries.page(shop, OwnVisitsAsked(**asked)).rows]  # type: ignore[arg-type]

    assert found(year=2025) == [old.id]
    assert found(agency=YJJ) == [joint.id, old.id]
    assert found(kind=VisitKind.SERVICE) == [service.id]
    assert found(year=2026, agency=SCJG, kind=VisitKind.INSPECTION) == [joint.id]
    assert found(agency="NOBODY") == []
    filters = queries.filters(shop)
    assert filters.years == (2026, 2025)
    assert AgencyChoice(code=YJJ, name="龙华区应急管理局") in filters.agencies


def test_a_page_cannot_begin_at_anothers_visit(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    foreign = build_visit(city.other_firm, YJJ)
    given(database, *with_parts(foreign))
    for before in (foreign.id, new_id(FRIDAY_TEN)):
        with pytest.raises(NoSuchRecord):
            supervision.queries.own_visits.page(shop, OwnVisitsAsked(before=before))


def test_the_log_holds_no_other_firms_visits(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    given(database, *with_parts(build_visit(city.other_firm, YJJ, state=VisitState.OPEN)))
    queries = supervision.queries.own_visits
    assert queries.page(shop, OwnVisitsAsked()).rows == ()
    assert queries.under_way(shop) == queries.awaiting_answer(shop) == ()
    assert queries.filters(shop).agencies == ()


def test_what_waits_for_an_answer_comes_oldest_first_and_while_there_is_time(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor, clock: StoppedClock
) -> None:
    older = build_visit(city.firm, started_at=FRIDAY_TEN - DAY * 7)
    newer = build_visit(city.firm, started_at=FRIDAY_TEN - DAY)
    late = build_visit(city.firm, started_at=FRIDAY_TEN - DAY * 30, recorded_at=FRIDAY_TEN - DAY * 2, late=True)
    given(
        database,
        *with_parts(older),
        *with_parts(newer),
        *with_parts(late),
        *with_parts(build_visit(city.firm, channel=ScanChannel.IMPORTED)),
        *with_parts(build_visit(city.firm, state=VisitState.OPEN)),
    )
    queries = supervision.queries.own_visits
    assert [row.id for row in queries.awaiting_answer(shop)] == [older.id, late.id, newer.id]
    supervision.answers.confirm(shop, newer.id)
    supervision.answers.dispute(shop, late.id, DisputeGround.NOT_THIS_TIME, "")
    clock.pass_by(days=1)
    assert queries.awaiting_answer(shop) == ()


def test_visits_under_way_are_the_open_ones(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    going_on = build_visit(city.firm, state=VisitState.OPEN)
    given(database, *with_parts(going_on, city.officers[:2]), *with_parts(build_visit(city.firm)))
    (row,) = supervision.queries.own_visits.under_way(shop)
    assert (row.id, row.ended_at, row.outcome) == (going_on.id, None, None)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AGENCY_MANAGER, Role.SUPERVISOR, Role.OPERATOR])
def test_only_a_firm_looks_at_its_log(supervision: Supervision, city: SmallCity, role: Role) -> None:
    queries, actor = supervision.queries.own_visits, city.actor(role)
    for look in (
        lambda: queries.page(actor, OwnVisitsAsked()),
        lambda: queries.filters(actor),
        lambda: queries.under_way(actor),
        lambda: queries.awaiting_answer(actor),
    ):
        with pytest.raises(NotPermitted):
            look()
