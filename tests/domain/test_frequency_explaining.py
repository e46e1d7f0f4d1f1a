"""An alert explains itself: each visit counted, or the reason why not."""

from dataclasses import replace

import pytest

from supervision_code.domain.frequency import (
    FrequencyRule,
    NotCountedReason,
    VisitFacts,
    explain,
    reasons_not_counted,
)
from supervision_code.domain.visits import InspectionType, VisitKind
from tests.domain.frequency_examples import FIRM, POLICY, case, found, part, visit

R = NotCountedReason
FROM_ABOVE = part(type=InspectionType.CAMPAIGN, ordered_from_above=True)


def reasons(rule: FrequencyRule, agency: str | None, log: list[VisitFacts]) -> list[tuple[NotCountedReason, ...]]:
    """Return the reasons of each visit of a log; the last but one is the visit of the finding."""
    return [one.reasons for one in explain(rule, agency, log[-2].id, log, POLICY)]


def test_an_annual_cap_explains_each_visit_of_the_firm() -> None:
    log = [
        visit("2025-12-31"),
        visit("2026-01-01"),
        replace(visit("2026-02-01"), kind=VisitKind.SERVICE),
        visit("2026-03-01", case()),
        visit("2026-04-01", FROM_ABOVE),
        visit("2026-05-01", part(emergency=True)),
        replace(visit("2026-06-01"), voided=True),
        visit("2026-07-01", part("WJW")),
        visit("2026-08-01", part("WJW"), part("SCJG")),
        visit("2026-09-01"),
        visit("2026-10-01"),
    ]
    assert reasons(FrequencyRule.ANNUAL_CAP, "SCJG", log) == [
        (R.OUTSIDE_WINDOW,),
        (),
        (R.SERVICE_VISIT,),
        (R.TYPE_NOT_COUNTED,),
        (R.ORDERED_FROM_ABOVE,),
        (R.EMERGENCY,),
        (R.VOIDED,),
        (R.OTHER_AGENCY,),
        (),
        (),
        (R.LATER,),
    ]


def test_a_visit_of_several_agencies_tells_each_reason_once() -> None:
    joint = visit("2026-06-25", case("A"), case("B"), part("C", emergency=True))
    log = [joint, visit("2026-06-30"), visit("2026-07-01")]
    weighed = [R.TYPE_NOT_COUNTED, R.EMERGENCY]
    assert reasons(FrequencyRule.VISIT_RATE, None, log) == [tuple(weighed), (), (R.LATER,)]
    assert reasons_not_counted(joint, POLICY.counting) == tuple(weighed)


def test_a_repeat_measures_only_the_latest_visit_with_a_common_item() -> None:
    log = [
        visit("2026-06-10", part("SCJG", "x")),
        visit("2026-06-12", part("SCJG")),
        visit("2026-06-14", part("SCJG", "x"), part("SCJG", "z")),
        visit("2026-06-16", part("SCJG", "y")),
        visit("2026-06-18", part("WJW", "x")),
        visit("2026-06-20", case("SCJG", "x")),
        visit("2026-06-30", part("SCJG", "x")),
        visit("2026-07-01"),
    ]
    log[1] = replace(log[1], participations=(replace(part(), items=frozenset()),))
    assert reasons(FrequencyRule.REPEAT_CHECK, "SCJG", log) == [
        (R.NOT_THE_LATEST,),
        (R.NOT_THE_LATEST,),
        (),
        (R.NO_COMMON_ITEM,),
        (R.OTHER_AGENCY,),
        (R.TYPE_NOT_COUNTED,),
        (),
        (R.LATER,),
    ]


@pytest.mark.parametrize(
    ("rule", "first_inside", "last_outside"),
    [
        (FrequencyRule.ANNUAL_CAP, "2026-01-01", "2025-12-31"),
        (FrequencyRule.VISIT_RATE, "2026-06-01", "2026-05-31"),
        (FrequencyRule.MANY_AGENCIES, "2026-06-01", "2026-05-31"),
        (FrequencyRule.REPEAT_CHECK, "2026-06-01", "2026-05-31"),
        (FrequencyRule.QUIET_PERIOD, "2026-06-30", "2026-06-29"),
    ],
)
def test_each_rule_looks_back_to_its_own_first_day(rule: FrequencyRule, first_inside: str, last_outside: str) -> None:
    log = [visit(last_outside, hour=9), visit(first_inside, hour=9), visit("2026-06-30"), visit("2026-07-01")]
    outside, inside, *_ = reasons(rule, "SCJG" if rule is FrequencyRule.ANNUAL_CAP else None, log)
    assert outside == (R.OUTSIDE_WINDOW,)
    assert inside == ((R.OUTSIDE_WINDOW,) if rule is FrequencyRule.QUIET_PERIOD else ())


def test_what_is_counted_is_what_the_finding_names() -> None:
    log = [visit(day) for day in ("2026-01-05", "2026-03-05", "2026-05-05", "2026-07-05")]
    for breach in found(log, FrequencyRule.ANNUAL_CAP):
        weighed = explain(breach.rule, breach.agency, breach.visit, log, POLICY)
        assert tuple(one.visit for one in weighed if one.counted) == breach.visits
    assert found(log, FrequencyRule.ANNUAL_CAP, FIRM)
