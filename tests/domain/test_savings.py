"""Visits avoided: the parts add up to the definition, and no visit avoids less than nothing."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from supervision_code.domain.companies import Company
from supervision_code.domain.joint_visits import AgencyShare, LeadReason, propose_lead
from supervision_code.domain.merging import MergeTask, StandingVisit, merge
from supervision_code.domain.savings import savings_of, visits_on_its_own
from tests.domain.test_merging import AGENCIES, firms, task, window
from tests.support.clock import FRIDAY_TEN


@settings(max_examples=400)
@given(firms())
def test_the_parts_add_up_to_the_visits_of_each_on_its_own_minus_the_visits_made(
    firm: tuple[list[MergeTask], list[StandingVisit]],
) -> None:
    tasks, standing = firm
    merger = merge(tasks, standing)
    savings = savings_of(merger, standing)
    alone = sum(visits_on_its_own(agency, tasks, standing, 0) for agency in AGENCIES)
    assert savings.number == alone - len(merger.visits)
    for visit, avoided in zip(merger.visits, savings.new, strict=True):
        assert avoided < set(visit.agencies), "somebody carries the visit"


def test_a_guest_that_took_the_seat_of_another_avoided_nothing() -> None:
    standing = StandingVisit(id=task(9, 1).id, day=1, companies=frozenset({Company("C")}))
    tasks = [task(1, 2, "B", refused=frozenset("A")), task(2, 2, "A"), task(3, 2, "C", refused=frozenset("A"))]
    merger = merge(tasks, [standing])
    assert [one.company.agency for one in merger.joined[standing.id]] == ["B", "C"], "its own agency has the first seat"
    assert savings_of(merger, [standing]).number == 1


def test_of_three_agencies_that_come_together_two_visits_are_avoided() -> None:
    merger = merge([task(1, window(0, 9)), task(2, window(5, 20), "B"), task(3, window(7, 12), "C")])
    [avoided] = savings_of(merger, []).new
    assert len(avoided) == 2


def test_what_one_agency_would_do_in_one_visit_anyway_is_no_saving() -> None:
    merger = merge([task(1, window(0, 9)), task(2, window(5, 20))])
    assert savings_of(merger, []).number == 0


def test_who_joins_a_standing_visit_avoids_its_own_unless_it_is_there_already() -> None:
    standing = StandingVisit(id=task(9, 1).id, day=3, companies=frozenset({Company("B")}))
    merger = merge([task(1, window(0, 5)), task(2, window(0, 5), "B")], [standing])
    assert savings_of(merger, [standing]).joined == {standing.id: frozenset("A")}


def test_an_agency_split_over_two_joint_visits_is_not_counted_twice() -> None:
    tasks = [task(1, window(0, 9)), task(2, window(0, 9)), task(3, 1, "B", joint=True), task(4, 1 << 9, "C")]
    merger = merge(tasks)
    savings = savings_of(merger, [])
    assert len(merger.visits) == 2
    assert savings.number == 1


def share(agency: str, items: int, waits_days: int = 0) -> AgencyShare:
    return AgencyShare(agency=agency, items=items, since=FRIDAY_TEN - timedelta(days=waits_days))


def test_the_lead_goes_to_most_items_then_to_the_longest_wait_then_by_code() -> None:
    cases = (
        ([share("B", 1)], "B", LeadReason.ALONE),
        ([share("B", 1), share("A", 3), share("C", 2)], "A", LeadReason.MOST_ITEMS),
        ([share("B", 2, 5), share("A", 2), share("C", 1, 9)], "B", LeadReason.EARLIEST_TASK),
        ([share("B", 2, 5), share("A", 2, 5)], "A", LeadReason.CODE),
    )
    for shares, agency, reason in cases:
        lead = propose_lead(shares)
        assert (lead.agency, lead.reason) == (agency, reason)


@given(st.permutations([share("A", 1), share("B", 2, 1), share("C", 2, 1), share("D", 2)]))
def test_the_lead_does_not_depend_on_the_order(shares: list[AgencyShare]) -> None:
    assert propose_lead(shares).agency == "B"
