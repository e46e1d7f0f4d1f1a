"""One alert whole: the firm, the visit, what it broke and why, what was done about it, and who can be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from supervision_code.domain.alerts import AlertState, AlertStepKind, Settlement
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.frequency import Level
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import EnterpriseKind, RiskTier
from supervision_code.domain.visits import EvidenceLevel, ExceptionKind, ScanChannel, VisitKind, VisitState
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.alerts import Alert, AlertStep
from supervision_code.persistence.models.registry import Agency, District, Enterprise
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.alert_proofs import FindingPage, findings_of
from supervision_code.queries.alert_rows import is_overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertedFirm:
    """The firm an alert is about."""

    id: UUID
    name: str
    uscc: str
    kind: EnterpriseKind
    district: str
    street: str
    risk_tier: RiskTier | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertedVisit:
    """The visit that broke a rule."""

    id: UUID
    number: str
    started_at: datetime
    kind: VisitKind
    state: VisitState
    channel: ScanChannel
    evidence: EvidenceLevel
    late: bool
    exception: ExceptionKind | None
    exception_reason: str
    over_limit_reason: str
    opened_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step on record; nobody's name stands for the system."""

    kind: AlertStepKind
    at: datetime
    by: str
    agency: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPage:
    """Everything a supervisor needs to judge an alert."""

    enterprise_id: UUID
    id: UUID
    level: Level
    state: AlertState
    raised_at: datetime
    taken_by: str
    asked_agency: str
    answer_by: date | None
    overdue: bool
    settlement: Settlement | None
    settled_at: datetime | None
    firm: AlertedFirm
    visit: AlertedVisit
    agencies: tuple[tuple[str, str], ...]
    """Code and name of each agency that came, the lead agency first."""
    findings: tuple[FindingPage, ...]
    steps: tuple[StepRow, ...]


class AlertPageQueries:
    """Looks at one alert."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def alert(self, actor: Actor, enterprise_id: UUID, alert_id: UUID) -> AlertPage:
        """Return an alert of the actor's area; raises NoSuchRecord."""
        actor.require(Permission.ALERT_SEE)
        with self._database.read() as session:
            alert = session.get(Alert, (enterprise_id, alert_id))
            if alert is None:
                raise NoSuchRecord
            require_within_reach(actor, alert.district)
            return self._page(session, alert)

    def _page(self, session: Session, alert: Alert) -> AlertPage:
        visit, opened_by = _visit(session, alert)
        agencies = _agencies(session, visit)
        return AlertPage(
            enterprise_id=alert.enterprise_id,
            id=alert.id,
            level=alert.level,
            state=alert.state,
            raised_at=alert.raised_at,
            taken_by=session.scalar(select(Account.name).where(Account.id == alert.taken_by)) or "",
            asked_agency=dict(agencies).get(alert.asked_agency or "", alert.asked_agency or ""),
            answer_by=alert.answer_by,
            overdue=is_overdue(alert, day_of(self._clock.now())),
            settlement=alert.settlement,
            settled_at=alert.settled_at,
            firm=_firm(session, alert.enterprise_id),
            visit=_visit_row(visit, opened_by),
            agencies=agencies,
            findings=findings_of(session, alert, self._policies.timeline(session)),
            steps=steps_of(session, alert),
        )


def _visit(session: Session, alert: Alert) -> tuple[Visit, str]:
    visit, name = session.execute(
        select(Visit, Account.name)
        .outerjoin(Account, Account.id == Visit.opened_by)
        .where(Visit.enterprise_id == alert.enterprise_id, Visit.id == alert.visit_id)
    ).one()
    return visit, name or ""


def _agencies(session: Session, visit: Visit) -> tuple[tuple[str, str], ...]:
    rows = session.execute(
        select(Participation.agency, Agency.name)
        .join(Agency, Agency.code == Participation.agency)
        .where(Participation.enterprise_id == visit.enterprise_id, Participation.visit_id == visit.id)
        .order_by(Agency.name)
    ).all()
    return tuple((code, name) for code, name in sorted(rows, key=lambda row: row[0] != visit.lead_agency))


def _firm(session: Session, enterprise_id: UUID) -> AlertedFirm:
    street = aliased(District)
    firm, district, street_name = session.execute(
        select(Enterprise, District.name, street.name)
        .outerjoin(District, District.code == Enterprise.district)
        .outerjoin(street, street.code == Enterprise.street)
        .where(Enterprise.id == enterprise_id)
    ).one()
    return AlertedFirm(
        id=firm.id,
        name=firm.name,
        uscc=firm.uscc,
        kind=firm.kind,
        district=district or firm.district,
        street=street_name or "",
        risk_tier=firm.risk_tier,
    )


def _visit_row(visit: Visit, opened_by: str) -> AlertedVisit:
    return AlertedVisit(
        id=visit.id,
        number=visit.number,
        started_at=visit.started_at,
        kind=visit.kind,
        state=visit.state,
        channel=visit.channel,
        evidence=visit.evidence,
        late=visit.late,
        exception=visit.exception,
        exception_reason=visit.exception_reason,
        over_limit_reason=visit.over_limit_reason,
        opened_by=opened_by,
    )


def steps_of(session: Session, alert: Alert) -> tuple[StepRow, ...]:
    """Return the steps of an alert, oldest first."""
    rows: Sequence[tuple[AlertStep, str | None]] = session.execute(
        select(AlertStep, Agency.name)
        .outerjoin(Agency, Agency.code == AlertStep.agency)
        .where(AlertStep.enterprise_id == alert.enterprise_id, AlertStep.alert_id == alert.id)
        .order_by(AlertStep.at, AlertStep.id)
    ).all()
    return tuple(
        StepRow(kind=step.kind, at=step.at, by=step.account_name, agency=agency or step.agency, text=step.text)
        for step, agency in rows
    )
