"""Alerts as the agency that was asked sees them: the question, the visit, and its own answer; nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import case, select

from supervision_code.domain.alerts import AlertState, AlertStepKind, Settlement
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.frequency import Level
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.queries.alert_pages import StepRow, steps_of
from supervision_code.queries.alert_proofs import FindingPage, findings_of
from supervision_code.queries.alert_rows import is_overdue
from supervision_code.queries.paging import Cut, Order, fetch

_SAID_TO_ALL: Final = frozenset({AlertStepKind.RAISED, AlertStepKind.SETTLED, AlertStepKind.LAPSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAlertRow:
    """One alert the agency was asked about."""

    enterprise_id: UUID
    id: UUID
    firm: str
    number: str
    visit_id: UUID
    started_at: datetime
    level: Level
    state: AlertState
    settlement: Settlement | None
    answer_by: date | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAlertList:
    """One page of them."""

    rows: tuple[AskedAlertRow, ...]
    newer: str
    older: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAlertPage:
    """One of them whole. ``steps`` are those that name the agency, and how it was settled."""

    alert: AskedAlertRow
    findings: tuple[FindingPage, ...]
    steps: tuple[StepRow, ...]


class AgencyAlertQueries:
    """Looks at what the actor's agency was asked."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def page(self, actor: Actor, cut: Cut) -> AskedAlertList:
        """Return the alerts the agency was asked about, those waiting for its answer first."""
        actor.require(Permission.AGENCY_ALERTS_SEE)
        today = day_of(self._clock.now())
        query = (
            select(Alert, Enterprise.name, Visit)
            .join(Enterprise, Enterprise.id == Alert.enterprise_id)
            .join(Visit, (Visit.enterprise_id == Alert.enterprise_id) & (Visit.id == Alert.visit_id))
            .where(Alert.asked_agency == actor.agency)
        )
        order = Order(key=case((Alert.state == AlertState.ASKED, 1), else_=0), kind=int, id=Alert.id)
        with self._database.read() as session:
            fetched = fetch(session, query, order, cut)
        rows = tuple(_row(row[0], row[1], row[2], today) for row in fetched.rows)
        return AskedAlertList(rows=rows, newer=fetched.newer, older=fetched.older)

    def alert(self, actor: Actor, enterprise_id: UUID, alert_id: UUID) -> AskedAlertPage:
        """Return one alert the agency was asked about; raises NoSuchRecord."""
        actor.require(Permission.AGENCY_ALERTS_SEE)
        with self._database.read() as session:
            alert = session.get(Alert, (enterprise_id, alert_id))
            if alert is None or actor.agency is None or alert.asked_agency != actor.agency:
                raise NoSuchRecord
            visit = session.get_one(Visit, (enterprise_id, alert.visit_id))
            firm = session.get_one(Enterprise, enterprise_id)
            findings = findings_of(session, alert, self._policies.timeline(session))
            steps = steps_of(session, alert)
            own = session.scalar(select(Agency.name).where(Agency.code == actor.agency)) or ""
        return AskedAlertPage(
            alert=_row(alert, firm.name, visit, day_of(self._clock.now())),
            findings=findings,
            steps=tuple(step for step in steps if step.agency == own or step.kind in _SAID_TO_ALL),
        )


def _row(alert: Alert, firm: str, visit: Visit, today: date) -> AskedAlertRow:
    return AskedAlertRow(
        enterprise_id=alert.enterprise_id,
        id=alert.id,
        firm=firm,
        number=visit.number,
        visit_id=visit.id,
        started_at=visit.started_at,
        level=alert.level,
        state=alert.state,
        settlement=alert.settlement,
        answer_by=alert.answer_by,
        overdue=is_overdue(alert, today),
    )
