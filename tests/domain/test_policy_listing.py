from dataclasses import replace

from supervision_code.domain.policy import CountedTypes, TierCaps
from supervision_code.domain.policy_listing import thresholds
from supervision_code.domain.quiet_periods import QuietPeriod
from supervision_code.domain.registry import RiskTier
from supervision_code.domain.visits import InspectionType
from tests.domain.frequency_examples import POLICY


def test_every_threshold_is_listed_once_with_its_basis() -> None:
    listed = thresholds(POLICY)
    keys = [one.key for one in listed]
    assert len(set(keys)) == len(keys)
    assert {"officers_per_visit", "annual_cap.A", "counting.types", "levels.red", "alerts.answer_working_days"} <= set(
        keys
    )
    assert all(one.basis is POLICY.basis_of(one.key) for one in listed)
    assert {one.section for one in listed} >= {"annual_cap", "visit_rate", "officers_per_visit"}


def test_answers_for_single_agencies_carry_their_code() -> None:
    policy = replace(
        POLICY,
        counting=replace(
            POLICY.counting,
            agencies={
                "WJW": CountedTypes(
                    types=frozenset({InspectionType.CASE, InspectionType.ROUTINE}),
                    not_when_ordered_from_above=frozenset(),
                )
            },
        ),
        annual_cap=replace(
            POLICY.annual_cap, agencies={"YJJ": TierCaps(by_tier=dict.fromkeys(RiskTier, 6), unknown=2)}
        ),
    )
    own = {(one.agency, one.key): one.value for one in thresholds(policy) if one.agency}
    assert own["WJW", "counting.types"] == (InspectionType.CASE, InspectionType.ROUTINE)
    assert own["YJJ", "annual_cap.D"] == 6
    assert len(own) == 7


def test_each_quiet_period_is_a_row() -> None:
    period = QuietPeriod(id="park", name="园区宁静日", legal_basis="示例", days_of_month=frozenset({1}))
    listed = [one.value for one in thresholds(replace(POLICY, quiet_periods=(period,)))]
    assert period in listed
