"""A calendar as it is shown: its days, its officers, and its visits, planned and done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from supervision_code.domain.calendars import DayKind, Mark
from supervision_code.domain.days import date_of
from supervision_code.domain.planned_visits import HalfDay, PlannedVisitState
from supervision_code.domain.visits import InspectionType, VisitKind
from supervision_code.persistence.calendars import OthersVisit
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Participation, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarOfficer:
    """A row of the calendar."""

    id: UUID
    name: str
    certified: bool
    """Whether the certificate allows inspecting on the span's last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A column of the calendar; ``quiet``: names of quiet periods on that day, whomever they cover."""

    date: date
    kind: DayKind
    provisional: bool
    quiet: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A visit in the calendar: planned (``visit_id`` None), under way, or done."""

    enterprise_id: UUID
    plan_id: UUID | None
    visit_id: UUID | None
    firm: str
    address: str
    day: date
    half_day: HalfDay | None
    started_at: datetime | None
    ended_at: datetime | None
    proposed: bool
    type: InspectionType | None
    kind: VisitKind
    officers: tuple[UUID, ...]
    partners: tuple[str, ...]
    """Names of other agencies that come along."""
    marks: tuple[Mark, ...]
    others: tuple[OthersVisit, ...]
    """What other agencies do at the firm in the span, in visits of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarSpan:
    """A week or a day."""

    days: tuple[CalendarDay, ...]
    officers: tuple[CalendarOfficer, ...]
    officer: CalendarOfficer | None
    """Whose calendar it is; None: the whole agency's."""
    entries: tuple[CalendarEntry, ...]
    names: Mapping[str, str]
    """Names of officers by id and of agencies by code, for the marks."""

    def of(self, day: date, officer: UUID | None = None) -> tuple[CalendarEntry, ...]:
        """Return the entries of a day; of one officer, or with None of nobody yet."""
        return tuple(
            entry
            for entry in self.entries
            if entry.day == day and (officer in entry.officers if officer else not entry.officers)
        )

    def on(self, day: date) -> tuple[CalendarEntry, ...]:
        """Return all entries of a day."""
        return tuple(entry for entry in self.entries if entry.day == day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """What is to come in the span, with all that belongs to it."""

    rows: list[tuple[PlannedVisit, Enterprise, str]]
    joinings: Mapping[UUID, list[tuple[PlanJoining, str]]]
    officers: Mapping[UUID, frozenset[UUID]]
    awaiting: frozenset[UUID]
    others: list[OthersVisit]


def visited(visit: Visit, part: Participation, firm: Enterprise, officers: frozenset[UUID]) -> CalendarEntry:
    """Return a visit that was made or is under way."""
    return CalendarEntry(
        enterprise_id=firm.id,
        plan_id=None,
        visit_id=visit.id,
        firm=firm.name,
        address=firm.address,
        day=date_of(visit.day),
        half_day=None,
        started_at=visit.started_at,
        ended_at=visit.ended_at,
        proposed=False,
        type=part.type,
        kind=visit.kind,
        officers=tuple(sorted(officers)),
        partners=(),
        marks=(),
        others=(),
    )


def planned(
    row: tuple[PlannedVisit, Enterprise, str], plans: Plans, marks: Mapping[UUID, tuple[Mark, ...]], agency: str
) -> CalendarEntry:
    """Return a visit that is to come; the lead is a partner to an agency that joins."""
    plan, firm, lead = row
    joined = [name for one, name in plans.joinings.get(plan.id, []) if one.agency != agency]
    return CalendarEntry(
        enterprise_id=firm.id,
        plan_id=plan.id,
        visit_id=None,
        firm=firm.name,
        address=firm.address,
        day=date_of(plan.day),
        half_day=plan.half_day,
        started_at=None,
        ended_at=None,
        proposed=plan.state is PlannedVisitState.PROPOSED,
        type=plan.type,
        kind=VisitKind.INSPECTION,
        officers=tuple(sorted(plans.officers.get(plan.id, frozenset()))),
        partners=(*(() if plan.agency == agency else (lead,)), *joined),
        marks=marks[plan.id],
        others=tuple(one for one in plans.others if one.enterprise_id == plan.enterprise_id),
    )
