"""What people are to be reminded of after a visit, or after its day: duties, backfills, rectifications."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import SHANGHAI, date_of, day_of
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.domain.rectifications import RectificationState
from supervision_code.domain.reminders import Reminder, ReminderTopic
from supervision_code.domain.visits import VisitState
from supervision_code.persistence import inbox
from supervision_code.persistence.assignments import SAME_VISIT, has_part
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.results import Rectification
from supervision_code.persistence.models.visits import Visit, VisitOfficer
from supervision_code.persistence.reminders_before import STREAMED, Occasion, Reminders, planned_page

_OFFICER_AFTER: Final = timedelta(minutes=30)
_END_OF_DAY: Final = time(17, 30)
"""When managers hear of duties that are still open."""
_LONG_OVERDUE: Final = 30
"""Days after which an overdue rectification is nothing new."""


def duties_open(session: Session, asked: Occasion) -> Reminders:
    """Remind officers of the scan an emergency still owes after half an hour, managers at the end of the day."""
    query = (
        select(Visit, Enterprise.name, VisitOfficer.officer_id, VisitOfficer.agency)
        .select_from(Visit)
        .join(Enterprise, Enterprise.id == Visit.enterprise_id)
        .join(VisitOfficer, (VisitOfficer.enterprise_id == Visit.enterprise_id) & (VisitOfficer.visit_id == Visit.id))
        .where(
            Visit.scan_due.is_(True),
            Visit.state != VisitState.VOIDED,
            VisitOfficer.absent_at.is_(None),
            Visit.started_at <= asked.now - _OFFICER_AFTER,
        )
        .order_by(Visit.started_at, Visit.id, VisitOfficer.officer_id)
    )
    with session.execute(query, execution_options=STREAMED) as found:
        for visit, firm, officer, agency in found:
            page = f"/visits/{visit.enterprise_id}/{visit.id}"
            yield _duty(f"duty:{visit.id}:{officer}", inbox.to_officer(officer), firm, page)
            if asked.now >= _end_of_day(visit.started_at):
                yield _duty(f"duty:{visit.id}:{agency}", inbox.to_agency(agency), firm, page)


def visits_not_made(session: Session, asked: Occasion) -> Reminders:
    """Remind of planned visits whose day has passed, at first and at the last: what was made must be backfilled."""
    within, warn = asked.policy.backfill_calendar_days, asked.policy.reminders.backfill_days
    query = (
        select(PlannedVisit, Enterprise.name, PlannedVisitOfficer.officer_id)
        .select_from(PlannedVisit)
        .outerjoin(PlannedVisitOfficer, SAME_VISIT & has_part(PlannedVisitOfficer.agency))
        .join(Enterprise, Enterprise.id == PlannedVisit.enterprise_id)
        .where(
            PlannedVisit.state == PlannedVisitState.PLANNED,
            PlannedVisit.day.between(asked.today - within, asked.today - 1),
        )
        .order_by(PlannedVisit.day, PlannedVisit.id)
    )
    with session.execute(query, execution_options=STREAMED) as found:
        for plan, firm, sent in found:
            officer: UUID | None = sent
            last = plan.day + within
            step = "last" if last - asked.today <= warn else "passed"
            recipient = inbox.to_officer(officer) if officer is not None else inbox.to_agency(plan.agency)
            yield Reminder(
                occasion=f"backfill:{plan.id}:{plan.day}:{step}:{recipient}",
                recipient=recipient,
                topic=ReminderTopic.BACKFILLS,
                key="inbox-backfill-last" if step == "last" else "inbox-backfill-due",
                facts={"firm": firm, "from_day": date_of(plan.day).isoformat(), "until": date_of(last).isoformat()},
                link=planned_page(plan.enterprise_id, plan.id),
            )


def rectifications_due(session: Session, asked: Occasion) -> Reminders:
    """Remind firm and officers of rectifications before their day, and once more when it has passed unreported."""
    last = date_of(asked.today + asked.policy.reminders.rectification_days)
    query = (
        select(Rectification, Enterprise.name)
        .join(Enterprise, Enterprise.id == Rectification.enterprise_id)
        .where(Rectification.state == RectificationState.ORDERED, Rectification.due <= last)
        .where(Rectification.due >= date_of(asked.today) - timedelta(days=_LONG_OVERDUE))
        .order_by(Rectification.due, Rectification.id)
    )
    with session.execute(query, execution_options=STREAMED) as found:
        for rows in found.partitions():
            officers = _officers(session, {(row.enterprise_id, row.visit_id) for row, _ in rows})
            for row, firm in rows:
                yield from _of_rectification(row, firm, officers.get((row.visit_id, row.agency), ()), asked)


def _of_rectification(row: Rectification, firm: str, officers: Iterable[UUID], asked: Occasion) -> Iterator[Reminder]:
    late = row.due < day_of(asked.now)
    step, until = "overdue" if late else "due", row.due.isoformat()
    yield Reminder(
        occasion=f"rectification:{row.id}:{until}:{step}:firm",
        recipient=inbox.to_enterprise(row.enterprise_id),
        topic=ReminderTopic.RECTIFICATIONS,
        key="inbox-own-rectification-overdue" if late else "inbox-own-rectification-due",
        facts={"until": until},
        link=f"/visits/{row.visit_id}",
    )
    for officer in officers:
        yield Reminder(
            occasion=f"rectification:{row.id}:{until}:{step}:{officer}",
            recipient=inbox.to_officer(officer),
            topic=ReminderTopic.RECTIFICATIONS,
            key="inbox-rectification-overdue" if late else "inbox-rectification-due",
            facts={"firm": firm, "until": until},
            link=f"/visits/{row.enterprise_id}/{row.visit_id}",
        )


def _officers(session: Session, visits: set[tuple[UUID, UUID]]) -> dict[tuple[UUID, str], tuple[UUID, ...]]:
    rows = session.execute(
        select(VisitOfficer.visit_id, VisitOfficer.agency, VisitOfficer.officer_id)
        .where(VisitOfficer.enterprise_id.in_({firm for firm, _ in visits}))
        .where(VisitOfficer.visit_id.in_({visit for _, visit in visits}))
        .order_by(VisitOfficer.officer_id)
    )
    found: dict[tuple[UUID, str], tuple[UUID, ...]] = {}
    for visit, agency, officer in rows:
        found[visit, agency] = (*found.get((visit, agency), ()), officer)
    return found


def _duty(occasion: str, recipient: str, firm: str, link: str) -> Reminder:
    return Reminder(
        occasion=occasion,
        recipient=recipient,
        topic=ReminderTopic.DUTIES,
        key="inbox-duty-open",
        facts={"firm": firm},
        link=link,
    )


def _end_of_day(started_at: datetime) -> datetime:
    return datetime.combine(day_of(started_at), _END_OF_DAY, SHANGHAI)
