"""How well a complaint hides its author: how many firms the agency visited in what a description would tell."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of, day_number, day_of, end_of_day, start_of_day
from supervision_code.domain.policy import Confidentiality
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.visits import Participation

_MONTH_AROUND: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Anonymity:
    """How many firms the agency visited in what a description would tell: the day, or only the month around it."""

    day: int
    firms_on_day: int
    firms_in_month: int
    least: int

    @property
    def day_is_safe(self) -> bool:
        """Say whether naming the day leaves enough firms to hide among."""
        return self.firms_on_day >= self.least

    @property
    def month_is_safe(self) -> bool:
        """Say whether naming only the month leaves enough firms to hide among."""
        return self.firms_in_month >= self.least


def anonymity_of(
    session: Session, complaint: Complaint, visited_on: date | None, limits: Confidentiality
) -> Anonymity | None:
    """Count the firms the agency visited on the day complained of and in the 30 days around it."""
    if complaint.agency is None:
        return None
    day = day_number(visited_on or complaint.happened_on or day_of(complaint.filed_at))
    return Anonymity(
        day=day,
        firms_on_day=_firms_visited(session, complaint.agency, day, day),
        firms_in_month=_firms_visited(session, complaint.agency, day - _MONTH_AROUND, day + _MONTH_AROUND - 1),
        least=limits.anonymity_firms,
    )


def _firms_visited(session: Session, agency: str, first_day: int, last_day: int) -> int:
    query = select(func.count(Participation.enterprise_id.distinct())).where(
        Participation.agency == agency,
        Participation.started_at >= start_of_day(date_of(first_day)),
        Participation.started_at < end_of_day(date_of(last_day)),
        Participation.voided.is_(False),
    )
    return int(session.scalar(query) or 0)
