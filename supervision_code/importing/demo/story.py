"""The year of the restaurant, told on purpose: calm, then too many in a month, and somebody is there just now."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from supervision_code.domain.alerts import Settlement
from supervision_code.domain.days import day_of
from supervision_code.domain.evidence import Place
from supervision_code.domain.frequency import judge_visit
from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.visits import (
    DisputeGround,
    EvidenceLevel,
    InspectionType,
    Outcome,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
    evidence_at_scan,
)
from supervision_code.importing.demo.accounts import OFFICER_SEAT
from supervision_code.importing.demo.scene import Scene, at
from supervision_code.importing.demo.staged import Ending, Objection, StagedVisit
from supervision_code.importing.demo.tables import read_rows, words
from supervision_code.persistence.log import PartRecord, VisitRecord, as_facts

_PEOPLE: Final = 2
_AGO_NOW: Final = timedelta(minutes=18)
_BACK_TO_WORK: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What the visits of the restaurant stand for later: by the name they have in the table."""

    visits: dict[str, StagedVisit]

    def id_of(self, name: str) -> UUID:
        """Return the id of a named visit."""
        return self.visits[name].record.id


SETTLED: Final = {"crowd": Settlement.REMINDED, "again": Settlement.CORRECTION_ORDERED}
"""How the alerts at two of the visits were settled."""


def tell_story(scene: Scene) -> Story:
    """Put the visits of the restaurant into the log."""
    visits = {}
    for row in read_rows("story.csv"):
        visit = _visit(scene, row)
        scene.log.add(visit)
        visits[row["name"]] = visit
    return Story(visits=visits)


def _visit(scene: Scene, row: dict[str, str]) -> StagedVisit:
    record = _record(scene, row)
    if not row["minutes"]:
        return StagedVisit(firm=scene.city.shop, record=record, evidence=record.evidence)
    end = record.started_at + timedelta(minutes=int(row["minutes"]))
    answer = timedelta(hours=float(row["answered_after"] or 0))
    confirmed_at = end + answer if answer and not row["objection"] else None
    objection = None
    if row["objection"]:
        ground = DisputeGround(row["objection"])
        objection = Objection(at=end + answer, ground=ground, text=scene.texts["story"]["objection"])
    rectify_by = day_of(end) + timedelta(days=7) if row["outcome"] == Outcome.RECTIFY_BY_DATE else None
    site = Place(latitude=scene.city.shop.row.latitude or 0.0, longitude=scene.city.shop.row.longitude or 0.0)
    return StagedVisit(
        firm=scene.city.shop,
        record=record,
        evidence=EvidenceLevel(int(row["evidence"])),
        ending=Ending(at=end, outcome=Outcome(row["outcome"]), result=row["result"], rectify_by=rectify_by, left=site),
        confirmed_at=confirmed_at,
        objection=objection,
    )


def _record(scene: Scene, row: dict[str, str]) -> VisitRecord:
    start = scene.now - _AGO_NOW
    if row["time"]:
        hours, minutes = row["time"].split(":")
        start = at(_working_day(scene, int(row["days_ago"])), int(hours) * 60 + int(minutes))
    kind = VisitKind.SERVICE if row["purpose"] else VisitKind.INSPECTION
    channel = ScanChannel(row["channel"])
    parts = _parts(scene, row)
    record = VisitRecord(
        id=seeded_id(start, scene.dice.getrandbits(74)),
        started_at=start,
        recorded_at=start,
        kind=kind,
        parts=parts,
        state=VisitState.OPEN,
        channel=channel,
        evidence=evidence_at_scan(channel),
        purpose=ServicePurpose(row["purpose"]) if row["purpose"] else None,
        search_reason=row["search_reason"],
        opened_by=scene.city.accounts[parts[0].officers[0]].id,
        scan_id=seeded_id(start, scene.dice.getrandbits(74)),
    )
    return replace(record, over_limit_reason=_reason(scene, record, row))


def _reason(scene: Scene, record: VisitRecord, row: dict[str, str]) -> str:
    """Return why the officers came all the same; nobody gives a reason when nothing is broken."""
    shop = scene.city.shop
    broken = judge_visit(as_facts(record), scene.log.past_of(shop), shop.facts, scene.policy)
    return (row["over_limit_reason"] or scene.texts["over_limit"]["any"][0]) if broken else ""


def _parts(scene: Scene, row: dict[str, str]) -> tuple[PartRecord, ...]:
    service = bool(row["purpose"])
    parts = []
    for agency, items in zip(words(row["agencies"]), row["items"].split("|"), strict=True):
        people = scene.city.agencies[agency].officers[OFFICER_SEAT : OFFICER_SEAT + _PEOPLE]
        parts.append(
            PartRecord(
                agency=agency,
                type=None if service else InspectionType(row["type"]),
                items=() if service else tuple(f"{agency}-{number}" for number in words(items)),
                officers=tuple(officer.id for officer in people),
                ordered_from_above=row["from_above"] == "true",
            )
        )
    return tuple(parts)


def _working_day(scene: Scene, days_ago: int) -> date:
    """Return the working day nearest before, so that the story can be told on any day."""
    day = scene.today - timedelta(days=days_ago)
    for _ in range(2 * _BACK_TO_WORK):
        if scene.calendar.is_working_day(day):
            break
        day -= timedelta(days=1)
    return day
