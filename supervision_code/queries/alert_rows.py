"""Alerts as rows of a list, with the rules they broke in numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import case, select, tuple_
from sqlalchemy.orm import Session

from supervision_code.domain.alerts import AlertState, Settlement
from supervision_code.domain.findings import FindingState
from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.persistence.alerts import RULE_MARK
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.registry import Agency
from supervision_code.queries.paging import AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """One finding of an alert in numbers."""

    rule: FrequencyRule
    count: int
    limit: int
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """One alert in a list."""

    enterprise_id: UUID
    id: UUID
    level: Level
    state: AlertState
    settlement: Settlement | None
    firm: str
    uscc: str
    district: str
    agency: str
    day: int
    number: str
    raised_at: datetime
    answer_by: date | None
    overdue: bool
    broken: tuple[BrokenRule, ...] = ()


def alert_rows(session: Session, found: Sequence[AnyRow], today: date) -> tuple[AlertRow, ...]:
    """Return the rows of a listing (alert, firm, credit code, district, agency, number) with two statements in all."""
    broken = _broken(session, [row[0] for row in found])
    return tuple(
        AlertRow(
            enterprise_id=alert.enterprise_id,
            id=alert.id,
            level=alert.level,
            state=alert.state,
            settlement=alert.settlement,
            firm=firm,
            uscc=uscc,
            district=district or alert.district,
            agency=agency or alert.agency,
            day=alert.day,
            number=number,
            raised_at=alert.raised_at,
            answer_by=alert.answer_by if alert.state is AlertState.ASKED else None,
            overdue=is_overdue(alert, today),
            broken=broken.get(alert.visit_id) or _named_only(alert),
        )
        for alert, firm, uscc, district, agency, number, *_ in found
    )


def is_overdue(alert: Alert, today: date) -> bool:
    """Say whether an agency's answer is late."""
    return alert.state is AlertState.ASKED and alert.answer_by is not None and alert.answer_by < today


def _broken(session: Session, alerts: Iterable[Alert]) -> Mapping[UUID, tuple[BrokenRule, ...]]:
    """Return the standing findings of these alerts, the most serious first, by visit."""
    keys = [(alert.enterprise_id, alert.visit_id) for alert in alerts]
    by_visit: dict[UUID, tuple[BrokenRule, ...]] = {}
    query = (
        select(Finding, Agency.name)
        .outerjoin(Agency, Agency.code == Finding.agency)
        .where(
            tuple_(Finding.enterprise_id, Finding.visit_id).in_(keys),
            Finding.state == FindingState.STANDING,
        )
        .order_by(
            case((Finding.level == Level.RED, 0), (Finding.level == Level.ORANGE, 1), else_=2),
            Finding.rule,
            Finding.agency,
        )
    )
    for finding, agency in session.execute(query):
        rule = BrokenRule(rule=finding.rule, count=finding.count, limit=finding.limit, agency=agency or finding.agency)
        by_visit[finding.visit_id] = (*by_visit.get(finding.visit_id, ()), rule)
    return by_visit


def _named_only(alert: Alert) -> tuple[BrokenRule, ...]:
    """Return the rules an alert was raised for, without numbers: its findings stand no longer."""
    names = alert.rules.split(RULE_MARK) if alert.rules else []
    return tuple(BrokenRule(rule=FrequencyRule(name), count=0, limit=0, agency="") for name in names)
