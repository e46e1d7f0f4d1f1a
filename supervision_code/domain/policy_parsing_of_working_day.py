"""Reads the tables of a policy that concern the officer's working day: notices, presence on site, reminders."""

from supervision_code.domain.policy import NoticeRules, PresenceTimes, ReminderTimes
from supervision_code.domain.table_reading import Section
from supervision_code.domain.visits import InspectionType


def notice_rules(section: Section) -> NoticeRules:
    """Return when a firm is told beforehand."""
    return NoticeRules(
        lead_working_days=section.whole("lead_working_days", 0, 60),
        answer_working_days=section.whole("answer_working_days", 0, 60),
        slots=section.whole("slots", 1, 10),
        none_for=tuple(sorted(section.choices("none_for", InspectionType))),
    )


def presence_times(section: Section) -> PresenceTimes:
    """Return how soon officers confirm and agencies join."""
    return PresenceTimes(
        confirm_minutes=section.whole("confirm_minutes", 1, 1440),
        join_minutes=section.whole("join_minutes", 1, 1440),
        officer_code_seconds=section.whole("officer_code_seconds", 10, 3600),
    )


def reminder_times(section: Section) -> ReminderTimes:
    """Return how many days ahead people are reminded."""
    return ReminderTimes(
        notice_days=section.whole("notice_days", 0, 60),
        backfill_days=section.whole("backfill_days", 0, 60),
        rectification_days=section.whole("rectification_days", 0, 60),
        certificate_days=section.whole("certificate_days", 0, 366),
    )
