"""Alerts: taking one, asking the agency, the agency's answer, and settling it with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from supervision_code.domain.alerts import AlertState, AlertStepKind, Settlement, move
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, day_of, working_days_after
from supervision_code.domain.errors import NoSuchRecord, ReasonMissing
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.ledger import Canonical, LedgerKind
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence import inbox, ledger, trail
from supervision_code.persistence.ledger import LedgerDraft
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.alerts import Alert, AlertStep
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import require_within_reach
from supervision_code.persistence.session import Database, lock_enterprise

_LONGEST_TEXT: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One alert with the firm and the visit it is about, the firm's row locked."""

    firm: Enterprise
    alert: Alert
    number: str
    """The number of the visit, by which both sides know the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    kind: AlertStepKind
    text: str = ""
    agency: str = ""


class AlertService:
    """Every step in the handling of an alert, each on record with who, when and why."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def take(self, actor: Actor, enterprise_id: UUID, alert_id: UUID) -> None:
        """Take an open alert on. Raises NoSuchRecord, IllegalMove."""
        actor.require(Permission.ALERT_HANDLE)
        with self._database.begin() as session:
            case = _case_in_area(session, actor, enterprise_id, alert_id)
            case.alert.state = move(case.alert.state, AlertState.TAKEN)
            case.alert.taken_by = actor.account_id
            self._on_record(session, actor, case, _Step(kind=AlertStepKind.TAKEN))

    def ask(self, actor: Actor, enterprise_id: UUID, alert_id: UUID, agency: str, text: str) -> date:
        """Ask one of the agencies that came; returns the last day for its answer.

        Raises NoSuchRecord (also for an agency that did not come), IllegalMove, ReasonMissing.
        """
        actor.require(Permission.ALERT_HANDLE)
        question = _required(text, "text")
        now = self._clock.now()
        with self._database.begin() as session:
            days = self._policies.now(session).policy.alerts.answer_working_days
            answer_by = working_days_after(day_of(now), days, self._calendar)
            case = _case_in_area(session, actor, enterprise_id, alert_id)
            _require_came(session, case, agency)
            case.alert.state = move(case.alert.state, AlertState.ASKED)
            case.alert.asked_agency, case.alert.answer_by = agency, answer_by
            self._on_record(session, actor, case, _Step(kind=AlertStepKind.ASKED, text=question, agency=agency))
            facts = {"number": case.number, "firm": case.firm.name, "until": answer_by.isoformat()}
            self._tell_agency(session, case, agency, "inbox-alert-asked", facts)
        return answer_by

    def answer(self, actor: Actor, enterprise_id: UUID, alert_id: UUID, text: str) -> None:
        """Answer for the agency that was asked; late answers are kept like others.

        Raises NoSuchRecord, IllegalMove, ReasonMissing.
        """
        actor.require(Permission.AGENCY_ALERTS_ANSWER)
        answer = _required(text, "text")
        with self._database.begin() as session:
            case = _case_of_agency(session, actor, enterprise_id, alert_id)
            case.alert.state = move(case.alert.state, AlertState.ANSWERED)
            agency = case.alert.asked_agency or ""
            self._on_record(session, actor, case, _Step(kind=AlertStepKind.ANSWERED, text=answer, agency=agency))
            name = session.scalar(select(Agency.name).where(Agency.code == agency)) or agency
            for recipient in _supervisors_of(session, case.alert):
                inbox.put(
                    session,
                    recipient,
                    "inbox-alert-answered",
                    self._clock.now(),
                    facts={"number": case.number, "agency": name},
                    link=_link(case.alert),
                )

    def settle(self, actor: Actor, enterprise_id: UUID, alert_id: UUID, settlement: Settlement, reason: str) -> None:
        """Settle an alert with a reason; the agencies concerned hear of it.

        Raises NoSuchRecord, IllegalMove, ReasonMissing.
        """
        actor.require(Permission.ALERT_HANDLE)
        why = _required(reason, "reason")
        now = self._clock.now()
        with self._database.begin() as session:
            case = _case_in_area(session, actor, enterprise_id, alert_id)
            case.alert.state = move(case.alert.state, AlertState.SETTLED)
            case.alert.settlement, case.alert.settled_at = settlement, now
            self._on_record(session, actor, case, _Step(kind=AlertStepKind.SETTLED, text=why), settlement)
            for agency in dict.fromkeys([case.alert.agency, *_asked(session, case.alert)]):
                facts = {"number": case.number, "firm": case.firm.name, "settlement": settlement.value}
                self._tell_agency(session, case, agency, "inbox-alert-settled", facts)

    def _on_record(
        self, session: Session, actor: Actor, case: _Case, step: _Step, settlement: Settlement | None = None
    ) -> None:
        """Write the step, the trail and the ledger entry."""
        now, alert = self._clock.now(), case.alert
        session.flush()
        session.execute(insert(AlertStep).values(_step_row(actor, alert, step, now)))
        trail.append(
            session,
            actor,
            f"alert:{step.kind.value}",
            now,
            subject=case.number,
            enterprise_id=alert.enterprise_id,
            agency=step.agency,
            district=alert.district,
            note=step.text if settlement is None else f"{settlement.value}: {step.text}",
        )
        facts: dict[str, Canonical] = {
            "firm": str(alert.enterprise_id),
            "step": {
                "account": str(actor.account_id),
                "agency": step.agency,
                "alert": str(alert.id),
                "kind": step.kind.value,
                "settlement": settlement.value if settlement else "",
                "text": step.text,
            },
        }
        ledger.append(
            session,
            LedgerDraft(
                kind=LedgerKind.OVERSIGHT_STEP,
                at=now,
                enterprise_id=alert.enterprise_id,
                facts=facts,
                subject=alert.id,
            ),
        )

    def _tell_agency(self, session: Session, case: _Case, agency: str, key: str, facts: dict[str, str]) -> None:
        # An alert is open to the agencies that were asked; to others that came, the visit is.
        alert = case.alert
        was_asked = agency in _asked(session, alert)
        link = _link(alert) if was_asked else f"/visits/{alert.enterprise_id}/{alert.visit_id}"
        inbox.put(session, inbox.to_agency(agency), key, self._clock.now(), facts=facts, link=link)


def _case_in_area(session: Session, actor: Actor, enterprise_id: UUID, alert_id: UUID) -> _Case:
    firm = lock_enterprise(session, enterprise_id)
    alert = session.get(Alert, (enterprise_id, alert_id), populate_existing=True)
    if alert is None:
        raise NoSuchRecord
    require_within_reach(actor, alert.district)
    return _case(session, firm, alert)


def _case_of_agency(session: Session, actor: Actor, enterprise_id: UUID, alert_id: UUID) -> _Case:
    firm = lock_enterprise(session, enterprise_id)
    alert = session.get(Alert, (enterprise_id, alert_id), populate_existing=True)
    if alert is None or actor.agency is None or alert.asked_agency != actor.agency:
        raise NoSuchRecord
    return _case(session, firm, alert)


def _case(session: Session, firm: Enterprise, alert: Alert) -> _Case:
    number = session.scalar(
        select(Visit.number).where(Visit.enterprise_id == alert.enterprise_id, Visit.id == alert.visit_id)
    )
    return _Case(firm=firm, alert=alert, number=number or "")


def _require_came(session: Session, case: _Case, agency: str) -> None:
    if session.get(Participation, (case.alert.enterprise_id, case.alert.visit_id, agency)) is None:
        raise NoSuchRecord


def _asked(session: Session, alert: Alert) -> list[str]:
    """Return the agencies that were asked, in the order in which they were."""
    query = select(AlertStep.agency).where(
        AlertStep.enterprise_id == alert.enterprise_id,
        AlertStep.alert_id == alert.id,
        AlertStep.kind == AlertStepKind.ASKED,
    )
    return list(dict.fromkeys(session.scalars(query.order_by(AlertStep.id))))


def _supervisors_of(session: Session, alert: Alert) -> list[str]:
    """Return the inbox of the alert's district, and that of the area of whoever took it on."""
    area = session.scalar(select(Account.district).where(Account.id == alert.taken_by)) or inbox.WHOLE_CITY
    return [inbox.to_district(place) for place in dict.fromkeys([alert.district, area])]


def _step_row(actor: Actor, alert: Alert, step: _Step, now: datetime) -> dict[str, object]:
    return {
        "enterprise_id": alert.enterprise_id,
        "id": new_id(now),
        "alert_id": alert.id,
        "kind": step.kind,
        "at": now,
        "account_id": actor.account_id,
        "account_name": actor.name,
        "agency": step.agency,
        "text": step.text,
    }


def _link(alert: Alert) -> str:
    return f"/alerts/{alert.enterprise_id}/{alert.id}"


def _required(text: str, field: str) -> str:
    if not text.strip():
        raise ReasonMissing(field=field)
    return text.strip()[:_LONGEST_TEXT]
