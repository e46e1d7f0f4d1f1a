"""Joining another agency's visit under way: one visit for the firm, whoever comes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from supervision_code.domain.permissions import Role
from supervision_code.domain.visit_drafts import OpenedVisit
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.product import Supervision
from supervision_code.services.accounts import actor_of
from tests.factories import given
from tests.factories.small_city import SCJG, SmallCity
from tests.factories.visits import build_visit, with_parts
from tests.portals.officer.scenes import FIRE, address_of, arrive, fire_brigade, open_visit, scan_of, verdict_on
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import Visitor, VisitPortal

FIELDS: Mapping[str, Any] = {"own-type": "routine", "own-items": ["XF-1"], "own-officers": []}


@pytest.fixture
def visit(supervision: Supervision, city: SmallCity) -> OpenedVisit:
    """SCJG's inspection under way."""
    return open_visit(supervision, city)


@pytest.fixture
def fire(
    supervision: Supervision, city: SmallCity, visit: OpenedVisit, visit_portal: VisitPortal
) -> tuple[Visitor, str]:
    """An officer of the fire brigade, who has scanned at the same firm."""
    account, _ = fire_brigade(supervision)
    scan = scan_of(supervision, actor_of(account), city.firm)
    return visit_portal("officer", account), address_of(scan)


def test_the_visit_under_way_is_proposed(fire: tuple[Visitor, str], visit: OpenedVisit) -> None:
    officer, arrival = fire

    page = officer.get(arrival)
    service = officer.send(f"{arrival}/preview", {**FIELDS, "kind": "service"}, status=200)

    assert "福田区市场监督管理局10:00开始的检查正在进行" in page.text
    assert "正在进行" not in service.text
    assert f"/officer{arrival}/visits/{visit.visit_id}" in page.links


def test_joining_adds_the_agency_to_the_same_visit(
    supervision: Supervision, fire: tuple[Visitor, str], visit: OpenedVisit
) -> None:
    officer, arrival = fire
    asked = officer.get(f"{arrival}/visits/{visit.visit_id}")

    page = officer.send(f"{arrival}/visits/{visit.visit_id}", FIELDS)

    assert verdict_on(asked) == "可以并入"
    assert visit.number in page.text
    with supervision.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 1
        assert set(session.scalars(select(Participation.agency))) == {SCJG, FIRE}


def test_joining_over_the_own_limit_asks_for_the_reason(
    supervision: Supervision, city: SmallCity, fire: tuple[Visitor, str], visit: OpenedVisit
) -> None:
    officer, arrival = fire
    earlier = build_visit(city.firm, FIRE, started_at=FRIDAY_TEN - timedelta(days=4))
    given(supervision.database, *with_parts(earlier, items=["XF-1"]))
    address = f"{arrival}/visits/{visit.visit_id}"

    asked = officer.send(address, FIELDS, status=422)
    page = officer.send(address, {**FIELDS, "over_limit_reason": "和市场监管一起核实"})

    assert verdict_on(asked) == "再查将超上限"
    assert "请写明必须检查的原因" in asked.text
    assert "和市场监管一起核实" in page.text


def test_joining_without_an_item_is_refused(fire: tuple[Visitor, str], visit: OpenedVisit) -> None:
    officer, arrival = fire

    page = officer.send(f"{arrival}/visits/{visit.visit_id}", {"own-type": "routine"}, status=422)

    assert "没有选择检查事项" in page.text


def test_the_verdict_alone_is_drawn_again_when_the_form_changes(fire: tuple[Visitor, str], visit: OpenedVisit) -> None:
    officer, arrival = fire

    page = officer.send(f"{arrival}/visits/{visit.visit_id}/preview", FIELDS, status=200)

    assert verdict_on(page) == "可以并入"


def test_a_visit_of_yesterday_is_neither_proposed_nor_joined(
    supervision: Supervision, city: SmallCity, visit: OpenedVisit, visit_portal: VisitPortal, clock: StoppedClock
) -> None:
    account, _ = fire_brigade(supervision)
    clock.pass_by(days=1)
    arrival = address_of(scan_of(supervision, actor_of(account), city.firm))
    officer = visit_portal("officer", account)

    assert f"/officer{arrival}/visits/{visit.visit_id}" not in officer.get(arrival).links
    officer.get(f"{arrival}/visits/{visit.visit_id}", status=409)


def test_the_own_visit_cannot_be_joined(
    supervision: Supervision, city: SmallCity, visit: OpenedVisit, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])

    officer.get(f"{arrive(supervision, city)}/visits/{visit.visit_id}", status=409)
