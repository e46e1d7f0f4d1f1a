"""Findings on record, brought to what the rules say, in the transaction that changed the log."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain import findings as finding_life
from supervision_code.domain.findings import ClosingReason, FindingState
from supervision_code.domain.frequency import Breach, VisitFacts
from supervision_code.domain.frequency_versions import (
    VersionBreaches,
    first_day_needed_by,
    judge_log_by_versions,
    last_day_affected_by,
)
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.ledger_facts import finding_facts
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.rollups import Measure, industry_section
from supervision_code.persistence import alerts, ledger
from supervision_code.persistence.alerts import TouchedVisit
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.counts import Counts
from supervision_code.persistence.firms import Firm
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.log import enterprise_facts, facts_of_firm
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.visits import Visit

_Key = tuple[UUID, str, str, str]


@dataclass(frozen=True, slots=True)
class FirmLog:
    """A firm with its whole log; ``fresh`` says that no finding is on record for it yet."""

    firm: Firm
    visits: Sequence[VisitFacts]
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class JudgedFirm:
    """A firm with everything its whole log breaks."""

    firm: Firm
    judged: tuple[VersionBreaches, ...]
    fresh: bool = False

    @property
    def breaks_something(self) -> bool:
        """Say whether there is anything to put on record."""
        return any(version.breaches for version in self.judged)


@dataclass(frozen=True, slots=True)
class _Difference:
    """One finding more (or less) at a visit; ``agency`` is empty where a rule looks at all of them."""

    firm: Firm
    visit: UUID
    agency: str
    day: int
    more: int


@dataclass(frozen=True, slots=True)
class _Change:
    """Findings on their way to what the rules say."""

    now: datetime
    rows: list[dict[str, Any]] = field(default_factory=list)
    drafts: list[LedgerDraft] = field(default_factory=list)
    differences: list[_Difference] = field(default_factory=list)

    def enter(self, kind: LedgerKind, firm: Firm, visit: UUID, finding: Mapping[str, Canonical]) -> None:
        """Let the ledger hear of a finding."""
        facts: dict[str, Canonical] = {"firm": str(firm.id), "finding": finding}
        self.drafts.append(LedgerDraft(kind=kind, at=self.now, enterprise_id=firm.id, facts=facts, subject=visit))


def reconcile(
    session: Session,
    firm: Firm,
    timeline: PolicyTimeline,
    now: datetime,
    *,
    facts: Sequence[VisitFacts] | None = None,
    from_day: int | None = None,
    fresh: bool = False,
) -> tuple[Breach, ...]:
    """Bring the firm's findings and alerts to what the rules say, and return what is broken.

    Each visit is judged by the version that binds when it begins. With ``from_day`` only visits from that day on are
    judged, as far as a visit of that day can matter. ``facts`` spares the reading when the caller has the firm's log;
    ``fresh`` says that nothing is on record yet.
    """
    to_day = None if from_day is None else last_day_affected_by(from_day, timeline)
    if facts is None:
        first_day = None if from_day is None else first_day_needed_by(from_day, timeline)
        facts = facts_of_firm(session, firm.id, first_day, to_day)
    judged_now = tuple(
        _within(version, from_day, to_day) for version in judge_log_by_versions(facts, enterprise_facts(firm), timeline)
    )
    stored = {} if fresh else _stored(session, [firm.id], from_day, to_day).get(firm.id, {})
    change = _Change(now)
    _compare(change, firm, judged_now, stored)
    _settle(session, change)
    return tuple(breach for version in judged_now for breach in version.breaches)


def _within(version: VersionBreaches, from_day: int | None, to_day: int | None) -> VersionBreaches:
    if from_day is None or to_day is None:
        return version
    return replace(version, breaches=tuple(one for one in version.breaches if from_day <= one.day <= to_day))


def judged(log: FirmLog, timeline: PolicyTimeline) -> JudgedFirm:
    """Return what the rules say of a firm's whole log; touches no database."""
    return JudgedFirm(
        log.firm, judge_log_by_versions(log.visits, enterprise_facts(log.firm), timeline), fresh=log.fresh
    )


def reconcile_judged(session: Session, firms: Sequence[JudgedFirm], now: datetime) -> None:
    """Bring the findings of many firms to what was judged, in a handful of statements for all of them."""
    stored = _stored(session, [one.firm.id for one in firms if not one.fresh])
    change = _Change(now)
    for one in firms:
        _compare(change, one.firm, one.judged, stored.get(one.firm.id, {}))
    _settle(session, change)


def _stored(
    session: Session, firms: Sequence[UUID], from_day: int | None = None, to_day: int | None = None
) -> dict[UUID, dict[_Key, Finding]]:
    if not firms:
        return {}
    query = select(Finding).where(Finding.enterprise_id.in_(firms))
    if from_day is not None and to_day is not None:
        query = query.where(Finding.day.between(from_day, to_day))
    by_firm: dict[UUID, dict[_Key, Finding]] = defaultdict(dict)
    for finding in session.scalars(query):
        key = (finding.visit_id, finding.rule.value, finding.agency, finding.item)
        by_firm[finding.enterprise_id][key] = finding
    return by_firm


def _compare(
    change: _Change, firm: Firm, judged_now: Sequence[VersionBreaches], stored: Mapping[_Key, Finding]
) -> None:
    wanted = {_key(breach): (breach, version.in_force.sha256) for version in judged_now for breach in version.breaches}
    for key, (breach, policy) in wanted.items():
        _raise(change, firm, breach, policy, stored.get(key))
    for key, found in stored.items():
        if key not in wanted and found.state is FindingState.STANDING:
            _close(change, firm, found)


def _settle(session: Session, change: _Change) -> None:
    if not change.differences:
        return
    session.flush()
    insert_rows(session, Finding.__table__, change.rows)
    ledger.append_all(session, change.drafts)
    leads = _lead_agencies(session, change.differences)
    _leave_counts(session, change, leads)
    firms = {difference.visit: difference.firm for difference in change.differences}
    alerts.follow(session, [TouchedVisit(firm, visit, leads[visit]) for visit, firm in firms.items()], change.now)


def _key(breach: Breach) -> _Key:
    return breach.visit, breach.rule.value, breach.agency or "", breach.item or ""


def _raise(change: _Change, firm: Firm, breach: Breach, policy: str, found: Finding | None) -> None:
    """Put a breach on record: as a new finding, by standing up a closed one, or by renewing its numbers."""
    numbers = {"count": breach.count, "limit": breach.limit, "level": breach.level}
    if found is None:
        change.rows.append({**_new_row(change, firm, breach, policy), **numbers})
    elif found.state is FindingState.STANDING and numbers == {name: getattr(found, name) for name in numbers}:
        return
    one_more = 0 if found and found.state is FindingState.STANDING else 1
    if found:
        _stand(found, numbers, policy)
    change.differences.append(_Difference(firm, breach.visit, breach.agency or "", breach.day, one_more))
    named = finding_facts(breach.visit, breach.rule, breach.agency, breach.item, breach.day)
    told = {"count": breach.count, "level": breach.level.value, "limit": breach.limit, "policy": policy}
    change.enter(LedgerKind.FINDING_RAISED, firm, breach.visit, {**named, **told})


def _new_row(change: _Change, firm: Firm, breach: Breach, policy: str) -> dict[str, Any]:
    return {
        "enterprise_id": firm.id,
        "id": new_id(change.now),
        "visit_id": breach.visit,
        "rule": breach.rule,
        "agency": breach.agency or "",
        "item": breach.item or "",
        "day": breach.day,
        "state": FindingState.STANDING,
        "policy_sha256": policy,
        "raised_at": change.now,
        "closed_at": None,
        "closed_because": None,
    }


def _stand(found: Finding, numbers: Mapping[str, object], policy: str) -> None:
    if found.state is FindingState.CLOSED:
        found.state = finding_life.move(found.state, FindingState.STANDING)
        found.closed_at = found.closed_because = None
    for name, value in numbers.items():
        setattr(found, name, value)
    found.policy_sha256 = policy


def _close(change: _Change, firm: Firm, found: Finding) -> None:
    found.state = finding_life.move(found.state, FindingState.CLOSED)
    found.closed_at = change.now
    found.closed_because = ClosingReason.NO_LONGER_MET
    change.differences.append(_Difference(firm, found.visit_id, found.agency, found.day, -1))
    named = finding_facts(found.visit_id, found.rule, found.agency, found.item, found.day)
    change.enter(LedgerKind.FINDING_CLOSED, firm, found.visit_id, {**named, "because": found.closed_because.value})


def _lead_agencies(session: Session, differences: Sequence[_Difference]) -> dict[UUID, str]:
    firms, visits = ({one.firm.id for one in differences}, {one.visit for one in differences})
    rows = session.execute(
        select(Visit.id, Visit.lead_agency).where(Visit.enterprise_id.in_(firms), Visit.id.in_(visits))
    )
    return dict(rows.all())


def _leave_counts(session: Session, change: _Change, leads: Mapping[UUID, str]) -> None:
    """Count each finding once for the area and once for its agency; one of no agency goes to the lead agency."""
    counts = Counts()
    for difference in change.differences:
        firm, section = difference.firm, industry_section(difference.firm.industry)
        for where in ("", difference.agency or leads[difference.visit]):
            street = "" if where else firm.street or ""
            counts.add(firm.district, section, where, difference.day, Measure.FINDINGS, difference.more, street=street)
    counts.leave(session, change.now)
