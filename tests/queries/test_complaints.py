"""The firm's own complaints: list, one whole, what was answered, whom to choose from."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from supervision_code.domain.complaints import ComplaintGround, ComplaintStatus, ComplaintStepKind, Conclusion
from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.registry import AgencyLevel
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.services.complaints import Filing
from tests.factories import given
from tests.factories.complaints import build_complaint
from tests.factories.registry import CITY, build_agency
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.visits import build_visit, with_parts
from tests.support.clock import FRIDAY_TEN, StoppedClock


@pytest.fixture
def shop(city: SmallCity) -> Actor:
    return city.actor(Role.ENTERPRISE_MEMBER)


def test_the_list_is_paged_newest_first(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    rows = [build_complaint(city.firm, filed_at=FRIDAY_TEN - timedelta(days=back)) for back in range(5)]
    given(database, *rows, build_complaint(city.other_firm))
    queries = supervision.queries.complaints
    first = queries.page(shop, "", 2)
    second = queries.page(shop, first.older, 2)
    third = queries.page(shop, second.older, 2)
    seen = [row.reference for page in (first, second, third) for row in page.rows]
    assert seen == [row.reference for row in rows]
    assert third.older == ""


def test_a_row_says_what_is_due_next(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    waiting = build_complaint(city.firm, filed_at=FRIDAY_TEN, accept_by=date(2026, 11, 27))
    taken = build_complaint(
        city.firm,
        status=ComplaintStatus.ACCEPTED,
        filed_at=FRIDAY_TEN - timedelta(days=1),
        decide_by=date(2026, 12, 19),
        agency=None,
    )
    done = build_complaint(city.firm, status=ComplaintStatus.REPLIED, filed_at=FRIDAY_TEN - timedelta(days=2))
    given(database, waiting, taken, done)
    rows = supervision.queries.complaints.page(shop, "", 10).rows
    assert [row.due for row in rows] == [date(2026, 11, 27), date(2026, 12, 19), None]
    assert [row.agency for row in rows] == ["福田区市场监督管理局", "", "福田区市场监督管理局"]
    assert rows[2].conclusion is Conclusion.SUBSTANTIATED


def test_one_complaint_shows_its_steps_without_the_supervisors_notes(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor, clock: StoppedClock
) -> None:
    visit = build_visit(city.firm)
    given(database, *with_parts(visit))
    filing = Filing(ground=ComplaintGround.ARBITRARY, text="说不清检查什么，翻了半天。", visit_id=visit.id)
    reference = supervision.complaints.file(shop, filing).reference
    with database.read() as session:
        key = session.scalars(select(Complaint.id)).one()
    supervisor = city.actor(Role.SUPERVISOR)
    supervision.complaints.accept(supervisor, key, "内部：先调录像")
    supervision.complaints.conclude(supervisor, key, Conclusion.UNSUBSTANTIATED, "内部：录像显示出示了通知书")
    page = supervision.queries.complaints.complaint(shop, reference)
    assert [step.kind for step in page.steps] == [
        ComplaintStepKind.FILED,
        ComplaintStepKind.ACCEPTED,
        ComplaintStepKind.CONCLUDED,
    ]
    assert "内部" not in repr(page)
    assert page.row.due == page.reply_by == date(2026, 11, 27)
    assert (page.visit_id, page.visit_number) == (visit.id, visit.number)
    assert not page.provisional


def test_a_deadline_in_a_year_without_published_holidays_is_provisional(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    complaint = build_complaint(city.firm, accept_by=supervision.calendar.known_through + timedelta(days=3))
    given(database, complaint)
    assert supervision.queries.complaints.complaint(shop, complaint.reference).provisional


def test_what_was_answered_within_two_weeks_is_recalled(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor, clock: StoppedClock
) -> None:
    first, second, still_open = (build_complaint(city.firm, text=f"第{n}次没有扫码就检查。") for n in range(3))
    given(database, first, second, still_open, build_complaint(city.other_firm))
    supervisor = city.actor(Role.SUPERVISOR)
    supervision.complaints.decline(supervisor, first.id, "不属于监督范围。")
    supervision.complaints.accept(supervisor, still_open.id)
    clock.pass_by(days=10)
    supervision.complaints.transfer(supervisor, second.id, "市监督处", "归其管辖。")
    queries = supervision.queries.complaints
    assert [row.reference for row in queries.answered_lately(shop)] == [second.reference, first.reference]
    clock.pass_by(days=5)
    assert [row.reference for row in queries.answered_lately(shop)] == [second.reference]


def test_agencies_that_came_stand_before_those_nearby(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    given(database, build_agency("SZ-SF", "市司法局", level=AgencyLevel.CITY, district=CITY))
    given(database, *with_parts(build_visit(city.firm, YJJ)))
    choices = supervision.queries.complaints.blamable(shop)
    assert [choice.code for choice in choices.came] == [YJJ]
    assert sorted(choice.code for choice in choices.others) == [SCJG, "SZ-SF"]


def test_anothers_complaint_is_not_found(
    supervision: Supervision, database: Database, city: SmallCity, shop: Actor
) -> None:
    foreign = build_complaint(city.other_firm)
    given(database, foreign)
    queries = supervision.queries.complaints
    for reference in (foreign.reference, "2026-1120-NONE0"):
        with pytest.raises(NoSuchRecord):
            queries.complaint(shop, reference)
        with pytest.raises(NoSuchRecord):
            queries.page(shop, reference, 5)
    assert queries.page(shop, "", 5).rows == ()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.AGENCY_MANAGER, Role.SUPERVISOR, Role.OPERATOR])
def test_only_a_firm_looks_at_its_complaints(supervision: Supervision, city: SmallCity, role: Role) -> None:
    queries, actor = supervision.queries.complaints, city.actor(role)
    for look in (
        lambda: queries.page(actor, "", 5),
        lambda: queries.complaint(actor, "x"),
        lambda: queries.answered_lately(actor),
        lambda: queries.blamable(actor),
    ):
        with pytest.raises(NotPermitted):
            look()
