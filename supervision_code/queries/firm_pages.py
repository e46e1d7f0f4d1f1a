"""One firm whole: the register, its codes, its log with what counted, and its alerts. Never its complaints."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from supervision_code.domain.alerts import UNFINISHED, AlertState
from supervision_code.domain.clock import Clock
from supervision_code.domain.codes import CodeState
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.periods import Period, period_ending
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import EnterpriseKind, EnterpriseStatus, RiskTier
from supervision_code.domain.rollups import industry_section
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.alerts import RULE_MARK
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.codes import SupervisionCode
from supervision_code.persistence.models.registry import District, Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.area_visits import AreaVisitRow, visit_rows
from supervision_code.queries.paging import Cut, Order, fetch

_MOST_ALERTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """One generation of the firm's code."""

    generation: int
    state: CodeState
    issued_at: datetime
    ended_at: datetime | None
    ended_because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmAlertRow:
    """One alert of the firm."""

    id: UUID
    day: int
    level: Level
    state: AlertState
    rules: tuple[FrequencyRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmPage:
    """Everything the supervisor sees of a firm."""

    id: UUID
    uscc: str
    name: str
    kind: EnterpriseKind
    status: EnterpriseStatus
    district: str
    street: str
    address: str
    industry: str
    section: str
    risk_tier: RiskTier | None
    codes: tuple[CodeRow, ...]
    visits: tuple[AreaVisitRow, ...]
    newer: str
    older: str
    visits_in_year: int
    counted_in_month: int
    alerts: tuple[FirmAlertRow, ...]
    unfinished: int

    @property
    def has_active_code(self) -> bool:
        """Say whether a code can be revoked."""
        return any(code.state is CodeState.ACTIVE for code in self.codes)


class FirmPageQueries:
    """Looks at one firm of the actor's area."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def firm(self, actor: Actor, uscc: str, cut: Cut) -> FirmPage:
        """Return a firm by its credit code, with one page of its log; raises NoSuchRecord."""
        actor.require(Permission.REGISTER_SEE)
        street = aliased(District)
        with self._database.read() as session:
            found = session.execute(
                select(Enterprise, District.name, street.name)
                .outerjoin(District, District.code == Enterprise.district)
                .outerjoin(street, street.code == Enterprise.street)
                .where(Enterprise.id == enterprise_id_of(uscc.upper()))
            ).one_or_none()
            if found is None:
                raise NoSuchRecord
            firm, district, street_name = found
            require_within_reach(actor, firm.district)
            return self._page(session, firm, (district or firm.district, street_name or ""), cut)

    def _page(self, session: Session, firm: Enterprise, place: tuple[str, str], cut: Cut) -> FirmPage:
        query = select(Visit).where(Visit.enterprise_id == firm.id)
        fetched = fetch(session, query, Order(key=Visit.started_at, kind=datetime, id=Visit.id), cut)
        today = day_of(self._clock.now())
        return FirmPage(
            id=firm.id,
            uscc=firm.uscc,
            name=firm.name,
            kind=firm.kind,
            status=firm.status,
            district=place[0],
            street=place[1],
            address=firm.address,
            industry=firm.industry,
            section=industry_section(firm.industry),
            risk_tier=firm.risk_tier,
            codes=_codes(session, firm.id),
            visits=visit_rows(session, [row[0] for row in fetched.rows], self._policies.timeline(session)),
            newer=fetched.newer,
            older=fetched.older,
            visits_in_year=_visits_in(session, firm.id, period_ending(today, 365)),
            counted_in_month=self._counted_in(session, firm.id, period_ending(today, 30)),
            alerts=_alerts(session, firm.id),
            unfinished=_unfinished(session, firm.id),
        )

    def _counted_in(self, session: Session, enterprise_id: UUID, period: Period) -> int:
        query = select(Visit).where(
            Visit.enterprise_id == enterprise_id, Visit.day.between(period.first_day, period.last_day)
        )
        rows = visit_rows(session, session.scalars(query).all(), self._policies.timeline(session))
        return sum(not row.not_counted for row in rows)


def _codes(session: Session, enterprise_id: UUID) -> tuple[CodeRow, ...]:
    rows = session.scalars(
        select(SupervisionCode)
        .where(SupervisionCode.enterprise_id == enterprise_id)
        .order_by(SupervisionCode.generation.desc())
    )
    return tuple(
        CodeRow(
            generation=code.generation,
            state=code.state,
            issued_at=code.issued_at,
            ended_at=code.ended_at,
            ended_because=code.ended_because,
        )
        for code in rows
    )


def _visits_in(session: Session, enterprise_id: UUID, period: Period) -> int:
    query = select(func.count()).where(
        Visit.enterprise_id == enterprise_id,
        Visit.day.between(period.first_day, period.last_day),
        Visit.state != VisitState.VOIDED,
    )
    return int(session.scalar(query) or 0)


def _alerts(session: Session, enterprise_id: UUID) -> tuple[FirmAlertRow, ...]:
    query = select(Alert).where(Alert.enterprise_id == enterprise_id).order_by(Alert.day.desc(), Alert.id.desc())
    return tuple(
        FirmAlertRow(
            id=alert.id,
            day=alert.day,
            level=alert.level,
            state=alert.state,
            rules=tuple(rule for rule in FrequencyRule if rule.value in alert.rules.split(RULE_MARK)),
        )
        for alert in session.scalars(query.limit(_MOST_ALERTS))
    )


def _unfinished(session: Session, enterprise_id: UUID) -> int:
    query = select(func.count()).where(Alert.enterprise_id == enterprise_id, Alert.state.in_(sorted(UNFINISHED)))
    return int(session.scalar(query) or 0)
