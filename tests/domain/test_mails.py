"""Addresses as every server takes them, when a mail is tried again, and which step of a row is reached."""

from datetime import date, timedelta

import pytest

from supervision_code.domain.mails import is_address, next_try
from supervision_code.domain.permissions import Role
from supervision_code.domain.reminders import ReminderTopic, step_reached, topics_from, topics_of, topics_to
from tests.support.clock import FRIDAY_TEN


@pytest.mark.parametrize("text", ["wang@example.cn", "a.b+c@mail.sz.gov.cn", "x" * 64 + "@example.cn"])
def test_a_plain_address_is_one(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "wang",
        "wang@localhost",
        "wang@@example.cn",
        "wang@example.cn\nBcc: x@example.cn",
        "wang @example.cn",
        "王@example.cn",
        "wang@例子.cn",
        "wang@-example.cn",
        ".wang@example.cn",
        '"wang"@example.cn',
        "wang@example.cn,li@example.cn",
        "x" * 65 + "@example.cn",
        "x@" + "a." * 130 + "cn",
    ],
)
def test_anything_else_is_not(text: str) -> None:
    assert not is_address(text)


def test_tries_wait_longer_and_end() -> None:
    waits = []
    for tries in range(1, 10):
        again = next_try(tries, FRIDAY_TEN)
        if again is None:
            break
        waits.append(again - FRIDAY_TEN)
    assert waits == sorted(waits)
    assert len(waits) == 5
    assert waits[0] == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("left", "step"), [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)]
)
def test_a_certificate_reaches_its_steps_one_by_one(left: int, step: int | None) -> None:
    today = date(2026, 11, 20)
    assert step_reached(today + timedelta(days=left), today, (60, 30, 7)) == step


def test_topics_are_kept_as_one_text_in_their_order() -> None:
    text = topics_to({ReminderTopic.VISITS, ReminderTopic.NOTICES})
    assert text == "notices;visits"
    assert topics_from(f"{text};gone") == {ReminderTopic.VISITS, ReminderTopic.NOTICES}
    assert topics_from("") == frozenset()


def test_operators_and_guests_are_reminded_of_nothing() -> None:
    assert [role for role in Role if not topics_of(role)] == [Role.INVITED_SUPERVISOR, Role.OPERATOR]
