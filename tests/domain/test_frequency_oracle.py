"""The fast judgement equals the most literal reading of the rules, however the log came to be."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from random import Random
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from supervision_code.domain.days import day_number_of
from supervision_code.domain.frequency import (
    Breach,
    EnterpriseFacts,
    FrequencyRule,
    Level,
    ParticipationFacts,
    VisitFacts,
    earliest_clear_day,
    explain,
    first_day_needed,
    judge_log,
    judge_visit,
    last_day_affected,
    would_reach,
)
from supervision_code.domain.policy import SupervisionPolicy, TierCaps, WindowLimit
from supervision_code.domain.quiet_periods import Exemptions, QuietPeriod
from supervision_code.domain.registry import EnterpriseKind, RiskTier
from supervision_code.domain.visits import InspectionType, VisitKind
from tests.domain.frequency_examples import FIRM, POLICY

# The literal reading: one visit at a time, everything counted anew, nothing borrowed from the code under test.


@dataclass(frozen=True)
class Said:
    rule: str
    agency: str | None
    visit: UUID
    count: int
    limit: int
    level: str
    visits: tuple[UUID, ...]


class Oracle:
    def __init__(self, log: Iterable[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy) -> None:
        self.log = sorted(log, key=lambda visit: (visit.started_at, str(visit.id)))
        self.firm = firm
        self.policy = policy

    def says(self) -> set[Said]:
        return {said for visit in self.log for said in self.says_at(visit) if said.level != "blue"}

    def says_at(self, visit: VisitFacts) -> list[Said]:
        if not self.counting(visit):
            return []
        return [
            *self.annual_cap(visit),
            *self.visit_rate(visit),
            *self.many_agencies(visit),
            *self.repeat_check(visit),
            *self.quiet_period(visit),
        ]

    @staticmethod
    def day(visit: VisitFacts) -> date:
        return (visit.started_at.astimezone(UTC) + timedelta(hours=8)).date()

    def counts(self, visit: VisitFacts, part: ParticipationFacts) -> bool:
        if visit.voided or visit.kind != "inspection" or part.emergency:
            return False
        own = self.policy.counting.default
        return part.type in own.types and not (part.ordered_from_above and part.type in own.not_when_ordered_from_above)

    def counting(self, visit: VisitFacts) -> list[ParticipationFacts]:
        return [part for part in visit.participations if self.counts(visit, part)]

    def up_to(self, visit: VisitFacts) -> list[VisitFacts]:
        return self.log[: self.log.index(visit) + 1]

    def window(self, visit: VisitFacts, days: int) -> list[VisitFacts]:
        last = self.day(visit)
        inside = {last - timedelta(days=back) for back in range(days)}
        return [other for other in self.up_to(visit) if self.day(other) in inside and self.counting(other)]

    def leveled(self, count: int, limit: int) -> str | None:
        if count == limit:
            return "blue"
        return self.excess_level(Fraction(count, limit)) if count > limit else None

    def excess_level(self, excess: Fraction) -> str:
        if excess >= self.policy.levels.red:
            return "red"
        return "orange" if excess >= self.policy.levels.orange else "yellow"

    def counted(
        self, rule: str, agency: str | None, visit: VisitFacts, count: int, limit: int, of: Iterable[VisitFacts]
    ) -> list[Said]:
        level = self.leveled(count, limit)
        visits = tuple(other.id for other in of)
        return [Said(rule, agency, visit.id, count, limit, level, visits)] if level else []

    def annual_cap(self, visit: VisitFacts) -> list[Said]:
        said: list[Said] = []
        for agency in {part.agency for part in self.counting(visit)}:
            parts = [
                other
                for other in self.up_to(visit)
                if self.day(other).year == self.day(visit).year
                for part in self.counting(other)
                if part.agency == agency
            ]
            caps = self.policy.annual_cap.default
            cap = caps.unknown if self.firm.risk_tier is None else caps.by_tier[self.firm.risk_tier]
            said += self.counted("annual_cap", agency, visit, len(parts), cap, dict.fromkeys(parts))
        return said

    def visit_rate(self, visit: VisitFacts) -> list[Said]:
        inside = self.window(visit, self.policy.visit_rate.window_days)
        return self.counted("visit_rate", None, visit, len(inside), self.policy.visit_rate.limit, inside)

    def many_agencies(self, visit: VisitFacts) -> list[Said]:
        inside = self.window(visit, self.policy.many_agencies.window_days)
        agencies = {part.agency for other in inside for part in self.counting(other)}
        return self.counted("many_agencies", None, visit, len(agencies), self.policy.many_agencies.limit, inside)

    def repeat_check(self, visit: VisitFacts) -> list[Said]:
        said: list[Said] = []
        gap_days = self.policy.repeat_check.gap_days
        for agency in {part.agency for part in self.counting(visit)}:
            earlier = [
                other
                for other in self.up_to(visit)[:-1]
                for theirs in self.counting(other)
                for mine in self.counting(visit)
                if theirs.agency == mine.agency == agency
                if not theirs.items or not mine.items or theirs.items & mine.items
            ]
            if earlier and (gap := (self.day(visit) - self.day(earlier[-1])).days) < gap_days:
                level = self.excess_level(Fraction(gap_days, max(gap, 1)))
                visits = (earlier[-1].id, visit.id)
                said.append(Said("repeat_check", agency, visit.id, gap, gap_days, level, visits))
        return said

    def quiet_period(self, visit: VisitFacts) -> list[Said]:
        for period in self.policy.quiet_periods:
            if self.day(visit).day not in period.days_of_month:
                continue
            if all(part.type in period.exempt.types for part in self.counting(visit)):
                continue
            return [Said("quiet_period", None, visit.id, 1, 0, "yellow", (visit.id,))]
        return []


# Logs in which much happens: few agencies, few items, six weeks around a new year, policies with small numbers.

MOMENTS = st.builds(
    lambda day, hour: datetime(2025, 12, 10, tzinfo=UTC) + timedelta(days=day, hours=hour),
    st.integers(0, 45),
    st.sampled_from([0, 3, 15, 16]),
)
PARTS = st.builds(
    ParticipationFacts,
    agency=st.sampled_from("ABC"),
    type=st.sampled_from([*[InspectionType.ROUTINE] * 4, InspectionType.CAMPAIGN, InspectionType.CASE, None]),
    items=st.frozensets(st.sampled_from("xy"), max_size=2),
    ordered_from_above=st.booleans(),
    emergency=st.sampled_from([False] * 7 + [True]),
)


def _visit(number: int, at: datetime, parts: list[ParticipationFacts], service: bool, voided: bool) -> VisitFacts:
    return VisitFacts(
        id=UUID(int=number),
        started_at=at,
        day=day_number_of(at),
        kind=VisitKind.SERVICE if service else VisitKind.INSPECTION,
        participations=tuple(parts),
        voided=voided,
    )


RARELY = st.sampled_from([False] * 9 + [True])
LOGS = st.lists(
    st.builds(_visit, st.integers(1, 2**128 - 1), MOMENTS, st.lists(PARTS, min_size=1, max_size=3), RARELY, RARELY),
    max_size=14,
    unique_by=lambda visit: visit.id,
)
LIMITS = st.builds(WindowLimit, window_days=st.integers(1, 12), limit=st.integers(1, 4))
QUIET = st.builds(
    lambda days, types: QuietPeriod(
        id="q", name="宁静日", legal_basis="-", days_of_month=days, exempt=Exemptions(types=types)
    ),
    st.frozensets(st.integers(1, 31), min_size=1, max_size=4),
    st.frozensets(st.sampled_from(InspectionType), max_size=1),
)
POLICIES = st.builds(
    lambda caps, unknown, rate, many, gap, quiet: replace(
        POLICY,
        annual_cap=replace(
            POLICY.annual_cap, default=TierCaps(by_tier=dict(zip(RiskTier, caps, strict=True)), unknown=unknown)
        ),
        visit_rate=rate,
        many_agencies=many,
        repeat_check=replace(POLICY.repeat_check, gap_days=gap),
        quiet_periods=tuple(quiet),
    ),
    st.lists(st.integers(1, 4), min_size=4, max_size=4),
    st.integers(1, 4),
    LIMITS,
    LIMITS,
    st.integers(0, 12),
    st.lists(QUIET, max_size=1),
)
FIRMS = st.builds(
    lambda tier: replace(FIRM, risk_tier=tier, kind=EnterpriseKind.ENTERPRISE), st.sampled_from([None, *RiskTier])
)


@given(LOGS, FIRMS, POLICIES)
def test_the_judgement_of_a_log_is_the_literal_one(
    log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy
) -> None:
    breaches = judge_log(log, firm, policy)
    said = [Said(b.rule, b.agency, b.visit, b.count, b.limit, b.level, b.visits) for b in breaches]
    assert set(said) == Oracle(log, firm, policy).says()
    assert len({breach.key for breach in breaches}) == len(breaches)


@given(LOGS, FIRMS, POLICIES)
def test_a_log_breaks_what_its_visits_break_one_by_one(
    log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy
) -> None:
    one_by_one = {breach for visit in log for breach in judge_visit(visit, log, firm, policy)}
    assert one_by_one == set(judge_log(log, firm, policy))


@given(LOGS, FIRMS, POLICIES)
def test_the_reminders_are_the_literal_ones(
    log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy
) -> None:
    oracle = Oracle(log, firm, policy)
    for visit in log:
        reached = {(one.rule.value, one.agency, one.count) for one in would_reach(visit, log, firm, policy)}
        assert reached == {(one.rule, one.agency, one.count) for one in oracle.says_at(visit) if one.level == "blue"}


@given(LOGS, FIRMS, POLICIES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy, random: Random
) -> None:
    shuffled = list(log)
    random.shuffle(shuffled)
    assert judge_log(shuffled, firm, policy) == judge_log(log, firm, policy)


@given(LOGS, FIRMS, POLICIES)
def test_a_voided_visit_is_as_one_that_never_was(
    log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy
) -> None:
    for place, visit in enumerate(log):
        voided = [*log[:place], replace(visit, voided=True), *log[place + 1 :]]
        without = [*log[:place], *log[place + 1 :]]
        assert judge_log(voided, firm, policy) == judge_log(without, firm, policy)


@given(LOGS, FIRMS, POLICIES)
def test_a_stored_or_voided_visit_changes_findings_only_within_its_reach(
    log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy
) -> None:
    before: set[Breach] = set()
    for length, visit in enumerate(log, start=1):
        after = set(judge_log(log[:length], firm, policy))
        assert all(visit.day <= breach.day <= last_day_affected(visit.day, policy) for breach in before ^ after)
        before = after


@given(LOGS, FIRMS, POLICIES)
def test_visits_before_the_first_day_needed_do_not_matter(
    log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy
) -> None:
    for visit in log:
        needed = [other for other in log if other.day >= first_day_needed(visit.day, policy)]
        assert judge_visit(visit, needed, firm, policy) == judge_visit(visit, log, firm, policy)


@given(LOGS, FIRMS, POLICIES)
def test_the_explanation_counts_exactly_the_visits_of_the_finding(
    log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy
) -> None:
    for breach in judge_log(log, firm, policy):
        weighed = explain(breach.rule, breach.agency, breach.visit, log, policy)
        assert len(weighed) == len(log)
        assert tuple(one.visit for one in weighed if one.counted) == breach.visits


@given(LOGS, FIRMS, POLICIES, st.integers(0, 30))
def test_the_earliest_clear_day_is_the_first_that_breaks_nothing(
    log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy, horizon: int
) -> None:
    if not log:
        return
    *past, visit = log
    visit = replace(visit, id=UUID(int=0))
    days = range(visit.day, visit.day + horizon)
    moved = [replace(visit, day=day, started_at=visit.started_at + timedelta(days=day - visit.day)) for day in days]
    expected = next((one.day for one in moved if not judge_visit(one, past, firm, policy)), None)
    clear = earliest_clear_day(visit, past, firm, policy, from_day=visit.day, horizon_days=horizon)
    assert clear == expected


def test_the_generated_logs_break_every_rule_at_every_level() -> None:
    met: set[tuple[FrequencyRule, Level]] = set()

    @settings(derandomize=True, database=None, max_examples=300)
    @given(LOGS, FIRMS, POLICIES)
    def collect(log: list[VisitFacts], firm: EnterpriseFacts, policy: SupervisionPolicy) -> None:
        met.update((breach.rule, breach.level) for breach in judge_log(log, firm, policy))

    collect()
    assert {rule for rule, _ in met} == set(FrequencyRule)
    assert {level for _, level in met} == {Level.YELLOW, Level.ORANGE, Level.RED}
