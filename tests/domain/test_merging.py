"""One visit instead of many: every answer is valid, and none with fewer visits exists."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from supervision_code.domain.companies import Company, pools_of
from supervision_code.domain.hitting_sets import bits, smallest_hitting_set
from supervision_code.domain.merging import Merger, MergeTask, StandingVisit, merge

AGENCIES = ("A", "B", "C")


def task(number: int, days: int, agency: str = "A", *, combinable: bool = True, **company: object) -> MergeTask:
    return MergeTask(id=UUID(int=number), days=days, company=Company(agency, **company), combinable=combinable)  # type: ignore[arg-type]


def days(*numbers: int) -> int:
    return sum(1 << number for number in numbers)


def window(first: int, last: int) -> int:
    return (1 << last + 1) - (1 << first)


# --- brute force: every way to part the tasks, every seat in a standing visit ---


def may_share(tasks: Sequence[MergeTask]) -> bool:
    """Straight from the words of the rule: one day for all, nobody alone who must be, everybody gets on."""
    if len(tasks) > 1 and not all(one.combinable for one in tasks):
        return False
    common = -1
    for one in tasks:
        common &= one.days
    return common > 0 and all(get_on(one.company, other.company) for one, other in combinations(tasks, 2))


def get_on(one: Company, other: Company) -> bool:
    if one.announced != other.announced:
        return False
    if one.agency == other.agency:
        return True
    if not (one.joint and other.joint):
        return False
    return other.agency not in one.refused and one.agency not in other.refused


def may_join(visit: StandingVisit, tasks: Sequence[MergeTask]) -> bool:
    return (
        all(one.combinable and one.days >> visit.day & 1 for one in tasks)
        and all(one.days >> day & 1 for one in tasks for day in range(9) if visit.offered >> day & 1)
        and not any(one.company.agency in visit.closed_to for one in tasks)
        and all(get_on(one.company, there) for one in tasks for there in visit.companies)
        and all(get_on(one.company, other.company) for one, other in combinations(tasks, 2))
    )


def partings(tasks: Sequence[MergeTask], seats: int) -> Iterator[tuple[list[list[MergeTask]], list[list[MergeTask]]]]:
    """Every way to give each task one of the seats or one of any number of groups."""
    if not tasks:
        yield [[] for _ in range(seats)], []
        return
    first, rest = tasks[0], tasks[1:]
    for seated, groups in partings(rest, seats):
        for place in range(seats):
            yield [[*seat, first] if number == place else seat for number, seat in enumerate(seated)], groups
        for place in range(len(groups)):
            yield seated, [[*group, first] if number == place else group for number, group in enumerate(groups)]
        yield seated, [*groups, [first]]


def fewest_by_brute_force(tasks: Sequence[MergeTask], standing: Sequence[StandingVisit]) -> int:
    placeable = [one for one in tasks if one.days]
    return min(
        len(groups)
        for seated, groups in partings(placeable, len(standing))
        if all(map(may_share, groups)) and all(map(may_join, standing, seated))
    )


def assert_valid(merger: Merger, tasks: Sequence[MergeTask], standing: Sequence[StandingVisit]) -> None:
    placed = [one for visit in merger.visits for one in visit.tasks]
    placed += [one for joined in merger.joined.values() for one in joined]
    assert sorted(one.id.int for one in (*placed, *merger.unplaced)) == sorted(one.id.int for one in tasks)
    assert all(not one.days for one in merger.unplaced)
    for visit in merger.visits:
        assert visit.tasks
        assert may_share(visit.tasks)
        assert all(one.days >> visit.day & 1 for one in visit.tasks)
        assert visit.days == everybodys([one.days for one in visit.tasks])
    by_id = {visit.id: visit for visit in standing}
    for visit_id, joined in merger.joined.items():
        assert may_join(by_id[visit_id], joined)


def everybodys(sets: Sequence[int]) -> int:
    common = -1
    for one in sets:
        common &= one
    return common


companies = st.builds(
    Company,
    agency=st.sampled_from(AGENCIES),
    joint=st.sampled_from((True, True, True, False)),
    announced=st.sampled_from((True, True, True, False)),
    refused=st.frozensets(st.sampled_from(AGENCIES), max_size=1),
)
spans = st.tuples(st.integers(0, 6), st.integers(0, 4)).map(lambda pair: window(pair[0], pair[0] + pair[1]))
day_sets = st.one_of(spans, st.integers(0, 255))


@st.composite
def firms(draw: st.DrawFn) -> tuple[list[MergeTask], list[StandingVisit]]:
    blocked = draw(st.integers(0, 255))
    tasks = [
        MergeTask(
            id=UUID(int=number),
            # Some are exempt from the quiet days that keep the others off.
            days=draw(day_sets) & ~(blocked if draw(st.booleans()) else 0),
            company=draw(companies),
            combinable=draw(st.sampled_from((True, True, True, True, False))),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    standing = [
        StandingVisit(
            id=UUID(int=100 + number),
            day=draw(st.integers(0, 8)),
            companies=frozenset({draw(companies)}),
            closed_to=draw(st.frozensets(st.sampled_from(AGENCIES), max_size=1)),
            offered=draw(st.sampled_from((0, 0, 1, 6, 48))),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    return tasks, standing


@settings(max_examples=400)
@given(firms(), st.integers(0, 10**9))
@example(([task(1, days(0, 1), "A"), task(2, days(1, 2), "B"), task(3, days(2, 0), "C")], []), 0)
@example(([task(1, 1, "A", refused=frozenset("B")), task(2, 1, "B"), task(3, 1, "C")], []), 0)
@example(([task(1, 1, "A", joint=False), task(2, 1, "A"), task(3, 1, "B")], []), 0)
def test_no_fewer_visits_would_do(firm: tuple[list[MergeTask], list[StandingVisit]], spread: int) -> None:
    tasks, standing = firm
    merger = merge(tasks, standing, spread=spread)
    assert_valid(merger, tasks, standing)
    assert merger.proven
    assert len(merger.visits) == fewest_by_brute_force(tasks, standing)


@settings(max_examples=60)
@given(firms(), st.randoms(use_true_random=False))
def test_the_order_in_which_tasks_come_changes_nothing(
    firm: tuple[list[MergeTask], list[StandingVisit]], random: Random
) -> None:
    tasks, standing = firm
    shuffled = list(tasks)
    random.shuffle(shuffled)
    assert merge(shuffled, standing) == merge(tasks, standing)


@settings(max_examples=150)
@given(st.lists(st.integers(1, 511), max_size=8))
def test_points_hit_every_set_and_are_the_fewest(sets: list[int]) -> None:
    found = smallest_hitting_set(sets)
    chosen = days(*found.points)
    assert found.proven
    assert all(one & chosen for one in sets)
    fewer = combinations(range(9), max(0, len(found.points) - 1))
    assert not sets or not any(all(one & days(*points) for one in sets) for points in fewer)


def test_three_agencies_with_a_common_week_come_once() -> None:
    merger = merge([task(1, window(0, 9)), task(2, window(5, 20), "B"), task(3, window(7, 12), "C")])
    [visit] = merger.visits
    assert visit.agencies == ("A", "B", "C")
    assert visit.days == window(7, 9)


def test_a_firm_that_wants_no_joint_visits_still_sees_each_agency_only_once() -> None:
    merger = merge([task(number, window(0, 5), "AB"[number % 2], joint=False) for number in range(6)])
    assert [visit.agencies for visit in merger.visits] == [("A",), ("B",)]


def test_nobody_comes_unannounced_within_an_announced_visit() -> None:
    merger = merge([task(1, 1), task(2, 1, announced=False), task(3, 1, "B", announced=False)])
    assert sorted(visit.agencies for visit in merger.visits) == [("A",), ("A", "B")]


def test_what_has_no_day_is_named_and_does_not_hold_up_the_rest() -> None:
    merger = merge([task(1, 0), task(2, 1)])
    assert [one.id.int for one in merger.unplaced] == [1]
    assert len(merger.visits) == 1


def test_a_standing_visit_is_joined_instead_of_making_another() -> None:
    standing = StandingVisit(id=UUID(int=9), day=3, companies=frozenset({Company("B")}))
    merger = merge([task(1, window(0, 5)), task(2, window(0, 2))], [standing])
    assert [one.id.int for one in merger.joined[standing.id]] == [1]
    assert [[one.id.int for one in visit.tasks] for visit in merger.visits] == [[2]]


def test_what_joins_can_be_done_at_every_time_the_firm_may_still_choose() -> None:
    standing = StandingVisit(id=UUID(int=9), day=3, companies=frozenset({Company("B")}), offered=days(4, 6))
    merger = merge([task(1, window(0, 5)), task(2, window(3, 6))], [standing])
    assert [one.id.int for one in merger.joined[standing.id]] == [2]


def test_one_plan_of_many_firms_does_not_fall_on_one_day() -> None:
    proposed = {merge([task(1, window(0, 39))], spread=firm).visits[0].day for firm in range(100)}
    assert proposed == set(range(30))


def test_a_declined_combination_is_not_proposed_again_but_others_are() -> None:
    merger = merge([task(1, 1, "A", refused=frozenset("B")), task(2, 1, "B"), task(3, 1, "C")])
    assert len(merger.visits) == 2
    assert not any({"A", "B"} <= set(visit.agencies) for visit in merger.visits)


@pytest.mark.parametrize("exempt_share", [0.0, 0.1, 0.5, 1.0])
def test_sixty_tasks_with_exemptions_at_random_come_to_an_end(exempt_share: float) -> None:
    random = Random(60)
    tasks = []
    for number in range(60):
        first = random.randrange(200)
        free = window(first, first + random.randrange(60))
        if random.random() < exempt_share:
            free |= sum(1 << random.randrange(250) for _ in range(5))
        quiet = sum(1 << day for day in range(260) if random.random() < 0.4)
        tasks.append(task(number, free & ~quiet, AGENCIES[number % 3], joint=random.random() < 0.9))
    # Branch and bound ends after a fixed number of steps, so this comes back soon whatever it is given.
    assert_valid(merge(tasks), tasks, [])


def test_what_cannot_be_proven_is_valid_and_says_so() -> None:
    random = Random(7)
    sets = [sum(1 << day for day in range(250) if random.random() < 0.1) or 1 for _ in range(200)]
    found = smallest_hitting_set(sets, most_steps=50)
    assert not found.proven
    assert all(one & days(*found.points) for one in sets)
    assert bits(days(*found.points)) == list(found.points)


def test_where_too_many_agencies_refused_each_other_every_agency_comes_by_itself() -> None:
    names = [f"{number:02}" for number in range(16)]
    pairs = zip(names[::2], names[1::2], strict=True)
    tasks = [
        task(number, 1, one, refused=frozenset({other}))
        for number, (one, other) in enumerate(
            pair for first, second in pairs for pair in ((first, second), (second, first))
        )
    ]
    assert not pools_of({one.company for one in tasks}).complete
    merger = merge(tasks)
    assert_valid(merger, tasks, [])
    assert (len(merger.visits), merger.proven) == (16, False)
