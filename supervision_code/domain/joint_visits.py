"""Words about visits of several agencies at once: why a task found no day, who is proposed to lead, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from supervision_code.domain.days import WorkCalendar, working_days_after


class UnplacedReason(StrEnum):
    """Why a task cannot be part of any visit."""

    WINDOW_OVER = "window_over"
    """Its last day has passed."""
    NO_WORKING_DAY = "no_working_day"
    """No day of its window is worked."""
    QUIET = "quiet"
    """Every working day of its window lies in a quiet period that does not exempt it."""
    TOO_LATE_FOR_NOTICE = "too_late_for_notice"
    """No day is left for which the firm can still be told in time."""
    TOO_FAR_AHEAD = "too_far_ahead"
    """Its window begins more than three years from now."""


class LeadReason(StrEnum):
    """What decided who is proposed to lead."""

    ALONE = "alone"
    MOST_ITEMS = "most_items"
    EARLIEST_TASK = "earliest_task"
    CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyShare:
    """What one agency has to do in a visit: its items, and since when the oldest of its tasks waits."""

    agency: str
    items: int
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """Who is proposed to lead, and what decided."""

    agency: str
    reason: LeadReason


_RULE: Final[Sequence[tuple[LeadReason, Callable[[AgencyShare], object]]]] = (
    (LeadReason.MOST_ITEMS, lambda share: -share.items),
    (LeadReason.EARLIEST_TASK, lambda share: share.since),
    (LeadReason.CODE, lambda share: share.agency),
)
"""Asked one after the other until one agency is left.

The source (JS-SQ art. 8) lets the department of the firm's industry lead; which department that is stands in no
register we have. So this is ours [D]: who has most to do there, who has waited longest, the agency's code.
"""


def answer_by(day: date, lead_working_days: int, calendar: WorkCalendar, *, announced: bool) -> date:
    """Return the last day on which a visit can be agreed to: after it the firm could not be told in time any more."""
    latest = day
    while announced and working_days_after(latest, lead_working_days, calendar) > day:
        latest -= timedelta(days=1)
    return latest


def propose_lead(shares: Sequence[AgencyShare]) -> Lead:
    """Return who leads a visit of these agencies; the agency named can hand the lead to another."""
    left = list(shares)
    reason = LeadReason.ALONE
    for reason_asked, key in _RULE:
        if len(left) == 1:
            break
        best = min(map(key, left))  # type: ignore[type-var]
        left = [share for share in left if key(share) == best]
        reason = reason_asked
    return Lead(agency=left[0].agency, reason=reason)
