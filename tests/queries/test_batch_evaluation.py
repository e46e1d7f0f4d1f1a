"""The batch evaluation over spans of days: the findings do not depend on how much is read for them."""

from datetime import date

from supervision_code.domain.days import day_number
from supervision_code.product import Supervision
from supervision_code.queries.batch_evaluation import BatchEvaluation, FoundBreach, Span
from tests.factories.small_city import SmallCity
from tests.services.test_visits import opened
from tests.support.clock import StoppedClock


def found(supervision: Supervision, span: Span) -> list[FoundBreach]:
    evaluation = BatchEvaluation(supervision.database)
    return [one for firm in evaluation.evaluate(supervision.in_force.policy, span) for one in firm]


def test_a_span_is_judged_with_all_that_came_before_it_and_may_reach_to_the_ends_of_the_calendar(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    for _ in range(4):
        opened(supervision, city, over_limit_reason="复查")
        clock.pass_by(days=1)
    everything = found(supervision, Span())
    assert everything
    assert found(supervision, Span(first_day=day_number(date.min), last_day=day_number(date.max))) == everything
    last = max(one.day for one in everything)
    assert found(supervision, Span(first_day=last)) == [one for one in everything if one.day == last]
    assert found(supervision, Span(last_day=last - 1)) == [one for one in everything if one.day < last]
