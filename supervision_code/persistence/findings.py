"""Findings on record, brought to what the rules say, in the transaction that changed the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain import findings as finding_life
from supervision_code.domain.findings import ClosingReason, FindingState
from supervision_code.domain.frequency import Breach, VisitFacts, first_day_needed, judge_log, last_day_affected
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.policy_in_force import PolicyInForce
from supervision_code.domain.rollups import Measure, industry_section
from supervision_code.persistence import alerts, ledger
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.counts import Counts
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.log import enterprise_facts, facts_of_firm
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Visit

_Key = tuple[UUID, str, str, str]


@dataclass(frozen=True, slots=True)
class _Change:
    """One firm's findings on their way to what the rules say."""

    firm: Enterprise
    in_force: PolicyInForce
    now: datetime
    rows: list[dict[str, Any]] = field(default_factory=list)
    drafts: list[LedgerDraft] = field(default_factory=list)
    differences: list[tuple[UUID, str, int, int]] = field(default_factory=list)
    """Visit, agency or nothing, day, and one more or one less."""

    @property
    def touched(self) -> set[UUID]:
        """Return the visits whose alert may have to change."""
        return {visit for visit, *_ in self.differences}


def reconcile(
    session: Session,
    firm: Enterprise,
    in_force: PolicyInForce,
    now: datetime,
    *,
    facts: Sequence[VisitFacts] | None = None,
    from_day: int | None = None,
    fresh: bool = False,
) -> tuple[Breach, ...]:
    """Bring the firm's findings and alerts to what the rules say, and return what is broken.

    With ``from_day`` only visits from that day on are judged, as far as a visit of that day can matter. ``facts``
    spares the reading when the caller has the firm's log at hand; ``fresh`` says that nothing is on record yet.
    """
    policy = in_force.policy
    to_day = None if from_day is None else last_day_affected(from_day, policy)
    if facts is None:
        facts = facts_of_firm(
            session, firm.id, None if from_day is None else first_day_needed(from_day, policy), to_day
        )
    breaches = tuple(
        breach
        for breach in judge_log(facts, enterprise_facts(firm), policy)
        if from_day is None or breach.day >= from_day
    )
    stored = {} if fresh else _stored(session, firm.id, from_day, to_day)
    if breaches or stored:
        _bring(session, _Change(firm, in_force, now), {_key(breach): breach for breach in breaches}, stored)
    return breaches


def _stored(session: Session, enterprise_id: UUID, from_day: int | None, to_day: int | None) -> dict[_Key, Finding]:
    query = select(Finding).where(Finding.enterprise_id == enterprise_id)
    if from_day is not None and to_day is not None:
        query = query.where(Finding.day.between(from_day, to_day))
    return {(f.visit_id, f.rule.value, f.agency, f.item): f for f in session.scalars(query)}


def _bring(session: Session, change: _Change, wanted: Mapping[_Key, Breach], stored: Mapping[_Key, Finding]) -> None:
    for key, breach in wanted.items():
        _raise(change, breach, stored.get(key))
    for key, found in stored.items():
        if key not in wanted and found.state is FindingState.STANDING:
            _close(change, found)
    if not change.differences:
        return
    session.flush()
    insert_rows(session, Finding.__table__, change.rows)
    ledger.append_all(session, change.drafts)
    leads = _lead_agencies(session, change.firm.id, change.touched)
    _leave_counts(session, change, leads)
    alerts.follow(session, change.firm, leads, change.now)


def _key(breach: Breach) -> _Key:
    return breach.visit, breach.rule.value, breach.agency or "", breach.item or ""


def _raise(change: _Change, breach: Breach, found: Finding | None) -> None:
    """Put a breach on record: as a new finding, by standing up a closed one, or by renewing its numbers."""
    numbers = {"count": breach.count, "limit": breach.limit, "level": breach.level}
    if found is None:
        change.rows.append({**_new_row(change, breach), **numbers})
    elif found.state is FindingState.STANDING and numbers == {name: getattr(found, name) for name in numbers}:
        return
    one_more = 1
    if found is not None:
        one_more = 0 if found.state is FindingState.STANDING else 1
        _stand(change, found, numbers)
    change.differences.append((breach.visit, breach.agency or "", breach.day, one_more))
    facts: dict[str, Canonical] = {
        "firm": str(change.firm.id),
        "finding": {
            "agency": breach.agency or "",
            "count": breach.count,
            "level": breach.level.value,
            "limit": breach.limit,
            "policy": change.in_force.sha256,
            "rule": breach.rule.value,
            "visit": str(breach.visit),
        },
    }
    change.drafts.append(
        LedgerDraft(kind=LedgerKind.FINDING_RAISED, at=change.now, enterprise_id=change.firm.id, facts=facts)
    )


def _new_row(change: _Change, breach: Breach) -> dict[str, Any]:
    return {
        "enterprise_id": change.firm.id,
        "id": new_id(change.now),
        "visit_id": breach.visit,
        "rule": breach.rule,
        "agency": breach.agency or "",
        "item": breach.item or "",
        "day": breach.day,
        "state": FindingState.STANDING,
        "policy_sha256": change.in_force.sha256,
        "raised_at": change.now,
        "closed_at": None,
        "closed_because": None,
    }


def _stand(change: _Change, found: Finding, numbers: Mapping[str, object]) -> None:
    if found.state is FindingState.CLOSED:
        found.state = finding_life.move(found.state, FindingState.STANDING)
        found.closed_at = found.closed_because = None
    for name, value in numbers.items():
        setattr(found, name, value)
    found.policy_sha256 = change.in_force.sha256


def _close(change: _Change, found: Finding) -> None:
    found.state = finding_life.move(found.state, FindingState.CLOSED)
    found.closed_at = change.now
    found.closed_because = ClosingReason.NO_LONGER_MET
    change.differences.append((found.visit_id, found.agency, found.day, -1))
    facts: dict[str, Canonical] = {
        "firm": str(change.firm.id),
        "finding": {"because": found.closed_because.value, "rule": found.rule.value, "visit": str(found.visit_id)},
    }
    change.drafts.append(
        LedgerDraft(kind=LedgerKind.FINDING_CLOSED, at=change.now, enterprise_id=change.firm.id, facts=facts)
    )


def _lead_agencies(session: Session, enterprise_id: UUID, visits: set[UUID]) -> dict[UUID, str]:
    rows = session.execute(
        select(Visit.id, Visit.lead_agency).where(Visit.enterprise_id == enterprise_id, Visit.id.in_(visits))
    )
    return dict(rows.tuples().all())


def _leave_counts(session: Session, change: _Change, leads: Mapping[UUID, str]) -> None:
    """Count each finding once for the area and once for its agency; one of no agency goes to the lead agency."""
    counts, section = Counts(), industry_section(change.firm.industry)
    for visit, agency, day, difference in change.differences:
        for where in ("", agency or leads[visit]):
            street = "" if where else change.firm.street or ""
            counts.add(change.firm.district, section, where, day, Measure.FINDINGS, difference, street=street)
    counts.leave(session, change.now)
