"""Makes up one visit: for what, by whom, with whom, and what the rules say to it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from supervision_code.domain.days import day_of
from supervision_code.domain.frequency import Level, judge_visit
from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.visits import (
    EvidenceLevel,
    ExceptionKind,
    InspectionType,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.importing.demo.city import AgencyStaff, Firm
from supervision_code.importing.demo.rosters import Roster, interest
from supervision_code.importing.demo.scene import Scene
from supervision_code.importing.demo.workload import is_busy_month
from supervision_code.persistence.log import PartRecord, VisitRecord, as_facts

_SERVICE: Final = {"street": 0.6, "market": 0.2, "safety": 0.22, "fire": 0.16, "labour": 0.22}
_SERVICE_ELSEWHERE: Final = 0.14
_CASE: Final = 0.13
_CAMPAIGN: Final = 0.16
_CAMPAIGN_WHEN_BUSY: Final = 0.42
_FROM_ABOVE: Final = 0.6
_EMERGENCY: Final = 0.007
_JOINT: Final = {"street": 0.16, "safety": 0.12, "fire": 0.06, "market": 0.06}
_JOINT_ELSEWHERE: Final = 0.03
_THIRD_AGENCY: Final = 0.3
_PURPOSES: Final = tuple(ServicePurpose)
_PURPOSE_WEIGHTS: Final = (38, 30, 10, 18, 4)
_MOST_ITEMS: Final = 3
_HASTY: Final = 0.22
_SERVICE_MINUTES: Final = (16, 5, 45)
_INSPECTION_MINUTES: Final = (36, 9, 160)
_MOST_STUBBORN: Final = 0.9
_GRAVITY: Final = (Level.YELLOW, Level.ORANGE, Level.RED)
_IN_SPITE_OF: Final[Mapping[Level, float]] = {Level.YELLOW: 1.25, Level.ORANGE: 0.85, Level.RED: 0.3}


def make_visit(
    scene: Scene, agency: AgencyStaff, team: Sequence[UUID], firm: Firm, start: datetime, *, service: bool
) -> VisitRecord:
    """Return a visit as it would be opened, not yet proven by any scan."""
    dice = scene.dice
    exception = None
    if not service and dice.random() < _EMERGENCY:
        exception = dice.choice((ExceptionKind.EMERGENCY, ExceptionKind.EVIDENCE_AT_RISK))
    kind = VisitKind.SERVICE if service else VisitKind.INSPECTION
    return VisitRecord(
        id=seeded_id(start, dice.getrandbits(74)),
        started_at=start,
        recorded_at=start,
        kind=kind,
        parts=(_part(scene, agency, team, firm, start, kind, exception),),
        state=VisitState.OPEN,
        channel=ScanChannel.SEARCH,
        evidence=EvidenceLevel.NOT_SCANNED,
        purpose=dice.choices(_PURPOSES, _PURPOSE_WEIGHTS)[0] if service else None,
        exception=exception,
        exception_reason=scene.say("exceptions", exception.value) if exception else "",
    )


def wants_service(scene: Scene, agency: AgencyStaff) -> bool:
    """Say whether the officers come to help this time, not to inspect."""
    return scene.dice.random() < _SERVICE.get(agency.line, _SERVICE_ELSEWHERE)


def _part(
    scene: Scene,
    agency: AgencyStaff,
    team: Sequence[UUID],
    firm: Firm,
    start: datetime,
    kind: VisitKind,
    exception: ExceptionKind | None,
) -> PartRecord:
    officers = tuple(team)
    if kind is VisitKind.SERVICE:
        return PartRecord(agency=agency.code, type=None, officers=officers)
    type_, from_above = _type(scene, agency, start)
    if exception is not None:
        type_, from_above = InspectionType.CASE, False
    return PartRecord(
        agency=agency.code,
        type=type_,
        items=_items(scene, agency, firm),
        officers=officers,
        ordered_from_above=from_above,
        emergency=exception is not None,
    )


def _type(scene: Scene, agency: AgencyStaff, start: datetime) -> tuple[InspectionType, bool]:
    lot = scene.dice.random()
    campaign = _CAMPAIGN_WHEN_BUSY if is_busy_month(agency.line, day_of(start).month) else _CAMPAIGN
    if lot < _CASE:
        return InspectionType.CASE, False
    if lot < _CASE + campaign:
        return InspectionType.CAMPAIGN, scene.dice.random() < _FROM_ABOVE
    return InspectionType.ROUTINE, False


def _items(scene: Scene, agency: AgencyStaff, firm: Firm) -> tuple[str, ...]:
    """Return one to three items that fit the firm; those made for its trade come up more often."""
    fitting = list(agency.items_for(firm.facts.industry))
    chosen: list[str] = []
    for _ in range(min(scene.dice.choices((1, 2, _MOST_ITEMS), (48, 36, 16))[0], len(fitting))):
        found = scene.dice.choices(fitting, [3 if special else 1 for _, special in fitting])[0]
        chosen.append(found[0])
        fitting.remove(found)
    return tuple(sorted(chosen))


def with_company(scene: Scene, lead: AgencyStaff, record: VisitRecord, firm: Firm, roster: Roster) -> VisitRecord:
    """Return the visit with the agencies that come along: 综合查一次."""
    if record.exception or scene.dice.random() > _JOINT.get(lead.line, _JOINT_ELSEWHERE):
        return record
    near = [
        agency
        for agency in scene.city.agencies.values()
        if agency.code != lead.code and agency.line != lead.line and interest(agency, firm) > 0
    ]
    wanted = scene.dice.sample(near, min(len(near), 1 + (scene.dice.random() < _THIRD_AGENCY)))
    parts = list(record.parts)
    for agency in wanted:
        team = roster.call(agency.code)
        if team:
            part, first = _part(scene, agency, team, firm, record.started_at, record.kind, None), parts[0]
            parts.append(replace(part, type=first.type, ordered_from_above=first.ordered_from_above))
    return replace(record, parts=tuple(parts))


def warning(scene: Scene, firm: Firm, record: VisitRecord) -> Level | None:
    """Return the worst that the officer's phone would say before the visit, or nothing."""
    if record.kind is VisitKind.SERVICE:
        return None
    broken = judge_visit(as_facts(record), scene.log.past_of(firm), firm.facts, scene.policy)
    return max((breach.level for breach in broken), key=_GRAVITY.index, default=None)


def goes_all_the_same(scene: Scene, agency: AgencyStaff, firm: Firm, start: datetime, level: Level) -> bool:
    """Say whether the officers come in spite of the warning; less and less over the year."""
    habit = agency.stubborn * (1.7 - 1.1 * scene.progress(day_of(start))) * (2.4 if firm.hotspot else 1)
    return scene.dice.random() < min(habit, _MOST_STUBBORN) * _IN_SPITE_OF[level]


def minutes_there(scene: Scene, agency: AgencyStaff, *, service: bool) -> float:
    """Return how long the officers stay."""
    if agency.records == "poor" and scene.dice.random() < _HASTY:
        return scene.dice.uniform(1.5, 4.5)
    middle, shortest, longest = _SERVICE_MINUTES if service else _INSPECTION_MINUTES
    return min(longest, max(shortest, math.exp(scene.dice.gauss(math.log(middle), 0.45))))
