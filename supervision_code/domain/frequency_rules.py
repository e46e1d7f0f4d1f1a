"""The five rules of frequency. A new rule is one function and one word in RULES."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from supervision_code.domain.days import date_of, day_number
from supervision_code.domain.frequency_facts import CountingVisit, EnterpriseFacts, ParticipationFacts
from supervision_code.domain.frequency_past import AgencyPast, Earlier, Past
from supervision_code.domain.policy import Levels, SupervisionPolicy
from supervision_code.domain.quiet_days import covers, part_exempt
from supervision_code.domain.quiet_periods import Exemptions


class FrequencyRule(StrEnum):
    """The rules by name."""

    ANNUAL_CAP = "annual_cap"
    VISIT_RATE = "visit_rate"
    MANY_AGENCIES = "many_agencies"
    REPEAT_CHECK = "repeat_check"
    QUIET_PERIOD = "quiet_period"


class Level(StrEnum):
    """How far a rule is exceeded. Blue breaks nothing: it is the reminder that a limit would be reached."""

    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule broken at a visit; at blue, a limit reached by it.

    ``visits`` are the visits counted, oldest first, the triggering one last. ``grounds`` names what the rule found:
    the agencies (many_agencies), the shared items (repeat_check), the quiet periods (quiet_period).
    """

    rule: FrequencyRule
    visit: UUID
    day: int
    agency: str | None
    item: str | None
    count: int
    limit: int
    level: Level
    visits: tuple[UUID, ...]
    grounds: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[FrequencyRule, str | None, str | None, UUID]:
        """Return what makes a finding the same finding within one firm."""
        return self.rule, self.agency, self.item, self.visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What each rule is asked: whether this visit, after that past, at this firm, breaks the policy."""

    visit: CountingVisit
    past: Past
    enterprise: EnterpriseFacts
    policy: SupervisionPolicy


Rule = Callable[[Question], tuple[Breach, ...]]


def annual_cap(asked: Question) -> tuple[Breach, ...]:
    """Each agency: its counting parts at the firm in the calendar year, against its cap for the firm's tier."""
    visit, policy = asked.visit, asked.policy
    new_year = first_day_of_year(visit.day)
    breaches: list[Breach] = []
    for agency, parts in visit.parts.items():
        past = asked.past.of(agency)
        count = past.parts_since(new_year) + len(parts)
        limit = policy.annual_cap.of(agency, asked.enterprise.risk_tier)
        level = level_of_count(count, limit, policy.levels)
        if level is not None:
            found = _Found(FrequencyRule.ANNUAL_CAP, count, limit, level, agency)
            breaches.append(_breach(visit, found, past.visits_since(new_year)))
    return tuple(breaches)


def visit_rate(asked: Question) -> tuple[Breach, ...]:
    """All counting visits of the window, whoever came, against the limit."""
    visit, rule = asked.visit, asked.policy.visit_rate
    first_day = first_day_of_window(visit.day, rule.window_days)
    count = asked.past.count_since(first_day) + 1
    level = level_of_count(count, rule.limit, asked.policy.levels)
    if level is None:
        return ()
    found = _Found(FrequencyRule.VISIT_RATE, count, rule.limit, level)
    return (_breach(visit, found, asked.past.visits_since(first_day)),)


def many_agencies(asked: Question) -> tuple[Breach, ...]:
    """The distinct agencies of the window, against the limit (多头检查)."""
    visit, rule = asked.visit, asked.policy.many_agencies
    first_day = first_day_of_window(visit.day, rule.window_days)
    agencies = asked.past.agencies_since(first_day) | visit.parts.keys()
    level = level_of_count(len(agencies), rule.limit, asked.policy.levels)
    if level is None:
        return ()
    found = _Found(FrequencyRule.MANY_AGENCIES, len(agencies), rule.limit, level)
    return (_breach(visit, found, asked.past.visits_since(first_day), agencies),)


def repeat_check(asked: Question) -> tuple[Breach, ...]:
    """Each agency: the days since its latest counting part with a common item, against the gap (重复检查)."""
    visit, limit = asked.visit, asked.policy.repeat_check.gap_days
    breaches: list[Breach] = []
    for agency, parts in visit.parts.items():
        earlier = _latest_sharing(parts, asked.past.of(agency))
        if earlier is None or visit.day - earlier.day >= limit:
            continue
        gap = visit.day - earlier.day
        level = level_of_excess(limit, max(gap, 1), asked.policy.levels)
        shared = earlier.items.intersection(item for part in parts for item in part.items)
        found = _Found(FrequencyRule.REPEAT_CHECK, gap, limit, level, agency)
        breaches.append(_breach(visit, found, [earlier.visit], shared))
    return tuple(breaches)


def quiet_period(asked: Question) -> tuple[Breach, ...]:
    """The day, against the quiet periods that cover the firm and do not exempt the visit (宁静日)."""
    visit, day = asked.visit, date_of(asked.visit.day)
    broken = [
        period.id
        for period in asked.policy.quiet_periods
        if period.contains(day) and covers(period, asked.enterprise) and not _exempt(period.exempt, visit)
    ]
    if not broken:
        return ()
    return (_breach(visit, _Found(FrequencyRule.QUIET_PERIOD, 1, 0, Level.YELLOW), [], broken),)


RULES: tuple[Rule, ...] = (annual_cap, visit_rate, many_agencies, repeat_check, quiet_period)


def first_day_of_year(day: int) -> int:
    """Return 1 January of the year of a day."""
    return day_number(date(date_of(day).year, 1, 1))


def first_day_of_window(day: int, window_days: int) -> int:
    """Return the first day of a window that ends on ``day``, that day included."""
    return day - window_days + 1


def level_of_count(count: int, limit: int, levels: Levels) -> Level | None:
    """Return no level below the limit, blue at it, and the level of the excess above it."""
    if count < limit:
        return None
    return Level.BLUE if count == limit else level_of_excess(count, limit, levels)


def level_of_excess(amount: int, limit: int, levels: Levels) -> Level:
    """Return the level of amount / limit, compared in whole numbers; over a limit of zero everything is red."""
    if amount * levels.red.denominator >= limit * levels.red.numerator:
        return Level.RED
    if amount * levels.orange.denominator >= limit * levels.orange.numerator:
        return Level.ORANGE
    return Level.YELLOW


class _Found(NamedTuple):
    rule: FrequencyRule
    amount: int
    limit: int
    level: Level
    agency: str | None = None


def _breach(visit: CountingVisit, found: _Found, earlier: Iterable[UUID], grounds: Iterable[str] = ()) -> Breach:
    return Breach(
        rule=found.rule,
        visit=visit.id,
        day=visit.day,
        agency=found.agency,
        item=None,
        count=found.amount,
        limit=found.limit,
        level=found.level,
        visits=(*earlier, visit.id),
        grounds=tuple(sorted(grounds)),
    )


def _latest_sharing(parts: tuple[ParticipationFacts, ...], past: AgencyPast) -> Earlier | None:
    found = [earlier for part in parts if (earlier := past.latest_sharing(part.items)) is not None]
    return max(found, key=lambda earlier: earlier.place, default=None)


def _exempt(exempt: Exemptions, visit: CountingVisit) -> bool:
    if exempt.emergency and visit.emergency:
        return True
    return all(part_exempt(exempt, part) for parts in visit.parts.values() for part in parts)
