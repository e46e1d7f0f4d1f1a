from dataclasses import replace

from hypothesis import given

from supervision_code.domain.frequency import EnterpriseFacts, FrequencyRule, NotCountedReason, VisitFacts, judge_log
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.proofs import Proof, Question, prove
from tests.domain.frequency_examples import FIRM, POLICY, TIER_D, case, days_before, found, part, visit
from tests.domain.test_frequency_oracle import FIRMS, LOGS, POLICIES

LAST = "2026-11-20"


def proof_of(rule: FrequencyRule, visits: list[VisitFacts], firm: EnterpriseFacts = FIRM) -> Proof:
    finding = found(visits, rule, firm)[-1]
    asked = Question(rule=rule, agency=finding.agency, visit=finding.visit, limit=finding.limit)
    return prove(asked, visits, POLICY)


@given(LOGS, FIRMS, POLICIES)
def test_a_proof_counts_what_the_finding_counts(
    log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy
) -> None:
    for breach in judge_log(log, firm, policy):
        asked = Question(rule=breach.rule, agency=breach.agency, visit=breach.visit, limit=breach.limit)
        proof = prove(asked, log, policy)
        assert proof.count == breach.count
        assert tuple(one.facts.id for one in proof.visits if one.counted) == breach.visits
        assert [one.facts.id for one in proof.visits if one.is_trigger] == [breach.visit]
        assert all(proof.first_day <= one.facts.day <= proof.last_day for one in proof.visits)


@given(LOGS, FIRMS, POLICIES)
def test_the_visit_that_broke_the_rule_is_marked_as_one_too_many(
    log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy
) -> None:
    for breach in judge_log(log, firm, policy):
        asked = Question(rule=breach.rule, agency=breach.agency, visit=breach.visit, limit=breach.limit)
        over = [one.facts.id for one in prove(asked, log, policy).visits if one.over]
        assert over[-1] == breach.visit


def test_each_visit_carries_its_place_in_the_count() -> None:
    visits = [visit(day, part(agency)) for day, agency in zip(days_before(LAST, 20, 10, 5, 0), "ABCD", strict=True)]
    proof = proof_of(FrequencyRule.VISIT_RATE, visits)
    assert [one.place for one in proof.visits] == [1, 2, 3, 4]
    assert [one.over for one in proof.visits] == [False, False, False, True]


def test_a_visit_inside_the_window_that_does_not_count_is_shown_with_its_reason() -> None:
    days = days_before(LAST, 20, 15, 10, 5, 0)
    visits = [visit(day, part(agency)) for day, agency in zip(days, "ABCDE", strict=True)]
    visits[1] = replace(visits[1], participations=(case("B"),))
    proof = proof_of(FrequencyRule.VISIT_RATE, visits)
    assert [one.reasons for one in proof.visits][1] == (NotCountedReason.TYPE_NOT_COUNTED,)
    assert [one.place for one in proof.visits] == [1, 0, 2, 3, 4]


def test_many_agencies_names_who_came_for_the_first_time() -> None:
    days = days_before(LAST, 20, 15, 10, 5, 0)
    visits = [visit(day, part(agency)) for day, agency in zip(days, "AABCD", strict=True)]
    proof = proof_of(FrequencyRule.MANY_AGENCIES, visits)
    assert [one.new_agencies for one in proof.visits] == [("A",), (), ("B",), ("C",), ("D",)]
    assert proof.count == 4


def test_a_repeated_check_is_proven_by_the_days_between_two_visits() -> None:
    visits = [visit(day, part("A", "A-1")) for day in days_before(LAST, 25, 12, 0)]
    proof = proof_of(FrequencyRule.REPEAT_CHECK, visits, TIER_D)
    assert proof.count == 12
    assert [one.counted for one in proof.visits] == [False, True, True]


def test_what_lies_outside_the_window_or_came_later_is_no_part_of_the_proof() -> None:
    visits = [visit(day, part(agency)) for day, agency in zip(days_before(LAST, 40, 9, 6, 3, 0), "ABCDE", strict=True)]
    later = visit("2026-12-20", part("F"))
    assert len(proof_of(FrequencyRule.VISIT_RATE, [*visits, later]).visits) == 4
