"""Notices: who is told, which times are offered, until when the firm may choose, and the life of a notice."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.policy import parse_policy_text, read_policy_file
from supervision_code.domain.days import WorkCalendar, date_of, day_number, working_days_after
from supervision_code.domain.errors import IllegalMove
from supervision_code.domain.notices import (
    NoticeState,
    Slot,
    Span,
    excludes_notice,
    may_answer,
    move,
    offer,
    reason_without_notice,
    spread,
    times_free,
)
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.domain.policy import NoticeRules
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_parsing import parse_policy
from supervision_code.domain.policy_timeline import PolicyTimeline, Publication
from supervision_code.domain.visits import InspectionType

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
PLAIN = WorkCalendar(holidays=frozenset(), workdays=frozenset(), known_through=date(2026, 12, 31))
RULES = NoticeRules(lead_working_days=3, answer_working_days=1, slots=3, none_for=(InspectionType.CASE,))
FRIDAY = date(2026, 11, 20)


def never(day: date) -> bool:
    return False


def span(first: date, last: date, day: date, half_day: HalfDay | None = None) -> Span:
    return Span(today=FRIDAY, first_day=first, last_day=last, day=day, half_day=half_day)


def slot(day: date, half_day: HalfDay) -> Slot:
    return Slot(day_number(day), half_day)


S = NoticeState
LEGAL = {
    *((S.OPEN, wanted) for wanted in (S.CHOSEN, S.LAPSED, S.WITHDRAWN, S.MOVED)),
    *((S.CHOSEN, wanted) for wanted in (S.CHOSEN, S.WITHDRAWN, S.MOVED)),
    *((S.LAPSED, wanted) for wanted in (S.WITHDRAWN, S.MOVED)),
}


@pytest.mark.parametrize(("state", "wanted"), list(product(S, S)))
def test_a_notice_moves_only_as_its_table_says(state: NoticeState, wanted: NoticeState) -> None:
    if (state, wanted) in LEGAL:
        assert move(state, wanted) is wanted
    else:
        with pytest.raises(IllegalMove):
            move(state, wanted)


def test_the_plan_s_own_reason_comes_before_the_rule() -> None:
    kinds = [InspectionType.ROUTINE, InspectionType.CASE]
    assert reason_without_notice(kinds, ["", "突击检查经批准"], RULES) == "突击检查经批准"
    assert reason_without_notice(kinds, [""], RULES) == "type:case"
    assert reason_without_notice([InspectionType.ROUTINE, None], [""], RULES) == ""


def test_times_keep_the_lead_and_leave_out_free_and_quiet_days() -> None:
    quiet = date(2026, 11, 26)
    calendar = WorkCalendar(
        holidays=frozenset({date(2026, 11, 27)}),
        workdays=frozenset({date(2026, 11, 28)}),
        known_through=date(2026, 12, 31),
    )
    free = times_free(span(FRIDAY, date(2026, 11, 29), FRIDAY), RULES, calendar, lambda day: day == quiet)
    assert free == tuple(slot(date(2026, 11, day), half) for day in (25, 28) for half in (AM, PM))


def test_a_span_that_ends_before_the_lead_offers_nothing_and_the_day_stands() -> None:
    near = span(date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 24))
    free = times_free(near, RULES, PLAIN, never)
    assert free == ()
    assert offer(near, RULES, PLAIN, free).slots == ()
    assert offer(near, RULES, PLAIN, free).proposed is None


def test_the_day_in_mind_is_offered_with_others_spread_over_the_span() -> None:
    wanted = span(date(2026, 12, 1), date(2026, 12, 31), date(2026, 12, 16), AM)
    free = times_free(wanted, RULES, PLAIN, never)
    made = offer(wanted, RULES, PLAIN, free)
    assert made.proposed == slot(date(2026, 12, 16), AM)
    assert made.slots == (
        slot(date(2026, 12, 1), AM),
        slot(date(2026, 12, 16), AM),
        slot(date(2026, 12, 31), PM),
    )
    assert made.choose_by == date(2026, 11, 30)


def test_a_day_that_cannot_be_is_moved_to_the_nearest_that_can() -> None:
    wanted = span(date(2026, 12, 1), date(2026, 12, 11), date(2026, 12, 3))
    free = times_free(wanted, RULES, PLAIN, lambda day: day <= date(2026, 12, 7))
    assert offer(wanted, RULES, PLAIN, free).proposed == slot(date(2026, 12, 8), AM)


def test_the_last_day_of_an_answer_is_never_past() -> None:
    rules = NoticeRules(lead_working_days=1, answer_working_days=5, slots=3, none_for=())
    wanted = span(FRIDAY, date(2026, 11, 24), date(2026, 11, 24))
    assert offer(wanted, rules, PLAIN, times_free(wanted, rules, PLAIN, never)).choose_by == FRIDAY


@given(
    first=st.integers(0, 30), length=st.integers(0, 60), at=st.integers(0, 90), count=st.integers(1, 6), data=st.data()
)
def test_an_offer_keeps_every_rule_and_is_always_the_same(
    first: int, length: int, at: int, count: int, data: st.DataObject
) -> None:
    begin = FRIDAY + timedelta(days=first)
    quiet = frozenset(data.draw(st.lists(st.integers(0, 90), max_size=20)))
    wanted = span(begin, begin + timedelta(days=length), FRIDAY + timedelta(days=at))
    rules = NoticeRules(lead_working_days=3, answer_working_days=1, slots=count, none_for=())

    def is_quiet(day: date) -> bool:
        return (day - FRIDAY).days in quiet

    free = times_free(wanted, rules, PLAIN, is_quiet)
    made = offer(wanted, rules, PLAIN, free)
    again = offer(wanted, rules, PLAIN, times_free(wanted, rules, PLAIN, is_quiet))

    assert made == again
    assert len(made.slots) == min(count, len(free))
    assert list(made.slots) == sorted(set(made.slots), key=lambda one: one.place)
    for one in made.slots:
        day = date_of(one.day)
        assert begin <= day <= wanted.last_day
        assert day >= working_days_after(FRIDAY, 3, PLAIN)
        assert PLAIN.is_working_day(day)
        assert not is_quiet(day)
    if made.slots:
        assert made.proposed in made.slots
        assert FRIDAY <= made.choose_by < date_of(made.slots[0].day)


def test_times_lie_as_far_apart_as_can_be() -> None:
    free = [slot(date(2026, 12, day), AM) for day in range(1, 12)]
    chosen = spread(free, free[0], 4)
    assert [date_of(one.day).day for one in chosen] == [1, 3, 6, 11]


def test_a_firm_may_answer_through_the_last_day_and_change_its_mind() -> None:
    assert may_answer(S.OPEN, 100, 100)
    assert may_answer(S.CHOSEN, 100, 99)
    assert not may_answer(S.OPEN, 100, 101)
    assert not any(may_answer(state, 100, 99) for state in (S.LAPSED, S.WITHDRAWN, S.MOVED))


def test_a_time_is_named_by_its_day_and_half() -> None:
    assert slot(date(2026, 12, 3), PM).code == "2026-12-03-afternoon"
    assert slot(date(2026, 12, 3), PM).place == slot(date(2026, 12, 3), AM).place + 1


def test_a_type_counts_as_never_told_when_any_version_of_the_span_said_so() -> None:
    def published(kind: InspectionType, month: int) -> Publication:
        policy = replace(
            parse_policy(parse_policy_text(read_policy_file().text)), notice=replace(RULES, none_for=(kind,))
        )
        in_force = PolicyInForce(policy=policy, sha256=kind.value, text="")
        return Publication(in_force=in_force, valid_from=datetime(2026, month, 1, tzinfo=UTC))

    timeline = PolicyTimeline.of(published(InspectionType.CAMPAIGN, 1), published(InspectionType.CASE, 6))
    may, july = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    for kind, since, expected in (
        (InspectionType.CAMPAIGN, may, True),
        (InspectionType.CAMPAIGN, july, False),
        (InspectionType.CASE, may, True),
        (InspectionType.ROUTINE, may, False),
    ):
        assert excludes_notice(timeline, kind, since=since, until=july) is expected, (kind, since)
    assert not excludes_notice(timeline, InspectionType.CASE, since=may, until=may)
