"""The table of a year's plan: each row becomes a draft, or none does and every problem is named."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest
import xlsxwriter
from sqlalchemy import select

from supervision_code.domain.inspection_plans import PlanState, SelectionWay
from supervision_code.domain.permissions import Role
from supervision_code.domain.registry import ItemMethod
from supervision_code.domain.visits import InspectionType
from supervision_code.importing.imports import FileImporter
from supervision_code.importing.inspection_plans import PLAN_COLUMNS
from supervision_code.importing.kinds import ImportKind
from supervision_code.importing.plan_cells import share, span
from supervision_code.importing.problems import Refused
from supervision_code.persistence.inspection_plans import contents_of
from supervision_code.persistence.models.inspection_plans import InspectionPlan, PlanObject
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.importing.conftest import Desk

K: Final = ImportKind.INSPECTION_PLANS
GOOD: Final = {
    "序号": "1",
    "任务名称": "食品经营许可双随机抽查",
    "制定任务依据": "《中华人民共和国食品安全法》第一百一十条",
    "检查类型": "日常检查",
    "实施主体": "福田区市场监督管理局",
    "是否联合检查": "否",
    "联合部门": "",
    "检查地域": "南园街道",
    "实施层级": "区级",
    "检查事项": "食品经营许可检查；SCJG-2",
    "检查方式": "现场检查",
    "任务日期": "2026-12-01至2026-12-31",
    "是否涉企": "是",
    "检查对象": "餐饮服务经营者",
    "检查对象基数": "500户",
    "检查比例": "10%",
    "检查频次上限": "1次",
    "批准机关": "",
    "批准文号": "",
    "批准日期": "",
    "上级文号": "",
}


@pytest.fixture
def desk(supervision: Supervision, city: SmallCity, tmp_path: Path) -> Desk:
    return Desk(supervision, tmp_path)


def plans(database: Database) -> list[InspectionPlan]:
    with database.read() as session:
        return list(session.scalars(select(InspectionPlan).order_by(InspectionPlan.id)))


def test_a_row_becomes_a_draft_with_everything_it_says(desk: Desk, database: Database) -> None:
    campaign = {
        **GOOD,
        "序号": "2",
        "任务名称": "专项",
        "检查类型": "专项",
        "是否联合检查": "是",
        "联合部门": "龙华区应急管理局",
        "任务日期": "2026年12月",
        "批准机关": "福田区人民政府",
        "批准文号": "福府批〔2026〕8号",
        "批准日期": "2026-11-02",
    }
    assert desk.load(K, GOOD, campaign).stored, desk.reasons
    first, second = plans(database)
    said = contents_of(first)
    assert (first.state, first.agency, first.base, first.selection) == (PlanState.DRAFT, SCJG, 500, None)
    assert (said.items, said.share, said.cap, said.method) == (("SCJG-1", "SCJG-2"), 10, 1, ItemMethod.ON_SITE)
    assert (said.first_day, said.last_day) == (date(2026, 12, 1), date(2026, 12, 31))
    assert "餐饮服务经营者" in first.criteria
    said = contents_of(second)
    assert (said.type, said.joint, said.partners) == (InspectionType.CAMPAIGN, True, (YJJ,))
    assert (said.approval_number, said.approval_day) == ("福府批〔2026〕8号", date(2026, 11, 2))
    again = desk.load(K, GOOD, campaign)
    assert (again.tally.new, again.tally.unchanged) == (0, 2)


def test_credit_codes_among_the_objects_are_taken_as_the_list(desk: Desk, city: SmallCity, database: Database) -> None:
    assert desk.load(K, {**GOOD, "检查对象": city.firm.uscc}).stored, desk.reasons
    with database.read() as session:
        assert session.scalars(select(PlanObject.enterprise_id)).all() == [city.firm.id]
    assert plans(database)[0].selection is SelectionWay.LISTED
    desk.load(K, {**GOOD, "任务名称": "其二", "检查对象": f"{city.firm.uscc}；{city.other_firm.uscc}"})
    assert desk.reasons == [(2, "检查对象", "not_an_object")]


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("序号", "", "required"),
        ("任务名称", "", "required"),
        ("任务名称", "长" * 161, "too_long"),
        ("检查类型", "抽查", "not_one_of"),
        ("实施主体", "没有这个局", "no_such_agency"),
        ("是否联合检查", "也许", "not_one_of"),
        ("联合部门", "福田区市场监督管理局", "no_such_agency"),
        ("实施层级", "市级", "other_level"),
        ("检查事项", "安全生产检查", "no_such_own_item"),
        ("检查方式", "随便", "not_one_of"),
        ("任务日期", "2026-13-01", "not_a_span"),
        ("是否涉企", "否", "not_one_of"),
        ("检查对象基数", "很多", "not_whole"),
        ("检查比例", "1", "not_a_share"),
        ("检查比例", "120%", "not_a_share"),
        ("检查频次上限", "0", "out_of_range"),
        ("批准日期", "上个月", "not_a_day"),
    ],
)
def test_each_wrong_cell_is_named_and_nothing_is_stored(
    desk: Desk, database: Database, column: str, value: str, reason: str
) -> None:
    good = {**GOOD, "序号": "9", "任务名称": "没有毛病的一行"}
    assert not desk.load(K, good, {**GOOD, column: value}).stored
    assert desk.reasons == [(3, column, reason)]
    assert plans(database) == []


def test_a_plan_of_the_same_name_with_other_content_is_told(desk: Desk, database: Database) -> None:
    desk.load(K, GOOD)
    assert not desk.load(K, {**GOOD, "检查比例": "20%"}).stored
    assert desk.reasons == [(2, "任务名称", "plan_on_record")]
    assert len(plans(database)) == 1


def test_a_spreadsheet_with_remarks_in_its_heads_and_a_share_as_a_number_is_read(
    desk: Desk, database: Database
) -> None:
    path = desk.folder / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        percent = book.add_format({"num_format": "0%"})
        for place, name in enumerate(PLAN_COLUMNS):
            sheet.write(0, place, f"{name}（日常/专项）" if name == "检查类型" else name)
            if name == "检查比例":
                sheet.write_number(1, place, 0.1, percent)
            else:
                sheet.write(1, place, GOOD[name])
    assert desk.load_file(K, path).stored, desk.reasons
    assert plans(database)[0].share == 10


def test_in_a_portal_only_the_own_agencys_plans_are_taken(
    supervision: Supervision, desk: Desk, city: SmallCity, database: Database
) -> None:
    importer = FileImporter(supervision.database, supervision.clock, supervision.timeline, supervision.calendar)
    path = desk.write("plan.csv", [GOOD])
    with importer.importing(K, path, actor=city.other_actor(Role.OFFICER)) as done:
        assert [problem.reason.value for problem in done.problems()] == ["other_agency"]
    with importer.importing(K, path, actor=city.actor(Role.OFFICER)) as done:
        assert done.result.stored
    assert plans(database)[0].drafted_by == city.accounts[Role.OFFICER].id


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-04-01至2026-06-30", "2026-04-01/2026-06-30"),
        ("2026-04-01/2026-06-30", "2026-04-01/2026-06-30"),
        ("2026-04-01 - 2026-06-30", "2026-04-01/2026-06-30"),
        ("2026.4.1—2026.6.30", "2026-04-01/2026-06-30"),
        ("2026/4/1～2026/6/30", "2026-04-01/2026-06-30"),
        ("2026年4月1日-6月30日", "2026-04-01/2026-06-30"),
        ("2026年4月至6月", "2026-04-01/2026-06-30"),
        ("2026年4月—2026年6月", "2026-04-01/2026-06-30"),
        ("2026年2月", "2026-02-01/2026-02-28"),
        ("2026年", "2026-01-01/2026-12-31"),
        ("2026年度", "2026-01-01/2026-12-31"),
        ("2026-04-01", "2026-04-01/2026-04-01"),
    ],
)
def test_spans_are_read_as_agencies_write_them(text: str, read: str) -> None:
    assert span(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4月至6月",
        "全年",
        "2026-06-30至2026-04-01",
        "2026年13月",
        "2026-02-30",
        "1999年",
        "a至b",
        "2026-1-1至2026-2-1至2026-3-1",
    ],
)
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        span(text)


@pytest.mark.parametrize(
    ("text", "percent"), [("10%", 10), ("10", 10), ("0.1", 10), ("100%", 100), ("1%", 1), ("0.35", 35)]
)
def test_shares_are_read_as_spreadsheets_keep_them(text: str, percent: int) -> None:
    assert share(text) == percent


@pytest.mark.parametrize("text", ["1", "0%", "101%", "0.005", "12.5%", "一成", "-5%"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        share(text)
