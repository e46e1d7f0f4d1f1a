"""Visits avoided on the supervisors' pages: every number opens its list, and adds up."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.domain.visit_drafts import Leaving
from supervision_code.domain.visits import Outcome
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from supervision_code.queries.paging import Cut
from supervision_code.queries.saved_visits import SavingsAsked
from supervision_code.queries.savings import SavedState
from tests.factories import given
from tests.factories.registry import build_agency, build_item
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.tasks import build_task
from tests.factories.visits import build_part, build_visit, with_parts
from tests.portals.officer.scenes import FIRE
from tests.services.test_visits import opened
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import VisitPortal


@pytest.fixture
def plan(supervision: Supervision, city: SmallCity, database: Database) -> PlannedVisit:
    """A joint visit in Futian led by SCJG, with YJJ and the fire brigade asked along."""
    given(
        database,
        build_agency(FIRE, "福田区消防救援大队"),
        build_item(f"{FIRE}-1", FIRE, "消防安全检查"),
        build_task(city.firm, SCJG, "SCJG-1;SCJG-2"),
        build_task(city.firm, YJJ),
        build_task(city.firm, FIRE),
    )
    supervision.merging.merge_waiting()
    with database.read() as session:
        return session.scalars(select(PlannedVisit)).one()


def test_every_number_opens_its_list(city: SmallCity, plan: PlannedVisit, visit_portal: VisitPortal) -> None:
    supervisor = visit_portal("supervisor", city.accounts[Role.SUPERVISOR])
    page = supervisor.get("/joint-visits/")
    listed = supervisor.get(f"/joint-visits/avoided?agency={YJJ}&state=proposed&month=2026-12")
    none = supervisor.get("/joint-visits/avoided?state=done&month=nonsense")
    last = supervisor.get("/joint-visits/avoided?month=9999-12")
    file = supervisor.fetch("/joint-visits/avoided.csv").get_data(as_text=True)

    assert f"/supervisor/joint-visits/avoided?state=proposed&agency={YJJ}" in page.links
    assert "2026年12月" in page.text
    assert "2026年12月" in listed.text
    assert city.firm.name in listed.text
    assert "龙华区应急管理局" in listed.text
    assert "没有符合条件的" in none.text
    assert "没有符合条件的" in last.text, "after the last month there is none"
    assert file.count(city.firm.name) == 2


def test_another_districts_savings_are_not_counted(
    city: SmallCity, plan: PlannedVisit, visit_portal: VisitPortal
) -> None:
    next_door = visit_portal("supervisor", city.other_accounts[Role.SUPERVISOR])
    assert "还没有合并的检查" in next_door.get("/joint-visits/").text
    assert city.firm.name not in next_door.fetch("/joint-visits/avoided.csv").get_data(as_text=True)


def numbers(supervision: Supervision, city: SmallCity) -> dict[SavedState, int]:
    return dict(supervision.queries.savings.overview(city.actor(Role.SUPERVISOR)).numbers)


def test_a_visit_avoided_is_proposed_then_planned_then_really_avoided_by_who_came(
    supervision: Supervision, city: SmallCity, plan: PlannedVisit, clock: StoppedClock
) -> None:
    assert numbers(supervision, city) == {SavedState.PROPOSED: 2, SavedState.PLANNED: 0, SavedState.DONE: 0}
    supervision.proposals.accept(city.actor(Role.OFFICER), city.firm.id, plan.id)
    supervision.proposals.join(city.other_actor(Role.OFFICER), city.firm.id, plan.id)
    assert numbers(supervision, city) == {SavedState.PROPOSED: 0, SavedState.PLANNED: 2, SavedState.DONE: 0}

    clock.set(datetime(2026, 12, 15, 2, tzinfo=UTC))
    visit = opened(supervision, city, plan_id=plan.id)
    assert numbers(supervision, city) == {SavedState.PROPOSED: 0, SavedState.PLANNED: 0, SavedState.DONE: 0}
    assert supervision.merging.merge_waiting() == 0, "who was to come along may still come"
    leaving = Leaving(enterprise_id=city.firm.id, visit_id=visit.visit_id, outcome=Outcome.NO_PROBLEM)
    supervision.visits.leave(city.actor(Role.OFFICER), leaving)
    assert supervision.merging.merge_waiting() == 1, "who did not come still has its task"


def test_parts_and_lists_add_up(supervision: Supervision, city: SmallCity, plan: PlannedVisit) -> None:
    actor = city.actor(Role.SUPERVISOR)
    found = supervision.queries.savings.overview(actor)
    total = sum(found.numbers.values())
    for groups in (found.agencies, found.districts, found.months):
        assert sum(group.total for group in groups) == total == 2
    first = supervision.queries.saved_visits.page(actor, SavingsAsked(), Cut(limit=1))
    second = supervision.queries.saved_visits.page(actor, SavingsAsked(), Cut(limit=1, at=first.older))
    assert {row.agency for row in (*first.rows, *second.rows)} == {"龙华区应急管理局", "福田区消防救援大队"}
    assert (first.total, second.older) == (2, "")
    assert isinstance(first.rows[0].enterprise_id, UUID)


def test_the_overview_says_how_many_were_avoided_this_month_and_opens_their_list(
    city: SmallCity, database: Database, plan: PlannedVisit, visit_portal: VisitPortal
) -> None:
    made = build_visit(city.firm, SCJG, started_at=FRIDAY_TEN - timedelta(days=3))
    given(database, *with_parts(made), build_part(made, YJJ))
    supervisor = visit_portal("supervisor", city.accounts[Role.SUPERVISOR])
    before = supervisor.get("/overview/")
    with database.begin() as session:
        session.execute(update(PlannedVisit).values(state=PlannedVisitState.DONE, visit_id=made.id))

    page = supervisor.get("/overview/")
    (listed,) = [link for link in page.links if "joint-visits/avoided" in link]

    assert before.texts("a", class_="figure")[-1] == "本月少跑 0次"
    assert page.texts("a", class_="figure")[-1] == "本月少跑 1次"
    rows = supervisor.get(listed.removeprefix("/supervisor"))
    assert len(rows.all("th", scope="row")) == 1
    assert "龙华区应急管理局" in rows.text
    assert "/supervisor/joint-visits/#definition" in page.links
    assert supervisor.get("/joint-visits/").all("p", id="definition")
    next_door = visit_portal("supervisor", city.other_accounts[Role.SUPERVISOR])
    assert next_door.get("/overview/").texts("a", class_="figure")[-1] == "本月少跑 0次"
