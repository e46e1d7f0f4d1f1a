"""Plans on the agency's desk: from the empty list to publication, on the way back, and what goes wrong."""

import io
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from supervision_code.adapters.spreadsheets import Sheet, workbook_of
from supervision_code.domain.inspection_plans import ObjectVerdict, PlanState
from supervision_code.domain.permissions import Role
from supervision_code.importing.inspection_plans import PLAN_COLUMNS
from supervision_code.persistence.models.inspection_plans import PlanObject
from supervision_code.product import Supervision
from tests.factories.inspection_plans import CONTENTS, brought_to, drafted, some_firms
from tests.factories.small_city import SmallCity
from tests.importing.test_inspection_plans import GOOD
from tests.services.test_inspection_plan_objects import visited
from tests.support.portals import Visitor, VisitPortal

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

FIELDS: dict[str, Any] = {
    "title": "餐饮服务食品安全双随机抽查",
    "basis": "《中华人民共和国食品安全法》第一百一十条",
    "type": "routine",
    "method": "on_site",
    "items": ["SCJG-1"],
    "first_day": "2026-12-01",
    "last_day": "2026-12-31",
    "share": "100",
    "cap": "1",
    "may_be_joint": "y",
}


@pytest.fixture
def officer(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.OFFICER])


@pytest.fixture
def head(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.AGENCY_MANAGER])


def plan_id_of(visitor: Visitor) -> str:
    assert visitor.last is not None
    return visitor.last.request.path.split("/")[3]


def test_a_plan_goes_all_the_way_with_one_button_at_each_step(
    city: SmallCity, officer: Visitor, head: Visitor, visit_portal: VisitPortal
) -> None:
    assert "没有计划" in officer.get("/inspection-plans/").text
    assert officer.get("/inspection-plans/new").heading == "新建计划"
    page = officer.send("/inspection-plans/new", FIELDS)
    plan = plan_id_of(officer)
    assert "草稿已保存" in page.text

    page = officer.send(f"/inspection-plans/{plan}/choose/list", {"codes": city.firm.uscc})
    assert city.firm.name in page.text
    assert "还有余量" in page.text
    shown = officer.get(f"/inspection-plans/{plan}")
    assert "提交批准" in shown.text
    assert "已提交" in officer.send(f"/inspection-plans/{plan}/submit", {}).text
    assert "批准" not in [button.text for button in officer.get(f"/inspection-plans/{plan}").all("button")]

    assert "已批准" in head.send(f"/inspection-plans/{plan}/approve", {}).text
    supervisor = visit_portal("supervisor", city.accounts[Role.SUPERVISOR])
    assert CONTENTS.title in supervisor.get("/inspection-plans/").text
    seen = supervisor.get(f"/inspection-plans/{plan}")
    assert city.firm.name in seen.text
    assert supervisor.send(f"/inspection-plans/{plan}/file", {"number": ""}, status=422).all("h1")
    assert "已备案" in supervisor.send(f"/inspection-plans/{plan}/file", {"number": "福司备2026-017"}).text
    assert "福司备2026-017" in supervisor.get("/inspection-plans/?view=running").text

    assert "公布计划" in head.get(f"/inspection-plans/{plan}").text
    assert "任务已生成" in head.send(f"/inspection-plans/{plan}/publish", {}).text
    listed = head.get("/inspection-plans/?state=published&year=2026&q=餐饮")
    assert CONTENTS.title in listed.text


def test_a_draft_keeps_what_was_entered_and_says_what_is_missing(officer: Visitor) -> None:
    refused = officer.send("/inspection-plans/new", {**FIELDS, "title": "", "share": "0"}, status=422)
    assert "请填写任务名称" in refused.text
    assert FIELDS["basis"] in refused.text
    officer.send(
        "/inspection-plans/new",
        {"title": "只有名称", "type": "campaign", "method": "on_site", "share": "100", "cap": "1"},
    )
    page = officer.get(f"/inspection-plans/{plan_id_of(officer)}")
    assert "批准机关：还没有填" in page.text
    assert "检查事项：还没有填" in page.text
    assert "提交批准" not in page.text


def test_two_tabs_are_told_apart(supervision: Supervision, city: SmallCity, officer: Visitor) -> None:
    plan = drafted(supervision, city)
    form = officer.get(f"/inspection-plans/{plan}/contents").forms[-1]
    assert form.fields["title"] == CONTENTS.title
    fields = {**FIELDS, "revision": form.fields["revision"]}
    officer.send(f"/inspection-plans/{plan}/contents", {**fields, "title": "第一个窗口"})
    late = officer.send(f"/inspection-plans/{plan}/contents", {**fields, "title": "第二个窗口"}, status=422)
    assert "在别处改过" in late.text
    assert "第一个窗口" in officer.get(f"/inspection-plans/{plan}").text


def test_the_head_gives_a_plan_back_with_the_reason(
    supervision: Supervision, city: SmallCity, head: Visitor, officer: Visitor
) -> None:
    plan = brought_to(supervision, city, PlanState.SUBMITTED)
    assert "请写明原因" in head.send(f"/inspection-plans/{plan}/return", {"reason": ""}, status=422).text
    assert "已退回" in head.send(f"/inspection-plans/{plan}/return", {"reason": "与上季度重复"}).text
    assert "与上季度重复" in officer.get(f"/inspection-plans/{plan}").text
    assert "被退回" in officer.get("/inbox/").text
    assert "退回：与上季度重复" in officer.get(f"/inspection-plans/{plan}").text
    assert "已撤回" in officer.send(f"/inspection-plans/{plan}/withdraw", {"reason": "不再需要"}).text


def test_who_drafted_it_is_told_that_another_must_approve(
    supervision: Supervision, city: SmallCity, head: Visitor
) -> None:
    actor = city.actor(Role.AGENCY_MANAGER)
    plan = supervision.inspection_plans.draft(actor, CONTENTS)
    supervision.inspection_plan_objects.choose_listed(actor, plan, [city.firm.uscc])
    supervision.inspection_plans.submit(actor, plan)
    assert "另一位负责人批准" in head.get(f"/inspection-plans/{plan}").text
    refused = head.send(f"/inspection-plans/{plan}/approve", {}, status=409)
    assert f"/officer/inspection-plans/{plan}" in refused.links


def test_a_verdict_that_no_longer_holds_is_told_until_it_is_checked_again(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    plan = drafted(supervision, city)
    told = "核对以后有了新的检查记录"
    assert told not in officer.get(f"/inspection-plans/{plan}/objects").text
    with supervision.database.begin() as session:
        session.execute(update(PlanObject).values(verdict=ObjectVerdict.BREAKS))

    assert told in officer.get(f"/inspection-plans/{plan}/objects").text
    assert told not in officer.send(f"/inspection-plans/{plan}/judge", {}).text
    assert "提交以后不再核对" not in officer.get(f"/inspection-plans/{plan}").text

    officer.send(f"/inspection-plans/{plan}/submit", {})
    with supervision.database.begin() as session:
        session.execute(update(PlanObject).values(verdict=ObjectVerdict.BREAKS))
    listed = officer.get(f"/inspection-plans/{plan}/objects")
    assert told in listed.text
    assert "重新核对" not in [button.text for button in listed.all("button")]
    for page in (listed, officer.get(f"/inspection-plans/{plan}")):
        assert "核对时的，提交以后不再核对" in page.text


def test_a_list_with_wrong_entries_names_each_and_changes_nothing(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    plan = drafted(supervision, city)
    text = f"{city.firm.uscc}\n12345，{city.other_firm.uscc}"
    page = officer.send(f"/inspection-plans/{plan}/choose/list", {"codes": text}, status=422)
    assert "12345 信用代码不对" in page.text
    assert f"{city.other_firm.uscc} 不在本单位辖区" in page.text
    assert "12345" in page.source[page.source.index("<textarea") :]
    sent = {"codes": "", "file": file_of(city.firm.uscc)}
    assert "1家" in officer.send(f"/inspection-plans/{plan}/choose/list", sent).text


def file_of(*codes: str) -> tuple[io.BytesIO, str]:
    sheet = Sheet(title="名单", columns=["序号", "统一社会信用代码"], rows=[["1", code] for code in codes])
    return io.BytesIO(workbook_of(sheet)), "名单.xlsx"


def test_a_broken_file_gets_a_clear_answer(supervision: Supervision, city: SmallCity, officer: Visitor) -> None:
    plan = drafted(supervision, city)
    broken = (io.BytesIO(b"PK\x03\x04 broken"), "名单.xlsx")
    page = officer.send(f"/inspection-plans/{plan}/choose/list", {"file": broken}, status=422)
    assert "表格损坏" in page.text
    nothing = (io.BytesIO(b"a,b\n1,2\n"), "x.csv")
    assert "缺少这一列" in officer.send(f"/inspection-plans/{plan}/choose/list", {"file": nothing}, status=422).text
    page = officer.send(
        "/inspection-plans/import", {"file": (io.BytesIO(b"PK\x03\x04 broken"), "计划.xlsx")}, status=422
    )
    assert "表格损坏" in page.text
    page = officer.send("/inspection-plans/import", {"file": (io.BytesIO(b"not a workbook"), "计划.xlsx")}, status=422)
    assert "这不是年度计划表格" in page.text
    assert "缺少这一列" not in page.text


def test_the_count_comes_before_the_choice_and_a_share_is_drawn(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    some_firms(supervision, 9)
    plan = drafted(supervision, city, replace(CONTENTS, share=30), firms=[])
    counted = officer.send(f"/inspection-plans/{plan}/choose/count", {"industries": "H62"}, status=200)
    assert "符合条件的有10家，按30%抽取3家" in counted.text
    nobody = officer.send(f"/inspection-plans/{plan}/choose/criteria", {"industries": "A"}, status=422)
    assert "现在是0家" in nobody.text
    fixed = officer.send(f"/inspection-plans/{plan}/choose/criteria", {"industries": "H62"})
    assert "抽取3家" in fixed.text
    drawn = officer.send(f"/inspection-plans/{plan}/draw", {})
    assert "已抽取3家" in drawn.text
    shown = officer.get(f"/inspection-plans/{plan}")
    assert "10家中抽取3家" in shown.text
    folded = " ".join(shown.texts("details"))
    assert len(shown.texts("code")) == len([code for code in shown.texts("code") if code in folded]) == 5
    assert all(len(note) < 40 for note in shown.texts("span", class_="timeline-note"))
    sent = officer.fetch(f"/inspection-plans/{plan}/objects.csv")
    assert sent.get_data(as_text=True).count("\n") == 4


def test_one_click_thins_the_draft_and_it_can_be_undone(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    free, full = some_firms(supervision, 2)
    visited(supervision.database, full, 2)
    plan = drafted(supervision, city, firms=[free, full])
    page = officer.get(f"/inspection-plans/{plan}/objects?view=breaks")
    assert "全年3次，上限2次" in page.text
    assert "已去掉1家" in officer.send(f"/inspection-plans/{plan}/thin", {}).text
    left = officer.get(f"/inspection-plans/{plan}/objects?view=left_out")
    assert "已去掉：会超过次数上限" in left.text
    assert "已恢复1家" in officer.send(f"/inspection-plans/{plan}/restore", {}).text
    assert "已去掉。" in officer.send(f"/inspection-plans/{plan}/firm/leave-out", {"firm": free.id}).text
    assert "已放回" in officer.send(f"/inspection-plans/{plan}/firm/put-back", {"firm": free.id}).text
    assert "已重新核对" in officer.send(f"/inspection-plans/{plan}/judge", {}).text
    officer.send(f"/inspection-plans/{plan}/firm/leave-out", {"firm": "x"}, status=404)


def test_a_years_plan_is_taken_in_and_comes_out_again(city: SmallCity, head: Visitor, officer: Visitor) -> None:
    template = officer.fetch("/inspection-plans/template.xlsx")
    assert template.get_data().startswith(b"PK")
    rows = [[GOOD[name] for name in PLAN_COLUMNS]]
    book = workbook_of(Sheet(title="计划", columns=PLAN_COLUMNS, rows=rows))
    page = officer.send("/inspection-plans/import", {"file": (io.BytesIO(book), "计划.xlsx")})
    assert "已导入1份草稿" in page.text
    out = officer.fetch("/inspection-plans/plans.xlsx").get_data()
    again = officer.send("/inspection-plans/import", {"file": (io.BytesIO(out), "计划.xlsx")})
    assert "没有新的草稿" in again.text
    wrong = [[{**GOOD, "检查比例": "1", "任务日期": "明年", "任务名称": "另一项"}[name] for name in PLAN_COLUMNS]]
    book = workbook_of(Sheet(title="计划", columns=PLAN_COLUMNS, rows=wrong))
    page = officer.send("/inspection-plans/import", {"file": (io.BytesIO(book), "计划.xlsx")}, status=422)
    assert "第2行，任务日期“明年”：看不懂这段日期" in page.text
    assert "第2行，检查比例“1”" in page.text


def test_every_page_reads_well_in_english(supervision: Supervision, city: SmallCity, officer: Visitor) -> None:
    plan: UUID = brought_to(supervision, city, PlanState.PUBLISHED)
    draft: UUID = drafted(supervision, city, replace(CONTENTS, title="Second"))
    for path in ("/", "/new", "/import", f"/{plan}", f"/{plan}/objects", f"/{draft}/choose", f"/{draft}/contents"):
        page = officer.get(f"/inspection-plans{path}?language=en")
        assert "检查计划" not in page.heading
