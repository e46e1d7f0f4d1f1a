"""Voiding by two people: who asks gives a reason, a supervisor who is somebody else decides."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import FACTS_VERSION, VERSION
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import VisitState, move
from supervision_code.domain.voidings import require_askable, require_decidable
from supervision_code.persistence import inbox, ledger, rectifications, trail, visit_ending
from supervision_code.persistence.findings import reconcile
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.results import VoidRequest
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database, lock_enterprise


class VoidingService:
    """Asks for visits to be voided, and decides. Requests that are refused stay on record."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def ask(self, actor: Actor, enterprise_id: UUID, visit_id: UUID, reason: str) -> UUID:
        """Ask that a visit be voided, and return the request's id.

        An agency asks for visits it took part in, a supervisor for those of the area. Raises NoSuchRecord,
        ReasonMissing (``reason``), IllegalMove, AlreadyRecorded while a request of the same side waits.
        """
        actor.require(Permission.VISIT_VOID_ASK)
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            visit = _visit_within_reach(session, actor, firm, visit_id)
            require_askable(visit.state, reason, waiting=_one_waits(session, actor, visit))
            request = VoidRequest(
                enterprise_id=firm.id,
                id=new_id(now),
                visit_id=visit.id,
                agency=actor.agency,
                asked_by=actor.account_id,
                reason=reason.strip()[:1000],
                asked_at=now,
                note="",
            )
            session.add(request)
            session.flush()
            _enter(session, request, {"step": "asked", "reason": request.reason, "by": str(actor.account_id)}, now)
            _leave_trail(session, actor, "void:asked", firm, visit, request.reason, now)
            facts, link = {"number": visit.number, "firm": firm.name}, f"/visits/{firm.id}/{visit.id}"
            inbox.put(session, inbox.to_district(firm.district), "inbox-void-asked", now, facts=facts, link=link)
            return request.id

    def decide(self, actor: Actor, enterprise_id: UUID, request_id: UUID, *, granted: bool, note: str) -> None:
        """Void the visit as asked, or refuse to; what was refused stays visible.

        Raises NoSuchRecord, IllegalMove, SecondPersonMissing for who asked, ReasonMissing (``note``).
        """
        actor.require(Permission.VISIT_VOID)
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            require_within_reach(actor, firm.district)
            request = session.get(VoidRequest, (enterprise_id, request_id), populate_existing=True)
            if request is None:
                raise NoSuchRecord
            visit = session.get_one(Visit, (enterprise_id, request.visit_id), populate_existing=True)
            require_decidable(request.asked_by, request.decided_at, actor.account_id, note, granted=granted)
            if granted:
                visit.state = move(visit.state, VisitState.VOIDED)
            request.decided_by, request.decided_at = actor.account_id, now
            request.granted, request.note = granted, note.strip()[:1000]
            _enter(session, request, {"step": "granted" if granted else "refused", "note": request.note}, now)
            if granted:
                self._void(session, actor, firm, visit, request, now)
            else:
                _leave_trail(session, actor, "void:refused", firm, visit, request.note, now)
                _tell_refused(session, request, firm, visit, now)

    def _void(
        self, session: Session, actor: Actor, firm: Enterprise, visit: Visit, request: VoidRequest, now: datetime
    ) -> None:
        visit.voided_at, visit.void_reason, visit.scan_due = now, request.reason, False
        rectifications.drop_open(session, visit, now)
        visit_ending.void(session, firm, visit, now)
        rectifications.undo_rechecks(session, visit, now)
        reconcile(session, firm, self._policies.timeline(session), now, from_day=visit.day)
        _leave_trail(session, actor, "visit:voided", firm, visit, request.reason, now)


def _visit_within_reach(session: Session, actor: Actor, firm: Enterprise, visit_id: UUID) -> Visit:
    if actor.agency is not None:
        return visit_ending.get_visit_of_agency(session, actor, firm.id, visit_id)
    require_within_reach(actor, firm.district)
    visit = session.get(Visit, (firm.id, visit_id))
    if visit is None:
        raise NoSuchRecord
    return visit


def _one_waits(session: Session, actor: Actor, visit: Visit) -> bool:
    """Say whether a request of the actor's side waits; what supervisors ask is not an agency's to know."""
    side = VoidRequest.agency.is_(None) if actor.agency is None else VoidRequest.agency == actor.agency
    query = select(VoidRequest.id).where(
        VoidRequest.enterprise_id == visit.enterprise_id,
        VoidRequest.visit_id == visit.id,
        VoidRequest.decided_at.is_(None),
        side,
    )
    return session.scalar(query.limit(1)) is not None


def _tell_refused(session: Session, request: VoidRequest, firm: Enterprise, visit: Visit, now: datetime) -> None:
    district = inbox.to_district(firm.district)
    recipient = inbox.to_agency(request.agency) if request.agency is not None else district
    facts, link = {"number": visit.number, "firm": firm.name}, f"/visits/{firm.id}/{visit.id}"
    inbox.put(session, recipient, "inbox-void-refused", now, facts=facts, link=link)


def _enter(session: Session, request: VoidRequest, said: dict[str, Canonical], now: datetime) -> None:
    step: dict[str, Canonical] = {"request": str(request.id), **said, VERSION: FACTS_VERSION}
    facts: dict[str, Canonical] = {
        "firm": str(request.enterprise_id),
        "visit": {"id": str(request.visit_id)},
        "step": step,
    }
    firm, subject = request.enterprise_id, request.visit_id
    ledger.append(
        session, LedgerDraft(kind=LedgerKind.VOID_STEP, at=now, enterprise_id=firm, facts=facts, subject=subject)
    )


def _leave_trail(
    session: Session, actor: Actor, act: str, firm: Enterprise, visit: Visit, note: str, now: datetime
) -> None:
    trail.append(
        session,
        actor,
        act,
        now,
        subject=visit.number,
        enterprise_id=firm.id,
        agency=visit.lead_agency,
        district=firm.district,
        note=note,
    )
