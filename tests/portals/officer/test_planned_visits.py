"""Planned visits: making, listing, leaving and calling them off."""

from datetime import timedelta
from uuid import UUID

import pytest

from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import InspectionType
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import Visitor, VisitPortal

TODAY = day_of(FRIDAY_TEN)


@pytest.fixture
def officer(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.OFFICER])


@pytest.fixture
def plan(supervision: Supervision, city: SmallCity) -> UUID:
    """SCJG means to come in two days."""
    day = TODAY + timedelta(days=2)
    actor = city.actor(Role.OFFICER)
    return supervision.planned_visits.plan(actor, city.firm.id, day, InspectionType.ROUTINE, ("SCJG-1",), "双随机抽查")


def test_nothing_planned_says_what_will_stand_here(officer: Visitor) -> None:
    assert "近期没有检查安排" in officer.get("/planned-visits").text
    assert "没有过期的检查安排" in officer.get("/planned-visits?view=overdue").text
    assert "还没有办过的检查安排" in officer.get("/planned-visits?view=past").text


def test_plans_move_from_coming_to_overdue(city: SmallCity, officer: Visitor, plan: UUID, clock: StoppedClock) -> None:
    coming = officer.get("/planned-visits")
    clock.pass_by(days=3)
    officer.sign_in("officer")
    overdue = officer.get("/planned-visits?view=overdue")

    assert city.firm.name in coming.text
    assert "后天" in coming.text
    assert city.firm.name in overdue.text
    assert "已过，昨天" in overdue.text


def test_a_plan_shows_when_what_and_the_way_to_the_scan_on_its_day(
    city: SmallCity, officer: Visitor, plan: UUID, clock: StoppedClock
) -> None:
    before = officer.get(f"/planned-visits/{city.firm.id}/{plan}")
    clock.pass_by(days=2)
    officer.sign_in("officer")
    on_the_day = officer.get(f"/planned-visits/{city.firm.id}/{plan}")

    assert "双随机抽查" in before.text
    assert "食品经营许可检查" in before.text
    assert "到了，去扫码" not in before.text
    assert "到了，去扫码" in on_the_day.text


def test_the_own_plan_is_called_off(city: SmallCity, officer: Visitor, plan: UUID) -> None:
    page = officer.send(f"/planned-visits/{city.firm.id}/{plan}/cancel", {})

    assert "已取消" in page.text
    assert "已取消" in officer.get("/planned-visits?view=past").text


def test_a_joined_plan_is_left_again(
    supervision: Supervision, city: SmallCity, plan: UUID, visit_portal: VisitPortal
) -> None:
    supervision.planned_visits.join(city.other_actor(Role.OFFICER), city.firm.id, plan)
    partner = visit_portal("officer", city.other_accounts[Role.OFFICER])
    seen = partner.get(f"/planned-visits/{city.firm.id}/{plan}")

    partner.send(f"/planned-visits/{city.firm.id}/{plan}/cancel", {})

    assert "退出这次联合检查" in seen.text
    partner.get(f"/planned-visits/{city.firm.id}/{plan}", status=404)


def test_another_agencys_plan_is_not_found(city: SmallCity, plan: UUID, visit_portal: VisitPortal) -> None:
    stranger = visit_portal("officer", city.other_accounts[Role.OFFICER])

    stranger.get(f"/planned-visits/{city.firm.id}/{plan}", status=404)
    stranger.send(f"/planned-visits/{city.firm.id}/{plan}/cancel", {}, status=404)


def test_a_plan_is_made_from_the_firm_on(city: SmallCity, officer: Visitor) -> None:
    found = officer.get("/planned-visits/new?q=南园")
    address = f"/planned-visits/new/{city.firm.id}"

    page = officer.send(address, {"day": "2026-12-01", "type": "routine", "items": ["SCJG-1"], "note": "按年度计划"})

    assert f"/officer{address}" in found.links
    assert "本单位已安排12月1日 周二检查" in page.text
    assert city.firm.name in page.text


def test_a_plan_needs_a_day_that_lies_ahead(city: SmallCity, officer: Visitor) -> None:
    address = f"/planned-visits/new/{city.firm.id}"
    without = officer.send(address, {"type": "routine"}, status=422)
    past = officer.send(address, {"day": "2026-11-01", "type": "routine"}, status=422)

    assert officer.get(address).heading == "新增检查安排"
    assert "请选日期" in without.text
    assert "请选今天或以后的日期" in past.text


def test_a_firm_that_is_not_there_cannot_be_planned(officer: Visitor) -> None:
    assert "没有找到" in officer.get("/planned-visits/new?q=没有这家").text
    officer.get("/planned-visits/new/00000000-0000-0000-0000-000000000001", status=404)
