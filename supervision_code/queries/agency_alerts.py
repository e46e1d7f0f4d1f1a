"""Alerts as the agency that was asked sees them: the question, the visit, and its own answer; nothing else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, case, select

from supervision_code.domain.alerts import AlertState, AlertStepKind, Settlement
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.frequency import Level
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.models.alerts import Alert, AlertStep
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
            .where(_was_asked(actor.agency))
        )
        order = Order(key=case((_is_asked(actor.agency), 1), else_=0), kind=int, id=Alert.id)
        with self._database.read() as session:
            fetched = fetch(session, query, order, cut)
        rows = tuple(_row(row[0], row[1], row[2], actor.agency, today) for row in fetched.rows)
        return AskedAlertList(rows=rows, newer=fetched.newer, older=fetched.older)

    def alert(self, actor: Actor, enterprise_id: UUID, alert_id: UUID) -> AskedAlertPage:
        """Return one alert the agency was asked about; raises NoSuchRecord."""
        actor.require(Permission.AGENCY_ALERTS_SEE)
        with self._database.read() as session:
            alert = session.scalar(
                select(Alert).where(
                    Alert.enterprise_id == enterprise_id, Alert.id == alert_id, _was_asked(actor.agency)
                )
            )
            if alert is None or actor.agency is None:
                raise NoSuchRecord
            visit = session.get_one(Visit, (enterprise_id, alert.visit_id))
            firm = session.get_one(Enterprise, enterprise_id)
            findings = findings_of(session, alert, self._policies.timeline(session))
            steps = steps_of(session, alert)
            own = session.scalar(select(Agency.name).where(Agency.code == actor.agency)) or ""
        return AskedAlertPage(
            alert=_row(alert, firm.name, visit, actor.agency, day_of(self._clock.now())),
            findings=findings,
            steps=tuple(step for step in steps if step.agency == own or step.kind in _SAID_TO_ALL),
        )


def _was_asked(agency: str | None) -> ColumnElement[bool]:
    """Say whether an agency was ever asked: what it answered stays open to it when others are asked after it."""
    return (
        select(AlertStep.id)
        .where(
            AlertStep.enterprise_id == Alert.enterprise_id,
            AlertStep.alert_id == Alert.id,
            AlertStep.kind == AlertStepKind.ASKED,
            AlertStep.agency == agency,
        )
        .exists()
    )


def _is_asked(agency: str | None) -> ColumnElement[bool]:
    return (Alert.state == AlertState.ASKED) & (Alert.asked_agency == agency)


def _row(alert: Alert, firm: str, visit: Visit, agency: str | None, today: date) -> AskedAlertRow:
    # Another agency is asked only after this one answered; what that one was asked is not this one's to see.
    others_turn = alert.asked_agency != agency and alert.state is AlertState.ASKED
    return AskedAlertRow(
        enterprise_id=alert.enterprise_id,
        id=alert.id,
        firm=firm,
        number=visit.number,
        visit_id=visit.id,
        started_at=visit.started_at,
        level=alert.level,
        state=AlertState.ANSWERED if others_turn else alert.state,
        settlement=alert.settlement,
        answer_by=alert.answer_by if alert.asked_agency == agency else None,
        overdue=not others_turn and is_overdue(alert, today),
    )
