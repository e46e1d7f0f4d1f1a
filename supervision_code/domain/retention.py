"""What personal data may go when: a rule for each kind of record, and the judgement on a person's request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from supervision_code.domain.policy import BasisStatus

COARSE_DECIMALS: Final = 2
"""A hundredth of a degree is about one kilometre."""


class RetentionSubject(StrEnum):
    """The kinds of records that hold personal data and end by time."""

    SIGN_IN_FAILURES = "sign_in_failures"
    SCANS_WITHOUT_VISIT = "scans_without_visit"
    SCAN_REFUSALS = "scan_refusals"
    FINISHED_WORK = "finished_work"
    READ_MESSAGES = "read_messages"
    UNREAD_MESSAGES = "unread_messages"
    PRECISE_POSITIONS = "precise_positions"
    SENT_BYTES = "sent_bytes"
    OVERSIGHT_TRAIL = "oversight_trail"
    INSPECTION_RECORD = "inspection_record"
    COMPLAINT_RECORD = "complaint_record"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """How long one kind is kept, and why so long."""

    days: int
    basis: str
    status: BasisStatus

    def until(self, since: datetime) -> datetime:
        """Return when a record that counts from this moment may go."""
        return since + timedelta(days=self.days)

    def ends_before(self, now: datetime) -> datetime:
        """Return the moment before which records of this kind have served their time."""
        return now - timedelta(days=self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """The rules of an installation, one for each kind."""

    rules: Mapping[RetentionSubject, RetentionRule]

    def of(self, subject: RetentionSubject) -> RetentionRule:
        """Return the rule of a kind."""
        return self.rules[subject]


class PersonalPart(StrEnum):
    """What is kept about a person, as it is told to him and erased."""

    ACCOUNT = "account"
    SIGN_IN = "sign_in"
    MESSAGES = "messages"
    ARRIVALS = "arrivals"
    POSITIONS = "positions"
    VISITS = "visits"
    DISPUTES = "disputes"
    TRAIL = "trail"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Records of one part: how many, and the latest moment from which their time counts.

    ``subject`` None: nothing obliges anybody to keep them. ``open`` True: the matter they belong to is not ended yet.
    """

    part: PersonalPart
    count: int
    subject: RetentionSubject | None = None
    latest: datetime | None = None
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of one part: it goes now, or it stays until a day, and by which rule."""

    part: PersonalPart
    count: int
    goes: bool
    until: datetime | None = None
    subject: RetentionSubject | None = None


def judge_erasure(holdings: Iterable[Holding], retention: Retention, now: datetime) -> tuple[Verdict, ...]:
    """Say of each part whether it may go now; what the law still holds is told with the day on which that ends.

    A part whose matter is open stays without a day: its time has not begun.
    """
    return tuple(_judge(holding, retention, now) for holding in holdings)


def _judge(holding: Holding, retention: Retention, now: datetime) -> Verdict:
    if holding.subject is None or holding.count == 0:
        return Verdict(part=holding.part, count=holding.count, goes=True)
    if holding.open or holding.latest is None:
        return Verdict(part=holding.part, count=holding.count, goes=False, subject=holding.subject)
    until = retention.of(holding.subject).until(holding.latest)
    if until <= now:
        return Verdict(part=holding.part, count=holding.count, goes=True)
    return Verdict(part=holding.part, count=holding.count, goes=False, until=until, subject=holding.subject)


def coarse(degrees: float) -> float:
    """Return a coordinate to about one kilometre."""
    return round(degrees, COARSE_DECIMALS)
