"""The table of a year's plan as a spreadsheet: the empty one to fill in, and plans on record in the same columns."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from supervision_code.adapters.spreadsheets import Sheet, workbook_of
from supervision_code.domain.inspection_plan_tables import TabledPlan
from supervision_code.domain.registry import AgencyLevel, ItemMethod
from supervision_code.domain.visits import InspectionType
from supervision_code.importing.inspection_plans import PLAN_CHOICES, PLAN_COLUMNS

_TITLE: Final = "年度检查计划"
_NOTES: Final[Mapping[str, str]] = {
    "检查事项": "事项名称或编码，多项用分号隔开",
    "联合部门": "单位名称，多个用分号隔开",
    "任务日期": "例如 2026-04-01至2026-06-30",
    "检查对象": "信用代码用分号隔开；也可以只写范围，导入后再选企业",
    "检查比例": "例如 10%",
    "批准机关": "专项检查填写",
    "上级文号": "上级部署的检查填写",
}
_TYPES: Final = {
    InspectionType.ROUTINE: "日常检查",
    InspectionType.CASE: "个案检查",
    InspectionType.CAMPAIGN: "专项检查",
}
_METHODS: Final = {ItemMethod.ON_SITE: "现场检查", ItemMethod.OFF_SITE: "非现场检查"}
_LEVELS: Final = {AgencyLevel.CITY: "市级", AgencyLevel.DISTRICT: "区级", AgencyLevel.STREET: "街道"}
_LONGEST_CHOICE: Final = 200
_MOST_CODES: Final = 1000


def plan_template(items: Sequence[str]) -> bytes:
    """Return the empty table; short lists of the agency's items can be chosen from."""
    choices = dict(PLAN_CHOICES)
    if items and len(",".join(items)) <= _LONGEST_CHOICE:
        choices["检查事项"] = tuple(items)
    return workbook_of(Sheet(title=_TITLE, columns=PLAN_COLUMNS, choices=choices, notes=_NOTES))


def plan_table(plans: Iterable[TabledPlan]) -> bytes:
    """Return plans on record in the table they can be taken in from again."""
    rows = [_row(number, plan) for number, plan in enumerate(plans, start=1)]
    return workbook_of(Sheet(title=_TITLE, columns=PLAN_COLUMNS, rows=rows, choices=PLAN_CHOICES, notes=_NOTES))


def _row(number: int, plan: TabledPlan) -> list[str]:
    said = plan.contents
    return [
        str(number),
        said.title,
        said.basis,
        _TYPES[said.type],
        plan.agency,
        "是" if said.joint else "否",
        "；".join(plan.partners),
        said.area,
        _LEVELS[plan.level],
        "；".join(plan.items),
        _METHODS[said.method],
        f"{said.first_day}至{said.last_day}" if said.first_day and said.last_day else "",
        "是",
        "；".join(plan.codes) if 0 < len(plan.codes) <= _MOST_CODES else plan.said,
        str(plan.base or ""),
        f"{said.share}%",
        str(said.cap),
        said.approval_authority,
        said.approval_number,
        said.approval_day.isoformat() if said.approval_day else "",
        said.order_number,
    ]
