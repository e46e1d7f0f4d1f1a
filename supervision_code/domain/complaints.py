"""The life of a complaint: grounds, states, legal moves, conclusions and deadlines."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from supervision_code.domain.days import WorkCalendar, calendar_days_after, day_of, working_days_after
from supervision_code.domain.errors import IllegalMove, InvalidValue
from supervision_code.domain.identifiers import short_code
from supervision_code.domain.policy import ComplaintTimes

FEWEST_CHARACTERS: Final = 10
MOST_CHARACTERS: Final = 2000
"""How much a complaint may say; less tells nothing, more is a letter."""


class ComplaintGround(StrEnum):
    """What a firm complains of: the three of the system, the eight prohibitions, and the neighbours of both."""

    NO_SCAN = "no_scan"
    ARBITRARY = "arbitrary"
    DUPLICATE = "duplicate"
    TOO_FREQUENT = "too_frequent"
    NO_CERTIFICATE = "no_certificate"
    ITEM_UNPUBLISHED = "item_unpublished"
    GIFTS = "gifts"
    BANQUETS = "banquets"
    COST_SHIFTING = "cost_shifting"
    FORCED_INTERMEDIARY = "forced_intermediary"
    INSISTED_ON_OWNER = "insisted_on_owner"
    ARBITRARY_SEALING = "arbitrary_sealing"
    TARGETS = "targets"
    DISGUISED = "disguised"
    OTHER = "other"


class ComplaintChannel(StrEnum):
    """How a complaint came in."""

    PORTAL = "portal"
    HOTLINE_12345 = "hotline_12345"
    LETTER = "letter"


class ComplaintStatus(StrEnum):
    """Where a complaint stands."""

    FILED = "filed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TRANSFERRED = "transferred"
    CONCLUDED = "concluded"
    REPLIED = "replied"


class Conclusion(StrEnum):
    """What the investigation found (属实, 部分属实, 不属实)."""

    SUBSTANTIATED = "substantiated"
    PARTLY_SUBSTANTIATED = "partly_substantiated"
    UNSUBSTANTIATED = "unsubstantiated"


class ComplaintStepKind(StrEnum):
    """One step on record in the handling of a complaint."""

    FILED = "filed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TRANSFERRED = "transferred"
    EXTENDED = "extended"
    CONCLUDED = "concluded"
    LETTER_ASKED = "letter_asked"
    LETTER_AGREED = "letter_agreed"
    LETTER_REFUSED = "letter_refused"
    LETTER_STOPPED = "letter_stopped"
    LETTER_SENT = "letter_sent"
    REPLIED = "replied"


_LEADS_TO: Mapping[ComplaintStatus, frozenset[ComplaintStatus]] = MappingProxyType(
    {
        ComplaintStatus.FILED: frozenset(
            {
                ComplaintStatus.ACCEPTED,
                ComplaintStatus.DECLINED,
                ComplaintStatus.TRANSFERRED,
            }
        ),
        ComplaintStatus.ACCEPTED: frozenset({ComplaintStatus.CONCLUDED, ComplaintStatus.TRANSFERRED}),
        ComplaintStatus.CONCLUDED: frozenset({ComplaintStatus.REPLIED}),
        ComplaintStatus.DECLINED: frozenset(),
        ComplaintStatus.TRANSFERRED: frozenset(),
        ComplaintStatus.REPLIED: frozenset(),
    }
)

UNFINISHED = frozenset({ComplaintStatus.FILED, ComplaintStatus.ACCEPTED, ComplaintStatus.CONCLUDED})


def move(status: ComplaintStatus, wanted: ComplaintStatus) -> ComplaintStatus:
    """Return ``wanted`` when the move is legal, else raise IllegalMove."""
    if wanted not in _LEADS_TO[status]:
        raise IllegalMove(state=status, wanted=wanted)
    return wanted


def accept_by(filed_at: datetime, allowed: ComplaintTimes, calendar: WorkCalendar) -> date:
    """Return the last day on which the firm must hear whether its complaint is taken up."""
    return working_days_after(day_of(filed_at), allowed.accept_working_days, calendar)


def decide_by(accepted_at: datetime, allowed: ComplaintTimes) -> date:
    """Return the last calendar day for the conclusion, counted from the day after acceptance."""
    return calendar_days_after(day_of(accepted_at), allowed.decide_days)


def extended_to(decide_by: date, allowed: ComplaintTimes) -> date:
    """Return the later day for the conclusion after the one extension that is allowed."""
    return calendar_days_after(decide_by, allowed.extension_days)


def reply_by(concluded_at: datetime, allowed: ComplaintTimes, calendar: WorkCalendar) -> date:
    """Return the last day on which the firm must have its answer."""
    return working_days_after(day_of(concluded_at), allowed.reply_working_days, calendar)


def require_text(text: str) -> str:
    """Return the text without white space around it; raise InvalidValue when it is too short or too long."""
    plain = text.strip()
    if not FEWEST_CHARACTERS <= len(plain) <= MOST_CHARACTERS:
        raise InvalidValue(field="text", value=str(len(plain)), expected="expected-complaint-text")
    return plain


def complaint_reference(complaint_id: UUID, filed_at: datetime) -> str:
    """Return the reference the firm keeps: the day and eight characters of the id."""
    return f"{day_of(filed_at):%Y-%m%d}-{short_code(complaint_id, 8)}"
