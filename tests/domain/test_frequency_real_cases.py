"""Five firms of a real inspection log (City of Chicago open data), with findings counted independently of the code."""

import pytest

from supervision_code.domain.days import date_of
from supervision_code.domain.frequency import EnterpriseFacts, VisitFacts, judge_log
from supervision_code.domain.registry import RiskTier
from tests.domain.frequency_examples import FIRM, POLICY, TIER_D, case, part, visit

LICENSE, AGAIN = part("SWJ", "license"), part("SWJ", "license-re-inspection")
CANVASS = part("SCJG", "canvass")

TWO_AGENCIES_JOIN = [
    visit("2012-01-19", LICENSE),
    visit("2012-01-26", LICENSE),
    visit("2012-02-06", CANVASS, LICENSE),
]
A_CASE_JOINS = [
    visit("2012-02-10", LICENSE),
    visit("2012-02-17", case("SCJG", "short-form-complaint"), AGAIN),
    visit("2012-02-27", AGAIN),
    visit("2012-04-05", case("SCJG", "short-form-complaint")),
    visit("2012-04-16", case("SCJG", "complaint-re-inspection")),
]
TWICE_ON_A_DAY = [
    visit("2011-05-10", LICENSE, hour=9),
    visit("2011-05-10", LICENSE, hour=10),
    visit("2011-06-07", AGAIN, hour=9),
    visit("2011-06-07", AGAIN, hour=10),
    visit("2011-06-08", AGAIN, hour=9),
    visit("2011-06-08", AGAIN, hour=10),
]
SIX_IN_A_MONTH = [
    visit("2011-06-15", LICENSE),
    visit("2011-06-20", LICENSE),
    visit("2011-06-21", LICENSE),
    visit("2011-06-28", AGAIN),
    visit("2011-07-01", AGAIN),
    visit("2011-07-15", AGAIN),
]
A_CASE_AFTER_THE_CAP = [
    visit("2012-07-17", CANVASS),
    visit("2012-07-31", CANVASS, hour=9),
    visit("2012-07-31", case("SCJG", "canvass-re-inspection"), hour=10),
]
TIER_A = EnterpriseFacts(uscc=FIRM.uscc, risk_tier=RiskTier.A)

CASES = [
    pytest.param(
        TWO_AGENCIES_JOIN,
        FIRM,
        """
        2012-01-26 repeat_check SWJ 7/30 red
        2012-02-06 annual_cap SWJ 3/2 orange
        2012-02-06 repeat_check SWJ 11/30 red
        """,
        id="a joint visit counts for each agency",
    ),
    pytest.param(A_CASE_JOINS, TIER_D, "2012-02-27 repeat_check SWJ 10/30 red", id="a case that joins stays uncounted"),
    pytest.param(
        TWICE_ON_A_DAY,
        FIRM,
        """
        2011-05-10 repeat_check SWJ 0/30 red
        2011-06-07 annual_cap SWJ 3/2 orange
        2011-06-07 annual_cap SWJ 4/2 red
        2011-06-07 visit_rate - 4/3 yellow
        2011-06-07 repeat_check SWJ 0/30 red
        2011-06-08 annual_cap SWJ 5/2 red
        2011-06-08 visit_rate - 5/3 orange
        2011-06-08 repeat_check SWJ 1/30 red
        2011-06-08 annual_cap SWJ 6/2 red
        2011-06-08 visit_rate - 6/3 red
        2011-06-08 repeat_check SWJ 0/30 red
        """,
        id="two visits on one day are two visits",
    ),
    pytest.param(
        SIX_IN_A_MONTH,
        TIER_D,
        """
        2011-06-20 repeat_check SWJ 5/30 red
        2011-06-21 repeat_check SWJ 1/30 red
        2011-06-28 visit_rate - 4/3 yellow
        2011-07-01 annual_cap SWJ 5/4 yellow
        2011-07-01 visit_rate - 5/3 orange
        2011-07-01 repeat_check SWJ 3/30 red
        2011-07-15 annual_cap SWJ 6/4 orange
        2011-07-15 visit_rate - 5/3 orange
        2011-07-15 repeat_check SWJ 14/30 red
        """,
        id="the first visit has left the window at the sixth",
    ),
    pytest.param(
        A_CASE_AFTER_THE_CAP,
        TIER_A,
        """
        2012-07-31 annual_cap SCJG 2/1 red
        2012-07-31 repeat_check SCJG 14/30 red
        """,
        id="a case after the cap adds nothing",
    ),
]


@pytest.mark.parametrize(("log", "firm", "expected"), CASES)
def test_a_real_firm_has_exactly_these_findings(log: list[VisitFacts], firm: EnterpriseFacts, expected: str) -> None:
    found = [
        f"{date_of(breach.day)} {breach.rule} {breach.agency or '-'} {breach.count}/{breach.limit} {breach.level}"
        for breach in judge_log(log, firm, POLICY)
    ]
    assert found == [line.strip() for line in expected.strip().splitlines()]
