"""A working day from the plan to the signed record: three agencies, one visit, one paper."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader
from sqlalchemy import select

from supervision_code.domain.days import SHANGHAI, date_of
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.permissions import Actor, Role
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.visits import Visit
from supervision_code.services.accounts import actor_of
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.inspection_plans import CONTENTS
from tests.factories.registry import build_agency, build_item, build_officer
from tests.journeys.serving import Served, come_in, serve
from tests.journeys.test_documents import sign
from tests.support.clock import StoppedClock

DECEMBER_FIRST, DECEMBER_ELEVENTH = date(2026, 12, 1), date(2026, 12, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAgency:
    """An agency besides the small city's, with what its people sign in as."""

    code: str
    name: str
    drafter: Actor
    head: Actor


@pytest.fixture
def moving(clock: StoppedClock) -> StoppedClock:
    """The day on which the plan is drafted; the journey moves it on."""
    return clock


@pytest.fixture
def served(tmp_path: Path, moving: StoppedClock) -> Iterator[Served]:
    yield from serve(tmp_path / "data", moving)


def another_agency(served: Served, code: str, name: str, item: str) -> OtherAgency:
    """An agency of the district with an officer and a head, who have planned the same firm for the same weeks."""
    officers = (
        build_officer(code, f"{name}甲", certificate_no=f"{code}-1"),
        build_officer(code, f"{name}乙", certificate_no=f"{code}-2"),
    )
    drafter = build_account(Role.OFFICER, username=f"{code.lower()}-officer", officer=officers[0])
    head = build_account(Role.AGENCY_MANAGER, username=f"{code.lower()}-head", name=f"{name}科长", agency=code)
    given(
        served.supervision.database,
        build_agency(code, f"福田区{name}局"),
        build_item(f"{code}-1", code, item),
        *officers,
        drafter,
        head,
    )
    return OtherAgency(code=code, name=name, drafter=actor_of(drafter), head=actor_of(head))


def published(served: Served, agency: OtherAgency) -> None:
    """Let the agency have a published plan that reaches the firm."""
    contents = replace(
        CONTENTS,
        title=f"{agency.code}年度检查",
        items=(f"{agency.code}-1",),
        first_day=DECEMBER_FIRST,
        last_day=DECEMBER_ELEVENTH,
    )
    plans, objects = served.supervision.inspection_plans, served.supervision.inspection_plan_objects
    plan = plans.draft(agency.drafter, contents)
    objects.choose_listed(agency.drafter, plan, [served.city.firm.uscc])
    plans.submit(agency.drafter, plan)
    plans.approve(agency.head, plan)
    plans.file(served.city.actor(Role.SUPERVISOR), plan, "福司备2026-018")
    plans.publish(agency.head, plan)


def press(page: Page, action: str) -> None:
    """Send the form that goes to an address ending like this."""
    page.locator(f"main form[action$='{action}'] button[type=submit]").first.click()
    page.wait_for_load_state()


def arrive(page: Page, served: Served) -> None:
    """An officer types the firm's credit code, as from its licence, and comes to the firm."""
    page.goto(served.address("/officer/scan/typed"))
    page.locator("[name=text]").fill(served.city.firm.uscc)
    page.locator("[name=reason]").first.check(force=True)
    page.locator("main form:has([name=text]) button[type=submit]").click()
    page.wait_for_url("**/arrivals/**")


def chosen_moment(served: Served) -> datetime:
    """Half past nine on the day the firm has chosen, or half past two where it chose the afternoon."""
    with served.supervision.database.read() as session:
        planned = session.scalars(select(PlannedVisit)).one()
    hour = time(14, 30) if planned.half_day is HalfDay.AFTERNOON else time(9, 30)
    return datetime.combine(date_of(planned.day), hour, SHANGHAI)


def signed_paper(page: Page) -> None:
    """Have the record of the visit signed by the officers and the firm's person."""
    page.get_by_role("button", name="现场检查笔录").click()
    page.get_by_label("现场情况").fill("后厨整洁，灭火器在有效期内。")
    page.get_by_role("button", name="开始签名").click()
    while page.get_by_role("link", name="检查人员").count():
        page.get_by_role("link", name="检查人员").first.click()
        sign(page)
        expect(page.get_by_text("已签名。")).to_be_visible()
    page.get_by_role("link", name="企业人员").click()
    sign(page, name="陈店长")
    expect(page.get_by_text("文书已定稿")).to_be_visible()


def draft_by_hand(page: Page, served: Served) -> str:
    """An officer drafts a plan for the firm and hands it to the head; returns the plan's address."""
    page.goto(served.address("/officer/inspection-plans/new"))
    page.locator("[name=title]").fill("餐饮服务食品安全抽查")
    page.locator("[name=basis]").fill("《中华人民共和国食品安全法》第一百一十条")
    page.locator("[name=items][value=SCJG-1]").check(force=True)
    page.locator("[name=first_day]").fill(DECEMBER_FIRST.isoformat())
    page.locator("[name=last_day]").fill(DECEMBER_ELEVENTH.isoformat())
    press(page, "/inspection-plans/new")
    page.locator("[name=codes]").fill(served.city.firm.uscc)
    page.locator("form:has([name=codes]) button[type=submit]").click()
    expect(page.get_by_text(served.city.firm.name)).to_be_visible()
    plan = page.url.removesuffix("/objects")
    page.goto(plan)
    press(page, "/submit")
    return plan


def plan_and_publish(served: Served, come: Callable[..., Page]) -> None:
    """The small city's agency plans by hand: drafted, approved, filed, published."""
    plan = draft_by_hand(come("officer", "officer"), served)
    head = come("officer", "agency_manager")
    head.goto(plan)
    press(head, "/approve")
    supervisor = come("supervisor", "supervisor")
    supervisor.goto(plan.replace("/officer/", "/supervisor/"))
    supervisor.locator("[name=number]").fill("福司备2026-017")
    press(supervisor, "/file")
    head.goto(plan)
    press(head, "/publish")


def agree(served: Served, come: Callable[..., Page], others: Sequence[OtherAgency]) -> str:
    """The lead agrees to the joint visit, the others come along, the firm is told; returns the planned visit's page."""
    head = come("officer", "agency_manager")
    head.goto(served.address("/officer/proposals"))
    head.get_by_text(served.city.firm.name).first.click()
    head.wait_for_url("**/proposals/*/*")
    expect(head.get_by_text("少跑2次")).to_be_visible()
    proposal = head.url
    press(head, "/accept")
    for agency in others:
        page = come("officer", f"{agency.code.lower()}-head")
        page.goto(proposal)
        press(page, "/join")
    planned = proposal.replace("/proposals/", "/planned-visits/")
    head.goto(f"{planned}/notice")
    press(head, "/notice")
    return planned


def choose_a_time(come: Callable[..., Page]) -> None:
    """The firm takes the second time offered and leaves a word."""
    keeper = come("enterprise", "enterprise_administrator")
    keeper.locator("main a[href*='/notices/']", has_text="月").first.click()
    keeper.locator("[name=slot]").nth(1).check(force=True)
    keeper.locator("[name=note]").fill("请走后门")
    press(keeper, "/choose")


def inspect_together(served: Served, come: Callable[..., Page], others: Sequence[OtherAgency]) -> Page:
    """The lead opens the visit, the others attach to it; returns the lead's page of the visit."""
    lead = come("officer", "officer")
    arrive(lead, served)
    lead.get_by_label("李建国").check(force=True)
    lead.get_by_role("button", name="开始检查").click()
    lead.wait_for_url("**/visits/**")
    for agency in others:
        page = come("officer", f"{agency.code.lower()}-officer")
        arrive(page, served)
        page.locator("main a[href*='/visits/']").first.click()
        page.get_by_label(f"{agency.name}乙").check(force=True)
        page.get_by_role("button", name="并入", exact=True).click()
        page.wait_for_url("**/officer/visits/**")
    return lead


def test_three_agencies_come_once_from_the_draft_to_the_signed_record(
    served: Served, moving: StoppedClock, new_visitor: Callable[..., BrowserContext]
) -> None:
    def come(portal: str, username: str) -> Page:
        page = new_visitor(width=390, height=844).new_page()
        come_in(page, served, portal, username)
        return page

    others = (
        another_agency(served, "XFJY", "消防", "消防安全检查"),
        another_agency(served, "WSJK", "卫生", "公共场所卫生检查"),
    )
    for agency in others:
        published(served, agency)
    plan_and_publish(served, come)
    assert served.supervision.merging.merge_waiting() == 1
    planned = agree(served, come, others)
    choose_a_time(come)
    moving.set(chosen_moment(served))
    lead = inspect_together(served, come, others)
    visit = lead.url
    lead.goto(planned)
    expect(lead.get_by_text("请走后门")).to_be_visible()
    lead.goto(f"{visit}/leave")
    lead.get_by_role("button", name="未发现问题").click()
    lead.goto(visit)
    signed_paper(lead)

    with served.supervision.database.read() as session:
        assert [task.state for task in session.scalars(select(InspectionTask))] == [TaskState.DONE] * 3
        assert len(session.scalars(select(Visit)).all()) == 1
    keeper = come("enterprise", "enterprise_administrator")
    keeper.goto(visit.replace("/officer/", "/enterprise/").replace(f"/{served.city.firm.id}", ""))
    with keeper.expect_download() as under_way:
        keeper.get_by_role("link", name="现场检查笔录").click()
    text = "".join(page.extract_text() for page in PdfReader(under_way.value.path()).pages)
    for words in (served.city.firm.name, "王小明", "李建国", "福田区消防局", "福田区卫生局", "灭火器在有效期内"):
        assert words in text.replace("\n", ""), words
