"""Reminders: what somebody can be reminded of, and how often each is given."""

from collections.abc import Iterable
from enum import StrEnum


class ReminderTopic(StrEnum):
    """What reminders are about; each can be asked for by mail or not."""

    NOTICES = "notices"
    VISITS = "visits"
    DUTIES = "duties"
    BACKFILLS = "backfills"
    RECTIFICATIONS = "rectifications"
    CERTIFICATES = "certificates"
    TASKS = "tasks"


def topics_from(text: str) -> frozenset[ReminderTopic]:
    """Return the topics in a text joined by ``;``; words that are none are passed over."""
    known = {topic.value: topic for topic in ReminderTopic}
    return frozenset(known[word] for word in text.split(";") if word in known)


def topics_to(topics: Iterable[ReminderTopic]) -> str:
    """Return topics as one text, in the order of the vocabulary."""
    wanted = set(topics)
    return ";".join(topic.value for topic in ReminderTopic if topic in wanted)
