"""The work list: what the supervisor must act on today, the most urgent first, at most a handful."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from supervision_code.domain.alerts import AlertState
from supervision_code.domain.clock import Clock
from supervision_code.domain.complaints import UNFINISHED as UNFINISHED_COMPLAINTS
from supervision_code.domain.complaints import ComplaintGround, ComplaintStatus
from supervision_code.domain.days import day_of
from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import DisputeGround
from supervision_code.persistence.alerts import RULE_MARK
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.visits import Dispute, Visit
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.complaint_cases import CaseRow, case_row, listing, next_deadline
from supervision_code.queries.disputes import is_waiting

_SHOWN: Final = 5
_OF_A_KIND: Final = 2
_SOON: Final = timedelta(days=3)


class Urgency(IntEnum):
    """What comes first."""

    OVERDUE = 0
    RED = 1
    SOON = 2
    ANSWERED = 3
    DISPUTED = 4
    REST = 5


class WorkKind(StrEnum):
    """What kind of thing waits."""

    ALERT = "alert"
    ANSWER_OVERDUE = "answer_overdue"
    ANSWER_HERE = "answer_here"
    COMPLAINT = "complaint"
    COMPLAINT_NEW = "complaint_new"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """One thing to act on, with what its line says and where it leads."""

    urgency: Urgency
    kind: WorkKind
    id: UUID
    enterprise_id: UUID | None = None
    visit_id: UUID | None = None
    firm: str = ""
    agency: str = ""
    reference: str = ""
    level: Level | None = None
    state: AlertState | None = None
    rule: FrequencyRule | None = None
    ground: ComplaintGround | DisputeGround | None = None
    day: date | int | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """The handful, and how many wait of each kind."""

    entries: tuple[WorkItem, ...]
    alerts: int
    complaints: int
    disputes: int


class WorkListQueries:
    """Looks at what waits in the actor's area."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def waiting(self, actor: Actor) -> WorkList:
        """Return what waits; who only reads sees the alerts alone."""
        actor.require(Permission.OVERVIEW_SEE)
        today = day_of(self._clock.now())
        with self._database.read() as session:
            items = _alerts(session, actor, today)
            complaints = disputes = 0
            if actor.may(Permission.COMPLAINT_SEE):
                items += _complaints(session, actor, today)
                complaints = _number_of_complaints(session, actor)
            if actor.may(Permission.VISIT_VOID):
                items += _disputes(session, actor)
                disputes = _number_of_disputes(session, actor)
            alerts = _number_of_alerts(session, actor)
        return WorkList(entries=_most_urgent(items), alerts=alerts, complaints=complaints, disputes=disputes)


def _most_urgent(items: Iterable[WorkItem]) -> tuple[WorkItem, ...]:
    """Return the handful; two of each kind go before a third, so that no heap hides the rest.

    The newest complaint that nobody took up has a place of its own: it has days to go, and is news.
    """
    seen: Counter[WorkKind] = Counter()
    ranked: list[tuple[bool, WorkItem]] = []
    for item in sorted(items, key=lambda item: item.urgency):
        seen[item.kind] += 1
        ranked.append((seen[item.kind] > _OF_A_KIND, item))
    chosen = [item for _, item in sorted(ranked, key=lambda one: one[0])]
    kept = [item for item in chosen if item.kind is WorkKind.COMPLAINT_NEW]
    rest = [item for item in chosen if item.kind is not WorkKind.COMPLAINT_NEW]
    return tuple(sorted([*rest[: _SHOWN - len(kept)], *kept], key=lambda item: item.urgency))


_TO_ACT_ON: Final = (AlertState.OPEN, AlertState.TAKEN, AlertState.ANSWERED)


def _to_act_on(actor: Actor, today: date) -> ColumnElement[bool]:
    late = (Alert.state == AlertState.ASKED) & (Alert.answer_by < today)
    return within_reach(actor, Alert.district) & (Alert.state.in_(_TO_ACT_ON) | late)


def _alerts(session: Session, actor: Actor, today: date) -> list[WorkItem]:
    urgency = case(
        (Alert.state == AlertState.ASKED, Urgency.OVERDUE.value),
        (Alert.level == Level.RED, Urgency.RED.value),
        (Alert.state == AlertState.ANSWERED, Urgency.ANSWERED.value),
        else_=Urgency.REST.value,
    )
    severity = case((Alert.level == Level.RED, 0), (Alert.level == Level.ORANGE, 1), else_=2)
    rows = session.execute(
        select(Alert, Enterprise.name, Agency.name, urgency)
        .join(Enterprise, Enterprise.id == Alert.enterprise_id)
        .outerjoin(Agency, Agency.code == func.coalesce(Alert.asked_agency, Alert.agency))
        .where(_to_act_on(actor, today))
        .order_by(urgency, severity, Alert.raised_at.desc(), Alert.id)
        .limit(_SHOWN)
    )
    return [_alert_item(alert, firm, agency or alert.agency, Urgency(level)) for alert, firm, agency, level in rows]


def _alert_item(alert: Alert, firm: str, agency: str, urgency: Urgency) -> WorkItem:
    late = alert.state is AlertState.ASKED
    kind = WorkKind.ANSWER_OVERDUE if late else WorkKind.ALERT
    rules = [FrequencyRule(name) for name in alert.rules.split(RULE_MARK) if name]
    return WorkItem(
        urgency=urgency,
        kind=WorkKind.ANSWER_HERE if alert.state is AlertState.ANSWERED else kind,
        id=alert.id,
        enterprise_id=alert.enterprise_id,
        firm=firm,
        agency=agency,
        level=alert.level,
        state=alert.state,
        rule=rules[0] if rules else None,
        day=alert.answer_by if late else alert.day,
        overdue=late,
    )


def _complaints(session: Session, actor: Actor, today: date) -> list[WorkItem]:
    query = (
        listing(actor)
        .where(Complaint.status.in_(sorted(UNFINISHED_COMPLAINTS)))
        .order_by(next_deadline, Complaint.id)
        .limit(_SHOWN)
    )
    nobody_has_seen = listing(actor).where(Complaint.status == ComplaintStatus.FILED).order_by(Complaint.id.desc())
    due = [_complaint_item(case_row(row, today), today) for row in session.execute(query)]
    filed = [_complaint_item(case_row(row, today), today) for row in session.execute(nobody_has_seen.limit(1))]
    new = [replace(item, kind=WorkKind.COMPLAINT_NEW) for item in filed if item.urgency is Urgency.REST]
    return [item for item in due if item.id not in {one.id for one in new}] + new


def _complaint_item(row: CaseRow, today: date) -> WorkItem:
    soon = row.deadline is not None and row.deadline <= today + _SOON
    return WorkItem(
        urgency=Urgency.OVERDUE if row.overdue else Urgency.SOON if soon else Urgency.REST,
        kind=WorkKind.COMPLAINT,
        id=row.id,
        agency=row.agency,
        reference=row.reference,
        ground=row.ground,
        day=row.deadline,
        overdue=row.overdue,
    )


def _disputes(session: Session, actor: Actor) -> list[WorkItem]:
    rows = session.execute(
        select(Dispute, Visit.lead_agency, Agency.name, Enterprise.name)
        .join(Visit, (Visit.enterprise_id == Dispute.enterprise_id) & (Visit.id == Dispute.visit_id))
        .join(Enterprise, Enterprise.id == Dispute.enterprise_id)
        .outerjoin(Agency, Agency.code == Visit.lead_agency)
        .where(within_reach(actor, Enterprise.district), is_waiting())
        .order_by(Dispute.at, Dispute.id)
        .limit(_SHOWN)
    )
    return [
        WorkItem(
            urgency=Urgency.DISPUTED,
            kind=WorkKind.DISPUTE,
            id=dispute.id,
            enterprise_id=dispute.enterprise_id,
            visit_id=dispute.visit_id,
            firm=firm,
            agency=agency or code,
            ground=dispute.ground,
            day=day_of(dispute.at),
        )
        for dispute, code, agency, firm in rows
    ]


def _number_of_alerts(session: Session, actor: Actor) -> int:
    states = (*_TO_ACT_ON, AlertState.ASKED)
    query = select(func.count()).select_from(Alert)
    return int(session.scalar(query.where(Alert.state.in_(states), within_reach(actor, Alert.district))) or 0)


def _number_of_complaints(session: Session, actor: Actor) -> int:
    query = select(func.count()).select_from(Complaint).where(Complaint.status.in_(sorted(UNFINISHED_COMPLAINTS)))
    return int(session.scalar(query.where(within_reach(actor, Complaint.district))) or 0)


def _number_of_disputes(session: Session, actor: Actor) -> int:
    query = (
        select(func.count())
        .select_from(Dispute)
        .join(Visit, (Visit.enterprise_id == Dispute.enterprise_id) & (Visit.id == Dispute.visit_id))
        .join(Enterprise, Enterprise.id == Dispute.enterprise_id)
    )
    return int(session.scalar(query.where(within_reach(actor, Enterprise.district), is_waiting())) or 0)
