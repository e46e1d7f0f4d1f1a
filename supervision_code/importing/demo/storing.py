"""Writes the year into the log: visits as they were opened, then how each ended, and what that broke."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from supervision_code.domain.days import calendar_days_after, day_number_of, day_of
from supervision_code.domain.identifiers import seeded_id
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, VISIT, WORDS, closed_facts
from supervision_code.domain.rollups import Measure, evidence_measure
from supervision_code.domain.visits import VisitState, visit_number
from supervision_code.importing.demo.papers import Papers
from supervision_code.importing.demo.scene import Scene
from supervision_code.importing.demo.staged import Ending, StagedVisit
from supervision_code.persistence import inbox
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.log_storing import store
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Dispute, Visit
from supervision_code.persistence.position_facts import position_facts

_AT_ONCE: Final = 1000
_DAY: Final = timedelta(days=1)
_MESSAGES_KEPT_DAYS: Final = 90


def store_visits(session: Session, scene: Scene, papers: Papers, told: Callable[[int], None]) -> None:
    """Store every visit; ``told`` hears how many are done."""
    visits = sorted(scene.log.visits, key=lambda visit: (visit.recorded_at, visit.record.id))
    for first in range(0, len(visits), _AT_ONCE):
        chunk = visits[first : first + _AT_ONCE]
        store(session, [(visit.firm.row, visit.record) for visit in chunk], scene.now)
        insert_rows(session, Scan.__table__, [_scan_row(visit) for visit in chunk])
        endings = [_ending_row(visit) for visit in chunk if visit.ending]
        if endings:
            session.execute(update(Visit), endings)
        for visit in chunk:
            _write_papers(scene, papers, visit)
        told(first + len(chunk))
    insert_rows(session, Dispute.__table__, _dispute_rows(scene, papers, visits))


def number_of(visit: StagedVisit) -> str:
    """Return the number both sides know the visit by."""
    return visit_number(visit.record.id, visit.record.started_at)


def agencies_of(visit: StagedVisit) -> tuple[str, ...]:
    """Return the agencies that came."""
    return tuple(part.agency for part in visit.record.parts)


def _scan_row(visit: StagedVisit) -> dict[str, Any]:
    record, lead = visit.record, visit.record.parts[0]
    return {
        "enterprise_id": visit.firm.id,
        "id": record.scan_id,
        "account_id": record.opened_by,
        "officer_id": lead.officers[0],
        "agency": lead.agency,
        "at": visit.recorded_at,
        "channel": record.channel,
        "reason": record.search_reason,
        "code_id": None,
        "latitude": record.latitude,
        "longitude": record.longitude,
        "accuracy": record.accuracy,
        "visit_id": record.id,
    }


def _ending_row(visit: StagedVisit) -> dict[str, Any]:
    ending = visit.ending
    if ending is None:
        raise ValueError("the visit is under way")
    return {
        "enterprise_id": visit.firm.id,
        "id": visit.record.id,
        "state": VisitState.CLOSED,
        "ended_at": visit.record.ended_at or ending.at,
        "evidence": visit.evidence,
        "outcome": ending.outcome,
        "result": ending.result,
        "rectify_by": ending.rectify_by,
        "left_latitude": ending.left.latitude if ending.left else None,
        "left_longitude": ending.left.longitude if ending.left else None,
        "left_accuracy": visit.record.accuracy if ending.left else None,
        "confirmed_at": visit.confirmed_at,
    }


def _write_papers(scene: Scene, papers: Papers, visit: StagedVisit) -> None:
    """Leave what opening, leaving and confirming leave."""
    number, officer = number_of(visit), scene.city.accounts[visit.record.parts[0].officers[0]]
    papers.trace(officer, "visit:opened", visit.recorded_at, number, visit.firm)
    _tell_firm(scene, papers, visit, "inbox-visit-opened", visit.recorded_at)
    _tell_of_overdue(scene, papers, visit)
    if visit.ending is None:
        return
    papers.trace(officer, "visit:closed", visit.ending.at, number, visit.firm)
    _tell_firm(scene, papers, visit, "inbox-visit-closed", visit.ending.at)
    papers.enter(LedgerKind.VISIT_CLOSED, visit.ending.at, visit.firm.id, _ended(visit, visit.ending), visit.record.id)
    if visit.evidence is not visit.record.evidence:
        day = day_number_of(visit.record.started_at)
        papers.count(visit.firm, agencies_of(visit), day, evidence_measure(visit.record.evidence), -1)
        papers.count(visit.firm, agencies_of(visit), day, evidence_measure(visit.evidence))
    if visit.confirmed_at is not None:
        said: dict[str, Canonical] = {
            "id": str(visit.record.id),
            "confirmed": 1,
            "evidence": int(visit.evidence),
            VERSION: FACTS_VERSION,
        }
        papers.enter(LedgerKind.VISIT_CONFIRMED, visit.confirmed_at, visit.firm.id, {VISIT: said}, visit.record.id)
        papers.trace(scene.city.accounts[visit.firm.id], "visit:confirmed", visit.confirmed_at, number, visit.firm)


def _ended(visit: StagedVisit, ending: Ending) -> Mapping[str, Canonical]:
    """Return what the ledger commits to of the end of a visit."""
    facts = closed_facts(
        outcome=ending.outcome,
        result=ending.result,
        ended_at=visit.record.ended_at or ending.at,
        evidence=visit.evidence,
        rectify_by=ending.rectify_by,
    )
    left = ending.left
    where = position_facts(left.latitude, left.longitude, visit.record.accuracy) if left else {}
    return {VISIT: {"id": str(visit.record.id), **facts}, **where}


def _tell_firm(scene: Scene, papers: Papers, visit: StagedVisit, key: str, at: datetime) -> None:
    if visit.firm.id not in scene.city.accounts or (scene.now - at).days > _MESSAGES_KEPT_DAYS:
        return
    facts: dict[str, str | int] = {"number": number_of(visit)}
    if key == "inbox-visit-closed":
        facts["days"] = scene.policy.dispute_days
    papers.tell(inbox.to_enterprise(visit.firm.id), key, at, facts, f"/visits/{visit.record.id}")


def _tell_of_overdue(scene: Scene, papers: Papers, visit: StagedVisit) -> None:
    ended, firm = visit.record.ended_at, visit.firm.row
    if not visit.record.late or ended is None:
        return
    if day_of(visit.recorded_at) > calendar_days_after(day_of(ended), scene.policy.backfill_calendar_days):
        facts = {"number": number_of(visit), "firm": firm.name}
        link = f"/enterprises/{firm.uscc}"
        papers.tell(inbox.to_district(firm.district), "inbox-backfill-overdue", visit.recorded_at, facts, link)


def _dispute_rows(scene: Scene, papers: Papers, visits: Sequence[StagedVisit]) -> list[dict[str, Any]]:
    return [_dispute_row(scene, papers, visit) for visit in visits if visit.objection]


def _dispute_row(scene: Scene, papers: Papers, visit: StagedVisit) -> dict[str, Any]:
    said, firm = visit.objection, visit.firm
    if said is None:
        raise ValueError("the visit is not disputed")
    account, dispute_id = scene.city.accounts[firm.id], seeded_id(said.at, scene.dice.getrandbits(74))
    papers.count(firm, agencies_of(visit), day_number_of(visit.record.started_at), Measure.DISPUTES)
    what: dict[str, Canonical] = {
        VISIT: {
            "id": str(visit.record.id),
            "dispute": str(dispute_id),
            "ground": said.ground.value,
            VERSION: FACTS_VERSION,
        },
        WORDS: {"account": str(account.id), "text": said.text},
    }
    papers.enter(LedgerKind.DISPUTE, said.at, firm.id, what, visit.record.id)
    papers.trace(account, "dispute", said.at, number_of(visit), firm)
    papers.tell(
        inbox.to_district(firm.facts.district),
        "inbox-visit-disputed",
        said.at,
        {"number": number_of(visit), "firm": firm.row.name},
        "/disputes",
    )
    answer = _answer(scene, papers, visit, said.at, dispute_id)
    return {
        "enterprise_id": firm.id,
        "id": dispute_id,
        "visit_id": visit.record.id,
        "ground": said.ground,
        "text": said.text,
        "at": said.at,
        "account_id": account.id,
        **answer,
    }


def _answer(scene: Scene, papers: Papers, visit: StagedVisit, said_at: datetime, dispute_id: UUID) -> dict[str, Any]:
    """Return the supervisor's answer to a dispute that was looked into and did not void the visit."""
    supervisor = scene.city.supervisors[visit.firm.facts.district][0]
    answered_at = said_at + scene.dice.uniform(2, 8) * _DAY
    if visit.voiding is not None or answered_at > scene.now or visit.firm is scene.city.shop:
        return {"answered_at": None, "answered_by": None, "answer": ""}
    text = scene.say("dispute_answers", "any")
    papers.trace(supervisor, "dispute:answered", answered_at, number_of(visit), visit.firm, note=text)
    step = {"dispute": str(dispute_id), "kind": "record_kept", "text": text}
    papers.enter(LedgerKind.OVERSIGHT_STEP, answered_at, visit.firm.id, {"step": step}, visit.record.id)
    link = f"/visits/{visit.record.id}"
    papers.tell(
        inbox.to_enterprise(visit.firm.id), "inbox-dispute-answered", answered_at, {"number": number_of(visit)}, link
    )
    return {"answered_at": answered_at, "answered_by": supervisor.id, "answer": text}
