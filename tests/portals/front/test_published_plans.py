"""The page of published plans: what everybody may know, and not one firm."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from werkzeug.test import Client

from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.product import Supervision
from tests.factories.inspection_plans import CONTENTS, brought_to
from tests.factories.small_city import SmallCity
from tests.portals.front.test_landing import page_at
from tests.support.clock import StoppedClock

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_nothing_published_says_what_will_stand_here(front: Client) -> None:
    assert "还没有公布的计划" in page_at(front, "/plans/").text


def test_a_published_plan_is_shown_without_its_firms(front: Client, supervision: Supervision, city: SmallCity) -> None:
    plan_id = brought_to(supervision, city, PlanState.PUBLISHED)
    brought_to(supervision, city, PlanState.FILED, replace(CONTENTS, title="还没有公布"))
    page = page_at(front, "/plans/")
    for words in (
        CONTENTS.title,
        CONTENTS.basis,
        "食品经营许可检查",
        "福田区市场监督管理局",
        "福司备2026-017",
        "100%",
        "1次",
    ):
        assert words in page.text, words
    for hidden in (city.firm.name, city.firm.uscc, "还没有公布", city.accounts[Role.OFFICER].name):
        assert hidden not in page.source
    assert CONTENTS.title in page_at(front, "/plans/?q=市场&year=2026").text
    assert CONTENTS.title not in page_at(front, "/plans/?year=2025").text
    supervision.inspection_plans.withdraw(city.actor(Role.AGENCY_MANAGER), plan_id, "政策调整")
    assert "已撤回" in page_at(front, "/plans/").text
    assert "Withdrawn" in page_at(front, "/plans/?language=en").text


def test_who_was_drawn_to_be_inspected_without_notice_cannot_be_worked_out_before_it_is_over(
    front: Client, supervision: Supervision, city: SmallCity
) -> None:
    open_, secret = (
        brought_to(supervision, city, PlanState.PUBLISHED, replace(CONTENTS, title=title, without_notice=why))
        for title, why in (("预告的检查", ""), ("不预告的检查", "突击检查"))
    )
    with supervision.database.begin() as session:
        for plan_id, seed in ((open_, "aa" * 16), (secret, "bb" * 16)):
            plan = session.get_one(InspectionPlan, plan_id)
            plan.draw_seed, plan.drawn_at, plan.draw_commitment = seed, plan.published_at, "cc" * 32
    page = page_at(front, "/plans/")
    assert "aa" * 16 in page.source
    assert "bb" * 16 not in page.source
    supervision.inspection_plans.withdraw(city.actor(Role.AGENCY_MANAGER), secret, "政策调整")
    assert "bb" * 16 in page_at(front, "/plans/").source


def test_what_is_never_told_by_its_type_keeps_its_seed_closed_too_while_the_commitment_is_public(
    front: Client, supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    case = replace(CONTENTS, title="个案检查", type=InspectionType.CASE)
    plan_id = brought_to(supervision, city, PlanState.PUBLISHED, case)
    with supervision.database.begin() as session:
        plan = session.get_one(InspectionPlan, plan_id)
        plan.draw_seed, plan.drawn_at, plan.draw_commitment = "bb" * 16, plan.published_at, "cc" * 32
    page = page_at(front, "/plans/")
    assert "bb" * 16 not in page.source
    assert "cc" * 32 in page.source
    assert "计划结束后公开" in page.text
    clock.set(datetime(2027, 1, 1, 2, tzinfo=UTC))
    supervision.inspection_plans.close(city.actor(Role.AGENCY_MANAGER), plan_id)
    assert "bb" * 16 in page_at(front, "/plans/").source
