"""What people are to be reminded of before it is due: notices, visits, certificates, tasks."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision_code.domain.days import WorkCalendar, date_of, day_number, day_of, working_days_after
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.notices import NoticeState
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.registry import CertificateStatus
from supervision_code.domain.reminders import Reminder, ReminderTopic, step_reached
from supervision_code.persistence import inbox
from supervision_code.persistence.assignments import SAME_VISIT, has_part
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Enterprise, Officer

Reminders: TypeAlias = Generator[Reminder, None, None]
STREAMED: Final = {"yield_per": 500}
"""Rows are read as they are wanted: who was reminded before is passed over, however many those are."""
_LATER_STEPS: Final = (30, 7)
"""Days before a certificate ends on which it is said again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When and by which rules reminders are given."""

    now: datetime
    policy: SupervisionPolicy
    calendar: WorkCalendar

    @property
    def today(self) -> int:
        """Return the day as a number."""
        return day_number(day_of(self.now))


def notices_to_send(session: Session, asked: Occasion) -> Reminders:
    """Remind agencies of planned visits whose notice must go out soon and has not gone out."""
    rules, within = asked.policy.notice, asked.policy.reminders.notice_days
    latest = working_days_after(date_of(asked.today + within), rules.lead_working_days, asked.calendar)
    told = select(Notice.id).where(
        Notice.enterprise_id == PlannedVisit.enterprise_id,
        Notice.planned_visit_id == PlannedVisit.id,
        Notice.state.in_((NoticeState.OPEN, NoticeState.CHOSEN, NoticeState.LAPSED)),
    )
    query = (
        select(PlannedVisit, Enterprise.name)
        .join(Enterprise, Enterprise.id == PlannedVisit.enterprise_id)
        .where(PlannedVisit.state == PlannedVisitState.PLANNED, PlannedVisit.without_notice == "", ~told.exists())
        .where(PlannedVisit.day.between(asked.today + 1, day_number(latest)), PlannedVisit.type.not_in(rules.none_for))
        .order_by(PlannedVisit.day, PlannedVisit.id)
    )
    with session.execute(query, execution_options=STREAMED) as found:
        for plan, firm in found:
            yield Reminder(
                occasion=f"notice:{plan.id}:{plan.day}",
                recipient=inbox.to_agency(plan.agency),
                topic=ReminderTopic.NOTICES,
                key="inbox-notice-due",
                facts={"firm": firm, "from_day": date_of(plan.day).isoformat()},
                link=_page(plan),
            )


def notices_to_answer(session: Session, asked: Occasion) -> Reminders:
    """Remind firms of notices to which they may answer for a few days more."""
    last = asked.today + asked.policy.reminders.notice_days
    query = (
        select(Notice)
        .where(Notice.state == NoticeState.OPEN, Notice.choose_by.between(asked.today, last))
        .order_by(Notice.choose_by, Notice.id)
    )
    with session.scalars(query, execution_options=STREAMED) as found:
        for notice in found:
            yield Reminder(
                occasion=f"choose:{notice.id}:{notice.choose_by}",
                recipient=inbox.to_enterprise(notice.enterprise_id),
                topic=ReminderTopic.NOTICES,
                key="inbox-notice-choose",
                facts={"until": date_of(notice.choose_by).isoformat()},
                link=f"/notices/{notice.id}",
            )


def visits_ahead(session: Session, asked: Occasion) -> Reminders:
    """Remind officers of the visits they are to make tomorrow and today."""
    query = (
        select(PlannedVisit, Enterprise.name, PlannedVisitOfficer.officer_id)
        .select_from(PlannedVisit)
        .join(PlannedVisitOfficer, SAME_VISIT)
        .join(Enterprise, Enterprise.id == PlannedVisit.enterprise_id)
        .where(
            PlannedVisit.state == PlannedVisitState.PLANNED,
            PlannedVisit.day.between(asked.today, asked.today + 1),
            has_part(PlannedVisitOfficer.agency),
        )
        .order_by(PlannedVisit.day, PlannedVisit.id, PlannedVisitOfficer.officer_id)
    )
    with session.execute(query, execution_options=STREAMED) as found:
        for plan, firm, officer in found:
            now = plan.day == asked.today
            yield Reminder(
                occasion=f"visit:{plan.id}:{plan.day}:{officer}:{'today' if now else 'tomorrow'}",
                recipient=inbox.to_officer(officer),
                topic=ReminderTopic.VISITS,
                key="inbox-visit-today" if now else "inbox-visit-tomorrow",
                facts={"firm": firm},
                link=_page(plan),
            )


def certificates_ending(session: Session, asked: Occasion) -> Reminders:
    """Remind officers and their agencies of certificates that end, at each step once."""
    days, today = asked.policy.reminders.certificate_days, date_of(asked.today)
    steps = {days, *(step for step in _LATER_STEPS if step < days)}
    query = (
        select(Officer)
        .where(
            Officer.status == CertificateStatus.VALID,
            Officer.valid_until.between(today, today + timedelta(days=days)),
        )
        .order_by(Officer.valid_until, Officer.id)
    )
    with session.scalars(query, execution_options=STREAMED) as found:
        for officer in found:
            if officer.valid_until is not None:
                step = step_reached(officer.valid_until, today, steps)
                yield from _of_certificate(officer, f"{officer.id}:{officer.valid_until}:{step}")


def tasks_overdue(session: Session, asked: Occasion) -> Reminders:
    """Remind agencies once a week of tasks whose time is over and that stand in no visit."""
    year, week, _ = date_of(asked.today).isocalendar()
    query = (
        select(InspectionTask.agency, func.count())
        .where(InspectionTask.state == TaskState.OPEN, InspectionTask.last_day < asked.today)
        .group_by(InspectionTask.agency)
        .order_by(InspectionTask.agency)
    )
    for agency, number in session.execute(query):
        yield Reminder(
            occasion=f"tasks:{agency}:{year}-W{week:02}",
            recipient=inbox.to_agency(agency),
            topic=ReminderTopic.TASKS,
            key="inbox-tasks-overdue",
            facts={"number": number},
            link="/tasks?view=overdue",
        )


def _of_certificate(officer: Officer, step: str) -> Iterator[Reminder]:
    ends = officer.valid_until.isoformat() if officer.valid_until else ""
    yield Reminder(
        occasion=f"certificate:{step}",
        recipient=inbox.to_officer(officer.id),
        topic=ReminderTopic.CERTIFICATES,
        key="inbox-certificate-ends",
        facts={"until": ends},
        link="/account/",
    )
    yield Reminder(
        occasion=f"certificate:{step}:agency",
        recipient=inbox.to_agency(officer.agency),
        topic=ReminderTopic.CERTIFICATES,
        key="inbox-certificate-of-ends",
        facts={"officer": officer.name, "until": ends},
        link=f"/calendar/?officer={officer.id}",
    )


def _page(plan: PlannedVisit) -> str:
    return planned_page(plan.enterprise_id, plan.id)


def planned_page(enterprise_id: UUID, plan_id: UUID) -> str:
    """Return the page of a planned visit in the officers' portal."""
    return f"/planned-visits/{enterprise_id}/{plan_id}"
