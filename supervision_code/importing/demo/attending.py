"""Officers of the last weeks who confirmed being there, firms that scanned their codes, and portraits drawn here."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from supervision_code.adapters.portrait_drawing import draw_portrait
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, VISIT, WORDS
from supervision_code.domain.presence import ConfirmedBy, PresenceAct
from supervision_code.domain.visits import EvidenceLevel, VisitKind
from supervision_code.importing.demo.papers import Papers
from supervision_code.importing.demo.scene import Scene
from supervision_code.importing.demo.staged import StagedVisit
from supervision_code.importing.demo.tables import dice
from supervision_code.persistence.log import VisitRecord
from supervision_code.persistence.models.portraits import OfficerPortrait
from supervision_code.persistence.models.visits import Visit, VisitOfficer

_SINCE: Final = timedelta(days=30)
_CONFIRMED: Final = 0.6
_MET: Final = 0.35
_NEVER: Final = 0.12
"""Of those who were named, so many never confirm."""
_WITH_PORTRAIT: Final = 3
"""The first of each agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What became of one visit: when the others confirmed, and when the firm scanned the first one's code."""

    visit: StagedVisit
    confirmed: tuple[tuple[UUID, str, datetime], ...]
    met_at: datetime | None


def attend(scene: Scene) -> list[Attendance]:
    """Choose visits of the last weeks, and let the evidence of those be the highest where the firm scanned a code."""
    chance, chosen = dice("attendance"), []
    for place, visit in enumerate(scene.log.visits):
        if _is_fresh(scene, visit) and chance.random() < _CONFIRMED:
            attendance = _attendance(scene, visit, chance)
            chosen.append(attendance)
            evidence = visit.evidence if attendance.met_at is None else EvidenceLevel.MUTUAL
            scene.log.visits[place] = replace(visit, evidence=evidence, record=_with_others_waited_for(visit.record))
    return chosen


def store_attendance(session: Session, scene: Scene, papers: Papers, chosen: Sequence[Attendance]) -> None:
    """Put on record who confirmed and which firms met an officer."""
    confirmations = [_confirmation_row(one.visit, officer, at) for one in chosen for officer, _, at in one.confirmed]
    if confirmations:
        session.execute(update(VisitOfficer), confirmations)
    meetings = [_meeting_row(scene, one) for one in chosen if one.met_at is not None]
    if meetings:
        session.execute(update(Visit), meetings)
    for one in chosen:
        _write_papers(scene, papers, one)


def draw_portraits(session: Session, scene: Scene) -> None:
    """Draw a portrait for the first officers of each agency; nobody real is shown."""
    keeper = next(iter(scene.city.accounts.values())).id
    for agency in scene.city.agencies.values():
        for officer in agency.officers[:_WITH_PORTRAIT]:
            content = draw_portrait(random.Random(officer.certificate_no))
            session.add(
                OfficerPortrait(
                    officer_id=officer.id,
                    sha256=hashlib.sha256(content).hexdigest(),
                    content=content,
                    kept_at=scene.now,
                    kept_by=keeper,
                )
            )
    session.flush()


def _with_others_waited_for(record: VisitRecord) -> VisitRecord:
    first = record.parts[0].officers[0]
    parts = [replace(part, waited_for=tuple(one for one in part.officers if one != first)) for part in record.parts]
    return replace(record, parts=tuple(parts))


def _is_fresh(scene: Scene, visit: StagedVisit) -> bool:
    """Say whether it is an inspection of the last weeks, with an end, that stands and was recorded at once."""
    return (
        visit.ending is not None
        and visit.voiding is None
        and not visit.record.late
        and visit.record.kind is VisitKind.INSPECTION
        and scene.now - visit.record.started_at < _SINCE
    )


def _attendance(scene: Scene, visit: StagedVisit, chance: random.Random) -> Attendance:
    first = visit.record.parts[0].officers[0]
    confirmed = tuple(
        (officer, part.agency, visit.record.started_at + timedelta(seconds=chance.uniform(20, 500)))
        for part in visit.record.parts
        for officer in part.officers
        if officer != first and chance.random() > _NEVER
    )
    meets = visit.firm.id in scene.city.accounts and chance.random() < _MET
    met_at = visit.record.started_at + timedelta(seconds=chance.uniform(30, 70)) if meets else None
    return Attendance(visit=visit, confirmed=confirmed, met_at=met_at)


def _confirmation_row(visit: StagedVisit, officer: UUID, at: datetime) -> dict[str, object]:
    return {
        "enterprise_id": visit.firm.id,
        "visit_id": visit.record.id,
        "officer_id": officer,
        "confirmed_at": at,
        "confirmed_by": ConfirmedBy.OWN_DEVICE,
    }


def _meeting_row(scene: Scene, one: Attendance) -> dict[str, object]:
    return {
        "enterprise_id": one.visit.firm.id,
        "id": one.visit.record.id,
        "met_at": one.met_at,
        "met_by": scene.city.accounts[one.visit.firm.id].id,
        "met_officer": one.visit.record.parts[0].officers[0],
    }


def _write_papers(scene: Scene, papers: Papers, one: Attendance) -> None:
    visit, firm = one.visit, one.visit.firm.id
    for officer, agency, at in one.confirmed:
        said: dict[str, Canonical] = {
            "act": PresenceAct.CONFIRMED.value,
            "agency": agency,
            "by": ConfirmedBy.OWN_DEVICE.value,
            "id": str(visit.record.id),
            "officer": str(officer),
            VERSION: FACTS_VERSION,
        }
        papers.enter(LedgerKind.VISIT_PRESENCE, at, firm, {VISIT: said}, visit.record.id)
    if one.met_at is not None:
        met: dict[str, Canonical] = {
            "evidence": int(EvidenceLevel.MUTUAL),
            "id": str(visit.record.id),
            "officer": str(visit.record.parts[0].officers[0]),
            VERSION: FACTS_VERSION,
        }
        who: dict[str, Canonical] = {"account": str(scene.city.accounts[firm].id)}
        papers.enter(LedgerKind.VISIT_MET, one.met_at, firm, {VISIT: met, WORDS: who}, visit.record.id)
