"""Quiet periods: which days, which firms, which visits."""

from dataclasses import replace
from datetime import date

import pytest

from supervision_code.domain.frequency import EnterpriseFacts, FrequencyRule, Level, ParticipationFacts, judge_log
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.quiet_periods import Coverage, Exemptions, QuietPeriod
from supervision_code.domain.registry import EnterpriseKind
from supervision_code.domain.visits import InspectionType
from tests.domain.frequency_examples import FIRM, POLICY, case, found, part, visit

QUIET = FrequencyRule.QUIET_PERIOD
MAY = QuietPeriod(id="may", name="五月宁静日", legal_basis="-", first_day=date(2026, 5, 1), last_day=date(2026, 5, 31))
EACH_MONTH = QuietPeriod(id="monthly", name="每月宁静日", legal_basis="-", days_of_month=frozenset(range(1, 26)))


def with_quiet(*periods: QuietPeriod) -> SupervisionPolicy:
    return replace(POLICY, quiet_periods=periods)


def broken(period: QuietPeriod, *parts: ParticipationFacts, firm: EnterpriseFacts = FIRM) -> bool:
    return bool(found([visit("2026-05-15", *parts)], QUIET, firm, with_quiet(period)))


@pytest.mark.parametrize(
    ("day", "inside"),
    [("2026-04-30", False), ("2026-05-01", True), ("2026-05-31", True), ("2026-06-01", False)],
)
def test_both_ends_of_a_period_belong_to_it(day: str, inside: bool) -> None:
    assert MAY.contains(date.fromisoformat(day)) is inside


@pytest.mark.parametrize(("day", "inside"), [("2026-05-25", True), ("2026-05-26", False), ("2031-02-01", True)])
def test_a_period_may_be_certain_days_of_each_month(day: str, inside: bool) -> None:
    assert EACH_MONTH.contains(date.fromisoformat(day)) is inside


@pytest.mark.parametrize(("day", "inside"), [("2026-05-25", True), ("2026-05-26", False), ("2026-06-02", False)])
def test_days_of_the_month_may_be_bounded_by_dates(day: str, inside: bool) -> None:
    assert (
        replace(EACH_MONTH, first_day=MAY.first_day, last_day=MAY.last_day).contains(date.fromisoformat(day)) is inside
    )


def test_a_counting_visit_in_a_quiet_period_is_a_yellow_finding_without_agency() -> None:
    [breach] = judge_log([visit("2026-05-15", part("A"), part("B"))], FIRM, with_quiet(MAY))
    assert (breach.rule, breach.level, breach.count, breach.limit) == (QUIET, Level.YELLOW, 1, 0)
    assert (breach.agency, breach.grounds) == (None, ("may",))


def test_a_day_outside_is_no_finding() -> None:
    assert judge_log([visit("2026-06-15")], FIRM, with_quiet(MAY)) == ()


def test_two_periods_on_one_day_are_one_finding_that_names_both() -> None:
    [breach] = found([visit("2026-05-15")], QUIET, FIRM, with_quiet(MAY, EACH_MONTH))
    assert breach.grounds == ("may", "monthly")


def test_a_visit_that_does_not_count_breaks_no_quiet_period() -> None:
    assert not broken(MAY, case())
    assert not broken(MAY, part(emergency=True))


def test_the_day_is_the_one_in_shanghai() -> None:
    assert found([visit("2026-05-01", hour=0)], QUIET, FIRM, with_quiet(MAY))
    assert not found([visit("2026-06-01", hour=0)], QUIET, FIRM, with_quiet(MAY))


@pytest.mark.parametrize(
    ("covers", "covered"),
    [
        (Coverage(), True),
        (Coverage(districts=frozenset({"440303"})), True),
        (Coverage(districts=frozenset({"440303001"})), True),
        (Coverage(districts=frozenset({"440304"})), False),
        (Coverage(industries=frozenset({"H"})), True),
        (Coverage(industries=frozenset({"C", "H62"})), True),
        (Coverage(industries=frozenset({"C"})), False),
        (Coverage(kinds=frozenset({EnterpriseKind.ENTERPRISE})), True),
        (Coverage(kinds=frozenset({EnterpriseKind.SOLE_TRADER})), False),
        (Coverage(firms=frozenset({FIRM.uscc})), True),
        (Coverage(firms=frozenset({"another"})), False),
        (Coverage(districts=frozenset({"440304"}), firms=frozenset({FIRM.uscc})), True),
        (Coverage(districts=frozenset({"440303"}), firms=frozenset({"another"})), True),
        (Coverage(districts=frozenset({"440303"}), industries=frozenset({"C"})), False),
    ],
)
def test_whom_a_period_covers(covers: Coverage, covered: bool) -> None:
    assert broken(replace(MAY, covers=covers)) is covered


def test_a_firm_of_unknown_place_and_industry_is_covered_only_by_a_period_for_all() -> None:
    unknown = EnterpriseFacts(uscc="unknown")
    assert broken(MAY, firm=unknown)
    assert not broken(replace(MAY, covers=Coverage(districts=frozenset({"440303"}))), firm=unknown)
    assert not broken(replace(MAY, covers=Coverage(industries=frozenset({"H"}))), firm=unknown)


CAMPAIGN = part("A", "x", type=InspectionType.CAMPAIGN)


@pytest.mark.parametrize(
    ("exempt", "parts", "exempted"),
    [
        (Exemptions(), (CAMPAIGN,), False),
        (Exemptions(types=frozenset({InspectionType.CAMPAIGN})), (CAMPAIGN,), True),
        (Exemptions(types=frozenset({InspectionType.CAMPAIGN})), (CAMPAIGN, part("B")), False),
        (Exemptions(types=frozenset({InspectionType.CAMPAIGN})), (CAMPAIGN, case("B")), True),
        (Exemptions(agencies=frozenset({"A"})), (part("A"),), True),
        (Exemptions(agencies=frozenset({"A"})), (part("B"),), False),
        (Exemptions(items=frozenset({"x"})), (part("A", "x", "y"),), True),
        (Exemptions(items=frozenset({"x"})), (part("A", "y"),), False),
        (Exemptions(ordered_from_above=True), (part(ordered_from_above=True),), True),
        (Exemptions(ordered_from_above=True), (part(),), False),
        (Exemptions(), (part(ordered_from_above=True),), False),
        (Exemptions(emergency=True), (part("A"), part("B", emergency=True)), True),
        (Exemptions(), (part("A"), part("B", emergency=True)), False),
    ],
)
def test_who_is_exempt(exempt: Exemptions, parts: tuple[ParticipationFacts, ...], exempted: bool) -> None:
    assert broken(replace(MAY, exempt=exempt), *parts) is not exempted
