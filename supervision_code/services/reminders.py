"""Reminders: what comes near or is overdue is said once to each whom it concerns, and by mail to who wants that."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from supervision_code.domain.alerts import AlertState
from supervision_code.domain.clock import Clock
from supervision_code.domain.complaints import ComplaintStatus
from supervision_code.domain.days import SHANGHAI, WorkCalendar, day_of
from supervision_code.persistence import inbox, reminders, reminders_after, reminders_before
from supervision_code.persistence.beats import claim_day
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reminders_before import Occasion, Reminders
from supervision_code.persistence.session import Database

JOB: Final = "reminders"


_BEFORE_NOON: Final = (
    reminders_before.notices_to_send,
    reminders_before.notices_to_answer,
    reminders_before.visits_ahead,
    reminders_before.certificates_ending,
    reminders_before.tasks_overdue,
    reminders_after.visits_not_made,
    reminders_after.rectifications_due,
)
"""What people are reminded of from the morning on; each occasion is given once, whenever that is."""
_MORNING: Final = time(8)


class ReminderService:
    """Leaves reminders: messages, and mails to those who want them."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def remind(self) -> int:
        """Leave what is to be said now and was not said yet; return how many reminders that were.

        Each kind in a transaction of its own, so that one that fails takes no other with it.
        """
        now = self._clock.now()
        kinds = [reminders_after.duties_open]
        if now.astimezone(SHANGHAI).time() >= _MORNING:
            kinds += _BEFORE_NOON
        return self._overdue(now) + sum(self._give(kind, now) for kind in kinds)

    def _give(self, kind: Callable[[Session, Occasion], Reminders], now: datetime) -> int:
        with self._database.begin() as session:
            policy = self._policies.now(session).policy
            occasion = Occasion(now=now, policy=policy, calendar=self._calendar)
            with closing(kind(session, occasion)) as coming:
                return reminders.give(session, coming, now)

    def _overdue(self, now: datetime) -> int:
        """Say once a day what is overdue."""
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
                _tell(session, inbox.to_agency(agency), "inbox-own-answers-overdue", number, "/alerts", now)
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
        _tell(session, inbox.to_district(district), key, number, link, now)


def _tell(session: Session, recipient: str, key: str, number: int, link: str, now: datetime) -> None:
    facts: dict[str, str | int] = {"number": number}
    inbox.put(session, recipient, key, now, facts=facts, link=link)
    reminders.mail(session, reminders.oversight(recipient, key, facts, link), now)
