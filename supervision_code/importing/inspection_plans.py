"""Files of a year's plan, with the columns such tables have in use (domain reference 6.5); each row becomes a draft."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.adapters import credit_codes
from supervision_code.domain.inspection_plan_contents import PlanContents
from supervision_code.domain.inspection_plan_criteria import Criteria
from supervision_code.domain.inspection_plans import PlanStepKind, SelectionWay
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import AgencyLevel, ItemMethod
from supervision_code.domain.visits import InspectionType
from supervision_code.importing.cells import Plain, day, key, text
from supervision_code.importing.kinds import Fault, Storing
from supervision_code.importing.layouts import Layout, optional, required
from supervision_code.importing.plan_cells import chosen, listed, parts, share, span, whole
from supervision_code.importing.plan_records import firms_in, has_objects, plan_on_record
from supervision_code.importing.problems import ImportReason, Refused
from supervision_code.persistence.inspection_plan_objects import replace_objects
from supervision_code.persistence.inspection_plan_records import NewPlan, make_plan
from supervision_code.persistence.inspection_plans import contents_of, judge_plan
from supervision_code.persistence.models.registry import Agency, InspectionItem

_AT_ONCE: Final = 200
_MOST_PLANS: Final = 2000
"""Many times what an agency does in a year; a register that was sent by mistake has more."""
_TYPES: Final = {
    **dict.fromkeys(("日常检查", "日常"), InspectionType.ROUTINE.value),
    **dict.fromkeys(("个案检查", "个案"), InspectionType.CASE.value),
    **dict.fromkeys(("专项检查", "专项"), InspectionType.CAMPAIGN.value),
}
_LEVELS: Final = {
    **dict.fromkeys(("市级", "市"), AgencyLevel.CITY.value),
    **dict.fromkeys(("区级", "区", "县级"), AgencyLevel.DISTRICT.value),
    **dict.fromkeys(("街道", "街道级", "镇街"), AgencyLevel.STREET.value),
}
_METHODS: Final = {
    **dict.fromkeys(("现场检查", "现场", "双随机", "双随机抽查"), ItemMethod.ON_SITE.value),
    **dict.fromkeys(("非现场检查", "非现场", "书面检查", "书面"), ItemMethod.OFF_SITE.value),
}
_YES_NO: Final = {"是": "yes", "否": ""}
_LAYOUT: Final = Layout(
    (
        required("序号", key(20)),
        required("任务名称", text(160)),
        required("制定任务依据", text(1000), lines=True),
        required("检查类型", chosen(_TYPES)),
        required("实施主体", text(160)),
        required("是否联合检查", chosen(_YES_NO)),
        optional("联合部门", parts, lines=True),
        optional("检查地域", text(160), ""),
        optional("实施层级", chosen(_LEVELS)),
        required("检查事项", parts, lines=True),
        required("检查方式", chosen(_METHODS)),
        required("任务日期", span),
        required("是否涉企", chosen({"是": "yes"})),
        optional("检查对象", text(32_767), "", lines=True),
        optional("检查对象基数", whole(0, 10_000_000), 0),
        required("检查比例", share),
        required("检查频次上限", whole(1, 99)),
        optional("批准机关", text(160), ""),
        optional("批准文号", text(160), ""),
        optional("批准日期", day),
        optional("上级文号", text(160), ""),
    ),
    remarks=True,
    most_rows=_MOST_PLANS,
)
PLAN_COLUMNS: Final = _LAYOUT.names
PLAN_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "检查类型": ("日常检查", "个案检查", "专项检查"),
    "是否联合检查": ("是", "否"),
    "实施层级": ("市级", "区级", "街道"),
    "检查方式": ("现场检查", "非现场检查"),
    "是否涉企": ("是",),
}
"""The first way of writing each word, for the template."""


class _PlanRow(NamedTuple):
    row: int
    place: str
    title: str
    basis: str
    type: str
    agency: str
    joint: str
    partners: str | None
    area: str
    level: str | None
    items: str
    method: str
    span: str
    involves_firms: str
    objects: str
    base: int
    share: int
    cap: int
    approval_authority: str
    approval_number: str
    approval_day: str | None
    order_number: str


class _Registers(NamedTuple):
    """What rows refer to: agencies by code and by name, and each agency's items by code and by name."""

    agencies: Mapping[str, Agency]
    items: Mapping[str, Mapping[str, str]]


class _NewRow(NamedTuple):
    """A row that is to become a draft."""

    row: _PlanRow
    agency: Agency
    contents: PlanContents
    firms: list[UUID]


class InspectionPlans:
    """Plans of a year; a portal's actor brings those of the own agency only."""

    layout = _LAYOUT

    def __init__(self, actor: Actor | None = None) -> None:
        self._actor = actor
        self._registers = _Registers({}, {})
        self._rows: dict[tuple[str, str, str], int] = {}

    def prepare(self, session: Session) -> None:
        """Read agencies and items. Raises NotPermitted for an actor who drafts no plans."""
        if self._actor is not None:
            self._actor.require(Permission.PLAN_DRAFT)
        agencies: dict[str, Agency] = {}
        for agency in session.scalars(select(Agency).order_by(Agency.code)):
            agencies |= {agency.name: agency, agency.code: agency}
        items: dict[str, dict[str, str]] = {}
        query = select(InspectionItem.agency, InspectionItem.code, InspectionItem.name)
        for owner, code, name in session.execute(query.order_by(InspectionItem.code)):
            items.setdefault(owner, {}).update({name: code, code: code})
        session.expunge_all()
        self._registers = _Registers(agencies, items)

    def faults(self, values: Sequence[Plain]) -> Iterable[Fault]:
        """Find agencies and items that are not registered, and agencies that are not the reader's."""
        row = _PlanRow._make((0, *values))
        agency = self._registers.agencies.get(row.agency)
        if agency is None:
            yield "实施主体", Refused(ImportReason.NO_SUCH_AGENCY)
            return
        if self._actor is not None and agency.code != self._actor.agency:
            yield "实施主体", Refused(ImportReason.OTHER_AGENCY)
        if row.level is not None and agency.level.value != row.level:
            yield "实施层级", Refused(ImportReason.OTHER_LEVEL)
        for item in listed(row.items):
            if item not in self._registers.items.get(agency.code, {}):
                yield "检查事项", Refused(ImportReason.NO_SUCH_OWN_ITEM, item=item)
        for partner in listed(row.partners):
            if self._registers.agencies.get(partner, agency) is agency:
                yield "联合部门", Refused(ImportReason.NO_SUCH_AGENCY)

    def store(self, session: Session, storing: Storing) -> None:
        """Store each row as a draft; a plan that is on record in the same words is left as it is."""
        for chunk in storing.chunks(_AT_ONCE):
            for staged in chunk:
                self._store_one(session, storing, _PlanRow._make(staged))

    def _store_one(self, session: Session, storing: Storing, row: _PlanRow) -> None:
        agency, contents = self._registers.agencies[row.agency], self._contents(row)
        first = self._rows.setdefault((agency.code, row.span[:4], row.title), row.row)
        if first != row.row:
            storing.report(row, "任务名称", ImportReason.REPEATED_PLAN, first=first)
            return
        firms, unfit = firms_in(session, agency, row.objects)
        for code in unfit:
            reason = ImportReason.NOT_AN_OBJECT if credit_codes.is_valid(code) else ImportReason.NOT_A_LIST
            storing.report(row, "检查对象", reason, code=code)
        known = plan_on_record(session, agency, contents)
        if known is not None:
            if contents_of(known) == contents and has_objects(session, known, firms):
                storing.tally.unchanged += 1
            else:
                storing.report(row, "任务名称", ImportReason.PLAN_ON_RECORD, number=known.number)
            return
        storing.tally.new += 1
        if storing.writing and not unfit:
            self._write(session, storing, _NewRow(row, agency, contents, firms))

    def _write(self, session: Session, storing: Storing, new: _NewRow) -> None:
        row, firms = new.row, new.firms
        said = "" if firms else row.objects
        made = NewPlan(
            agency=new.agency.code,
            contents=new.contents,
            step=PlanStepKind.IMPORTED,
            criteria=Criteria(said=said).text,
            base=max(row.base, len(firms)),
            selection=SelectionWay.LISTED if firms else None,
        )
        plan = make_plan(session, made, self._actor, storing.now)
        if firms:
            replace_objects(session, plan.id, firms)
            judge_plan(session, plan, storing.timeline, storing.calendar, storing.now)
        session.flush()

    def _contents(self, row: _PlanRow) -> PlanContents:
        first, _, last = row.span.partition("/")
        agency = self._registers.agencies[row.agency]
        items = self._registers.items[agency.code]
        partners = {self._registers.agencies[partner].code for partner in listed(row.partners)}
        return PlanContents(
            title=row.title,
            basis=row.basis,
            type=InspectionType(row.type),
            method=ItemMethod(row.method),
            items=tuple(sorted({items[item] for item in listed(row.items)})),
            ordered_from_above=bool(row.order_number),
            order_number=row.order_number,
            approval_authority=row.approval_authority,
            approval_number=row.approval_number,
            approval_day=date.fromisoformat(row.approval_day) if row.approval_day else None,
            area=row.area,
            first_day=date.fromisoformat(first),
            last_day=date.fromisoformat(last),
            share=row.share,
            cap=row.cap,
            joint=bool(row.joint),
            partners=tuple(sorted(partners)) if row.joint else (),
        )
