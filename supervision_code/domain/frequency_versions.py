"""Frequency under a policy that changes: every visit is judged by the version that binds when it begins.

The version judges the whole window it looks back on by its own terms, also the part that lies before it was in
force. So the findings of the visits that a version binds are exactly what the batch evaluation finds under that
version for those visits, and publishing a version changes nothing that was found before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supervision_code.domain.days import WorkCalendar, day_number_of
from supervision_code.domain.frequency import (
    Breach,
    EnterpriseFacts,
    VisitFacts,
    earliest_clear_day,
    first_day_needed,
    in_order,
    judge_log,
    last_day_affected,
)
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.policy_timeline import BindingPolicy, PolicyTimeline


@dataclass(frozen=True, slots=True)
class VersionBreaches:
    """What one version finds at the visits it binds."""

    in_force: PolicyInForce
    breaches: tuple[Breach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The days among which a clear one is looked for: ``horizon_days`` days from ``from_day`` on."""

    from_day: int
    horizon_days: int
    calendar: WorkCalendar | None = None


def judge_log_by_versions(
    visits: Iterable[VisitFacts], enterprise: EnterpriseFacts, timeline: PolicyTimeline
) -> tuple[VersionBreaches, ...]:
    """Return everything that the log of one firm breaks, version by version, in the order of its visits."""
    ordered = in_order(visits)
    if len(timeline.versions) == 1:
        only = timeline.versions[0].in_force
        return (VersionBreaches(only, judge_log(ordered, enterprise, only.policy)),)
    judged = (_judged_by(version, ordered, enterprise) for version in timeline.versions)
    return tuple(one for one in judged if one is not None)


def _judged_by(
    version: BindingPolicy, ordered: Sequence[VisitFacts], enterprise: EnterpriseFacts
) -> VersionBreaches | None:
    own = {visit.id for visit in ordered if version.binds_at(visit.started_at)}
    if not own:
        return None
    known = [visit for visit in ordered if visit.started_at < version.valid_until]
    breaches = judge_log(known, enterprise, version.in_force.policy)
    return VersionBreaches(version.in_force, tuple(breach for breach in breaches if breach.visit in own))


def first_day_needed_by(day: int, timeline: PolicyTimeline) -> int:
    """Return the oldest day whose visits can matter to a visit on ``day`` or later, whichever version binds it."""
    return min(first_day_needed(day, version.in_force.policy) for version in timeline.versions)


def last_day_affected_by(day: int, timeline: PolicyTimeline) -> int:
    """Return the last day whose findings can change when a visit on ``day`` is stored late or voided."""
    return max(last_day_affected(day, version.in_force.policy) for version in timeline.versions)


def earliest_clear_day_by(
    visit: VisitFacts,
    past: Iterable[VisitFacts],
    enterprise: EnterpriseFacts,
    timeline: PolicyTimeline,
    search: Search,
) -> int | None:
    """Return the first day on which the visit, at its time of day, would break nothing of the version binding then."""
    known, end = list(past), search.from_day + search.horizon_days
    for version in timeline.versions:
        first = max(search.from_day, _first_day_bound(visit, version.valid_from))
        last = min(end, _first_day_bound(visit, version.valid_until))
        if first >= last:
            continue
        found = earliest_clear_day(
            visit,
            known,
            enterprise,
            version.in_force.policy,
            from_day=first,
            horizon_days=last - first,
            calendar=search.calendar,
        )
        if found is not None:
            return found
    return None


def _first_day_bound(visit: VisitFacts, moment: datetime) -> int:
    """Return the first day on which the visit, at its time of day, begins at ``moment`` or after it."""
    day = day_number_of(moment)
    moved = visit.started_at + timedelta(days=day - visit.day)
    return day if moved >= moment else day + 1
