"""A policy that changes: every visit is judged by the version that binds when it begins, windows and all."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision_code.domain.days import WorkCalendar, start_of_day
from supervision_code.domain.frequency import Breach, FrequencyRule, VisitFacts, judge_log
from supervision_code.domain.frequency_versions import (
    Search,
    earliest_clear_day_by,
    first_day_needed_by,
    judge_log_by_versions,
    last_day_affected_by,
)
from supervision_code.domain.policy import RepeatCheck, SupervisionPolicy, WindowLimit
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_timeline import BEGINNING, PolicyTimeline, Publication, takes_effect
from supervision_code.domain.visits import InspectionType
from tests.domain.frequency_examples import FIRM, POLICY, case, number_of, part, visit
from tests.domain.test_frequency_oracle import LOGS, POLICIES

STRICT = replace(POLICY, visit_rate=WindowLimit(window_days=30, limit=1))
LAXER = replace(
    POLICY,
    visit_rate=WindowLimit(window_days=30, limit=9),
    many_agencies=WindowLimit(window_days=30, limit=9),
)
COUNTS_CASES = replace(
    POLICY,
    counting=replace(
        POLICY.counting,
        default=replace(POLICY.counting.default, types=POLICY.counting.default.types | {InspectionType.CASE}),
    ),
)


def named(name: str, policy: SupervisionPolicy = POLICY) -> PolicyInForce:
    return PolicyInForce(policy=policy, sha256=name, text="")


def published(name: str, day: str | datetime, policy: SupervisionPolicy = POLICY) -> Publication:
    moment = day if isinstance(day, datetime) else start_of_day(date.fromisoformat(day))
    return Publication(in_force=named(name, policy), valid_from=moment)


def timeline(*publications: Publication) -> PolicyTimeline:
    return PolicyTimeline.of(published("first", BEGINNING), *publications)


def rates(log: list[VisitFacts], by: PolicyTimeline) -> dict[str, list[tuple[int, int]]]:
    return {
        version.in_force.sha256: [
            (breach.count, breach.limit) for breach in version.breaches if breach.rule is FrequencyRule.VISIT_RATE
        ]
        for version in judge_log_by_versions(log, FIRM, by)
    }


# --- which version binds when ---


def test_a_version_binds_from_its_first_moment_until_the_next_one_does() -> None:
    both = timeline(published("second", "2026-07-01"))
    change = start_of_day(date(2026, 7, 1))
    assert both.at(change - timedelta(microseconds=1)).sha256 == "first"
    assert both.at(change).sha256 == "second"
    assert [version.binds_at(change) for version in both.versions] == [False, True]
    assert [version.binds_at(change - timedelta(microseconds=1)) for version in both.versions] == [True, False]


def test_the_first_version_binds_whatever_lies_before_it() -> None:
    alone = PolicyTimeline.of(published("first", "2026-07-01"))
    assert alone.at(BEGINNING).sha256 == "first"
    assert alone.at(BEGINNING - timedelta(days=9000)).sha256 == "first"
    assert alone.versions[0].valid_from == BEGINNING
    assert PolicyTimeline.always(named("only")).versions == PolicyTimeline.of(published("only", BEGINNING)).versions


def test_a_later_publication_takes_the_place_of_what_was_to_begin_later() -> None:
    changed = timeline(published("august", "2026-08-01"), published("july", "2026-07-01"))
    assert [version.in_force.sha256 for version in changed.versions] == ["first", "july"]
    same_day = timeline(published("typo", "2026-08-01"), published("right", "2026-08-01"))
    assert [version.in_force.sha256 for version in same_day.versions] == ["first", "right"]


def test_what_is_published_and_does_not_bind_yet_is_known() -> None:
    both = timeline(published("second", "2026-07-01"))
    change = start_of_day(date(2026, 7, 1))
    assert [version.in_force.sha256 for version in both.after(change - timedelta(seconds=1))] == ["second"]
    assert both.after(change) == ()


@pytest.mark.parametrize(
    ("now", "from_"), [("10:00:00", "10:02:00"), ("10:00:59.999999", "10:02:00"), ("23:59:30", "00:01:00")]
)
def test_at_once_means_a_full_minute_one_to_two_minutes_away(now: str, from_: str) -> None:
    moment = datetime.fromisoformat(f"2026-11-20T{now}+00:00")
    day = 21 if from_ < now else 20
    assert takes_effect(moment) == datetime.fromisoformat(f"2026-11-{day}T{from_}+00:00")


# --- judging ---


def test_a_window_reaching_back_over_the_change_is_weighed_by_the_terms_of_the_visits_own_version() -> None:
    log = [visit("2026-06-28"), visit("2026-06-30", part("B")), visit("2026-07-02", part("C"))]
    changed = timeline(published("strict", "2026-07-01", STRICT))
    assert rates(log, changed) == {"first": [], "strict": [(3, 1)]}


def test_the_hour_decides_when_a_version_begins_within_a_day() -> None:
    morning, evening = visit("2026-07-02", hour=9), visit("2026-07-02", part("B"), hour=18)
    noon = start_of_day(date(2026, 7, 2)) + timedelta(hours=12)
    changed = timeline(published("strict", noon, STRICT))
    assert rates([visit("2026-07-01", part("C")), morning, evening], changed) == {"first": [], "strict": [(3, 1)]}


def test_a_version_says_for_its_own_visits_which_earlier_ones_count() -> None:
    log = [visit("2026-06-28", case("B")), visit("2026-06-29", case("C")), visit("2026-06-30", case("D"))]
    after = visit("2026-07-02", part("E"))
    changed = timeline(published("cases", "2026-07-01", COUNTS_CASES))
    assert rates([*log, after], changed) == {"first": [], "cases": [(4, 3)]}
    assert rates(log, changed) == {"first": []}


def test_a_late_entry_for_an_old_day_is_judged_by_the_old_version() -> None:
    changed = timeline(published("strict", "2026-07-01", STRICT))
    late = [visit("2026-06-10", part("A")), visit("2026-06-11", part("B"))]
    assert rates(late, changed) == {"first": []}


def _key(breach: Breach) -> tuple[object, ...]:
    return (*breach.key, breach.count, breach.limit, breach.level)


@given(log=LOGS, policies=st.lists(POLICIES, min_size=1, max_size=3), data=st.data())
def test_the_findings_of_a_version_are_those_of_the_batch_evaluation_for_its_visits(
    log: list[VisitFacts], policies: list[SupervisionPolicy], data: st.DataObject
) -> None:
    moments = sorted({one.started_at + timedelta(hours=h) for one in log for h in (0, 1)}) or [BEGINNING]
    later = [
        published(str(place), data.draw(st.sampled_from(moments)), policy) for place, policy in enumerate(policies)
    ]
    by = timeline(*later)
    said = {
        (version.in_force.sha256, _key(breach))
        for version in judge_log_by_versions(log, FIRM, by)
        for breach in version.breaches
    }
    batch = {
        (version.in_force.sha256, _key(breach))
        for version in by.versions
        for breach in judge_log(log, FIRM, version.in_force.policy)
        if by.at(next(one.started_at for one in log if one.id == breach.visit)) is version.in_force
    }
    assert said == batch


# --- how far a change of the log reaches ---


def test_what_must_be_read_and_judged_reaches_as_far_as_the_longest_version() -> None:
    long = replace(POLICY, repeat_check=RepeatCheck(gap_days=300))
    day = number_of("2026-03-01")
    changed = timeline(published("long", "2026-07-01", long))
    assert first_day_needed_by(day, timeline()) == number_of("2026-01-01")
    assert first_day_needed_by(day, changed) == day - 299
    assert last_day_affected_by(number_of("2026-11-01"), timeline()) == number_of("2026-12-31")
    assert last_day_affected_by(number_of("2026-11-01"), changed) == number_of("2026-11-01") + 299


# --- the day proposed instead ---

FULL = [visit(f"2026-06-{day}", part(code)) for day, code in (("20", "A"), ("24", "B"), ("28", "C"))]
NEW = visit("2026-06-29", part("D"))


def clear(by: PolicyTimeline, from_day: str = "2026-06-30", days: int = 400) -> int | None:
    search = Search(from_day=number_of(from_day), horizon_days=days)
    return earliest_clear_day_by(NEW, FULL, FIRM, by, search)


def test_a_version_to_come_is_reckoned_with_from_the_day_it_binds() -> None:
    assert clear(timeline()) == number_of("2026-07-20")
    assert clear(timeline(published("laxer", "2026-07-05", LAXER))) == number_of("2026-07-05")
    stricter = timeline(published("stricter", "2026-07-05", STRICT))
    assert clear(stricter) == number_of("2026-07-28")


def test_a_version_that_begins_after_the_hour_of_the_visit_binds_it_from_the_next_day() -> None:
    noon = start_of_day(date(2026, 7, 5)) + timedelta(hours=12)
    assert clear(timeline(published("laxer", noon, LAXER))) == number_of("2026-07-06")
    assert clear(timeline(published("laxer", noon - timedelta(hours=2), LAXER))) == number_of("2026-07-05")


def test_a_version_that_ended_before_the_days_asked_for_is_passed_over() -> None:
    assert clear(timeline(published("laxer", "2026-06-01", LAXER))) == number_of("2026-06-30")


def test_nothing_is_proposed_beyond_the_days_asked_for() -> None:
    assert clear(timeline(), days=20) is None
    assert clear(timeline(), days=21) == number_of("2026-07-20")
    assert clear(timeline(published("second", "2026-07-01")), days=20) is None
    weekdays = WorkCalendar(holidays=frozenset(), workdays=frozenset(), known_through=date(2030, 12, 31))
    search = Search(from_day=number_of("2026-07-18"), horizon_days=30, calendar=weekdays)
    assert earliest_clear_day_by(NEW, [], FIRM, timeline(), search) == number_of("2026-07-20")
