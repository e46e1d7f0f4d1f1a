"""Events of machines: taken into the log once however often they come, or held for the supervisor; never dropped."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from supervision_code.domain.clients import Caller, Scope
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import AlreadyRecorded, DomainError, InvalidValue, NoSuchRecord
from supervision_code.domain.identifiers import enterprise_id_of, new_id
from supervision_code.domain.permissions import Actor
from supervision_code.domain.visit_drafts import (
    EARLIEST,
    Leaving,
    VisitDraft,
    require_whole_result,
)
from supervision_code.domain.visit_events import (
    EventKind,
    SendersClock,
    SentClosing,
    SentEvent,
    SentOpening,
    channel_of,
    clamp,
    name_of,
)
from supervision_code.domain.visits import is_overdue
from supervision_code.persistence import visit_ending
from supervision_code.persistence.codes import CodeReader
from supervision_code.persistence.event_answers import of_closing, of_opening
from supervision_code.persistence.event_identity import (
    FoundFirm,
    acting,
    find_firm,
    officer_within_reach,
    parts_of,
)
from supervision_code.persistence.event_records import (
    Held,
    Recorded,
    Taken,
    ToHold,
    find_taken,
    hold,
    keep,
    moment_before,
    refused,
)
from supervision_code.persistence.leaving import Departure, leave
from supervision_code.persistence.models.machine_clients import ReceivedEvent
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.opening import require_legal_opening
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database, lock_enterprise
from supervision_code.persistence.visit_opening import Opening, open_on_record, tell_overdue

__all__ = ["Held", "Taken", "ToHold", "VisitEventService"]


class VisitEventService:
    """Takes what systems of agencies and phones of officers report."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, reader: CodeReader) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._reader = reader

    def take(self, caller: Caller, sent: SentEvent, clock: SendersClock) -> Taken | Held:
        """Put an event on record with its visit, or hold it and say why; the same event again changes nothing.

        Raises ScopeMissing, HoldFull.
        """
        caller.require(Scope.VISITS_WRITE)
        try:
            return self._recorded(caller, sent, clock)
        except DomainError as refusal:
            return self.hold(caller, refused(sent, refusal))

    def hold(self, caller: Caller, wanted: ToHold) -> Held:
        """Keep an event that cannot be recorded, with its bytes. Raises ScopeMissing, HoldFull."""
        caller.require(Scope.VISITS_WRITE)
        with self._database.begin() as session:
            return hold(session, caller, wanted, self._clock.now())

    def _recorded(self, caller: Caller, sent: SentEvent, clock: SendersClock) -> Taken:
        # Who lost a race for the visit finds, the second time, what the winner put on record.
        try:
            return self._once(caller, sent, clock)
        except (IntegrityError, DomainError):
            pass
        try:
            return self._once(caller, sent, clock)
        except IntegrityError as known:
            raise AlreadyRecorded from known

    def _once(self, caller: Caller, sent: SentEvent, clock: SendersClock) -> Taken:
        with self._database.begin() as session:
            before = find_taken(session, caller, sent)
            if before is not None:
                return before
            now = self._clock.now()
            clock = replace(clock, received_at=now)
            if isinstance(sent, SentOpening):
                recorded = self._open(session, caller, sent, clock)
            else:
                recorded = self._close(session, caller, sent, clock)
            return keep(session, caller, sent, recorded, now)

    def _open(self, session: Session, caller: Caller, sent: SentOpening, clock: SendersClock) -> Recorded:
        now, error = clock.received_at, clock.error_of(sent.envelope.at)
        timeline = self._policies.timeline(session)
        seen = sent.envelope.at.claimed_at + error
        found = find_firm(session, self._reader, sent, min(seen, now))
        before = moment_before(session, caller, sent.envelope.previous)
        earliest = max(moment for moment in (EARLIEST, found.earliest, before) if moment is not None)
        seen = clamp(seen, earliest=earliest, latest=now)
        at = seen if sent.started_at is None else clamp(sent.started_at + error, earliest=EARLIEST, latest=now)
        draft = _draft(sent, found, session, caller, now)
        actor = acting(caller, draft.parts[0].officers[0])
        firm = lock_enterprise(session, found.enterprise_id)
        require_legal_opening(session, draft, at, timeline.at(at).policy)
        scan = _keep_scan(session, actor, sent, found, draft, seen)
        opening = Opening(
            visit_id=sent.envelope.visit_id,
            draft=draft,
            scan=scan,
            at=at,
            now=now,
            overdue=is_overdue(at, now, timeline.at(now).policy.backfill_calendar_days),
            asks_reason=False,
        )
        opened = open_on_record(session, actor, firm, opening, timeline)
        return of_opening(firm, sent.envelope.at.claimed_at, opening, opened)

    def _close(self, session: Session, caller: Caller, sent: SentClosing, clock: SendersClock) -> Recorded:
        now, error = clock.received_at, clock.error_of(sent.envelope.at)
        policy = self._policies.now(session).policy
        opening = session.get(ReceivedEvent, (sent.envelope.visit_id, name_of(EventKind.OPENED)))
        officer = officer_within_reach(session, caller, sent.officer, "officer")
        actor = acting(caller, officer.id)
        firm, visit = _visit_within_reach(session, actor, sent, opening)
        claimed = (sent.ended_at or sent.envelope.at.claimed_at) + error
        ended = clamp(claimed, earliest=visit.started_at, latest=now)
        leaving = _leaving(sent, firm, visit)
        require_whole_result(leaving, day_of(ended))
        departure = Departure(leaving=leaving, ended_at=ended, now=now, asks_reason=False)
        entry = leave(session, actor, firm, visit, departure, policy)
        overdue = is_overdue(ended, now, policy.backfill_calendar_days)
        if overdue and not (opening is not None and opening.overdue):
            tell_overdue(session, firm, visit.number, now)
        return of_closing(visit, sent.envelope.at.claimed_at, entry, officer.id, ended, overdue=overdue, now=now)


def _draft(sent: SentOpening, found: FoundFirm, session: Session, caller: Caller, now: datetime) -> VisitDraft:
    return VisitDraft(
        enterprise_id=found.enterprise_id,
        scan_id=new_id(now),
        kind=sent.kind,
        parts=parts_of(session, caller, sent.parts),
        purpose=sent.purpose,
        exception=sent.exception,
        exception_reason=sent.exception_reason,
        over_limit_reason=sent.over_limit_reason,
        case_source=sent.case_source,
        case_ref=sent.case_ref,
    )


def _keep_scan(
    session: Session, actor: Actor, sent: SentOpening, found: FoundFirm, draft: VisitDraft, seen: datetime
) -> Scan:
    position = sent.position
    scan = Scan(
        enterprise_id=found.enterprise_id,
        id=draft.scan_id,
        account_id=actor.account_id,
        officer_id=draft.parts[0].officers[0],
        agency=actor.agency or "",
        at=seen,
        channel=channel_of(sent.channel, found.proven),
        reason=sent.search_reason.strip()[:400],
        code_id=found.code_id,
        latitude=position.place.latitude if position else None,
        longitude=position.place.longitude if position else None,
        accuracy=position.accuracy_metres if position else None,
        visit_id=sent.envelope.visit_id,
    )
    session.add(scan)
    return scan


def _visit_within_reach(
    session: Session, actor: Actor, sent: SentClosing, opening: ReceivedEvent | None
) -> tuple[Enterprise, Visit]:
    """Return the visit, which a foreign one is not told from. Raises InvalidValue (``visit``)."""
    visit_id = sent.envelope.visit_id
    enterprise_id = opening.enterprise_id if opening is not None else enterprise_id_of(sent.uscc)
    try:
        firm = lock_enterprise(session, enterprise_id)
        return firm, visit_ending.get_visit_of_agency(session, actor, enterprise_id, visit_id)
    except NoSuchRecord as missing:
        raise InvalidValue(field="visit", value=str(visit_id), expected="expected-visit-on-record") from missing


def _leaving(sent: SentClosing, firm: Enterprise, visit: Visit) -> Leaving:
    return Leaving(
        enterprise_id=firm.id,
        visit_id=visit.id,
        outcome=sent.outcome,
        result=sent.result,
        rectify_by=sent.rectify_by,
        position=sent.position,
        checks=sent.checks,
        unscanned_reason=sent.unscanned_reason,
    )
