"""Words about visits of several agencies at once: why a task found no day, and why an agency is proposed to lead."""

from enum import StrEnum


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


class LeadReason(StrEnum):
    """What decided who is proposed to lead."""

    ALONE = "alone"
    MOST_ITEMS = "most_items"
    EARLIEST_TASK = "earliest_task"
    CODE = "code"
