"""Edges of the frequency rules that the oracle meets too seldom to be relied upon."""

from dataclasses import replace

from supervision_code.domain.days import date_of
from supervision_code.domain.frequency import (
    FrequencyRule,
    Level,
    NotCountedReason,
    earliest_clear_day,
    explain,
    first_day_needed,
    judge_log,
    last_day_affected,
)
from supervision_code.domain.frequency_versions import judge_log_by_versions
from supervision_code.domain.policy import RepeatCheck, WindowLimit
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_timeline import BEGINNING, PolicyTimeline
from tests.domain.frequency_examples import FIRM, POLICY, TIER_D, number_of, part, visit


def test_a_visit_after_the_day_proposed_does_not_matter_to_it() -> None:
    new = visit("2026-06-15")
    day = earliest_clear_day(new, [visit("2026-06-20")], FIRM, POLICY, from_day=new.day, horizon_days=30)
    assert day == new.day


def test_the_longest_of_the_windows_says_how_far_a_visit_reaches() -> None:
    day = number_of("2026-12-20")
    short = WindowLimit(window_days=5, limit=3)
    long = WindowLimit(window_days=100, limit=3)
    base = replace(POLICY, visit_rate=short, many_agencies=short, repeat_check=RepeatCheck(gap_days=5))
    for policy in (
        replace(base, visit_rate=long),
        replace(base, many_agencies=long),
        replace(base, repeat_check=RepeatCheck(gap_days=100)),
    ):
        assert first_day_needed(number_of("2026-01-05"), policy) == number_of("2026-01-05") - 99
        assert last_day_affected(day, policy) == day + 99


def test_an_explanation_names_the_day_of_each_visit() -> None:
    log = [visit("2026-06-01"), visit("2026-06-05")]
    weighed = explain(FrequencyRule.VISIT_RATE, None, log[1].id, log, POLICY)
    assert [date_of(one.day).isoformat() for one in weighed] == ["2026-06-01", "2026-06-05"]


def test_what_another_agency_of_a_joint_visit_inspects_is_no_common_item() -> None:
    earlier = visit("2026-06-01", part("A", "X"))
    joint = visit("2026-06-05", part("A", "Y"), part("B", "X"))
    weighed = explain(FrequencyRule.REPEAT_CHECK, "A", joint.id, [earlier, joint], POLICY)
    assert weighed[0].reasons == (NotCountedReason.NO_COMMON_ITEM,)


def test_the_day_after_is_a_gap_of_one_day_and_the_same_day_counts_like_it() -> None:
    short = replace(POLICY, repeat_check=RepeatCheck(gap_days=2))
    for second in ("2026-06-01", "2026-06-02"):
        log = [visit("2026-06-01", part("A", "X")), visit(second, part("A", "X"))]
        breach = next(one for one in judge_log(log, FIRM, short) if one.rule is FrequencyRule.REPEAT_CHECK)
        assert breach.level is Level.RED


def test_one_version_alone_says_what_the_policy_says() -> None:
    only = PolicyInForce(policy=POLICY, sha256="only", text="")
    log = [visit("2026-06-01"), visit("2026-06-05"), visit("2026-06-09"), visit("2026-06-12")]
    timeline = PolicyTimeline.always(only)
    assert timeline.versions[0].valid_from == BEGINNING
    assert timeline.versions[0].in_force is only
    for firm in (FIRM, TIER_D):
        (judged,) = judge_log_by_versions(log, firm, timeline)
        assert judged.in_force is only
        assert judged.breaches == judge_log(log, firm, POLICY)
    assert judge_log(log, FIRM, POLICY) != judge_log(log, TIER_D, POLICY)
