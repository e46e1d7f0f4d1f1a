"""Duties of an emergency: the scan before leaving, and the approval afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.duties import require_approvable
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION, key, word
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import EvidenceLevel, VisitState, evidence_at_scan
from supervision_code.persistence import inbox, trail, visit_ending
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Visit, VisitOfficer
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.position_facts import position_facts
from supervision_code.persistence.session import Database, lock_enterprise


class DutyService:
    """Ends what an emergency leaves to be done."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def fulfil(self, actor: Actor, enterprise_id: UUID, scan_id: UUID) -> UUID | None:
        """Let a scan of the firm's code end the scan that the actor's emergency there owes.

        Returns the visit, or None when nothing is owed there or the scan proves nothing. Raises NoSuchRecord.
        """
        actor.require(Permission.SCAN)
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            scan = session.get(Scan, (enterprise_id, scan_id))
            if scan is None or scan.account_id != actor.account_id:
                raise NoSuchRecord
            visit = _owing(session, actor, enterprise_id)
            if visit is None or evidence_at_scan(scan.channel) is EvidenceLevel.NOT_SCANNED:
                return None
            self._scanned(session, firm, visit, scan, now)
            number, district = visit.number, firm.district
            trail.append(session, actor, "visit:scanned", now, subject=number, enterprise_id=firm.id, district=district)
            return visit.id

    def _scanned(self, session: Session, firm: Enterprise, visit: Visit, scan: Scan, now: datetime) -> None:
        visit.scan_due, visit.scanned_at, visit.channel = False, now, scan.channel
        if visit.latitude is None and scan.latitude is not None:
            visit.latitude, visit.longitude, visit.accuracy = scan.latitude, scan.longitude, scan.accuracy
        used = update(Scan).where(Scan.enterprise_id == firm.id, Scan.id == scan.id).values(visit_id=visit.id)
        session.execute(used)
        visit_ending.weigh_evidence(session, firm, visit, self._policies.now(session).policy, now)
        told: dict[str, Canonical] = {
            "channel": word(visit.channel),
            "evidence": int(visit.evidence),
            "scan": key(scan.id),
            VERSION: FACTS_VERSION,
        }
        place = position_facts(visit.latitude, visit.longitude, visit.accuracy)
        visit_ending.enter(session, LedgerKind.VISIT_SCANNED, visit, now, told, place)
        facts, recipient = {"number": visit.number}, inbox.to_enterprise(firm.id)
        inbox.put(session, recipient, "inbox-visit-scanned", now, facts=facts, link=f"/visits/{visit.id}")

    def approve(self, actor: Actor, enterprise_id: UUID, visit_id: UUID, note: str) -> None:
        """Approve an emergency inspection of the own agency afterwards (补办审批).

        Raises NoSuchRecord, IllegalMove, SecondPersonMissing for who opened the visit.
        """
        actor.require(Permission.VISIT_APPROVE)
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            visit = visit_ending.get_visit_of_agency(session, actor, enterprise_id, visit_id)
            if visit.lead_agency != actor.agency:
                raise NoSuchRecord
            opened_it = visit.opened_by == actor.account_id
            require_approvable(visit.exception, visit.state, visit.approved_at, opened_it=opened_it)
            visit.approved_at, visit.approved_by = now, actor.account_id
            visit.approval_note = note.strip()[:1000]
            told: dict[str, Canonical] = {
                "approved_by": key(actor.account_id),
                "note": visit.approval_note,
                VERSION: FACTS_VERSION,
            }
            visit_ending.enter(session, LedgerKind.VISIT_APPROVED, visit, now, told)
            number, district = visit.number, firm.district
            trail.append(
                session,
                actor,
                "visit:approved",
                now,
                subject=number,
                enterprise_id=firm.id,
                district=district,
                note=note,
            )


def _owing(session: Session, actor: Actor, enterprise_id: UUID) -> Visit | None:
    """Return the visit under way at the firm to which the actor came and which still owes its scan."""
    query = (
        select(Visit)
        .join(VisitOfficer, (VisitOfficer.enterprise_id == Visit.enterprise_id) & (VisitOfficer.visit_id == Visit.id))
        .where(
            Visit.enterprise_id == enterprise_id,
            Visit.scan_due.is_(True),
            Visit.state == VisitState.OPEN,
            VisitOfficer.officer_id == actor.officer_id,
        )
        .order_by(Visit.started_at)
    )
    return session.scalars(query.limit(1)).first()
