"""The day proposed instead: the first on which the visit would break nothing."""

from dataclasses import replace
from datetime import date

from supervision_code.domain.days import WorkCalendar, date_of
from supervision_code.domain.frequency import VisitFacts, earliest_clear_day
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.quiet_periods import QuietPeriod
from tests.domain.frequency_examples import FIRM, POLICY, case, number_of, part, visit

WEEKENDS_ONLY = WorkCalendar(holidays=frozenset(), workdays=frozenset(), known_through=date(2030, 12, 31))


def clear_day(
    new: VisitFacts,
    past: list[VisitFacts],
    policy: SupervisionPolicy = POLICY,
    *,
    horizon_days: int = 400,
    calendar: WorkCalendar | None = None,
) -> str | None:
    day = earliest_clear_day(new, past, FIRM, policy, from_day=new.day, horizon_days=horizon_days, calendar=calendar)
    return None if day is None else date_of(day).isoformat()


def test_a_visit_that_breaks_nothing_may_come_at_once() -> None:
    assert clear_day(visit("2026-06-30"), []) == "2026-06-30"
    assert clear_day(visit("2026-06-30", case()), [visit("2026-06-29")] * 9) == "2026-06-30"


def test_a_repeat_waits_until_the_gap_is_over() -> None:
    assert clear_day(visit("2026-06-15"), [visit("2026-06-01")]) == "2026-07-01"


def test_a_full_window_waits_until_its_oldest_visit_leaves() -> None:
    past = [visit(day, part(code)) for day, code in zip(("2026-06-01", "2026-06-05", "2026-06-09"), "ABC", strict=True)]
    assert clear_day(visit("2026-06-15", part("D")), past) == "2026-07-01"


def test_a_full_year_waits_for_the_next() -> None:
    past = [visit("2026-02-01"), visit("2026-04-01")]
    assert clear_day(visit("2026-06-15"), past) == "2027-01-01"
    assert clear_day(visit("2026-06-15"), past, horizon_days=199) is None
    assert clear_day(visit("2026-06-15"), past, horizon_days=201) == "2027-01-01"


def test_with_a_calendar_only_working_days_are_proposed() -> None:
    past = [visit("2026-06-11")]
    assert clear_day(visit("2026-06-15"), past) == "2026-07-11"
    assert clear_day(visit("2026-06-15"), past, calendar=WEEKENDS_ONLY) == "2026-07-13"


def test_a_quiet_period_is_waited_out() -> None:
    quiet = QuietPeriod(id="q", name="宁静日", legal_basis="-", first_day=date(2026, 6, 1), last_day=date(2026, 6, 30))
    assert clear_day(visit("2026-06-15"), [], replace(POLICY, quiet_periods=(quiet,))) == "2026-07-01"


def test_visits_already_recorded_for_later_days_count_once_they_lie_before() -> None:
    assert clear_day(visit("2026-06-15"), [visit("2026-06-01"), visit("2026-07-01", hour=9)]) == "2027-01-01"
    assert clear_day(visit("2026-06-15"), [visit("2026-05-20"), visit("2026-06-18", part("WJW"))]) == "2026-06-19"


def test_nothing_is_proposed_within_no_days() -> None:
    new = visit("2026-06-15")
    assert earliest_clear_day(new, [], FIRM, POLICY, from_day=number_of("2026-06-15"), horizon_days=0) is None
