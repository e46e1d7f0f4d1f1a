"""The catalogue of messages: facts of any length stand in them as they are."""

import pytest

from supervision_code.adapters.catalogue import LANGUAGES, NoSuchMessage, t_in


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("length", [1, 2000, 2001, 40_000])
def test_a_fact_of_any_length_stands_whole_in_its_message(locale: str, length: int) -> None:
    said = t_in(locale, "plan-said", text="长" * length)
    assert said.count("长") == length
    assert said.isprintable()


def test_a_message_that_is_not_there_is_no_message() -> None:
    with pytest.raises(NoSuchMessage):
        t_in("zh-CN", "no-such-message", text="长" * 3000)


@pytest.mark.parametrize(
    ("key", "counted", "facts"),
    [
        ("inbox-complaints-overdue", "number", {}),
        ("inbox-own-answers-overdue", "number", {}),
        ("inbox-tasks-overdue", "number", {}),
        ("officer-today-late-tasks", "number", {}),
        ("officer-today-approve-more", "number", {}),
        ("officer-backfill-left", "days", {"day": "May"}),
        ("officer-proposal-span", "number", {"first": "May", "last": "May"}),
        ("officer-inspection-plan-base", "number", {}),
        ("plan-faults", "number", {}),
        ("plan-choose-wrong", "number", {}),
        ("plan-import-more", "number", {}),
        ("error-plan-incomplete", "count", {}),
        ("error-objects-refused", "count", {}),
    ],
)
def test_english_has_a_singular(key: str, counted: str, facts: dict[str, str]) -> None:
    two = t_in("en", key, **{**facts, counted: 2})
    assert t_in("en", key, **{**facts, counted: 1}) != two.replace("2", "1")


@pytest.mark.parametrize(("locale", "nothing"), [("zh-CN", "0天"), ("en", "0 days")])
def test_the_last_day_for_a_late_record_is_not_said_to_be_in_no_days(locale: str, nothing: str) -> None:
    assert nothing not in t_in(locale, "officer-backfill-left", days=0, day="May")
