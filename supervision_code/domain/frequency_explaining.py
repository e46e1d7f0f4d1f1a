"""Explains a finding: of each visit of the firm, whether it was counted, and if not, why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from supervision_code.domain.frequency_facts import (
    NotCountedReason,
    ParticipationFacts,
    VisitFacts,
    in_order,
    reason_not_counted,
    reasons_not_counted,
)
from supervision_code.domain.frequency_rules import FrequencyRule, first_day_of_window, first_day_of_year
from supervision_code.domain.policy import SupervisionPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedVisit:
    """One visit as a finding sees it: counted, or not and why."""

    visit: UUID
    day: int
    reasons: tuple[NotCountedReason, ...]

    @property
    def counted(self) -> bool:
        return not self.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    rule: FrequencyRule
    agency: str | None
    trigger: VisitFacts
    first_day: int
    policy: SupervisionPolicy


def explain(
    rule: FrequencyRule,
    agency: str | None,
    visit_id: UUID,
    visits: Iterable[VisitFacts],
    policy: SupervisionPolicy,
) -> tuple[WeighedVisit, ...]:
    """Return every visit given, oldest first, as the finding of that rule at ``visit_id``, one of them, sees it."""
    ordered = in_order(visits)
    trigger = next(visit for visit in ordered if visit.id == visit_id)
    first_day = first_day_weighed(rule, trigger.day, policy)
    asked = _Asked(rule=rule, agency=agency, trigger=trigger, first_day=first_day, policy=policy)
    weighed = [WeighedVisit(visit=visit.id, day=visit.day, reasons=_reasons(visit, asked)) for visit in ordered]
    return tuple(_only_the_latest(weighed, visit_id) if rule is FrequencyRule.REPEAT_CHECK else weighed)


def first_day_weighed(rule: FrequencyRule, day: int, policy: SupervisionPolicy) -> int:
    """Return the first day a rule looks at when it judges a visit on ``day``; the last is that day itself."""
    match rule:
        case FrequencyRule.ANNUAL_CAP:
            return first_day_of_year(day)
        case FrequencyRule.VISIT_RATE:
            return first_day_of_window(day, policy.visit_rate.window_days)
        case FrequencyRule.MANY_AGENCIES:
            return first_day_of_window(day, policy.many_agencies.window_days)
        case FrequencyRule.REPEAT_CHECK:
            return first_day_of_window(day, policy.repeat_check.gap_days)
        case FrequencyRule.QUIET_PERIOD:
            return day


def _reasons(visit: VisitFacts, asked: _Asked) -> tuple[NotCountedReason, ...]:
    if visit.voided:
        return (NotCountedReason.VOIDED,)
    if visit.order > asked.trigger.order:
        return (NotCountedReason.LATER,)
    alone = asked.rule is FrequencyRule.QUIET_PERIOD and visit.id != asked.trigger.id
    if visit.day < asked.first_day or alone:
        return (NotCountedReason.OUTSIDE_WINDOW,)
    if asked.agency is None:
        return reasons_not_counted(visit, asked.policy.counting)
    return _reasons_of_agency(visit, asked.agency, asked)


def _reasons_of_agency(visit: VisitFacts, agency: str, asked: _Asked) -> tuple[NotCountedReason, ...]:
    own = replace(visit, participations=tuple(part for part in visit.participations if part.agency == agency))
    if not own.participations:
        return (NotCountedReason.OTHER_AGENCY,)
    reasons = reasons_not_counted(own, asked.policy.counting)
    if reasons or asked.rule is not FrequencyRule.REPEAT_CHECK:
        return reasons
    mine = _counting_parts(asked.trigger, agency, asked.policy)
    shares = any(_share(part, other) for part in _counting_parts(own, agency, asked.policy) for other in mine)
    return () if shares else (NotCountedReason.NO_COMMON_ITEM,)


def _counting_parts(visit: VisitFacts, agency: str, policy: SupervisionPolicy) -> list[ParticipationFacts]:
    return [
        part
        for part in visit.participations
        if part.agency == agency and reason_not_counted(visit, part, policy.counting) is None
    ]


def _share(one: ParticipationFacts, other: ParticipationFacts) -> bool:
    return not one.items or not other.items or not one.items.isdisjoint(other.items)


def _only_the_latest(weighed: list[WeighedVisit], trigger: UUID) -> list[WeighedVisit]:
    """Keep the trigger and the latest visit before it: that one alone was measured."""
    before = [visit.visit for visit in weighed if visit.counted and visit.visit != trigger]
    passed_over = set(before[:-1])
    return [
        replace(visit, reasons=(NotCountedReason.NOT_THE_LATEST,)) if visit.visit in passed_over else visit
        for visit in weighed
    ]
