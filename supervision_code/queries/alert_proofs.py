"""The proofs of an alert's findings: each explained by the policy it was made under, visit by visit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of
from supervision_code.domain.findings import ClosingReason, FindingState
from supervision_code.domain.frequency import FrequencyRule, Level, NotCountedReason, VisitFacts, first_day_needed
from supervision_code.domain.policy import LegalBasis, SupervisionPolicy
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.proofs import ProvenVisit, Question, prove
from supervision_code.domain.visits import EvidenceLevel, InspectionType, VisitKind
from supervision_code.persistence.log import facts_of_firm
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.registry import Agency
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.policies import KnownPolicy, known_policies


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitInProof:
    """One visit on the time line of a finding."""

    id: UUID
    number: str
    started_at: datetime
    kind: VisitKind
    types: tuple[InspectionType, ...]
    agencies: tuple[str, ...]
    evidence: EvidenceLevel
    counted: bool
    place: int
    over: bool
    is_trigger: bool
    new_agencies: tuple[str, ...]
    reasons: tuple[NotCountedReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPage:
    """What the rule looked at, and the number worked out from it anew."""

    first_day: int
    last_day: int
    count: int
    visits: tuple[VisitInProof, ...]
    """Counted ones, and those in the window that were not."""
    others: tuple[VisitInProof, ...]
    """Visits of other agencies in the window of a rule that looks at one agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPage:
    """One finding of an alert, with its proof; ``proof`` is None when its policy is not on record."""

    rule: FrequencyRule
    agency: str
    count: int
    limit: int
    window_days: int
    level: Level
    state: FindingState
    closed_because: ClosingReason | None
    policy_sha256: str
    policy_since: datetime | None
    basis: LegalBasis | None
    quiet_periods: tuple[str, ...]
    proof: ProofPage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Log:
    """A firm's visits with what a time line shows beside the facts."""

    facts: Sequence[VisitFacts]
    heads: Mapping[UUID, Visit]
    agencies: Mapping[str, str]


def findings_of(session: Session, alert: Alert, timeline: PolicyTimeline) -> tuple[FindingPage, ...]:
    """Return the findings at the alert's visit: standing ones first, the most serious first."""
    findings = _findings(session, alert)
    policies = known_policies(session, [finding.policy_sha256 for finding in findings], timeline)
    log = _log_of(session, alert, [known.policy for known in policies.values()])
    return tuple(_page(finding, policies.get(finding.policy_sha256), log) for finding in findings)


def _findings(session: Session, alert: Alert) -> list[Finding]:
    query = (
        select(Finding)
        .where(Finding.enterprise_id == alert.enterprise_id, Finding.visit_id == alert.visit_id)
        .order_by(
            Finding.state.desc(),
            case((Finding.level == Level.RED, 0), (Finding.level == Level.ORANGE, 1), else_=2),
            Finding.rule,
            Finding.agency,
        )
    )
    return list(session.scalars(query))


def _log_of(session: Session, alert: Alert, policies: Iterable[SupervisionPolicy]) -> _Log:
    first_day = min((first_day_needed(alert.day, policy) for policy in policies), default=alert.day)
    facts = facts_of_firm(session, alert.enterprise_id, first_day, alert.day)
    heads = session.scalars(
        select(Visit).where(Visit.enterprise_id == alert.enterprise_id, Visit.id.in_([visit.id for visit in facts]))
    )
    codes = {part.agency for visit in facts for part in visit.participations}
    agencies = session.execute(select(Agency.code, Agency.name).where(Agency.code.in_(codes)))
    return _Log(facts=facts, heads={head.id: head for head in heads}, agencies=dict(agencies.all()))


def _page(finding: Finding, known: KnownPolicy | None, log: _Log) -> FindingPage:
    return FindingPage(
        rule=finding.rule,
        agency=log.agencies.get(finding.agency, finding.agency),
        count=finding.count,
        limit=finding.limit,
        window_days=_window_days(finding.rule, known),
        level=finding.level,
        state=finding.state,
        closed_because=finding.closed_because,
        policy_sha256=finding.policy_sha256,
        policy_since=known.published_at if known else None,
        basis=known.policy.basis_of(_basis_key(finding.rule)) if known else None,
        quiet_periods=_quiet_periods(finding, known),
        proof=_proof_page(finding, known, log) if known else None,
    )


def _window_days(rule: FrequencyRule, known: KnownPolicy | None) -> int:
    if known is None:
        return 0
    match rule:
        case FrequencyRule.VISIT_RATE:
            return known.policy.visit_rate.window_days
        case FrequencyRule.MANY_AGENCIES:
            return known.policy.many_agencies.window_days
        case FrequencyRule.REPEAT_CHECK:
            return known.policy.repeat_check.gap_days
        case FrequencyRule.ANNUAL_CAP | FrequencyRule.QUIET_PERIOD:
            return 0


def _basis_key(rule: FrequencyRule) -> str:
    return "quiet_periods" if rule is FrequencyRule.QUIET_PERIOD else rule.value


def _quiet_periods(finding: Finding, known: KnownPolicy | None) -> tuple[str, ...]:
    if known is None or finding.rule is not FrequencyRule.QUIET_PERIOD:
        return ()
    day = date_of(finding.day)
    return tuple(f"{p.name}（{p.legal_basis}）" for p in known.policy.quiet_periods if p.contains(day))


def _proof_page(finding: Finding, known: KnownPolicy, log: _Log) -> ProofPage | None:
    if finding.visit_id not in log.heads:
        return None
    asked = Question(rule=finding.rule, agency=finding.agency or None, visit=finding.visit_id, limit=finding.limit)
    proof = prove(asked, log.facts, known.policy)
    shown = [_shown(visit, log) for visit in proof.visits]
    other = {v.facts.id for v in proof.visits if NotCountedReason.OTHER_AGENCY in v.reasons}
    return ProofPage(
        first_day=proof.first_day,
        last_day=proof.last_day,
        count=proof.count,
        visits=tuple(visit for visit in shown if visit.id not in other),
        others=tuple(visit for visit in shown if visit.id in other),
    )


def _shown(visit: ProvenVisit, log: _Log) -> VisitInProof:
    head, facts = log.heads[visit.facts.id], visit.facts
    lead_first = sorted(facts.participations, key=lambda part: part.agency != head.lead_agency)
    return VisitInProof(
        id=facts.id,
        number=head.number,
        started_at=facts.started_at,
        kind=facts.kind,
        types=tuple(dict.fromkeys(part.type for part in lead_first if part.type is not None)),
        agencies=tuple(dict.fromkeys(log.agencies.get(part.agency, part.agency) for part in lead_first)),
        evidence=head.evidence,
        counted=visit.counted,
        place=visit.place,
        over=visit.over,
        is_trigger=visit.is_trigger,
        new_agencies=tuple(log.agencies.get(code, code) for code in visit.new_agencies),
        reasons=visit.reasons,
    )
