"""One visit that disturbs a quiet period for certain, however small the city is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from supervision_code.domain.frequency import FrequencyRule, judge_visit
from supervision_code.domain.visits import InspectionType
from supervision_code.importing.demo import making
from supervision_code.importing.demo.city import Firm
from supervision_code.importing.demo.proving import prove
from supervision_code.importing.demo.scene import Scene, at
from supervision_code.persistence.log import as_facts

_AGENCY: Final = "GM-SCJG"
_SEATS: Final = slice(2, 4)
_START: Final = 10 * 60 + 10
_MINUTES: Final = 35
_EARLIEST, _LATEST = 80, 12
"""How many days ago."""


def disturb_the_quiet(scene: Scene) -> None:
    """Put one inspection on a quiet day into the log, when the policy has such days and a firm that they cover."""
    agency = scene.city.agencies[_AGENCY]
    team = [officer.id for officer in agency.officers[_SEATS]]
    for firm, day in _candidates(scene):
        record = making.make_visit(scene, agency, team, firm, at(day, _START), service=False)
        part = replace(record.parts[0], type=InspectionType.ROUTINE, ordered_from_above=False, emergency=False)
        reason = scene.say("over_limit", "any")
        record = replace(record, parts=(part,), exception=None, exception_reason="", over_limit_reason=reason)
        broken = judge_visit(as_facts(record), [], firm.facts, scene.policy)
        if FrequencyRule.QUIET_PERIOD in {breach.rule for breach in broken}:
            end = record.started_at + timedelta(minutes=_MINUTES)
            scene.log.add(prove(scene, agency, firm, record, end))
            return


def _candidates(scene: Scene) -> Iterator[tuple[Firm, date]]:
    """Yield firms of the agency's area with working days inside a quiet period."""
    area = scene.city.agencies[_AGENCY].reach
    days = (scene.today - timedelta(days=ago) for ago in range(_LATEST, _EARLIEST))
    quiet = [
        day
        for day in days
        if scene.calendar.is_working_day(day) and any(p.contains(day) for p in scene.policy.quiet_periods)
    ]
    for firm in scene.city.firms:
        if firm.facts.district == area and quiet:
            yield firm, scene.dice.choice(quiet)
