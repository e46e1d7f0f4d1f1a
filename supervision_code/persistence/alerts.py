"""Alerts follow the findings: one for each visit with a standing finding, raised, changed, lapsed or raised again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.alerts import UNFINISHED, AlertState, AlertStepKind, move
from supervision_code.domain.findings import FindingState
from supervision_code.domain.frequency import Level
from supervision_code.domain.identifiers import new_id
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.firms import Firm
from supervision_code.persistence.models.alerts import Alert, AlertStep
from supervision_code.persistence.models.findings import Finding

SEVERITY: Final = (Level.BLUE, Level.YELLOW, Level.ORANGE, Level.RED)
RULE_MARK: Final = ";"


@dataclass(frozen=True, slots=True)
class TouchedVisit:
    """A visit whose findings changed, with its firm and its lead agency."""

    firm: Firm
    visit: UUID
    agency: str


def follow(session: Session, touched: Sequence[TouchedVisit], now: datetime) -> None:
    """Bring the alerts of these visits to the findings that stand at them."""
    firms, visits = {one.firm.id for one in touched}, {one.visit for one in touched}
    standing = _standing(session, firms, visits)
    alerts = select(Alert).where(Alert.enterprise_id.in_(firms), Alert.visit_id.in_(visits))
    known = {alert.visit_id: alert for alert in session.scalars(alerts)}
    new, steps = [], []
    for one in touched:
        findings, alert = standing.get(one.visit, []), known.get(one.visit)
        if alert is None and findings:
            new.append(_new_row(one, findings, now))
            steps.append(step_row(one.firm.id, new[-1]["id"], AlertStepKind.RAISED, now))
        elif alert is not None:
            kind = _changed(alert, findings)
            if kind is not None:
                steps.append(step_row(one.firm.id, alert.id, kind, now))
    insert_rows(session, Alert.__table__, new)
    session.flush()
    insert_rows(session, AlertStep.__table__, steps)


def _standing(session: Session, firms: set[UUID], visits: set[UUID]) -> Mapping[UUID, list[Finding]]:
    by_visit: dict[UUID, list[Finding]] = defaultdict(list)
    query = select(Finding).where(
        Finding.enterprise_id.in_(firms), Finding.visit_id.in_(visits), Finding.state == FindingState.STANDING
    )
    for finding in session.scalars(query.order_by(Finding.rule, Finding.agency)):
        by_visit[finding.visit_id].append(finding)
    return by_visit


def _new_row(touched: TouchedVisit, findings: Sequence[Finding], now: datetime) -> dict[str, Any]:
    return {
        "enterprise_id": touched.firm.id,
        "id": new_id(now),
        "visit_id": touched.visit,
        "district": touched.firm.district,
        "agency": touched.agency,
        "rules": _rules(findings),
        "level": _level(findings),
        "day": findings[0].day,
        "state": AlertState.OPEN,
        "raised_at": now,
        "taken_by": None,
        "asked_agency": None,
        "answer_by": None,
        "settlement": None,
        "settled_at": None,
    }


def step_row(enterprise_id: UUID, alert_id: UUID, kind: AlertStepKind, now: datetime) -> dict[str, Any]:
    """Return the row of a step that the system itself takes."""
    return {
        "enterprise_id": enterprise_id,
        "id": new_id(now),
        "alert_id": alert_id,
        "kind": kind,
        "at": now,
        "account_id": None,
        "account_name": "",
        "agency": "",
        "text": "",
    }


def _changed(alert: Alert, findings: Sequence[Finding]) -> AlertStepKind | None:
    """Bring one alert to its findings and return the step that says so; a settled one stays as it was settled."""
    if not findings:
        if alert.state not in UNFINISHED:
            return None
        alert.state = move(alert.state, AlertState.LAPSED)
        return AlertStepKind.LAPSED
    before = (alert.rules, alert.level)
    alert.rules, alert.level = _rules(findings), _level(findings)
    if alert.state is AlertState.LAPSED:
        alert.state = move(alert.state, AlertState.OPEN)
        return AlertStepKind.REOPENED
    return AlertStepKind.CHANGED if before != (alert.rules, alert.level) else None


def _rules(findings: Sequence[Finding]) -> str:
    return RULE_MARK.join(sorted({finding.rule.value for finding in findings}))


def _level(findings: Sequence[Finding]) -> Level:
    return max((finding.level for finding in findings), key=SEVERITY.index)
