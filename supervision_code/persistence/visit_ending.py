"""What stands around the end of a visit: evidence, counts, ledger entries and the message to the firm."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.evidence import Place, Position, PresenceFacts, judge_evidence
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, closed_facts
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.rollups import Measure, evidence_measure, industry_section
from supervision_code.domain.visits import EvidenceLevel, ScanChannel, VisitKind
from supervision_code.persistence import inbox, ledger
from supervision_code.persistence.counts import Counts
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.placed_tasks import free_tasks, reopen_tasks
from supervision_code.persistence.position_facts import position_facts

_REMEMBERED: Final = timedelta(days=366)
_HAIR: Final = 0.000_002
"""In degrees, a little more than the sixth decimal."""
_ENOUGH: Final = 20


def get_visit_of_agency(session: Session, actor: Actor, enterprise_id: UUID, visit_id: UUID) -> Visit:
    """Return a visit in which the actor's agency takes part. Raises NoSuchRecord."""
    part = session.get(Participation, (enterprise_id, visit_id, actor.agency))
    if part is None:
        raise NoSuchRecord
    return session.get_one(Visit, (enterprise_id, visit_id))


def close(
    session: Session,
    firm: Enterprise,
    visit: Visit,
    left: Position | None,
    policy: SupervisionPolicy,
    now: datetime,
    version: Mapping[str, Canonical],
) -> UUID:
    """Weigh the evidence again, enter the end with its result (``version``), and tell the firm that it may answer.

    Tasks of agencies that were to come along and did not are open again. Returns the ledger entry.
    """
    if left is not None:
        visit.left_latitude, visit.left_longitude = left.place.latitude, left.place.longitude
        visit.left_accuracy = left.accuracy_metres
    weigh_evidence(session, firm, visit, policy, now)
    place = position_facts(visit.left_latitude, visit.left_longitude, visit.left_accuracy)
    closed = closed_facts(
        outcome=visit.outcome,
        result=visit.result,
        ended_at=visit.ended_at,
        evidence=visit.evidence,
        rectify_by=visit.rectify_by,
    )
    if visit.left_unscanned:
        closed |= {"left_unscanned": 1, "unscanned_reason": visit.unscanned_reason}
    if visit.plan_id is not None:
        free_tasks(session, firm.id, visit.plan_id)
    entry_id = enter(session, LedgerKind.VISIT_CLOSED, visit, now, closed, {**place, "version": version})
    inbox.put(
        session,
        inbox.to_enterprise(firm.id),
        "inbox-visit-closed",
        now,
        facts={"number": visit.number, "days": policy.dispute_days},
        link=f"/visits/{visit.id}",
    )
    return entry_id


def weigh_evidence(session: Session, firm: Enterprise, visit: Visit, policy: SupervisionPolicy, now: datetime) -> None:
    """Raise the visit's evidence level when confirmation or positions support it; it never falls."""
    facts = PresenceFacts(
        channel=visit.channel,
        code_was_live=visit.channel is ScanChannel.LIVE_CODE,
        firm_confirmed=visit.confirmed_at is not None,
        officer_code_scanned=visit.met_at is not None,
        site=_place(firm.latitude, firm.longitude),
        position=_position(visit),
        earlier_positions=_same_fix_before(session, visit),
        arrived_at=visit.started_at,
        left_at=visit.ended_at if visit.left_latitude is not None else None,
    )
    level = max(visit.evidence, judge_evidence(facts, policy.evidence))
    if level != visit.evidence:
        _recount_evidence(session, firm, visit, level, now)
        visit.evidence = level


def void(session: Session, firm: Enterprise, visit: Visit, now: datetime) -> None:
    """Take a visit out of all counts and enter the voiding; the parts are marked so that no rule sees them.

    What it was to do, or had done, is to be done again.
    """
    if visit.plan_id is not None:
        free_tasks(session, firm.id, visit.plan_id)
    reopen_tasks(session, firm.id, visit.id)
    session.execute(
        update(Participation)
        .where(Participation.enterprise_id == visit.enterprise_id, Participation.visit_id == visit.id)
        .values(voided=True)
    )
    counts, agencies = Counts(), agencies_of(session, visit)
    kind = Measure.INSPECTIONS if visit.kind is VisitKind.INSPECTION else Measure.SERVICE_VISITS
    gone = [Measure.VISITS, kind, evidence_measure(visit.evidence), *([Measure.LATE] if visit.late else [])]
    for agency in ("", *agencies):
        for measure, value in (*((one, -1) for one in gone), (Measure.VOIDED, 1)):
            street = "" if agency else firm.street or ""
            section = industry_section(firm.industry)
            counts.add(firm.district, section, agency, visit.day, measure, value, street=street)
    counts.leave(session, now)
    enter(session, LedgerKind.VISIT_VOIDED, visit, now, {"reason": visit.void_reason, VERSION: FACTS_VERSION})
    session.flush()
    here = f"/visits/{firm.id}/{visit.id}"
    for recipient, link in (
        (inbox.to_enterprise(firm.id), f"/visits/{visit.id}"),
        *((inbox.to_agency(agency), here) for agency in agencies),
    ):
        inbox.put(session, recipient, "inbox-visit-voided", now, facts={"number": visit.number}, link=link)


def agencies_of(session: Session, visit: Visit) -> list[str]:
    """Return the agencies that took part."""
    return list(
        session.scalars(
            select(Participation.agency)
            .where(Participation.enterprise_id == visit.enterprise_id, Participation.visit_id == visit.id)
            .order_by(Participation.agency)
        )
    )


def _recount_evidence(session: Session, firm: Enterprise, visit: Visit, level: EvidenceLevel, now: datetime) -> None:
    counts = Counts()
    for agency in ("", *agencies_of(session, visit)):
        section, street = industry_section(firm.industry), "" if agency else firm.street or ""
        for grade, value in ((visit.evidence, -1), (level, 1)):
            counts.add(firm.district, section, agency, visit.day, evidence_measure(grade), value, street=street)
    counts.leave(session, now)


def enter(
    session: Session,
    kind: LedgerKind,
    visit: Visit,
    now: datetime,
    what: dict[str, Canonical],
    apart: Mapping[str, Canonical] = MappingProxyType({}),
) -> UUID:
    """Enter what happened to a visit; what stands apart has a salt of its own."""
    facts: dict[str, Canonical] = {"firm": str(visit.enterprise_id), "visit": {"id": str(visit.id), **what}, **apart}
    firm = visit.enterprise_id
    return ledger.append(session, LedgerDraft(kind=kind, at=now, enterprise_id=firm, facts=facts, subject=visit.id))


def _place(latitude: float | None, longitude: float | None) -> Place | None:
    if latitude is None or longitude is None:
        return None
    return Place(latitude=latitude, longitude=longitude)


def _position(record: Visit | Scan) -> Position | None:
    place = _place(record.latitude, record.longitude)
    return Position(place=place, accuracy_metres=record.accuracy or 0.0) if place else None


def _same_fix_before(session: Session, visit: Visit) -> tuple[Position, ...]:
    """Return what the same account claimed within a hair's breadth of here at other visits of the last year."""
    if visit.latitude is None or visit.longitude is None:
        return ()
    scans = select(Scan).where(
        Scan.account_id == visit.opened_by,
        Scan.at.between(visit.recorded_at - _REMEMBERED, visit.recorded_at),
        Scan.visit_id != visit.id,
        Scan.positions_coarse.is_(False),
        Scan.latitude.between(visit.latitude - _HAIR, visit.latitude + _HAIR),
        Scan.longitude.between(visit.longitude - _HAIR, visit.longitude + _HAIR),
    )
    found = (_position(scan) for scan in session.scalars(scans.limit(_ENOUGH)))
    return tuple(position for position in found if position is not None)
