"""Planned visits as an agency sees them: its own, and those it joins."""

from datetime import timedelta
from uuid import UUID

import pytest

from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord, NotPermitted
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.visits import InspectionType
from supervision_code.product import Supervision
from supervision_code.queries.paging import Cut
from supervision_code.queries.planned_visits import PlannedVisitView
from tests.factories.small_city import SmallCity
from tests.support.clock import FRIDAY_TEN, StoppedClock

TODAY = day_of(FRIDAY_TEN)


@pytest.fixture
def officer(city: SmallCity) -> Actor:
    return city.actor(Role.OFFICER)


@pytest.fixture
def partner(city: SmallCity) -> Actor:
    return city.other_actor(Role.OFFICER)


def planned(supervision: Supervision, actor: Actor, firm: UUID, days: int, *items: str) -> UUID:
    return supervision.planned_visits.plan(actor, firm, TODAY + timedelta(days=days), InspectionType.ROUTINE, items, "")


def test_own_and_joined_plans_are_seen_and_others_are_not(
    supervision: Supervision, city: SmallCity, officer: Actor, partner: Actor
) -> None:
    own = planned(supervision, officer, city.firm.id, 3, "SCJG-1")
    joined = planned(supervision, partner, city.firm.id, 2, "YJJ-1")
    planned(supervision, partner, city.other_firm.id, 1)
    supervision.planned_visits.join(officer, city.firm.id, joined)

    rows = supervision.queries.planned_visits.page(officer, PlannedVisitView.COMING, Cut()).rows

    assert [(row.id, row.mine, row.items) for row in rows] == [
        (joined, False, ("安全生产检查",)),
        (own, True, ("食品经营许可检查",)),
    ]
    assert rows[0].partners == ("福田区市场监督管理局",)


def test_today_shows_what_is_still_to_be_done(supervision: Supervision, city: SmallCity, officer: Actor) -> None:
    today = planned(supervision, officer, city.firm.id, 0)
    planned(supervision, officer, city.other_firm.id, 1)
    called_off = planned(supervision, officer, city.other_firm.id, 0)
    supervision.planned_visits.cancel(officer, city.other_firm.id, called_off)

    assert [row.id for row in supervision.queries.planned_visits.today(officer)] == [today]


def test_views_part_by_day_and_state(
    supervision: Supervision, city: SmallCity, officer: Actor, clock: StoppedClock
) -> None:
    overdue = planned(supervision, officer, city.firm.id, 0)
    coming = planned(supervision, officer, city.firm.id, 5)
    past = planned(supervision, officer, city.firm.id, 6)
    supervision.planned_visits.cancel(officer, city.firm.id, past)
    clock.pass_by(days=2)

    queries = supervision.queries.planned_visits
    found = {view: [row.id for row in queries.page(officer, view, Cut()).rows] for view in PlannedVisitView}

    assert found == {
        PlannedVisitView.COMING: [coming],
        PlannedVisitView.OVERDUE: [overdue],
        PlannedVisitView.PAST: [past],
    }
    assert {queries.number(officer, view) for view in PlannedVisitView} == {1}


def test_a_long_list_has_pages_and_its_number_is_that_of_all(
    supervision: Supervision, city: SmallCity, officer: Actor
) -> None:
    for days in range(5):
        planned(supervision, officer, city.firm.id, days)
        planned(supervision, officer, city.other_firm.id, days)
    queries, seen, cut = supervision.queries.planned_visits, [], Cut(limit=4)
    for length in (4, 4, 2):
        page = queries.page(officer, PlannedVisitView.COMING, cut)
        assert len(page.rows) == length
        seen += [row.id for row in page.rows]
        cut = Cut(at=page.older, limit=4)

    assert cut.at == ""
    assert len(set(seen)) == queries.number(officer, PlannedVisitView.COMING) == 10


def test_plans_of_one_firm(supervision: Supervision, city: SmallCity, officer: Actor) -> None:
    here = planned(supervision, officer, city.firm.id, 4)
    planned(supervision, officer, city.other_firm.id, 4)

    assert [row.id for row in supervision.queries.planned_visits.of_firm(officer, city.firm.id)] == [here]


def test_a_foreign_plan_is_not_found(supervision: Supervision, city: SmallCity, officer: Actor, partner: Actor) -> None:
    plan = planned(supervision, partner, city.firm.id, 2)

    assert supervision.queries.planned_visits.plan(partner, city.firm.id, plan).mine
    with pytest.raises(NoSuchRecord):
        supervision.queries.planned_visits.plan(officer, city.firm.id, plan)


def test_only_agencies_look_at_plans(supervision: Supervision, city: SmallCity) -> None:
    firm, queries = city.actor(Role.ENTERPRISE_MEMBER), supervision.queries.planned_visits

    with pytest.raises(NotPermitted):
        queries.today(firm)
    with pytest.raises(NotPermitted):
        queries.page(firm, PlannedVisitView.COMING, Cut())
    with pytest.raises(NotPermitted):
        queries.plan(firm, city.firm.id, city.firm.id)
    with pytest.raises(NotPermitted):
        queries.of_firm(firm, city.firm.id)
