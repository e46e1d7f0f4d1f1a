"""Reminders: what somebody can be reminded of, and how often each is given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from supervision_code.domain.permissions import Role


class ReminderTopic(StrEnum):
    """What reminders are about; each can be asked for by mail or not."""

    NOTICES = "notices"
    VISITS = "visits"
    DUTIES = "duties"
    BACKFILLS = "backfills"
    RECTIFICATIONS = "rectifications"
    CERTIFICATES = "certificates"
    TASKS = "tasks"
    OVERSIGHT = "oversight"


_OFFICER: Final = (
    ReminderTopic.VISITS,
    ReminderTopic.DUTIES,
    ReminderTopic.BACKFILLS,
    ReminderTopic.RECTIFICATIONS,
    ReminderTopic.CERTIFICATES,
)
_FIRM: Final = (ReminderTopic.NOTICES, ReminderTopic.RECTIFICATIONS)
_TOPICS: Final[Mapping[Role, tuple[ReminderTopic, ...]]] = MappingProxyType(
    {
        Role.ENTERPRISE_ADMINISTRATOR: _FIRM,
        Role.ENTERPRISE_MEMBER: _FIRM,
        Role.OFFICER: _OFFICER,
        Role.AGENCY_MANAGER: (ReminderTopic.NOTICES, *_OFFICER, ReminderTopic.TASKS, ReminderTopic.OVERSIGHT),
        Role.SUPERVISOR: (ReminderTopic.OVERSIGHT,),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One reminder to one inbox. ``occasion``: each is given once, ever."""

    occasion: str
    recipient: str
    topic: ReminderTopic
    key: str
    facts: Mapping[str, str | int]
    link: str


def topics_of(role: Role) -> tuple[ReminderTopic, ...]:
    """Return what people of a role are reminded of."""
    return _TOPICS.get(role, ())


def topics_from(text: str) -> frozenset[ReminderTopic]:
    """Return the topics in a text joined by ``;``; words that are none are passed over."""
    known = {topic.value: topic for topic in ReminderTopic}
    return frozenset(known[word] for word in text.split(";") if word in known)


def topics_to(topics: Iterable[ReminderTopic]) -> str:
    """Return topics as one text, in the order of the vocabulary."""
    wanted = set(topics)
    return ";".join(topic.value for topic in ReminderTopic if topic in wanted)


def step_reached(ends_on: date, today: date, steps: Iterable[int]) -> int | None:
    """Return the smallest of the steps (days before the end) that has been reached; None before all, and after the end.

    Who comes late to a row of steps is reminded of the nearest only.
    """
    left = (ends_on - today).days
    return min((step for step in steps if 0 <= left <= step), default=None)
