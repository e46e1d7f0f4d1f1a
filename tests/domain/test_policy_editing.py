"""A policy written out, changed by values, and compared."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.policy import parse_policy_text, read_policy_file
from supervision_code.domain.policy_changes import changes
from supervision_code.domain.policy_editing import editable_values, with_values
from supervision_code.domain.policy_parsing import PolicyError, parse_policy
from supervision_code.domain.policy_writing import policy_text

TABLES = read_policy_file().tables
PERIOD = """
[[quiet_periods]]
id = "park"
name = "宁静日"
legal_basis = "文号"
first_day = 2026-01-01
last_day = 2026-12-31
days_of_month = [1, 2]
[quiet_periods.covers]
districts = ["440303"]
[quiet_periods.exempt]
emergency = true
"""
WITH_PERIOD = parse_policy_text(read_policy_file().text.replace("quiet_periods = []\n", "") + PERIOD)

KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8)
VALUES = st.one_of(
    st.integers(-(2**62), 2**62),
    st.booleans(),
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-1000, max_value=1000),
    st.lists(st.integers(0, 9), max_size=3),
)
ANY_TABLES = st.recursive(
    st.dictionaries(KEYS, VALUES, max_size=4),
    lambda inner: st.dictionaries(KEYS, st.one_of(VALUES, inner, st.lists(inner, min_size=1, max_size=2)), max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("tables", [TABLES, WITH_PERIOD])
def test_a_policy_written_out_is_read_as_the_same_policy(tables: dict[str, object]) -> None:
    assert parse_policy_text(policy_text(tables)) == tables


@given(ANY_TABLES)
def test_whatever_is_written_is_read_again(tables: dict[str, object]) -> None:
    assert parse_policy_text(policy_text(tables)) == tables


def test_what_no_policy_holds_is_not_written() -> None:
    with pytest.raises(TypeError):
        policy_text({"officers_per_visit": None})


def test_a_form_can_change_every_number_and_every_set_of_words() -> None:
    values = {value.key: value for value in editable_values(TABLES)}
    assert values["visit_rate.limit"].limits == "0–1000"
    assert values["levels.orange"].shown == "1.5"
    assert values["counting.types"].is_set
    assert values["counting.types"].shown == ""
    assert not [key for key in values if key.startswith(("basis", "quiet_periods"))]
    assert all(value.limits for value in values.values() if not value.is_set)


def test_values_are_changed_and_nothing_else() -> None:
    changed = with_values(TABLES, {"visit_rate.limit": " 5 ", "levels.red": "2.50", "counting.types": ["case"]})
    assert changed["visit_rate"] == {"window_days": 30, "limit": 5}
    assert changed["levels"] == {"orange": Decimal("1.5"), "red": Decimal("2.50")}
    policy = parse_policy(changed)
    assert {change.shown.key for change in changes(parse_policy(TABLES), policy)} == {
        "visit_rate.limit",
        "levels.red",
        "counting.types",
    }
    assert with_values(TABLES, {"no.such.key": "1"}) == TABLES


@pytest.mark.parametrize("sent", ["", "x", "1.5", "1e3", "0x10", "١", "--1", "99999", "-1"])
def test_what_is_no_whole_number_within_the_range_is_told_by_its_key(sent: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_policy(with_values(TABLES, {"visit_rate.limit": sent}))
    assert [problem.key for problem in refused.value.problems] == ["visit_rate.limit"]


@given(st.text(max_size=12))
def test_any_text_is_taken_or_told(sent: str) -> None:
    changed = with_values(TABLES, {"levels.orange": sent, "visit_rate.limit": sent})
    try:
        policy = parse_policy(changed)
    except PolicyError as refused:
        told = {problem.key.partition(".")[0] for problem in refused.problems}
    else:
        told = set() if 1 <= policy.levels.orange <= 2 else {"nothing"}
    assert told <= {"levels", "visit_rate"}


def test_a_quiet_period_comes_changes_and_goes() -> None:
    without, with_one = parse_policy(TABLES), parse_policy(WITH_PERIOD)
    (come,) = changes(without, with_one)
    assert (come.before, come.shown.key) == (None, "quiet_periods")
    (gone,) = changes(with_one, without)
    assert (gone.after, gone.shown.value) == (None, with_one.quiet_periods[0])
    later = parse_policy(parse_policy_text(policy_text(WITH_PERIOD).replace("2026-12-31", "2026-11-30")))
    (change,) = changes(with_one, later)
    assert later.quiet_periods[0].last_day == date(2026, 11, 30)
    assert not change.is_of_basis_alone


def test_a_basis_said_differently_is_a_change_of_the_basis_alone() -> None:
    text = read_policy_file().text.replace("预警分级未见规定", "预警分级未见明文规定")
    found = changes(parse_policy(TABLES), parse_policy(parse_policy_text(text)))
    assert [(change.shown.key, change.is_of_basis_alone) for change in found] == [
        ("levels.orange", True),
        ("levels.red", True),
    ]
    assert changes(parse_policy(TABLES), parse_policy(TABLES)) == ()
