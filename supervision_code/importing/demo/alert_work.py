"""What supervisors and agencies did about the alerts: the older an alert, the further it has come."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.alerts import AlertState, AlertStepKind, Settlement, move
from supervision_code.domain.days import day_of, working_days_after
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import LedgerKind
from supervision_code.importing.demo.accounts import FUTIAN, MARKET
from supervision_code.importing.demo.papers import Papers
from supervision_code.importing.demo.scene import Scene
from supervision_code.importing.demo.staged import StagedVisit
from supervision_code.importing.demo.storing import number_of
from supervision_code.importing.demo.story import SETTLED, Story
from supervision_code.persistence import inbox
from supervision_code.persistence.bulk import insert_rows
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.alerts import Alert, AlertStep

_LADDER: Final = (AlertState.OPEN, AlertState.TAKEN, AlertState.ASKED, AlertState.ANSWERED, AlertState.SETTLED)
_BY_AGE: Final = (
    (3, (80, 20, 0, 0, 0)),
    (9, (40, 22, 28, 6, 4)),
    (20, (12, 10, 30, 22, 26)),
    (45, (4, 3, 9, 12, 72)),
    (366, (0, 0, 0, 1, 99)),
)
"""Up to how many days old, and the weights of the rungs of the ladder."""
_FUTIAN: Final = (AlertState.OPEN, AlertState.TAKEN, AlertState.ASKED, AlertState.OPEN, AlertState.ANSWERED)
_SETTLEMENTS: Final = (
    Settlement.JUSTIFIED,
    Settlement.REMINDED,
    Settlement.CORRECTION_ORDERED,
    Settlement.RECORD_WRONG,
)
_SETTLEMENT_WEIGHTS: Final = (38, 42, 16, 4)
_SETTLED_WITHOUT_ASKING: Final = 0.3
_ASKED_AT_LEAST: Final = 2
_LEFT_LYING: Final = 0.2


@dataclass(slots=True)
class _Desk:
    scene: Scene
    papers: Papers
    steps: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Case:
    """An alert on the desk; ``at`` moves on with each step."""

    alert: Alert
    visit: StagedVisit
    supervisor: Account
    at: datetime


def work_on_alerts(session: Session, scene: Scene, story: Story, papers: Papers) -> None:
    """Take every alert as far as its age lets expect."""
    visits = {visit.record.id: visit for visit in scene.log.visits}
    settled = {story.id_of(name): settlement for name, settlement in SETTLED.items()}
    desk = _Desk(scene, papers)
    alerts = session.scalars(select(Alert).order_by(Alert.raised_at.desc(), Alert.visit_id)).all()
    wanted = _wanted(scene, [alert for alert in alerts if alert.state is AlertState.OPEN], settled)
    for alert in alerts:
        if alert.id in wanted:
            _handle(desk, alert, visits[alert.visit_id], wanted[alert.id], settled.get(alert.visit_id))
    session.flush()
    insert_rows(session, AlertStep.__table__, desk.steps)


def _wanted(scene: Scene, alerts: Sequence[Alert], settled: Mapping[UUID, Settlement]) -> dict[UUID, AlertState]:
    """Return how far each alert comes; in the visitors' district and agency each kind of work waits for them."""
    wanted = {alert.id: _by_age(scene.dice, (scene.now - alert.raised_at).days) for alert in alerts}
    futian = [alert for alert in alerts if alert.district == FUTIAN and alert.visit_id not in settled]
    asked = [alert for alert in futian if alert.agency == MARKET][:_ASKED_AT_LEAST]
    others = [alert for alert in futian if alert not in asked]
    wanted |= {alert.id: state for alert, state in zip(others, _FUTIAN, strict=False)}
    wanted |= dict.fromkeys((alert.id for alert in asked), AlertState.ASKED)
    return wanted | {alert.id: AlertState.SETTLED for alert in alerts if alert.visit_id in settled}


def _by_age(dice: random.Random, days: int) -> AlertState:
    weights = next(weights for limit, weights in _BY_AGE if days < limit)
    return dice.choices(_LADDER, weights)[0]


def _handle(desk: _Desk, alert: Alert, visit: StagedVisit, wanted: AlertState, settlement: Settlement | None) -> None:
    dice = desk.scene.dice
    supervisors = desk.scene.city.supervisors[alert.district]
    supervisor = supervisors[0] if settlement else dice.choice(supervisors)
    case = _Case(alert=alert, visit=visit, supervisor=supervisor, at=_taken_up(desk.scene, alert, wanted))
    silent = wanted is AlertState.SETTLED and settlement is None and dice.random() < _SETTLED_WITHOUT_ASKING
    for state in _LADDER[1 : _LADDER.index(wanted) + 1]:
        if silent and state in {AlertState.ASKED, AlertState.ANSWERED}:
            continue
        left = _LADDER.index(wanted) - _LADDER.index(state) + 1
        case.at = _later(desk.scene, case.at, left)
        _STEPS[state](desk, case, settlement)


def _taken_up(scene: Scene, alert: Alert, wanted: AlertState) -> datetime:
    """Return from when on the alert was worked on; what is not done yet was not begun long ago."""
    if wanted in {AlertState.TAKEN, AlertState.ASKED} and scene.dice.random() > _LEFT_LYING:
        return max(alert.raised_at, scene.now - timedelta(days=scene.dice.uniform(4, 11)))
    return alert.raised_at


def _later(scene: Scene, after: datetime, left: int) -> datetime:
    """Return an office hour some days on, so that the steps still to come fit before the present."""
    room = max(0.0, (scene.now - after).total_seconds() / left)
    days = min(scene.dice.uniform(0.4, 5), room / 86400)
    moment = after + timedelta(days=days)
    office = scene.office_hour(day_of(moment))
    return office if after < office < scene.now else moment


def _take(desk: _Desk, case: _Case, _: Settlement | None) -> None:
    case.alert.state = move(case.alert.state, AlertState.TAKEN)
    case.alert.taken_by = case.supervisor.id
    _step(desk, case, case.supervisor, AlertStepKind.TAKEN)


def _ask(desk: _Desk, case: _Case, _: Settlement | None) -> None:
    agency = case.visit.lead
    case.alert.state = move(case.alert.state, AlertState.ASKED)
    case.alert.asked_agency, case.alert.answer_by = agency, _answer_by(desk.scene, case.at)
    _step(desk, case, case.supervisor, AlertStepKind.ASKED, desk.scene.say("alerts", "questions"), agency=agency)
    facts = {
        "number": number_of(case.visit),
        "firm": case.visit.firm.row.name,
        "until": case.alert.answer_by.isoformat(),
    }
    _tell(desk, case, inbox.to_agency(agency), "inbox-alert-asked", facts)


def _answer_by(scene: Scene, asked_at: datetime) -> date:
    return working_days_after(day_of(asked_at), scene.policy.alerts.answer_working_days, scene.calendar)


def _answer(desk: _Desk, case: _Case, _: Settlement | None) -> None:
    agency = desk.scene.city.agencies[case.visit.lead]
    manager = desk.scene.city.accounts[agency.officers[0].id]
    text = desk.scene.say("alerts", "careless_answers" if agency.records == "poor" else "answers")
    case.alert.state = move(case.alert.state, AlertState.ANSWERED)
    _step(desk, case, manager, AlertStepKind.ANSWERED, text, agency=agency.code)
    facts = {"number": number_of(case.visit), "agency": agency.row.name}
    _tell(desk, case, inbox.to_district(case.alert.district), "inbox-alert-answered", facts)


def _settle(desk: _Desk, case: _Case, settlement: Settlement | None) -> None:
    how = settlement or desk.scene.dice.choices(_SETTLEMENTS, _SETTLEMENT_WEIGHTS)[0]
    case.alert.state = move(case.alert.state, AlertState.SETTLED)
    case.alert.settlement, case.alert.settled_at = how, case.at
    _step(desk, case, case.supervisor, AlertStepKind.SETTLED, desk.scene.say("alerts", how.value), settlement=how)
    facts = {"number": number_of(case.visit), "firm": case.visit.firm.row.name, "settlement": how.value}
    for agency in dict.fromkeys([case.alert.agency, case.alert.asked_agency or case.alert.agency]):
        _tell(desk, case, inbox.to_agency(agency), "inbox-alert-settled", facts)


_STEPS: Final = {
    AlertState.TAKEN: _take,
    AlertState.ASKED: _ask,
    AlertState.ANSWERED: _answer,
    AlertState.SETTLED: _settle,
}


def _step(
    desk: _Desk,
    case: _Case,
    account: Account,
    kind: AlertStepKind,
    text: str = "",
    *,
    agency: str = "",
    settlement: Settlement | None = None,
) -> None:
    """Put a step on record: the step itself, the trail, the ledger."""
    desk.steps.append(
        {
            "enterprise_id": case.alert.enterprise_id,
            "id": new_id(case.at),
            "alert_id": case.alert.id,
            "kind": kind,
            "at": case.at,
            "account_id": account.id,
            "account_name": account.name,
            "agency": agency,
            "text": text,
        }
    )
    note = text if settlement is None else f"{settlement.value}: {text}"
    number, firm = number_of(case.visit), case.visit.firm
    desk.papers.trace(account, f"alert:{kind.value}", case.at, number, firm, agency=agency, note=note)
    facts = {
        "account": str(account.id),
        "agency": agency,
        "alert": str(case.alert.id),
        "kind": kind.value,
        "settlement": settlement.value if settlement else "",
        "text": text,
    }
    desk.papers.enter(LedgerKind.OVERSIGHT_STEP, case.at, firm.id, {"step": facts}, case.alert.id)


def _tell(desk: _Desk, case: _Case, recipient: str, key: str, facts: Mapping[str, str | int]) -> None:
    link = f"/alerts/{case.alert.enterprise_id}/{case.alert.id}"
    desk.papers.tell(recipient, key, case.at, facts, link)
