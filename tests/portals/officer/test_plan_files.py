"""Files that are no good year's plan: each is answered with row, column, value and expectation, and leaves nothing."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pytest
import xlsxwriter
from sqlalchemy import func, select

from supervision_code.domain.permissions import Role
from supervision_code.importing.inspection_plans import PLAN_COLUMNS
from supervision_code.persistence.models.inspection_plans import InspectionPlan, PlanObject, PlanStep
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.importing.test_inspection_plans import GOOD
from tests.support.portals import Visitor, VisitPortal

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
Fill = Callable[[Any, Any], None]
NO_FIRM: Final = "91440300MA5XXXXXX1"


@pytest.fixture
def officer(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.OFFICER])


def book_of(fill: Fill) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        fill(book, book.add_worksheet())
    return packed.getvalue()


def table(*rows: Mapping[str, Any], head: Sequence[str] = PLAN_COLUMNS) -> bytes:
    """A workbook with these rows under these heads."""

    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, head)
        for number, row in enumerate(rows, start=1):
            for place, name in enumerate(head):
                value = row.get(name, "")
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value, book.add_format({"num_format": "yyyy/m/d"}))
                else:
                    sheet.write(number, place, value)

    return book_of(fill)


def refused(officer: Visitor, content: bytes) -> str:
    return officer.send("/inspection-plans/import", {"file": (io.BytesIO(content), "计划.xlsx")}, status=422).text


def nothing_is_left(supervision: Supervision) -> bool:
    with supervision.database.read() as session:
        return not any(
            session.scalar(select(func.count()).select_from(model)) for model in (InspectionPlan, PlanObject, PlanStep)
        )


def second(**cells: Any) -> bytes:
    """A good row, and one with these cells."""
    return table(GOOD, {**GOOD, "序号": "2", "任务名称": "另一项", **cells})


def merged(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, PLAN_COLUMNS)
    place = PLAN_COLUMNS.index("制定任务依据")
    for number in (1, 2):
        row = {**GOOD, "序号": str(number), "任务名称": f"第{number}项", "制定任务依据": ""}
        sheet.write_row(number, 0, [row[name] for name in PLAN_COLUMNS])
    sheet.merge_range(1, place, 2, place, "两行合用的依据")


def blank(book: Any, sheet: Any) -> None:
    sheet.write_row(0, 0, ["", " "])


def titled(book: Any, sheet: Any) -> None:
    sheet.merge_range(0, 0, 0, 5, "2026年度涉企行政检查计划表")
    sheet.write_row(1, 0, PLAN_COLUMNS)
    sheet.write_row(2, 0, [GOOD[name] for name in PLAN_COLUMNS])


def truncated() -> bytes:
    whole = table(GOOD)
    return whole[: len(whole) // 2]


def emptied() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("note.txt", "no workbook")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (truncated(), "表格损坏"),
        (emptied(), "表格损坏"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "旧版表格"),
        (b"%PDF-1.7\n\xff\xfe\x00\x01", "不是 UTF-8"),
        (book_of(blank), "文件是空的"),
        (book_of(titled), "第1行没有需要的列名"),
        (table(GOOD, head=[*PLAN_COLUMNS, "备注"]), "没有这一列"),
        (table(GOOD, head=[name for name in PLAN_COLUMNS if name != "检查比例"]), "缺少这一列"),
        (table(GOOD, head=[*PLAN_COLUMNS, "检查比例"]), "出现了两次"),
        (book_of(merged), "第3行，制定任务依据：不能为空"),
        (second(检查频次上限="=1+1"), "第3行，检查频次上限“0”：超出范围"),
        (second(任务日期="=A1"), "第3行，任务日期“0”：看不懂这段日期"),
        (second(任务日期=46023), "第3行，任务日期“46023”：看不懂这段日期"),
        (second(任务日期="去年"), "第3行，任务日期“去年”：看不懂这段日期"),
        (second(批准日期=46023.5), "第3行，批准日期“46023.5”：不是日期"),
        (second(序号="1"), "第3行，序号“1”：与第 2 行重复"),
        (second(任务名称=GOOD["任务名称"], 检查比例="20%"), "与第2行是同一单位、同一年度的同名计划"),
        (second(检查事项="没有这个事项"), "第3行，检查事项“没有这个事项”：实施主体没有公布事项“没有这个事项”"),
        (second(检查对象=f"{NO_FIRM}；餐饮"), "第3行，检查对象"),
        (second(实施主体="YJJ"), "第3行，实施主体“YJJ”：只能导入本单位的计划"),
        (second(实施主体="没有这个局"), "没有这个执法主体"),
        (second(联合部门="没有这个局", 是否联合检查="是"), "第3行，联合部门"),
    ],
)
def test_what_is_wrong_is_named_where_it_stands_and_nothing_is_half_written(
    supervision: Supervision, officer: Visitor, content: bytes, words: str
) -> None:
    assert words in refused(officer, content)
    assert nothing_is_left(supervision)


def test_a_list_of_firms_is_taken_whole_or_its_wrong_entry_is_named(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    ours, theirs = city.firm.uscc, city.other_firm.uscc
    for wrong, words in (
        (f"{ours[:-1]}0", "却不是有效的信用代码"),
        (f"{ours}；附近的饭店", "“附近的饭店”却不是有效的信用代码"),
        (f"{ours}；{theirs}", f"企业 {theirs} 没有登记、已注销，或不在实施主体的辖区"),
    ):
        assert words in refused(officer, second(检查对象=wrong)), wrong
        assert nothing_is_left(supervision)


def test_the_same_file_again_changes_nothing_and_another_list_of_firms_is_told(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    listed, day = {**GOOD, "检查对象": city.firm.uscc, "检查对象基数": "1"}, date(2026, 11, 2)
    content = table({**listed, "任务日期": date(2026, 12, 1), "批准日期": day})
    for words in ("已导入1份草稿", "没有新的草稿"):
        assert words in officer.send("/inspection-plans/import", {"file": (io.BytesIO(content), "计划.xlsx")}).text
    with supervision.database.begin() as session:
        only = session.scalars(select(InspectionPlan)).one()
        assert only.first_day == only.last_day
        one = session.scalars(select(PlanObject)).one()
        session.delete(one)
    assert "内容不同" in refused(officer, content)


def test_a_register_sent_by_mistake_is_refused_at_once(supervision: Supervision, officer: Visitor) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, PLAN_COLUMNS)
        for number in range(1, 2002):
            sheet.write_row(number, 0, [str(number), f"第{number}项"])

    assert "最多2,000行" in refused(officer, book_of(fill))
    assert nothing_is_left(supervision)
