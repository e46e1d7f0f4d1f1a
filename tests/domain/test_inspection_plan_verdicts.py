"""What a plan would do to one firm, on the best day of its period."""

from dataclasses import replace
from datetime import date

import pytest

from supervision_code.domain.frequency import FrequencyRule, VisitFacts
from supervision_code.domain.inspection_plan_verdicts import JudgedObject, PlannedWork, judge_object, judging
from supervision_code.domain.inspection_plans import ObjectVerdict
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.quiet_periods import QuietPeriod
from supervision_code.domain.visits import InspectionType
from tests.domain.frequency_examples import FIRM, POLICY, TIER_D, number_of, part, visit
from tests.domain.test_frequency_planning import WEEKENDS_ONLY

WORK = PlannedWork(
    agency="SCJG",
    type=InspectionType.ROUTINE,
    items=frozenset({"SCJG-1"}),
    ordered_from_above=False,
    first_day=number_of("2026-06-01"),
    last_day=number_of("2026-06-30"),
)
QUIET = QuietPeriod(id="q", name="宁静日", legal_basis="-", first_day=date(2026, 6, 1), last_day=date(2026, 6, 30))


def judged(
    past: list[VisitFacts],
    policy: SupervisionPolicy = POLICY,
    *,
    work: PlannedWork = WORK,
    today: str = "2026-03-02",
) -> JudgedObject:
    timeline = PolicyTimeline.always(PolicyInForce(policy=policy, sha256="0" * 64, text=""))
    rules = judging(work, timeline, WEEKENDS_ONLY, date.fromisoformat(today))
    assert rules is not None
    return judge_object(rules, FIRM, past)


def test_a_firm_nobody_came_to_is_free_on_the_first_working_day() -> None:
    found = judged([])
    assert (found.verdict, found.day) == (ObjectVerdict.CLEAR, date(2026, 6, 1))


def test_the_period_begins_today_at_the_earliest_and_needs_a_working_day() -> None:
    assert judged([], today="2026-06-13").day == date(2026, 6, 15)
    timeline = PolicyTimeline.always(PolicyInForce(policy=POLICY, sha256="0" * 64, text=""))
    assert judging(WORK, timeline, WEEKENDS_ONLY, date(2026, 7, 1)) is None
    weekend = replace(WORK, first_day=number_of("2026-06-13"), last_day=number_of("2026-06-14"))
    assert judging(weekend, timeline, WEEKENDS_ONLY, date(2026, 3, 2)) is None


def test_the_best_day_lies_behind_a_repeat() -> None:
    found = judged([visit("2026-05-20")])
    assert found.verdict is not ObjectVerdict.BREAKS
    assert found.day >= date(2026, 6, 19)


def test_a_full_year_breaks_on_every_day() -> None:
    found = judged([visit("2026-01-05"), visit("2026-03-05")])
    assert (found.verdict, found.day) == (ObjectVerdict.BREAKS, date(2026, 6, 30))
    assert [breach.rule for breach in found.breaches] == [FrequencyRule.ANNUAL_CAP]
    assert (found.breaches[0].count, found.breaches[0].limit) == (3, 2)


def test_the_last_visit_of_the_year_only_reaches_the_cap() -> None:
    found = judged([visit("2026-01-05")])
    assert found.verdict is ObjectVerdict.REACHES
    assert [breach.rule for breach in found.reached] == [FrequencyRule.ANNUAL_CAP]


def test_what_a_window_reaches_early_in_the_period_is_free_later() -> None:
    others = [visit("2026-05-28", part("A")), visit("2026-05-29", part("B"))]
    found = judged(others)
    assert (found.verdict, found.day) == (ObjectVerdict.CLEAR, date(2026, 6, 30))


def test_a_quiet_period_over_the_whole_span_is_told_apart_from_a_limit() -> None:
    policy = replace(POLICY, quiet_periods=(QUIET,))
    assert judged([], policy).verdict is ObjectVerdict.QUIET
    assert judged([], policy).breaches[0].rule is FrequencyRule.QUIET_PERIOD
    longer = replace(WORK, last_day=number_of("2026-07-02"))
    assert judged([], policy, work=longer).day == date(2026, 7, 1)
    full = judged([visit("2026-01-05"), visit("2026-03-05")], policy, work=longer)
    assert (full.verdict, full.day) == (ObjectVerdict.BREAKS, date(2026, 7, 2))


@pytest.mark.parametrize("kind", [InspectionType.CASE])
def test_what_does_not_count_breaks_nothing(kind: InspectionType) -> None:
    policy = replace(POLICY, quiet_periods=(QUIET,))
    found = judged([visit("2026-01-05"), visit("2026-03-05")], policy, work=replace(WORK, type=kind))
    assert found.verdict is ObjectVerdict.CLEAR


def test_a_visit_at_the_very_same_moment_comes_before_the_one_that_is_planned() -> None:
    timeline = PolicyTimeline.always(PolicyInForce(policy=POLICY, sha256="0" * 64, text=""))
    one_day = replace(WORK, last_day=WORK.first_day)
    rules = judging(one_day, timeline, WEEKENDS_ONLY, date(2026, 3, 2))
    assert rules is not None
    found = judge_object(rules, TIER_D, [visit("2026-06-01")])
    assert FrequencyRule.REPEAT_CHECK in {breach.rule for breach in found.breaches}
