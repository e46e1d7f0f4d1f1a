"""Quiet days: what is planned keeps the peace unless every part of it is exempt."""

from datetime import date

import pytest

from supervision_code.domain.frequency_facts import EnterpriseFacts, ParticipationFacts
from supervision_code.domain.quiet_days import period_in_the_way
from supervision_code.domain.quiet_periods import Coverage, Exemptions, QuietPeriod
from supervision_code.domain.visits import InspectionType

FIRM = EnterpriseFacts(uscc="1", district="440304", street="440304001", industry="H6210")
DAY = date(2026, 12, 3)
PART = ParticipationFacts(agency="SCJG", type=InspectionType.ROUTINE, items=frozenset({"SCJG-1"}))
FROM_ABOVE = ParticipationFacts(agency="YJJ", type=InspectionType.CAMPAIGN, ordered_from_above=True)


NOBODY, EVERYBODY = Exemptions(), Coverage()


def period(exempt: Exemptions = NOBODY, covers: Coverage = EVERYBODY) -> QuietPeriod:
    return QuietPeriod(
        id="q", name="宁静日", legal_basis="", days_of_month=frozenset(range(1, 11)), exempt=exempt, covers=covers
    )


@pytest.mark.parametrize(
    "exempt",
    [
        Exemptions(types=frozenset({InspectionType.ROUTINE})),
        Exemptions(agencies=frozenset({"SCJG"})),
        Exemptions(items=frozenset({"SCJG-1"})),
    ],
)
def test_a_visit_may_come_when_its_part_is_exempt(exempt: Exemptions) -> None:
    assert period_in_the_way(DAY, [PART], FIRM, [period(exempt)]) is None
    assert period_in_the_way(DAY, [PART], FIRM, [period()]) == period()


def test_every_part_must_be_exempt() -> None:
    only_orders = period(Exemptions(ordered_from_above=True))
    assert period_in_the_way(DAY, [FROM_ABOVE], FIRM, [only_orders]) is None
    assert period_in_the_way(DAY, [FROM_ABOVE, PART], FIRM, [only_orders]) == only_orders
    assert period_in_the_way(DAY, [], FIRM, [only_orders]) == only_orders


def test_an_emergency_is_no_exemption_of_what_is_planned() -> None:
    assert period_in_the_way(DAY, [PART], FIRM, [period(Exemptions(emergency=True))]) is not None


def test_days_and_firms_outside_a_period_are_free() -> None:
    assert period_in_the_way(date(2026, 12, 11), [PART], FIRM, [period()]) is None
    elsewhere = period(covers=Coverage(districts=frozenset({"440309"})))
    assert period_in_the_way(DAY, [PART], FIRM, [elsewhere]) is None
    here = period(covers=Coverage(districts=frozenset({"440304001"})))
    assert period_in_the_way(DAY, [PART], FIRM, [elsewhere, here]) == here
