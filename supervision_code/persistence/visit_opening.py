"""Puts an opened visit on record with all that follows from it: counts, findings, ledger entry, messages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from supervision_code.domain.days import day_number_of
from supervision_code.domain.duties import scan_is_due
from supervision_code.domain.errors import ReasonMissing
from supervision_code.domain.frequency import Breach, VisitFacts, judge_visit
from supervision_code.domain.frequency_versions import first_day_needed_by
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.presence import device_mark
from supervision_code.domain.visit_drafts import OpenedVisit, VisitDraft
from supervision_code.domain.visits import OUTAGES, EvidenceLevel, ScanChannel, visit_number
from supervision_code.persistence import inbox, trail
from supervision_code.persistence.findings import reconcile
from supervision_code.persistence.log import PartRecord, VisitRecord, as_facts, enterprise_facts, facts_of_firm
from supervision_code.persistence.log_storing import store
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.scans import Scan
from supervision_code.persistence.opening import record_of, scanned_then
from supervision_code.persistence.planned_visits import finish_plan
from supervision_code.persistence.presence import ask_to_confirm
from supervision_code.persistence.rectifications import begin_recheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A visit that has passed the rules of opening: when it begins, when it is recorded, and the scan behind it."""

    visit_id: UUID
    draft: VisitDraft
    scan: Scan
    at: datetime
    now: datetime
    overdue: bool = False
    on_site: UUID | None = None
    """The officer who opens it there and then, so that the others confirm being there; None: the opener answers."""
    asks_reason: bool = True
    """Whether somebody is there to say why a limit is exceeded; else the visit is recorded and the finding asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedOnRecord:
    """An opened visit as it stands on record, what is broken by it, and the ledger entry of its opening."""

    visit: OpenedVisit
    record: VisitRecord
    breaches: tuple[Breach, ...]
    entry_id: UUID


def open_on_record(
    session: Session, actor: Actor, firm: Enterprise, opening: Opening, timeline: PolicyTimeline
) -> OpenedOnRecord:
    """Store the visit and what follows from it. The firm's lock is the caller's.

    Raises ReasonMissing (``over_limit_reason``) when a rule is broken and somebody could have said why.
    """
    record, draft, at = _record(actor, opening, timeline), opening.draft, opening.at
    past = facts_of_firm(session, firm.id, first_day_needed_by(day_number_of(at), timeline))
    facts = as_facts(record)
    if opening.asks_reason and not record.over_limit_reason:
        _require_unbroken(facts, past, firm, timeline, at)
    entries = store(session, [(firm, record)], opening.now)
    if opening.scan.visit_id is None:
        mine = (Scan.enterprise_id == firm.id, Scan.id == opening.scan.id)
        session.execute(update(Scan).where(*mine).values(visit_id=record.id))
    # The log was read once; what is on record of earlier days cannot change by a visit of this day, and where no
    # other visit is of this day or a later one, nothing is on record from it on.
    alone = all(one.day < facts.day for one in past)
    breaches = reconcile(session, firm, timeline, opening.now, facts=[*past, facts], from_day=facts.day, fresh=alone)
    agencies = [part.agency for part in draft.parts]
    if draft.recheck_of is not None:
        begin_recheck(session, firm.id, draft.recheck_of, draft.parts[0].agency, record.id)
    finish_plan(session, firm.id, draft.plan_id, record.id, agencies, opening.now)
    number = visit_number(record.id, at)
    _tell(session, actor, firm, opening, record)
    visit = OpenedVisit(enterprise_id=firm.id, visit_id=record.id, number=number, started_at=at)
    mine_only = tuple(breach for breach in breaches if breach.visit == record.id)
    return OpenedOnRecord(visit=visit, record=record, breaches=mine_only, entry_id=entries[0])


def _record(actor: Actor, opening: Opening, timeline: PolicyTimeline) -> VisitRecord:
    draft, scan, at, policy = opening.draft, opening.scan, opening.at, timeline.at(opening.now).policy
    record = record_of(draft, opening.visit_id, at, scan, actor.account_id)
    record = replace(record, parts=tuple(_waiting(part, opening) for part in record.parts))
    ended = draft.ended_at is not None and draft.started_at is not None and draft.exception in OUTAGES
    late = opening.now - at > timedelta(minutes=policy.late_after_minutes)
    record = replace(record, late=late, ended_at=draft.ended_at if ended else None)
    if not scanned_then(scan, at, record.ended_at or opening.now, policy):
        record = replace(record, channel=ScanChannel.TYPED, evidence=EvidenceLevel.NOT_SCANNED)
    return replace(record, scan_due=scan_is_due(record.exception, record.evidence))


def _waiting(part: PartRecord, opening: Opening) -> PartRecord:
    if opening.on_site is None:
        return part
    others = tuple(officer for officer in part.officers if officer != opening.on_site)
    device = device_mark(opening.draft.device, opening.visit_id)
    return replace(part, waited_for=others, device=device)


def _require_unbroken(
    facts: VisitFacts, past: Sequence[VisitFacts], firm: Enterprise, timeline: PolicyTimeline, at: datetime
) -> None:
    if judge_visit(facts, past, enterprise_facts(firm), timeline.at(at).policy):
        raise ReasonMissing(field="over_limit_reason")


def _tell(session: Session, actor: Actor, firm: Enterprise, opening: Opening, record: VisitRecord) -> None:
    now, number = opening.now, visit_number(record.id, record.started_at)
    trail.append(session, actor, "visit:opened", now, subject=number, enterprise_id=firm.id, district=firm.district)
    inbox.put(
        session,
        inbox.to_enterprise(firm.id),
        "inbox-visit-opened",
        now,
        facts={"number": number},
        link=f"/visits/{opening.visit_id}",
    )
    for part in record.parts:
        ask_to_confirm(session, firm, record.id, number, part.waited_for, now)
    if opening.overdue:
        tell_overdue(session, firm, number, now)


def tell_overdue(session: Session, firm: Enterprise, number: str, now: datetime) -> None:
    """Let the supervisor know of a visit that was recorded after the days for it had passed."""
    inbox.put(
        session,
        inbox.to_district(firm.district),
        "inbox-backfill-overdue",
        now,
        facts={"number": number, "firm": firm.name},
        link=f"/enterprises/{firm.uscc}",
    )
