"""What an officer hands in to open or end a visit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from supervision_code.domain.case_sources import CaseSource
from supervision_code.domain.checklists import Check, findings_of
from supervision_code.domain.errors import InvalidValue, ReasonMissing
from supervision_code.domain.evidence import Position
from supervision_code.domain.rectifications import require_due_day
from supervision_code.domain.visits import (
    EMERGENCIES,
    ExceptionKind,
    InspectionType,
    Outcome,
    ServicePurpose,
    VisitKind,
)

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""A visit said to have begun before is a slip of the keyboard."""
_CLOCKS_DIFFER_BY: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPart:
    """The part of one agency; a part in a service visit has no type."""

    agency: str
    type: InspectionType | None
    items: tuple[str, ...] = ()
    officers: tuple[UUID, ...] = ()
    ordered_from_above: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """A visit as the officer means to open it; the own agency's part comes first.

    ``started_at`` and ``ended_at`` are given only when an outage kept the visit from being recorded in time.
    """

    enterprise_id: UUID
    scan_id: UUID
    kind: VisitKind
    parts: tuple[AgencyPart, ...]
    purpose: ServicePurpose | None = None
    exception: ExceptionKind | None = None
    exception_reason: str = ""
    over_limit_reason: str = ""
    plan_id: UUID | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    device: str = ""
    """What tells the opening device from others (presence.device_mark keeps nothing that leads back to it)."""
    case_source: CaseSource | None = None
    case_ref: str = ""
    recheck_of: UUID | None = None
    """The rectification that is checked again by this visit."""

    @property
    def is_emergency(self) -> bool:
        """Say whether the visit is an emergency, which the rules never count."""
        return self.exception in EMERGENCIES


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """The part of an agency that joins a visit under way, with the scan by which its officer came."""

    enterprise_id: UUID
    visit_id: UUID
    scan_id: UUID
    part: AgencyPart
    over_limit_reason: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """The end of a visit as the officer reports it."""

    enterprise_id: UUID
    visit_id: UUID
    outcome: Outcome
    result: str = ""
    rectify_by: date | None = None
    position: Position | None = None
    checks: tuple[Check, ...] = ()
    unscanned_reason: str = ""
    """Why the firm is left without the scan that was due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedVisit:
    """An opened visit, with the number and time both sides are shown."""

    enterprise_id: UUID
    visit_id: UUID
    number: str
    started_at: datetime


def require_whole_result(leaving: Leaving, on: date, said_on: date | None = None) -> None:
    """Raise ReasonMissing (``result``) or InvalidValue (``rectify_by``) when the result of that day lacks something.

    ``said_on``: the day on which it is said, where that is a later one.
    """
    told = leaving.result.strip() or findings_of(leaving.checks)
    if leaving.outcome not in {Outcome.NO_PROBLEM, Outcome.SERVICE_GIVEN} and not told:
        raise ReasonMissing(field="result")
    if leaving.outcome is Outcome.RECTIFY_BY_DATE:
        require_due_day("rectify_by", leaving.rectify_by, on, said_on or on)


def require_fitting_outcome(outcome: Outcome, kind: VisitKind) -> None:
    """Raise InvalidValue when an inspection is to end as a service given."""
    if outcome is Outcome.SERVICE_GIVEN and kind is not VisitKind.SERVICE:
        raise InvalidValue(field="outcome", value=outcome, expected="expected-outcome-of-inspection")


def faults_of_times(started_at: datetime, ended_at: datetime | None, now: datetime) -> Iterator[InvalidValue]:
    """Yield what is wrong (``started_at``, ``ended_at``) with the times of a visit that an outage kept back."""
    if started_at < EARLIEST:
        yield InvalidValue(field="started_at", value=str(started_at.year), expected="expected-this-century")
    elif started_at > now + _CLOCKS_DIFFER_BY:
        yield InvalidValue(field="started_at", value=str(started_at), expected="expected-past")
    if ended_at is None or not started_at <= ended_at <= now:
        yield InvalidValue(field="ended_at", value=str(ended_at or ""), expected="expected-after-start")


def require_case_source(draft: VisitDraft) -> None:
    """Raise ReasonMissing (``case_source``) when an individual-case inspection does not say what gave rise to it."""
    own = draft.parts[0]
    if draft.kind is VisitKind.INSPECTION and own.type is InspectionType.CASE and draft.case_source is None:
        raise ReasonMissing(field="case_source")
