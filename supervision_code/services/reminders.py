"""Reminders: once a day each area hears what is overdue, and each agency which answers are."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from supervision_code.domain.alerts import AlertState
from supervision_code.domain.clock import Clock
from supervision_code.domain.complaints import ComplaintStatus
from supervision_code.domain.days import day_of
from supervision_code.persistence import inbox
from supervision_code.persistence.beats import claim_day
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.session import Database

JOB: Final = "reminders"


class ReminderService:
    """Leaves the day's reminders."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def remind(self) -> int:
        """Leave today's reminders unless they were left already; return how many."""
        now = self._clock.now()
        with self._database.begin() as session:
            if not claim_day(session, JOB, now):
                return 0
            today = day_of(now)
            complaints = _with_city(_overdue_complaints(session, today))
            answers = _with_city(_overdue_answers_by_district(session, today))
            _tell_areas(session, complaints, "inbox-complaints-overdue", "/complaints/?due=overdue", now)
            _tell_areas(session, answers, "inbox-answers-overdue", "/alerts/?state=overdue", now)
            agencies = _overdue_answers_by_agency(session, today)
            for agency, number in agencies.items():
                facts = {"number": number}
                inbox.put(
                    session, inbox.to_agency(agency), "inbox-own-answers-overdue", now, facts=facts, link="/alerts"
                )
            return len(complaints) + len(answers) + len(agencies)


def _overdue_complaints(session: Session, today: date) -> Mapping[str, int]:
    late = or_(
        (Complaint.status == ComplaintStatus.FILED) & (Complaint.accept_by < today),
        (Complaint.status == ComplaintStatus.ACCEPTED) & (Complaint.decide_by < today),
        (Complaint.status == ComplaintStatus.CONCLUDED) & (Complaint.reply_by < today),
    )
    rows = session.execute(select(Complaint.district, func.count()).where(late).group_by(Complaint.district))
    return dict(rows.all())


def _overdue_answers_by_district(session: Session, today: date) -> Mapping[str, int]:
    rows = session.execute(
        select(Alert.district, func.count())
        .where(Alert.state == AlertState.ASKED, Alert.answer_by < today)
        .group_by(Alert.district)
    )
    return dict(rows.all())


def _overdue_answers_by_agency(session: Session, today: date) -> Mapping[str, int]:
    rows = session.execute(
        select(func.coalesce(Alert.asked_agency, ""), func.count())
        .where(Alert.state == AlertState.ASKED, Alert.answer_by < today)
        .group_by(Alert.asked_agency)
        .order_by(Alert.asked_agency)
    )
    return dict(rows.all())


def _with_city(by_district: Mapping[str, int]) -> Mapping[str, int]:
    """Add what the supervisors of the whole city hear."""
    total = Counter(by_district)
    if by_district:
        total[inbox.WHOLE_CITY] += sum(by_district.values())
    return total


def _tell_areas(session: Session, numbers: Mapping[str, int], key: str, link: str, now: datetime) -> None:
    for district, number in sorted(numbers.items()):
        inbox.put(session, inbox.to_district(district), key, now, facts={"number": number}, link=link)
