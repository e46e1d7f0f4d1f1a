"""What a plan must hold before it may be submitted: one row for each thing that can be missing or wrong."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from supervision_code.domain.inspection_plan_contents import (
    PlanContents,
    PlanExpected,
    PlanField,
    PlanSurroundings,
    covers_everybody,
    faults_of,
)
from supervision_code.domain.inspection_plan_criteria import (
    Criteria,
    industry_prefixes,
    listed_codes,
    parse_criteria,
)
from supervision_code.domain.inspection_plans import SelectionWay
from supervision_code.domain.registry import EnterpriseKind, ItemMethod, RiskTier
from supervision_code.domain.visits import InspectionType

TODAY: Final = date(2026, 3, 2)
GOOD: Final = PlanContents(
    title="餐饮服务食品安全双随机抽查",
    basis="《中华人民共和国食品安全法》第一百一十条",
    items=("SCJG-1",),
    first_day=date(2026, 4, 1),
    last_day=date(2026, 6, 30),
    share=10,
)
CAMPAIGN: Final = replace(
    GOOD,
    type=InspectionType.CAMPAIGN,
    approval_authority="福田区人民政府",
    approval_number="福府批〔2026〕8号",
    approval_day=date(2026, 2, 27),
)
AROUND: Final = PlanSurroundings(
    agency="SCJG",
    today=TODAY,
    items={"SCJG-1": ItemMethod.ON_SITE, "SCJG-9": ItemMethod.OFF_SITE},
    agencies=frozenset({"SCJG", "YJJ"}),
    objects=20,
    base=200,
    selection=SelectionWay.DRAWN,
    annual_cap=2,
)


def faults(plan: PlanContents, around: PlanSurroundings = AROUND) -> list[tuple[PlanField, str, PlanExpected, str]]:
    return [(fault.field, fault.value, fault.expected, fault.detail) for fault in faults_of(plan, around)]


@pytest.mark.parametrize("plan", [GOOD, CAMPAIGN])
def test_a_whole_plan_has_no_fault(plan: PlanContents) -> None:
    assert faults(plan) == []


@pytest.mark.parametrize(
    ("change", "field", "value", "expected", "detail"),
    [
        ({"title": " "}, PlanField.TITLE, "", PlanExpected.PRESENT, ""),
        ({"basis": ""}, PlanField.BASIS, "", PlanExpected.PRESENT, ""),
        ({"items": ()}, PlanField.ITEMS, "", PlanExpected.PRESENT, ""),
        ({"items": ("SCJG-1", "YJJ-1")}, PlanField.ITEMS, "YJJ-1", PlanExpected.PUBLISHED_ITEM, ""),
        ({"items": ("SCJG-9",)}, PlanField.ITEMS, "SCJG-9", PlanExpected.ITEM_OF_METHOD, ""),
        ({"first_day": None}, PlanField.FIRST_DAY, "", PlanExpected.PRESENT, ""),
        ({"last_day": None}, PlanField.LAST_DAY, "", PlanExpected.PRESENT, ""),
        (
            {"first_day": date(2026, 7, 1)},
            PlanField.LAST_DAY,
            "2026-06-30",
            PlanExpected.NOT_BEFORE_START,
            "2026-07-01",
        ),
        ({"last_day": date(2027, 1, 1)}, PlanField.LAST_DAY, "2027-01-01", PlanExpected.SAME_YEAR, "2026"),
        ({"share": 0}, PlanField.SHARE, "0", PlanExpected.ONE_TO_HUNDRED, ""),
        ({"share": 101}, PlanField.SHARE, "101", PlanExpected.ONE_TO_HUNDRED, ""),
        ({"cap": 0}, PlanField.CAP, "0", PlanExpected.AT_LEAST_ONE, ""),
        ({"cap": 3}, PlanField.CAP, "3", PlanExpected.WITHIN_CAP, "2"),
        ({"joint": True}, PlanField.PARTNERS, "", PlanExpected.PRESENT, ""),
        ({"joint": True, "partners": ("SCJG",)}, PlanField.PARTNERS, "SCJG", PlanExpected.OTHER_AGENCY, ""),
        ({"joint": True, "partners": ("XX",)}, PlanField.PARTNERS, "XX", PlanExpected.OTHER_AGENCY, ""),
        ({"ordered_from_above": True}, PlanField.ORDER_NUMBER, "", PlanExpected.PRESENT, ""),
    ],
)
def test_each_thing_that_is_wrong_is_named(
    change: dict[str, Any], field: PlanField, value: str, expected: PlanExpected, detail: str
) -> None:
    assert (field, value, expected, detail) in faults(replace(GOOD, **change))


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        ({"approval_authority": ""}, PlanField.APPROVAL_AUTHORITY, PlanExpected.PRESENT),
        ({"approval_number": ""}, PlanField.APPROVAL_NUMBER, PlanExpected.PRESENT),
        ({"approval_day": None}, PlanField.APPROVAL_DAY, PlanExpected.PRESENT),
        ({"approval_day": date(2026, 3, 3)}, PlanField.APPROVAL_DAY, PlanExpected.NOT_AHEAD),
    ],
)
def test_a_campaign_needs_its_approval(change: dict[str, Any], field: PlanField, expected: PlanExpected) -> None:
    assert [(fault.field, fault.expected) for fault in faults_of(replace(CAMPAIGN, **change), AROUND)] == [
        (field, expected)
    ]


def test_a_campaign_ordered_from_above_needs_the_order_and_no_approval_of_its_own() -> None:
    ordered = replace(GOOD, type=InspectionType.CAMPAIGN, ordered_from_above=True)
    assert [fault.field for fault in faults_of(ordered, AROUND)] == [PlanField.ORDER_NUMBER]
    assert faults(replace(ordered, order_number="国市监〔2026〕3号")) == []


def test_a_period_that_is_over_is_named() -> None:
    late = replace(AROUND, today=date(2026, 7, 1))
    assert (PlanField.LAST_DAY, "2026-06-30", PlanExpected.NOT_PAST, "") in faults(GOOD, late)


@pytest.mark.parametrize(
    ("objects", "expected", "detail"),
    [(0, PlanExpected.AT_LEAST_ONE, ""), (21, PlanExpected.WITHIN_SHARE, "20")],
)
def test_there_are_firms_and_no_more_than_the_share(objects: int, expected: PlanExpected, detail: str) -> None:
    assert faults(GOOD, replace(AROUND, objects=objects)) == [(PlanField.OBJECTS, str(objects), expected, detail)]


def test_a_cap_that_does_not_bind_the_plan_is_not_held_against_it() -> None:
    assert faults(replace(GOOD, cap=12), replace(AROUND, annual_cap=None)) == []


WHOLE: Final = replace(AROUND, objects=200, selection=SelectionWay.CRITERIA)


@pytest.mark.parametrize(
    ("plan", "around", "covers", "refused"),
    [
        (CAMPAIGN, WHOLE, True, True),
        (CAMPAIGN, replace(WHOLE, criteria=Criteria(industries=("C",))), True, False),
        (CAMPAIGN, replace(WHOLE, criteria=Criteria(tiers=(RiskTier.D,))), False, False),
        (CAMPAIGN, replace(WHOLE, selection=SelectionWay.LISTED), False, False),
        (CAMPAIGN, replace(WHOLE, objects=150), False, False),
        (GOOD, WHOLE, False, False),
        (replace(CAMPAIGN, ordered_from_above=True, order_number="x"), WHOLE, False, False),
    ],
)
def test_a_campaign_at_everybody_without_distinction_is_refused_and_one_in_a_trade_is_warned_of(
    plan: PlanContents, around: PlanSurroundings, covers: bool, refused: bool
) -> None:
    plan = replace(plan, share=100)
    assert covers_everybody(plan, around) is covers
    assert [fault.expected for fault in faults_of(plan, around)] == ([PlanExpected.DIFFERENTIATED] if refused else [])


def test_criteria_come_back_as_they_were_written() -> None:
    criteria = Criteria(
        areas=("440304001",),
        industries=("C13", "H"),
        tiers=(RiskTier.C, RiskTier.D),
        kinds=(EnterpriseKind.SOLE_TRADER,),
        said="餐饮服务经营者",
    )
    assert parse_criteria(criteria.text) == criteria
    assert parse_criteria("") == Criteria()
    assert parse_criteria(Criteria().text) == Criteria()


def test_lists_that_people_type_and_paste_are_read() -> None:
    assert industry_prefixes("c13，H、 C13") == ("C13", "H")
    assert listed_codes("914403001\n914403002；914403001, 9144\t") == ("914403001", "914403002", "9144")
