"""How a visit was proven: the scan, the position, late records, and the firm's answer."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from supervision_code.domain.days import day_of
from supervision_code.domain.evidence import Place, Position, PresenceFacts, judge_evidence
from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.visits import (
    OUTAGES,
    DisputeGround,
    EvidenceLevel,
    ExceptionKind,
    ScanChannel,
    evidence_at_scan,
)
from supervision_code.importing.demo.city import AgencyStaff, Firm
from supervision_code.importing.demo.ending import end_visit
from supervision_code.importing.demo.scene import Scene, at
from supervision_code.importing.demo.staged import Ending, Objection, StagedVisit
from supervision_code.persistence.log import VisitRecord

_CHANNELS: Final = (ScanChannel.LIVE_CODE, ScanChannel.STATIC_CODE, ScanChannel.LICENCE_QR, ScanChannel.SEARCH)
_USE: Final[Mapping[str, tuple[float, float, float, float]]] = {
    "good": (60, 26, 8, 6),
    "fair": (42, 34, 12, 12),
    "poor": (9, 24, 9, 58),
}
_OUTAGES: Final[Mapping[str, float]] = {"good": 0.006, "fair": 0.011, "poor": 0.05}
_OVERDUE: Final[Mapping[str, float]] = {"good": 0.04, "fair": 0.1, "poor": 0.3}
_OUTAGE_DAYS_AGO: Final = frozenset({47, 190, 191})
"""Days on which the whole system was down for hours."""
_DOWN: Final = 0.4
_POSITIONS: Final = 0.62
_LEAVINGS: Final = 0.85
_FAULTS: Final = 0.25
_ASTRAY: Final = 0.04
_CLOSE_METRES: Final = 45
_ASTRAY_METRES: Final = 900
_MUTUAL: Final = 0.05
_MUTUAL_SINCE: Final = 0.72
_ANSWERS: Final = 0.4
_OBJECTS: Final[Mapping[str, float]] = {"good": 0.003, "fair": 0.006, "poor": 0.035}
_GROUND_WEIGHTS: Final = (4, 3, 3)
_METRES_A_DEGREE: Final = 111_000
_SHORT_WORK: Final = timedelta(minutes=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    channel: ScanChannel
    site: Place
    position: Position | None
    left: Place | None
    mutual: bool


def prove(scene: Scene, agency: AgencyStaff, firm: Firm, record: VisitRecord, end: datetime) -> StagedVisit:
    """Return the visit with its scan, its end when that has come, and what the firm said to it."""
    record = _recorded(scene, agency, record, end)
    proof = _proof(scene, agency, firm, record)
    record = _scanned(scene, agency, record, proof)
    if end > scene.now:
        return StagedVisit(firm=firm, record=record, evidence=record.evidence)
    closed_at = max(end, (record.recorded_at or end) + _SHORT_WORK) if record.late else end
    closed_at = min(closed_at, scene.now)
    ending = end_visit(scene, agency, firm, record, closed_at, proof.left)
    confirmed_at = _confirmed(scene, firm, closed_at)
    objection = None if confirmed_at else _objection(scene, agency, firm, closed_at)
    return StagedVisit(
        firm=firm,
        record=record,
        evidence=_evidence(scene, record, proof, ending, confirmed_at),
        ending=ending,
        confirmed_at=confirmed_at,
        objection=objection,
    )


def _recorded(scene: Scene, agency: AgencyStaff, record: VisitRecord, end: datetime) -> VisitRecord:
    """Return the visit with the moment of its record, which now and then comes after an outage."""
    dice, days_ago = scene.dice, (scene.today - day_of(record.started_at)).days
    down = days_ago in _OUTAGE_DAYS_AGO and dice.random() < _DOWN
    if record.exception is not None or not (down or dice.random() < _OUTAGES[agency.records]):
        return record
    wait = 1 if down else dice.randint(0, 8)
    if not down and dice.random() < _OVERDUE[agency.records]:
        wait = dice.randint(scene.policy.backfill_calendar_days + 1, 24)
    recorded_at = at(day_of(end) + timedelta(days=wait), dice.uniform(9 * 60, 18 * 60))
    if not end + timedelta(minutes=20) < recorded_at < scene.now:
        return record
    exception = ExceptionKind.SYSTEM_FAULT if down or dice.random() < _FAULTS else ExceptionKind.NETWORK_OUTAGE
    reason = scene.say("exceptions", exception.value)
    return replace(
        record, exception=exception, exception_reason=reason, late=True, ended_at=end, recorded_at=recorded_at
    )


def _proof(scene: Scene, agency: AgencyStaff, firm: Firm, record: VisitRecord) -> _Proof:
    live, static, licence, search = _USE[agency.records]
    progress = scene.progress(day_of(record.started_at))
    channel = scene.dice.choices(_CHANNELS, (live * (0.45 + 0.8 * progress), static, licence, search))[0]
    if record.exception in OUTAGES:
        channel = ScanChannel.SEARCH
    site = Place(latitude=firm.row.latitude or 0.0, longitude=firm.row.longitude or 0.0)
    is_scanned = channel is not ScanChannel.SEARCH
    position = _position(scene, site) if is_scanned and scene.dice.random() < _POSITIONS else None
    left = _near(scene, site, _CLOSE_METRES) if position and scene.dice.random() < _LEAVINGS else None
    is_live = channel is ScanChannel.LIVE_CODE
    mutual = is_live and progress > _MUTUAL_SINCE and scene.dice.random() < _MUTUAL
    return _Proof(channel=channel, site=site, position=position, left=left, mutual=mutual)


def _position(scene: Scene, site: Place) -> Position:
    metres = _ASTRAY_METRES if scene.dice.random() < _ASTRAY else _CLOSE_METRES
    accuracy = min(1800.0, max(4.0, math.exp(scene.dice.gauss(math.log(24), 0.7))))
    return Position(place=_near(scene, site, metres), accuracy_metres=round(accuracy, 1))


def _near(scene: Scene, site: Place, metres: float) -> Place:
    spread = metres / _METRES_A_DEGREE
    return Place(
        latitude=round(site.latitude + scene.dice.gauss(0, spread), 6),
        longitude=round(site.longitude + scene.dice.gauss(0, spread), 6),
    )


def _scanned(scene: Scene, agency: AgencyStaff, record: VisitRecord, proof: _Proof) -> VisitRecord:
    reason = ""
    if proof.channel is ScanChannel.SEARCH:
        reason = record.exception_reason if record.late else _search_reason(scene, agency)
    where = proof.position
    return replace(
        record,
        channel=proof.channel,
        evidence=evidence_at_scan(proof.channel),
        search_reason=reason,
        latitude=where.place.latitude if where else None,
        longitude=where.place.longitude if where else None,
        accuracy=where.accuracy_metres if where else None,
        opened_by=scene.city.accounts[record.parts[0].officers[0]].id,
        scan_id=seeded_id(record.recorded_at or record.started_at, scene.dice.getrandbits(74)),
    )


def _search_reason(scene: Scene, agency: AgencyStaff) -> str:
    return scene.say("search", "careless" if agency.records == "poor" else "any")


def _evidence(
    scene: Scene, record: VisitRecord, proof: _Proof, ending: Ending, confirmed_at: datetime | None
) -> EvidenceLevel:
    facts = PresenceFacts(
        channel=record.channel,
        code_was_live=record.channel is ScanChannel.LIVE_CODE,
        firm_confirmed=confirmed_at is not None,
        officer_code_scanned=proof.mutual,
        site=proof.site,
        position=proof.position,
        arrived_at=record.started_at,
        left_at=ending.at if proof.left else None,
    )
    return judge_evidence(facts, scene.policy.evidence)


def _confirmed(scene: Scene, firm: Firm, closed_at: datetime) -> datetime | None:
    if firm.id not in scene.city.accounts or scene.dice.random() > _ANSWERS:
        return None
    answered = closed_at + timedelta(hours=min(6.0 * 24, scene.dice.expovariate(1 / 7.0)))
    return answered if answered < scene.now else None


def _objection(scene: Scene, agency: AgencyStaff, firm: Firm, closed_at: datetime) -> Objection | None:
    if firm.id not in scene.city.accounts or scene.dice.random() > _OBJECTS[agency.records]:
        return None
    said = closed_at + timedelta(hours=scene.dice.uniform(1, 6 * 24))
    ground = scene.dice.choices(tuple(DisputeGround), _GROUND_WEIGHTS)[0]
    text = scene.say("disputes", ground.value)
    return Objection(at=said, ground=ground, text=text) if said < scene.now else None
