"""Alerts follow the findings: one for each visit with a standing finding, raised, changed, lapsed or raised again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from supervision_code.persistence.models.alerts import Alert, AlertStep
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.registry import Enterprise

SEVERITY: Final = (Level.BLUE, Level.YELLOW, Level.ORANGE, Level.RED)
RULE_MARK: Final = ";"


def follow(session: Session, firm: Enterprise, leads: Mapping[UUID, str], now: datetime) -> None:
    """Bring the alerts of these visits (with their lead agencies) to the findings that stand at them."""
    standing = _standing(session, firm.id, leads)
    known = {
        alert.visit_id: alert
        for alert in session.scalars(
            select(Alert).where(Alert.enterprise_id == firm.id, Alert.visit_id.in_(leads.keys()))
        )
    }
    new, steps = [], []
    for visit_id, agency in leads.items():
        findings, alert = standing.get(visit_id, []), known.get(visit_id)
        if alert is None and findings:
            new.append(_new_row(firm, visit_id, agency, findings, now))
            steps.append(step_row(firm.id, new[-1]["id"], AlertStepKind.RAISED, now))
        elif alert is not None:
            kind = _changed(alert, findings)
            if kind is not None:
                steps.append(step_row(firm.id, alert.id, kind, now))
    insert_rows(session, Alert.__table__, new)
    session.flush()
    insert_rows(session, AlertStep.__table__, steps)


def _standing(session: Session, enterprise_id: UUID, visits: Mapping[UUID, str]) -> Mapping[UUID, list[Finding]]:
    by_visit: dict[UUID, list[Finding]] = defaultdict(list)
    query = select(Finding).where(
        Finding.enterprise_id == enterprise_id,
        Finding.visit_id.in_(visits.keys()),
        Finding.state == FindingState.STANDING,
    )
    for finding in session.scalars(query.order_by(Finding.rule, Finding.agency)):
        by_visit[finding.visit_id].append(finding)
    return by_visit


def _new_row(
    firm: Enterprise, visit_id: UUID, agency: str, findings: Sequence[Finding], now: datetime
) -> dict[str, Any]:
    return {
        "enterprise_id": firm.id,
        "id": new_id(now),
        "visit_id": visit_id,
        "district": firm.district,
        "agency": agency,
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
