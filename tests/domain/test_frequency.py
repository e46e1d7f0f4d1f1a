"""Every sentence of the frequency rules, one example each."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from uuid import UUID

import pytest

from supervision_code.domain.days import day_number_of
from supervision_code.domain.frequency import (
    RULES,
    FrequencyRule,
    Level,
    ParticipationFacts,
    VisitFacts,
    first_day_needed,
    judge_log,
    judge_visit,
    last_day_affected,
    would_reach,
)
from supervision_code.domain.frequency_rules import level_of_count, level_of_excess
from supervision_code.domain.policy import CountedTypes, Levels, TierCaps, WindowLimit
from supervision_code.domain.registry import RiskTier
from supervision_code.domain.visits import InspectionType, VisitKind
from tests.domain.frequency_examples import FIRM, POLICY, TIER_D, case, days_before, found, number_of, part, visit

ANNUAL_CAP, VISIT_RATE = FrequencyRule.ANNUAL_CAP, FrequencyRule.VISIT_RATE
MANY_AGENCIES, REPEAT_CHECK = FrequencyRule.MANY_AGENCIES, FrequencyRule.REPEAT_CHECK
SPREAD = ("2026-01-05", "2026-03-05", "2026-05-05", "2026-07-05", "2026-09-05", "2026-11-05")


def spread_log(length: int) -> list[VisitFacts]:
    return [visit(day) for day in SPREAD[:length]]


def test_each_rule_is_one_function_named_as_the_rule() -> None:
    assert [rule.__name__ for rule in RULES] == list(FrequencyRule)


# annual_cap


@pytest.mark.parametrize(
    ("tier", "cap"), [(RiskTier.A, 1), (RiskTier.B, 2), (RiskTier.C, 3), (RiskTier.D, 4), (None, 2)]
)
def test_the_cap_depends_on_the_risk_tier_and_is_broken_above_it(tier: RiskTier | None, cap: int) -> None:
    firm = replace(FIRM, risk_tier=tier)
    assert found(spread_log(cap), ANNUAL_CAP, firm) == []
    [breach] = found(spread_log(cap + 1), ANNUAL_CAP, firm)
    assert (breach.count, breach.limit, breach.agency) == (cap + 1, cap, "SCJG")
    assert breach.visits == tuple(one.id for one in spread_log(cap + 1))


def test_every_visit_above_the_cap_is_a_finding_of_its_own() -> None:
    breaches = found(spread_log(6), ANNUAL_CAP)
    assert [(breach.day, breach.count, breach.level) for breach in breaches] == [
        (number_of("2026-05-05"), 3, Level.ORANGE),
        (number_of("2026-07-05"), 4, Level.RED),
        (number_of("2026-09-05"), 5, Level.RED),
        (number_of("2026-11-05"), 6, Level.RED),
    ]


def test_each_agency_has_its_own_cap() -> None:
    log = [visit(day, part("SCJG"), part("WJW")) for day in SPREAD[:2]] + [visit(SPREAD[2], part("WJW"))]
    [breach] = found(log, ANNUAL_CAP)
    assert breach.agency == "WJW"


@pytest.mark.parametrize(("agency", "tier", "cap"), [("XFJY", None, 1), ("XFJY", RiskTier.D, 1), ("SCJG", None, 2)])
def test_an_agency_may_have_one_number_for_all_firms(agency: str, tier: RiskTier | None, cap: int) -> None:
    own = TierCaps(by_tier=dict.fromkeys(RiskTier, 1), unknown=1)
    policy = replace(POLICY, annual_cap=replace(POLICY.annual_cap, agencies={"XFJY": own}))
    log = [visit(day, part(agency)) for day in SPREAD[: cap + 1]]
    [breach] = found(log, ANNUAL_CAP, replace(FIRM, risk_tier=tier), policy)
    assert breach.limit == cap


def test_an_agency_may_have_a_number_for_each_tier() -> None:
    own = TierCaps(by_tier={**dict.fromkeys(RiskTier, 1), RiskTier.D: 5}, unknown=1)
    policy = replace(POLICY, annual_cap=replace(POLICY.annual_cap, agencies={"SCJG": own}))
    [breach] = found(spread_log(6), ANNUAL_CAP, TIER_D, policy)
    assert breach.limit == 5


def test_a_cap_of_zero_is_broken_by_the_first_visit_and_red() -> None:
    none_allowed = TierCaps(by_tier=dict.fromkeys(RiskTier, 0), unknown=0)
    policy = replace(POLICY, annual_cap=replace(POLICY.annual_cap, agencies={"SCJG": none_allowed}))
    [breach] = found(spread_log(1), ANNUAL_CAP, FIRM, policy)
    assert (breach.count, breach.limit, breach.level) == (1, 0, Level.RED)


def test_two_parts_of_one_agency_in_one_visit_count_twice_for_the_cap_and_give_one_finding() -> None:
    log = [visit(SPREAD[0]), visit(SPREAD[1], part("SCJG", "x"), part("SCJG", "y"))]
    [breach] = found(log, ANNUAL_CAP)
    assert (breach.count, breach.visits) == (3, tuple(one.id for one in log))


@pytest.mark.parametrize(
    ("last", "broken"),
    [
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), False),
    ],
)
def test_the_year_ends_at_sixteen_hours_utc(last: datetime, broken: bool) -> None:
    late = replace(visit("2026-12-31"), id=UUID(int=9), started_at=last, day=day_number_of(last))
    assert bool(found([*spread_log(2), late], ANNUAL_CAP)) is broken


# visit_rate


@pytest.mark.parametrize(("days_ago", "broken"), [(29, True), (30, False), (31, False)])
def test_the_window_is_thirty_days_with_the_last_day_included(days_ago: int, broken: bool) -> None:
    days = days_before("2026-06-30", days_ago, 10, 5, 0)
    log = [visit(day, part(agency)) for day, agency in zip(days, ["A", "B", "C", "D"], strict=True)]
    assert bool(found(log, VISIT_RATE)) is broken


def test_the_rate_counts_visits_by_anyone_and_names_no_agency() -> None:
    log = [visit(day, part(agency)) for day, agency in zip(days_before("2026-06-30", 9, 6, 3, 0), "ABCD", strict=True)]
    [breach] = found(log, VISIT_RATE)
    assert (breach.count, breach.limit, breach.agency, breach.item) == (4, 3, None, None)
    assert breach.visits == tuple(one.id for one in log)


def test_a_joint_visit_is_one_visit_for_the_rate() -> None:
    log = [visit(day, part("A"), part("B")) for day in days_before("2026-06-30", 9, 6, 3)]
    assert found(log, VISIT_RATE) == []


def test_a_joint_visit_counts_when_one_part_counts() -> None:
    log = [visit(day, case("A"), part("B")) for day in days_before("2026-06-30", 9, 6, 3, 0)]
    assert len(found(log, VISIT_RATE)) == 1


# many_agencies


def test_four_agencies_in_thirty_days_are_too_many() -> None:
    log = [visit(day, part(agency)) for day, agency in zip(days_before("2026-06-30", 29, 6, 3, 0), "ABCD", strict=True)]
    [breach] = found(log, MANY_AGENCIES)
    assert (breach.count, breach.limit, breach.level, breach.agency) == (4, 3, Level.YELLOW, None)
    assert breach.grounds == ("A", "B", "C", "D")


def test_an_agency_that_came_thirty_days_before_is_outside() -> None:
    log = [visit(day, part(agency)) for day, agency in zip(days_before("2026-06-30", 30, 6, 3, 0), "ABCD", strict=True)]
    assert found(log, MANY_AGENCIES) == []


def test_one_joint_visit_of_four_agencies_is_too_many_and_one_finding() -> None:
    [breach] = found([visit("2026-06-30", part("A"), part("B"), part("C"), part("D"))], MANY_AGENCIES)
    assert (breach.count, len(breach.visits)) == (4, 1)


def test_an_agency_whose_part_does_not_count_is_not_among_the_many() -> None:
    assert found([visit("2026-06-30", part("A"), part("B"), part("C"), case("D"))], MANY_AGENCIES) == []


def test_the_same_agency_again_is_not_one_more() -> None:
    log = [visit(day, part(agency)) for day, agency in zip(days_before("2026-06-30", 9, 6, 3, 0), "ABCA", strict=True)]
    assert found(log, MANY_AGENCIES) == []


# repeat_check


@pytest.mark.parametrize(
    ("gap", "level"),
    [
        (0, Level.RED),
        (1, Level.RED),
        (15, Level.RED),
        (16, Level.ORANGE),
        (20, Level.ORANGE),
        (21, Level.YELLOW),
        (29, Level.YELLOW),
        (30, None),
        (31, None),
    ],
)
def test_the_same_item_again_within_the_gap_is_a_repeat(gap: int, level: Level | None) -> None:
    first, second = days_before("2026-06-30", gap, 0)
    breaches = found([visit(first, hour=9), visit(second, hour=11)], REPEAT_CHECK)
    assert [(breach.count, breach.limit, breach.level) for breach in breaches] == ([(gap, 30, level)] if level else [])


@pytest.mark.parametrize(
    ("first", "second", "repeat"),
    [
        ({"x"}, {"x"}, True),
        ({"x", "y"}, {"y", "z"}, True),
        ({"x"}, {"y"}, False),
        (set(), {"y"}, True),
        ({"x"}, set(), True),
        (set(), set(), True),
    ],
)
def test_a_repeat_shares_an_item_or_one_side_names_none(first: set[str], second: set[str], repeat: bool) -> None:
    log = [
        visit("2026-06-20", replace(part(), items=frozenset(first))),
        visit("2026-06-30", replace(part(), items=frozenset(second))),
    ]
    breaches = found(log, REPEAT_CHECK)
    assert [breach.grounds for breach in breaches] == ([tuple(sorted(first & second))] if repeat else [])


def test_the_gap_is_measured_to_the_latest_visit_with_a_common_item() -> None:
    log = [
        visit("2026-06-10", part("SCJG", "x")),
        visit("2026-06-15", part("SCJG", "x", "y")),
        visit("2026-06-20", part("SCJG", "y")),
        visit("2026-06-30", part("SCJG", "x")),
    ]
    breach = found(log, REPEAT_CHECK, TIER_D)[-1]
    assert (breach.count, breach.visits, breach.grounds) == (15, (log[1].id, log[3].id), ("x",))


def test_another_agency_with_the_same_item_repeats_nothing() -> None:
    log = [visit("2026-06-20", part("SCJG", "x")), visit("2026-06-30", part("WJW", "x"))]
    assert found(log, REPEAT_CHECK) == []


def test_each_agency_of_a_joint_visit_can_repeat() -> None:
    log = [visit(day, part("A"), part("B")) for day in ("2026-06-20", "2026-06-30")]
    assert [breach.agency for breach in found(log, REPEAT_CHECK)] == ["A", "B"]


def test_an_earlier_part_that_does_not_count_is_no_check_to_repeat() -> None:
    log = [visit("2026-06-20", case("A", "x"), part("B")), visit("2026-06-30", part("A", "x"))]
    assert found(log, REPEAT_CHECK) == []


def test_two_parts_of_one_agency_in_one_visit_repeat_nothing_among_themselves() -> None:
    assert found([visit("2026-06-30", part("A", "x"), part("A", "x"))], REPEAT_CHECK) == []


def test_the_latest_shared_check_of_either_part_is_measured() -> None:
    log = [
        visit("2026-06-10", part("A", "x")),
        visit("2026-06-20", part("A", "y")),
        visit("2026-06-30", part("A", "x"), part("A", "y")),
    ]
    [breach] = found(log, REPEAT_CHECK)
    assert (breach.count, breach.grounds) == (10, ("y",))


def test_a_gap_of_zero_days_switches_the_rule_off() -> None:
    policy = replace(POLICY, repeat_check=replace(POLICY.repeat_check, gap_days=0))
    assert found([visit("2026-06-30", hour=9), visit("2026-06-30", hour=10)], REPEAT_CHECK, FIRM, policy) == []


# what counts


@pytest.mark.parametrize(
    ("one_part", "counts"),
    [
        (part(), True),
        (part(ordered_from_above=True), True),
        (part(type=InspectionType.CAMPAIGN), True),
        (part(type=InspectionType.CAMPAIGN, ordered_from_above=True), False),
        (part(type=InspectionType.CASE), False),
        (part(emergency=True), False),
        (part(type=InspectionType.CAMPAIGN, emergency=True), False),
        (part(type=None), False),
    ],
)
def test_what_counts_by_default(one_part: ParticipationFacts, counts: bool) -> None:
    log = [visit(day, one_part) for day in SPREAD[:3]]
    assert bool(judge_log(log, FIRM, POLICY)) is counts


def test_a_service_visit_never_counts() -> None:
    log = [replace(one, kind=VisitKind.SERVICE) for one in spread_log(6)]
    assert judge_log(log, FIRM, POLICY) == ()


def test_voiding_a_visit_takes_its_findings_and_its_count_away() -> None:
    log = spread_log(3)
    assert len(judge_log(log, FIRM, POLICY)) == 1
    for place in range(3):
        voided = [replace(one, voided=index == place) for index, one in enumerate(log)]
        assert judge_log(voided, FIRM, POLICY) == ()


def test_a_visit_that_does_not_count_breaks_nothing_though_the_limits_are_broken_already() -> None:
    log = [visit(day) for day in days_before("2026-06-30", 8, 6, 4, 2)]
    case_visit = visit("2026-06-30", case())
    assert len(judge_log(log, FIRM, POLICY)) > 0
    assert judge_visit(case_visit, log, FIRM, POLICY) == ()


def test_which_types_count_is_policy() -> None:
    cases = CountedTypes(types=frozenset({InspectionType.CASE}), not_when_ordered_from_above=frozenset())
    policy = replace(POLICY, counting=replace(POLICY.counting, default=cases))
    assert found(spread_log(3), ANNUAL_CAP, FIRM, policy) == []
    assert len(found([visit(day, case()) for day in SPREAD[:3]], ANNUAL_CAP, FIRM, policy)) == 1


def test_which_types_count_may_differ_for_one_agency() -> None:
    cases = CountedTypes(types=frozenset(InspectionType), not_when_ordered_from_above=frozenset())
    policy = replace(POLICY, counting=replace(POLICY.counting, agencies={"WJW": cases}))
    log = [visit(day, case("SCJG"), case("WJW")) for day in SPREAD[:3]]
    assert [breach.agency for breach in found(log, ANNUAL_CAP, FIRM, policy)] == ["WJW"]


# order


def test_at_the_same_moment_the_smaller_id_comes_first() -> None:
    low = visit("2026-06-30", number=0x0FFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF_FFFF)
    high = visit("2026-06-30", number=0xA000_0000_0000_0000_0000_0000_0000_0000)
    assert str(low.id) < str(high.id)
    [breach] = found([high, low], REPEAT_CHECK)
    assert (breach.visit, breach.visits) == (high.id, (low.id, high.id))


def test_a_late_backfill_counts_on_its_day_and_can_break_a_limit_at_a_later_visit() -> None:
    first, backfilled, last = spread_log(3)
    assert judge_log([first, last], FIRM, POLICY) == ()
    assert judge_visit(backfilled, [first, last], FIRM, POLICY) == ()
    [breach] = judge_log([first, last, backfilled], FIRM, POLICY)
    assert breach.visit == last.id


def test_the_visit_asked_about_may_be_among_the_past_without_counting_twice() -> None:
    log = spread_log(3)
    for one in log:
        others = [other for other in log if other.id != one.id]
        assert judge_visit(one, log, FIRM, POLICY) == judge_visit(one, others, FIRM, POLICY)


def test_the_window_of_days_that_matter_covers_the_year_and_every_rule() -> None:
    assert first_day_needed(number_of("2026-06-30"), POLICY) == number_of("2026-01-01")
    assert first_day_needed(number_of("2026-01-10"), POLICY) == number_of("2025-12-12")
    assert last_day_affected(number_of("2026-06-30"), POLICY) == number_of("2026-12-31")
    assert last_day_affected(number_of("2026-12-20"), POLICY) == number_of("2027-01-18")


# levels and reminders


@pytest.mark.parametrize(
    ("count", "limit", "level"),
    [
        (2, 3, None),
        (3, 3, Level.BLUE),
        (4, 3, Level.YELLOW),
        (5, 3, Level.ORANGE),
        (6, 3, Level.RED),
        (3, 2, Level.ORANGE),
        (4, 2, Level.RED),
        (2, 1, Level.RED),
        (1, 0, Level.RED),
        (0, 1, None),
    ],
)
def test_the_level_follows_from_the_excess(count: int, limit: int, level: Level | None) -> None:
    assert level_of_count(count, limit, POLICY.levels) is level


def test_levels_are_compared_exactly() -> None:
    levels = Levels(orange=Fraction("1.1"), red=Fraction("3.3"))
    assert level_of_excess(11, 10, levels) is Level.ORANGE
    assert level_of_excess(33, 10, levels) is Level.RED
    assert level_of_excess(32, 10, levels) is Level.ORANGE
    assert level_of_excess(10, 10, levels) is Level.YELLOW


def test_a_visit_that_reaches_a_limit_is_a_reminder_and_no_finding() -> None:
    past, new = spread_log(2)[:1], spread_log(2)[1]
    assert judge_visit(new, past, FIRM, POLICY) == ()
    [reminder] = would_reach(new, past, FIRM, POLICY)
    assert (reminder.rule, reminder.level, reminder.count, reminder.limit) == (ANNUAL_CAP, Level.BLUE, 2, 2)


def test_the_reminders_name_each_limit_that_is_reached() -> None:
    *past, new = [visit(day, part(code)) for day, code in zip(days_before("2026-06-30", 4, 2, 0), "ABC", strict=True)]
    assert [reminder.rule for reminder in would_reach(new, past, FIRM, POLICY)] == [VISIT_RATE, MANY_AGENCIES]


def test_a_broken_limit_is_not_also_a_reminder() -> None:
    *past, new = spread_log(3)
    assert would_reach(new, past, FIRM, POLICY) == ()
    assert len(judge_visit(new, past, FIRM, POLICY)) == 1


def test_a_finding_is_the_same_finding_by_its_key() -> None:
    [breach] = found(spread_log(3), ANNUAL_CAP)
    assert breach.key == (ANNUAL_CAP, "SCJG", None, spread_log(3)[-1].id)


def test_thousands_of_visits_at_one_firm_are_judged_in_one_pass() -> None:
    policy = replace(POLICY, visit_rate=WindowLimit(window_days=7, limit=3))
    start = visit("2000-01-01")
    log = [
        replace(start, id=UUID(int=n), started_at=start.started_at + timedelta(days=n), day=start.day + n)
        for n in range(5000)
    ]
    breaches = judge_log(log, FIRM, policy)
    assert sum(breach.rule is VISIT_RATE for breach in breaches) == 5000 - 3
