"""Visits: opening one after a scan, leaving with a result, and voiding by the supervisor."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import InvalidValue, NoSuchRecord, NotPermitted, ReasonMissing, ScanExpired
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.visit_drafts import (
    EARLIEST,
    Leaving,
    OpenedVisit,
    VisitDraft,
    require_fitting_outcome,
    require_whole_result,
)
from supervision_code.domain.visits import (
    OUTAGES,
    VisitState,
    is_overdue,
    move,
)
from supervision_code.persistence import trail, visit_ending
from supervision_code.persistence.findings import reconcile
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.opening import require_legal_opening
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database, lock_enterprise
from supervision_code.persistence.visit_opening import Opening, open_on_record

_CLOCKS_DIFFER_BY: Final = timedelta(minutes=2)


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
        (``over_limit_reason``) or an exception is claimed (``exception_reason``) without a reason.
        """
        actor.require(Permission.VISIT_OPEN)
        draft = _with_own_part_first(actor, draft)
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
        )
        return open_on_record(session, actor, firm, opening, timeline).visit

    def leave(self, actor: Actor, leaving: Leaving) -> None:
        """End an open visit of the actor's agency with its result.

        Raises NoSuchRecord, IllegalMove, ReasonMissing (``result``), InvalidValue (``rectify_by``).
        """
        actor.require(Permission.VISIT_CLOSE)
        now = self._clock.now()
        require_whole_result(leaving, day_of(now))
        with self._database.begin() as session:
            firm = lock_enterprise(session, leaving.enterprise_id)
            visit = visit_ending.get_visit_of_agency(session, actor, leaving.enterprise_id, leaving.visit_id)
            require_fitting_outcome(leaving.outcome, visit.kind)
            visit.state = move(visit.state, VisitState.CLOSED)
            visit.ended_at = visit.ended_at or now
            visit_ending.close(session, firm, visit, leaving, self._policies.now(session).policy, now)
            trail.append(
                session, actor, "visit:closed", now, subject=visit.number, enterprise_id=firm.id, district=firm.district
            )

    def void(self, actor: Actor, enterprise_id: UUID, visit_id: UUID, reason: str) -> None:
        """Void a visit in the supervisor's area: it stays readable and is counted no more."""
        actor.require(Permission.VISIT_VOID)
        if not reason.strip():
            raise ReasonMissing(field="reason")
        now = self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            visit = session.get(Visit, (enterprise_id, visit_id))
            if visit is None or (actor.district is not None and firm.district != actor.district):
                raise NoSuchRecord
            visit.state = move(visit.state, VisitState.VOIDED)
            visit.voided_at, visit.void_reason = now, reason.strip()[:1000]
            visit_ending.void(session, firm, visit, now)
            reconcile(session, firm, self._policies.timeline(session), now, from_day=visit.day)
            trail.append(
                session,
                actor,
                "visit:voided",
                now,
                subject=visit.number,
                enterprise_id=firm.id,
                agency=visit.lead_agency,
                district=firm.district,
                note=reason,
            )


def _moment_of(draft: VisitDraft, scan: Scan, now: datetime, policy: SupervisionPolicy) -> datetime:
    if draft.exception is not None and not draft.exception_reason.strip():
        raise ReasonMissing(field="exception_reason")
    if draft.exception in OUTAGES and draft.started_at is not None:
        _require_past(draft, now)
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


def _own_scan(session: Session, actor: Actor, draft: VisitDraft) -> Scan:
    scan = session.get(Scan, (draft.enterprise_id, draft.scan_id))
    if scan is None or scan.account_id != actor.account_id:
        raise NoSuchRecord
    return scan


def _opened(session: Session, enterprise_id: UUID, visit_id: UUID) -> OpenedVisit:
    visit = session.get_one(Visit, (enterprise_id, visit_id))
    return OpenedVisit(enterprise_id=enterprise_id, visit_id=visit_id, number=visit.number, started_at=visit.started_at)


def _require_past(draft: VisitDraft, now: datetime) -> None:
    if draft.started_at is not None and draft.started_at < EARLIEST:
        raise InvalidValue(field="started_at", value=str(draft.started_at.year), expected="expected-this-century")
    if draft.started_at is not None and draft.started_at > now + _CLOCKS_DIFFER_BY:
        raise InvalidValue(field="started_at", value=str(draft.started_at), expected="expected-past")
    if draft.ended_at is None or draft.started_at is None or not draft.started_at <= draft.ended_at <= now:
        raise InvalidValue(field="ended_at", value=str(draft.ended_at or ""), expected="expected-after-start")
