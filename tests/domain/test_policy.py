"""A policy is complete, known to the last key, in range and founded, or it is refused with every reason."""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.policy import parse_policy_text, read_policy_file
from supervision_code.domain.policy import BasisStatus, SupervisionPolicy
from supervision_code.domain.policy_parsing import PolicyError, leaf_values, parse_policy
from supervision_code.domain.quiet_periods import Coverage, Exemptions, QuietPeriod
from supervision_code.domain.registry import EnterpriseKind, RiskTier
from supervision_code.domain.table_problems import Expected
from supervision_code.domain.visits import InspectionType

TEXT = read_policy_file().text
PERIOD = """
[[quiet_periods]]
id = "park"
name = "园区企业宁静日"
legal_basis = "文号"
first_day = 2026-01-01
last_day = 2026-12-31
"""


def policy_with(old: str, new: str) -> SupervisionPolicy:
    """Parse the repository's policy with one piece of its text replaced."""
    assert TEXT.count(old) == 1
    return parse_policy(parse_policy_text(TEXT.replace(old, new)))


def with_period(period: str) -> SupervisionPolicy:
    return parse_policy(parse_policy_text(TEXT.replace("\nquiet_periods = []\n", "\n") + period))


def problems(old: str, new: str) -> list[str]:
    with pytest.raises(PolicyError) as refusal:
        policy_with(old, new)
    return [str(problem) for problem in refusal.value.problems]


def period_problems(period: str) -> list[str]:
    with pytest.raises(PolicyError) as refusal:
        with_period(period)
    return [str(problem) for problem in refusal.value.problems]


def test_the_default_policy_has_the_documented_numbers() -> None:
    policy = parse_policy(read_policy_file().tables)
    caps = [policy.annual_cap.of("any", tier) for tier in (*RiskTier, None)]
    assert caps == [1, 2, 3, 4, 2]
    assert (policy.visit_rate.window_days, policy.visit_rate.limit) == (30, 3)
    assert (policy.many_agencies.window_days, policy.many_agencies.limit) == (30, 3)
    assert policy.repeat_check.gap_days == 30
    assert policy.quiet_periods == ()
    assert (policy.levels.orange, policy.levels.red) == (Fraction(3, 2), Fraction(2))
    assert policy.counting.of("any").types == {InspectionType.ROUTINE, InspectionType.CAMPAIGN}
    assert policy.counting.of("any").not_when_ordered_from_above == {InspectionType.CAMPAIGN}
    assert (policy.officers_per_visit, policy.backfill_calendar_days, policy.dispute_days) == (2, 10, 7)


def test_every_threshold_has_a_basis_in_both_languages() -> None:
    tables = read_policy_file().tables
    policy = parse_policy(tables)
    for key in leaf_values(tables):
        basis = policy.basis_of(key)
        assert basis is not None, key
        assert basis.text_zh
        assert basis.text_en


def test_the_nearest_basis_is_the_basis() -> None:
    policy = parse_policy(read_policy_file().tables)
    assert policy.basis_of("complaints.reply_working_days") is policy.basis["complaints.reply_working_days"]
    assert policy.basis_of("complaints.decide_days") is policy.basis["complaints"]
    assert policy.basis["complaints"].status is BasisStatus.UNVERIFIED
    assert policy.basis_of("nothing.of.the.kind") is None


def test_the_numbers_that_are_not_of_the_shenzhen_rule_say_so() -> None:
    policy = parse_policy(read_policy_file().tables)
    for key in ("annual_cap", "visit_rate", "many_agencies", "repeat_check", "complaints", "alerts"):
        assert "不是深圳规定" in policy.basis[key].text_zh
        assert "not the Shenzhen rule" in policy.basis[key].text_en


def test_leaf_values_are_the_thresholds_without_their_bases() -> None:
    leaves = leaf_values(read_policy_file().tables)
    assert leaves["visit_rate.limit"] == 3
    assert leaves["levels.orange"] == Decimal("1.5")
    assert not any(key.startswith("basis") for key in leaves)


@pytest.mark.parametrize("key", list(leaf_values(read_policy_file().tables)))
def test_a_missing_key_is_named(key: str) -> None:
    tables = tomllib.loads(TEXT)
    *around, last = key.split(".")
    table = tables
    for name in around:
        table = table[name]
    del table[last]
    with pytest.raises(PolicyError) as refusal:
        parse_policy(tables)
    assert [(problem.key, problem.expected) for problem in refusal.value.problems] == [(key, Expected.PRESENT)]


@pytest.mark.parametrize("key", [key for key, value in leaf_values(read_policy_file().tables).items() if value != []])
def test_a_value_of_the_wrong_type_is_named_with_the_value(key: str) -> None:
    tables = tomllib.loads(TEXT)
    *around, last = key.split(".")
    table = tables
    for name in around:
        table = table[name]
    table[last] = "many"
    with pytest.raises(PolicyError) as refusal:
        parse_policy(tables)
    assert [(problem.key, problem.value) for problem in refusal.value.problems] == [(key, "many")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("officers_per_visit = 2", "officers_per_visit = 0", "officers_per_visit = 0: expected a whole number, 1–10"),
        ("dispute_days = 7", "dispute_days = true", "dispute_days = True: expected a whole number, 0–366"),
        ("dispute_days = 7", "dispute_days = 7.0", "dispute_days = 7.0: expected a whole number, 0–366"),
        ("gap_days = 30", "gap_days = 367", "repeat_check.gap_days = 367: expected a whole number, 0–366"),
        ("red = 2.0", "red = nan", "levels.red = NaN: expected a number, 1–100"),
        ("red = 2.0", "red = inf", "levels.red = Infinity: expected a number, 1–100"),
        ("red = 2.0", "red = 2.0000000001", "levels.red = 2.0000000001: expected a number, 1–100"),
        ("red = 2.0", "red = 1e400", "levels.red = 1E+400: expected a number, 1–100"),
        ("red = 2.0", f"red = 0x{'f' * 5000}", "levels.red = …: expected a number, 1–100"),
        ("red = 2.0", "red = false", "levels.red = False: expected a number, 1–100"),
        ("red = 2.0", "red = 1.2", "levels.red = 1.2: expected at least the value of levels.orange"),
        ("rating_step = 0.5", "rating_step = 1e-99999999",
         "confidentiality.rating_step = 1E-99999999: expected a number, 0–1"),
        ("life_seconds = 60", "life_seconds = 29",
         "live_code.life_seconds = 29: expected at least the value of live_code.refresh_seconds"),
        ('types = ["routine", "campaign"]', 'types = ["routine", "spot"]',
         "counting.types = ['routine', 'spot']: expected one of routine, case, campaign"),
        ("\nquiet_periods = []", "\nquiet_periods = [1]", "quiet_periods[0] = 1: expected a table"),
        ("dispute_days = 7", "dispute_days = 7\ndispute_weeks = 1", "dispute_weeks = 1: there is no such key"),
        ("gap_days = 30", "gap_days = 30\ngap_hours = 1", "repeat_check.gap_hours = 1: there is no such key"),
        ("[basis.levels]", "[basis.levles]", "levels.orange: no legal basis is stated for this key"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_what_is_expected(old: str, new: str, expected: str) -> None:
    assert problems(old, new)[0] == expected


def test_a_missing_table_is_one_problem_and_not_one_for_each_of_its_keys() -> None:
    assert problems("[visit_rate]\nwindow_days = 30\nlimit = 3\n", "") == ["visit_rate: this key is missing"]


def test_a_number_where_a_table_belongs_is_one_problem() -> None:
    assert problems(
        "[repeat_check]\ngap_days = 30\n", "[counting.agencies]\nWJW = 3\n[repeat_check]\ngap_days = 30\n"
    ) == ["counting.agencies.WJW = 3: expected a table"]


def test_all_problems_are_told_at_once_and_the_first_are_the_facts() -> None:
    with pytest.raises(PolicyError) as refusal:
        parse_policy(parse_policy_text(TEXT.replace("limit = 3", "limit = -1").replace("gap_days = 30", "gap = 30")))
    assert str(refusal.value).splitlines() == [
        "visit_rate.limit = -1: expected a whole number, 0–1000",
        "many_agencies.limit = -1: expected a whole number, 0–1000",
        "repeat_check.gap_days: this key is missing",
        "repeat_check.gap = 30: there is no such key",
    ]
    assert refusal.value.code == "policy-invalid"
    assert refusal.value.facts == {
        "key": "visit_rate.limit",
        "value": "-1",
        "expected": "whole_number",
        "detail": "0–1000",
    }


def test_a_basis_of_nothing_is_named() -> None:
    assert problems("[basis.alerts]", "[basis.alarms]") == [
        "alerts.answer_working_days: no legal basis is stated for this key",
        'basis."alarms": there is no such key',
    ]


def test_a_basis_has_a_text_a_known_status_and_a_source() -> None:
    wrong = '[basis.alerts]\ntext_en = " "\nstatus = "rumour"\nsource = 7\n'
    rest = TEXT[TEXT.index("[basis.alerts]") : TEXT.index("[basis.confidentiality]")]
    assert problems(rest, wrong) == [
        "basis.alerts.text_zh: this key is missing",
        "basis.alerts.text_en =  : expected a text that is not empty",
        "basis.alerts.status = rumour: expected one of primary, reported, derived, unverified",
        "basis.alerts.source = 7: expected a text that is not empty",
    ]


def test_an_agency_may_have_its_own_cap_as_one_number_or_by_tier() -> None:
    caps = "[annual_cap.agencies]\nXFJY = 1\nYJJ = { A = 0, B = 1, C = 4, D = 6, unknown = 2 }\n"
    policy = policy_with("\nunknown = 2\n", f"\nunknown = 2\n{caps}").annual_cap
    assert [policy.of("XFJY", tier) for tier in (*RiskTier, None)] == [1, 1, 1, 1, 1]
    assert [policy.of("YJJ", tier) for tier in (*RiskTier, None)] == [0, 1, 4, 6, 2]
    assert policy.of("SCJG", RiskTier.A) == 1


def test_a_cap_of_an_agency_is_checked_like_any_other() -> None:
    caps = '[annual_cap.agencies]\nXFJY = "two"\nYJJ = { A = 0, B = 1, C = 4, D = 6 }\n'
    assert problems("\nunknown = 2\n", f"\nunknown = 2\n{caps}") == [
        "annual_cap.agencies.XFJY = two: expected a whole number, 0–1000",
        "annual_cap.agencies.YJJ.unknown: this key is missing",
    ]


def test_an_agency_may_count_other_types() -> None:
    own = '[counting.agencies.WJW]\ntypes = ["case"]\nnot_when_ordered_from_above = []\n'
    policy = policy_with("[annual_cap]\n", f"{own}[annual_cap]\n").counting
    assert policy.of("WJW").types == {InspectionType.CASE}
    assert policy.of("SCJG") is policy.default


def test_a_quiet_period_may_say_nothing_but_its_days() -> None:
    [period] = with_period(PERIOD).quiet_periods
    assert period == QuietPeriod(
        id="park",
        name="园区企业宁静日",
        legal_basis="文号",
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
    )


def test_a_quiet_period_says_whom_it_covers_and_who_is_exempt() -> None:
    more = """days_of_month = [1, 2, 3]
    [quiet_periods.covers]
    districts = ["440303"]
    industries = ["C", "H62"]
    kinds = ["sole_trader"]
    firms = ["914403000000000276"]
    [quiet_periods.exempt]
    types = ["campaign"]
    agencies = ["YJJ"]
    items = ["FIRE-01"]
    ordered_from_above = true
    emergency = true
    """
    [period] = with_period(PERIOD + more).quiet_periods
    assert period.days_of_month == {1, 2, 3}
    assert period.covers == Coverage(
        districts=frozenset({"440303"}),
        industries=frozenset({"C", "H62"}),
        kinds=frozenset({EnterpriseKind.SOLE_TRADER}),
        firms=frozenset({"914403000000000276"}),
    )
    assert period.exempt == Exemptions(
        types=frozenset({InspectionType.CAMPAIGN}),
        agencies=frozenset({"YJJ"}),
        items=frozenset({"FIRE-01"}),
        ordered_from_above=True,
        emergency=True,
    )


def test_empty_tables_of_a_quiet_period_cover_all_and_exempt_nobody() -> None:
    empty = "[quiet_periods.covers]\n[quiet_periods.exempt]\n"
    assert with_period(PERIOD + empty).quiet_periods == with_period(PERIOD).quiet_periods


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (PERIOD.replace('id = "park"\n', ""), "quiet_periods[0].id: this key is missing"),
        (PERIOD + PERIOD, "quiet_periods[1].id = park: this id is used twice"),
        (PERIOD.replace("last_day = 2026-12-31\n", ""), "quiet_periods[0].last_day: this key is missing"),
        (PERIOD.replace("first_day = 2026-01-01\n", ""), "quiet_periods[0].first_day: this key is missing"),
        (PERIOD.replace("2026-12-31", "2025-12-31"),
         "quiet_periods[0].last_day = 2025-12-31: expected at least the value of quiet_periods[0].first_day"),
        (PERIOD.replace("2026-12-31", "2026-12-31T00:00:00Z"),
         "quiet_periods[0].last_day = 2026-12-31 00:00:00+00:00: expected a date such as 2026-01-31"),
        (PERIOD + "days_of_month = []\n", "quiet_periods[0].days_of_month = []: expected a whole number, 1–31"),
        (PERIOD + "days_of_month = [32]\n", "quiet_periods[0].days_of_month = [32]: expected a whole number, 1–31"),
        (PERIOD + "days_of_month = 5\n", "quiet_periods[0].days_of_month = 5: expected a list"),
        (PERIOD + "days_of_month = [true]\n", "quiet_periods[0].days_of_month = [True]: expected a whole number, 1–31"),
        (PERIOD + "[quiet_periods.covers]\ndistricts = [440303]\n",
         "quiet_periods[0].covers.districts = [440303]: expected a text that is not empty"),
        (PERIOD + '[quiet_periods.covers]\ncity = "all"\n', "quiet_periods[0].covers.city = all: there is no such key"),
        (PERIOD + "[quiet_periods.exempt]\nemergency = 1\n",
         "quiet_periods[0].exempt.emergency = 1: expected true or false"),
    ],
)  # fmt: skip
def test_a_wrong_quiet_period_is_named(period: str, expected: str) -> None:
    assert period_problems(period)[0] == expected


def test_days_of_the_month_alone_are_a_quiet_period() -> None:
    monthly = PERIOD.replace("first_day = 2026-01-01\nlast_day = 2026-12-31\n", "days_of_month = [1]\n")
    [period] = with_period(monthly).quiet_periods
    assert (period.first_day, period.last_day) == (None, None)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_no_value_at_any_key_does_more_harm_than_a_refusal(data: st.DataObject) -> None:
    tables = tomllib.loads(TEXT)
    table: dict[str, object] = tables
    key = data.draw(st.sampled_from(sorted(table)))
    while isinstance(table[key], dict) and data.draw(st.booleans()):
        table = cast("dict[str, object]", table[key])
        key = data.draw(st.sampled_from(sorted(table)))
    table[key] = data.draw(ANYTHING)
    with suppress(PolicyError):
        assert isinstance(parse_policy(tables), SupervisionPolicy)


def test_an_empty_file_names_every_table_and_number() -> None:
    with pytest.raises(PolicyError) as refusal:
        parse_policy(cast("Mapping[str, object]", {}))
    assert {problem.key for problem in refusal.value.problems} == set(tomllib.loads(TEXT))
