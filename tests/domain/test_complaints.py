"""The life of a complaint as a table of moves, its deadlines, its text and its number."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from supervision_code.domain.complaints import (
    UNFINISHED,
    ComplaintStatus,
    accept_by,
    complaint_reference,
    decide_by,
    extended_to,
    move,
    reply_by,
    require_text,
)
from supervision_code.domain.days import WorkCalendar
from supervision_code.domain.errors import IllegalMove, InvalidValue
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.policy import ComplaintTimes

S = ComplaintStatus
LEGAL = {
    (S.FILED, S.ACCEPTED),
    (S.FILED, S.DECLINED),
    (S.FILED, S.TRANSFERRED),
    (S.ACCEPTED, S.CONCLUDED),
    (S.ACCEPTED, S.TRANSFERRED),
    (S.CONCLUDED, S.REPLIED),
}
TIMES = ComplaintTimes(accept_working_days=5, decide_days=30, extension_days=20, reply_working_days=5)
CALENDAR = WorkCalendar(
    holidays=frozenset({date(2026, 11, 25)}),
    workdays=frozenset({date(2026, 11, 28)}),
    known_through=date(2026, 12, 31),
)
FRIDAY = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.mark.parametrize(("status", "wanted"), list(product(S, S)))
def test_only_the_legal_moves_are_possible(status: ComplaintStatus, wanted: ComplaintStatus) -> None:
    if (status, wanted) in LEGAL:
        assert move(status, wanted) is wanted
        return
    with pytest.raises(IllegalMove):
        move(status, wanted)


def test_what_leads_on_is_unfinished() -> None:
    assert {status for status, _ in LEGAL} == UNFINISHED


def test_acceptance_and_reply_count_working_days() -> None:
    # 21 and 22 are a weekend, 25 is free, 28 is a worked Saturday.
    assert accept_by(FRIDAY, TIMES, CALENDAR) == date(2026, 11, 28)
    assert reply_by(FRIDAY, TIMES, CALENDAR) == date(2026, 11, 28)


def test_the_decision_and_its_extension_count_calendar_days() -> None:
    assert decide_by(FRIDAY, TIMES) == date(2026, 12, 20)
    assert extended_to(date(2026, 12, 20), TIMES) == date(2027, 1, 9)


def test_a_text_is_kept_without_white_space_around_it() -> None:
    assert require_text("  十个字的投诉内容在此。\n") == "十个字的投诉内容在此。"


@pytest.mark.parametrize(("text", "length"), [(" " * 50, "0"), ("九个字九个字九个字", "9"), ("长" * 2001, "2001")])
def test_a_text_too_short_or_too_long_is_refused_with_its_length(text: str, length: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        require_text(text)
    assert refusal.value.facts == {"field": "text", "value": length, "expected": "expected-complaint-text"}


def test_the_number_begins_with_the_day_in_shenzhen() -> None:
    late_evening = datetime(2026, 11, 20, 17, tzinfo=UTC)
    reference = complaint_reference(new_id(late_evening), late_evening)
    assert reference.startswith("2026-1121-")
    assert len(reference) == len("2026-1121-") + 8
