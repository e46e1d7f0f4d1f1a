"""Emergencies: heads of agencies approved them afterwards; one, at a restaurant in Futian, still waits for that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_of
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, VISIT, key
from supervision_code.domain.visits import EMERGENCIES, ExceptionKind, InspectionType
from supervision_code.importing.demo import making
from supervision_code.importing.demo.accounts import FUTIAN, MANAGER_SEAT, MARKET, OFFICER_SEAT
from supervision_code.importing.demo.city import Firm
from supervision_code.importing.demo.papers import Papers
from supervision_code.importing.demo.proving import prove
from supervision_code.importing.demo.scene import Scene, at
from supervision_code.importing.demo.staged import StagedVisit
from supervision_code.importing.demo.storing import number_of
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.visits import Visit

_DAYS_AGO: Final = 4
_START: Final = 19 * 60 + 35
_MINUTES: Final = 70
_SEATS: Final = slice(OFFICER_SEAT, OFFICER_SEAT + 2)
_RESTAURANTS: Final = "H62"
_OLD_ENOUGH: Final = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class _Approval:
    visit: StagedVisit
    head: Account
    at: datetime


def stage_emergency(scene: Scene) -> None:
    """Put the one that waits into the log: officers whom visitors know, and their head has not approved it yet."""
    agency, firm = scene.city.agencies[MARKET], _restaurant(scene)
    if firm is None:
        return
    team = [officer.id for officer in agency.officers[_SEATS]]
    start = at(scene.today - timedelta(days=_DAYS_AGO), _START)
    record = making.make_visit(scene, agency, team, firm, start, service=False)
    part = replace(record.parts[0], type=InspectionType.CASE, ordered_from_above=False, emergency=True)
    kind = ExceptionKind.EMERGENCY
    reason = scene.texts["results"]["emergency"]
    record = replace(record, parts=(part,), exception=kind, exception_reason=reason)
    scene.log.add(prove(scene, agency, firm, record, start + timedelta(minutes=_MINUTES)))


def approve_emergencies(session: Session, scene: Scene, papers: Papers) -> None:
    """Approve those of the year that are old enough, by the head of the agency or, where that one came, a deputy."""
    approvals = [_approval(scene, visit) for visit in scene.log.visits if _is_approved(scene, visit)]
    if approvals:
        session.execute(update(Visit), [_row(one) for one in approvals])
    for one in approvals:
        _leave_papers(papers, one)


def _restaurant(scene: Scene) -> Firm | None:
    found: Sequence[Firm] = [
        firm
        for firm in scene.city.firms
        if firm.facts.district == FUTIAN and firm.facts.industry.startswith(_RESTAURANTS) and not firm.hotspot
    ]
    return found[0] if found else None


def _is_approved(scene: Scene, visit: StagedVisit) -> bool:
    return (
        visit.record.exception in EMERGENCIES
        and visit.voiding is None
        and scene.now - visit.record.started_at > _OLD_ENOUGH
    )


def _approval(scene: Scene, visit: StagedVisit) -> _Approval:
    heads = scene.city.agencies[visit.lead].officers
    seat = MANAGER_SEAT + (visit.record.parts[0].officers[0] == heads[MANAGER_SEAT].id)
    moment = scene.office_hour(day_of(visit.record.started_at) + timedelta(days=1))
    return _Approval(visit, scene.city.accounts[heads[seat].id], moment)


def _row(one: _Approval) -> dict[str, Any]:
    return {
        "enterprise_id": one.visit.firm.id,
        "id": one.visit.record.id,
        "approved_at": one.at,
        "approved_by": one.head.id,
    }


def _leave_papers(papers: Papers, one: _Approval) -> None:
    firm, visit_id = one.visit.firm, one.visit.record.id
    told: dict[str, Canonical] = {
        "id": str(visit_id),
        "approved_by": key(one.head.id),
        "note": "",
        VERSION: FACTS_VERSION,
    }
    papers.enter(LedgerKind.VISIT_APPROVED, one.at, firm.id, {VISIT: told}, visit_id)
    papers.trace(one.head, "visit:approved", one.at, number_of(one.visit), firm)
