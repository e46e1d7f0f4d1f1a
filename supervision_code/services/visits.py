"""Visits: opening one after a scan, leaving with a result, and correcting the result."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import InvalidValue, NoSuchRecord, NotPermitted, ReasonMissing, ScanExpired
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.results import Correction
from supervision_code.domain.visit_drafts import (
    Leaving,
    OpenedVisit,
    VisitDraft,
    faults_of_times,
    require_case_source,
    require_whole_result,
)
from supervision_code.domain.visits import (
    OUTAGES,
    VisitKind,
    is_overdue,
)
from supervision_code.persistence import visit_ending
from supervision_code.persistence.correcting import correct
from supervision_code.persistence.leaving import Departure, leave
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.opening import require_legal_opening
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database, lock_enterprise
from supervision_code.persistence.visit_opening import Opening, open_on_record


class VisitService:
    """Everything that changes the shared log."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def open(self, actor: Actor, draft: VisitDraft) -> OpenedVisit:
        """Open a visit and put what it breaks on record, or change nothing.

        The same scan opens one visit only: handing it in again returns that visit. Raises ScanExpired,
        TooFewOfficers, CertificateInvalid, ItemNotPublished, ItemMissing, and ReasonMissing when a rule is broken
        (``over_limit_reason``) or an exception is claimed (``exception_reason``) without a reason, or a case inspection
        without its source (``case_source``).
        """
        actor.require(Permission.VISIT_OPEN)
        draft = _without_plan_of_service(_with_own_part_first(actor, draft))
        require_case_source(draft)
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, draft.enterprise_id)
            scan = _own_scan(session, actor, draft)
            if scan.visit_id is not None:
                return _opened(session, draft.enterprise_id, scan.visit_id)
            at = _moment_of(draft, scan, now, self._policies.now(session).policy)
            require_legal_opening(session, draft, at, self._policies.timeline(session).at(at).policy)
            return self._open(session, actor, firm, draft, scan, at)

    def _open(
        self, session: Session, actor: Actor, firm: Enterprise, draft: VisitDraft, scan: Scan, at: datetime
    ) -> OpenedVisit:
        now, timeline = self._clock.now(), self._policies.timeline(session)
        ended = draft.ended_at if draft.exception in OUTAGES else None
        days = timeline.at(now).policy.backfill_calendar_days
        opening = Opening(
            visit_id=new_id(at),
            draft=draft,
            scan=scan,
            at=at,
            now=now,
            overdue=ended is not None and is_overdue(ended, now, days),
            on_site=actor.officer_id if ended is None else None,
        )
        return open_on_record(session, actor, firm, opening, timeline).visit

    def leave(self, actor: Actor, leaving: Leaving) -> None:
        """Leave a visit of the actor's agency with the agency's result.

        The visit itself ends when the lead agency leaves. Raises NoSuchRecord, IllegalMove, ReasonMissing (``result``,
        ``unscanned_reason``), InvalidValue (``rectify_by``, ``outcome``).
        """
        actor.require(Permission.VISIT_CLOSE)
        now = self._clock.now()
        require_whole_result(leaving, day_of(now))
        with self._database.begin() as session:
            firm = lock_enterprise(session, leaving.enterprise_id)
            visit = visit_ending.get_visit_of_agency(session, actor, leaving.enterprise_id, leaving.visit_id)
            departure = Departure(leaving=leaving, ended_at=now, now=now)
            leave(session, actor, firm, visit, departure, self._policies.now(session).policy)

    def correct(self, actor: Actor, correction: Correction) -> None:
        """Keep a further version of the own agency's result, and tell the firm; nothing is overwritten.

        Raises NoSuchRecord, AlreadyRecorded when another correction came first, IllegalMove when there is nothing to
        correct, ReasonMissing (``reason``, ``result``), InvalidValue (``rectify_by``, ``outcome``).
        """
        actor.require(Permission.VISIT_CLOSE)
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, correction.enterprise_id)
            visit = visit_ending.get_visit_of_agency(session, actor, correction.enterprise_id, correction.visit_id)
            correct(session, actor, firm, visit, correction, now)


def _moment_of(draft: VisitDraft, scan: Scan, now: datetime, policy: SupervisionPolicy) -> datetime:
    if draft.exception is not None and not draft.exception_reason.strip():
        raise ReasonMissing(field="exception_reason")
    if draft.exception in OUTAGES and draft.started_at is not None:
        for fault in faults_of_times(draft.started_at, draft.ended_at, now):
            raise fault
        return draft.started_at
    if now - scan.at > timedelta(minutes=policy.scan_valid_minutes):
        raise ScanExpired(minutes=policy.scan_valid_minutes)
    return now


def _with_own_part_first(actor: Actor, draft: VisitDraft) -> VisitDraft:
    """Make sure the acting officer is among those who come, in the part of the own agency."""
    if actor.officer_id is None or actor.agency is None:
        raise NotPermitted(permission=Permission.VISIT_OPEN)
    own = [part for part in draft.parts if part.agency == actor.agency]
    others = [part for part in draft.parts if part.agency != actor.agency]
    if len(own) != 1 or len({part.agency for part in others}) != len(others):
        raise InvalidValue(field="agencies", value="", expected="expected-own-part")
    first = replace(own[0], officers=tuple(dict.fromkeys((actor.officer_id, *own[0].officers))))
    return replace(draft, parts=(first, *others))


def _without_plan_of_service(draft: VisitDraft) -> VisitDraft:
    """Let a service visit carry out no planned inspection: its tasks are still to be done."""
    return replace(draft, plan_id=None) if draft.kind is VisitKind.SERVICE else draft


def _own_scan(session: Session, actor: Actor, draft: VisitDraft) -> Scan:
    scan = session.get(Scan, (draft.enterprise_id, draft.scan_id))
    if scan is None or scan.account_id != actor.account_id:
        raise NoSuchRecord
    return scan


def _opened(session: Session, enterprise_id: UUID, visit_id: UUID) -> OpenedVisit:
    visit = session.get_one(Visit, (enterprise_id, visit_id))
    return OpenedVisit(enterprise_id=enterprise_id, visit_id=visit_id, number=visit.number, started_at=visit.started_at)
