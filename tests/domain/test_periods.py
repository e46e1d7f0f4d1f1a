from datetime import date

import pytest

from supervision_code.domain.periods import PERIODS, period_ending

TODAY = date(2026, 11, 22)


def test_a_period_ends_today_and_has_as_many_days_as_it_says() -> None:
    period = period_ending(TODAY, 30)
    assert (period.first, period.last, period.days) == (date(2026, 10, 24), TODAY, 30)


@pytest.mark.parametrize("days", [0, -1, 31, 10**9])
def test_a_length_nobody_offered_counts_as_the_usual_one(days: int) -> None:
    assert period_ending(TODAY, days).days == 30


def test_the_period_before_ends_where_this_one_begins() -> None:
    before = period_ending(TODAY, 7).before()
    assert (before.first, before.last, before.days) == (date(2026, 11, 9), date(2026, 11, 15), 7)


def test_it_touches_the_months_of_its_days() -> None:
    assert len(period_ending(TODAY, 30).months) == 2


@pytest.mark.parametrize("days", PERIODS)
def test_the_steps_of_a_trend_cover_every_day_once(days: int) -> None:
    period = period_ending(TODAY, days)
    covered = [day for step in period.steps() for day in range(step.first_day, step.last_day + 1)]
    assert covered == list(range(period.first_day, period.last_day + 1))


def test_long_trends_go_by_weeks_from_monday() -> None:
    steps = period_ending(TODAY, 90).steps()
    assert all(step.first.weekday() == 0 for step in steps[1:])
    assert all(step.days == 7 for step in steps[1:-1])
