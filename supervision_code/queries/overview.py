"""The overview of the own area: five figures, the trend, and who and where; read from the rollups, never the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision_code.domain.alerts import UNFINISHED
from supervision_code.domain.clock import Clock
from supervision_code.domain.complaints import UNFINISHED as UNFINISHED_COMPLAINTS
from supervision_code.domain.days import day_of
from supervision_code.domain.frequency import Level
from supervision_code.domain.periods import Period, period_ending
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import DistrictLevel
from supervision_code.domain.rollups import Measure
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.registry import District
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries import area_counts
from supervision_code.queries.agencies import AgencyRow, agency_rows
from supervision_code.queries.area_counts import Counted
from supervision_code.queries.complaint_cases import overdue_on


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """One district of the city, or one street of a district."""

    code: str
    name: str
    counted: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class IndustryRow:
    """One industry section; an empty one stands for firms whose industry is not known."""

    section: str
    counted: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenComplaints:
    """Complaints that wait for somebody."""

    number: int
    overdue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendStep:
    """A day or a week of the trend."""

    first: date
    last: date
    visits: int
    findings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the first page shows beside the work list."""

    area: str
    period: Period
    counted: Counted
    before: Counted
    agencies: tuple[AgencyRow, ...]
    """Those that came, most visits first."""
    unfinished: Mapping[Level, int]
    """Alerts not yet settled, by level."""
    complaints: OpenComplaints | None
    """None for somebody who may not see complaints."""
    areas: tuple[AreaRow, ...]
    industries: tuple[IndustryRow, ...]
    trend: tuple[TrendStep, ...]


class OverviewQueries:
    """Looks at the actor's area as a whole."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def overview(self, actor: Actor, days: int) -> Overview:
        """Return the overview of the last ``days`` days."""
        actor.require(Permission.OVERVIEW_SEE)
        today = day_of(self._clock.now())
        period = period_ending(today, days)
        with self._database.read() as session:
            agencies = [row for row in agency_rows(session, actor, period) if row.counted.visits > 0]
            return Overview(
                area=session.scalar(select(District.name).where(District.code == actor.district)) or "",
                period=period,
                counted=area_counts.total(session, actor, period),
                before=area_counts.total(session, actor, period.before()),
                agencies=tuple(sorted(agencies, key=lambda row: (-row.counted.visits, row.name))),
                unfinished=_unfinished(session, actor),
                complaints=_complaints(session, actor, today),
                areas=_areas(session, actor, period),
                industries=_industries(session, actor, period),
                trend=_trend(session, actor, period),
            )

    def trend(self, actor: Actor, days: int) -> tuple[TrendStep, ...]:
        """Return the trend alone, for the chart."""
        actor.require(Permission.OVERVIEW_SEE)
        with self._database.read() as session:
            return _trend(session, actor, period_ending(day_of(self._clock.now()), days))


def _unfinished(session: Session, actor: Actor) -> Mapping[Level, int]:
    rows = session.execute(
        select(Alert.level, func.count())
        .where(Alert.state.in_(sorted(UNFINISHED)), within_reach(actor, Alert.district))
        .group_by(Alert.level)
    )
    return dict(rows.all())


def _complaints(session: Session, actor: Actor, today: date) -> OpenComplaints | None:
    if not actor.may(Permission.COMPLAINT_SEE):
        return None
    waiting = (Complaint.status.in_(sorted(UNFINISHED_COMPLAINTS)), within_reach(actor, Complaint.district))
    number = session.scalar(select(func.count()).select_from(Complaint).where(*waiting))
    late = session.scalar(select(func.count()).select_from(Complaint).where(*waiting, overdue_on(today)))
    return OpenComplaints(number=int(number or 0), overdue=int(late or 0))


def _areas(session: Session, actor: Actor, period: Period) -> tuple[AreaRow, ...]:
    numbers = area_counts.by_area(session, actor, period)
    wanted = District.level == DistrictLevel.DISTRICT if actor.district is None else District.parent == actor.district
    names = session.execute(select(District.code, District.name).where(wanted).order_by(District.code))
    return tuple(AreaRow(code=code, name=name, counted=numbers.get(code, Counted())) for code, name in names)


def _industries(session: Session, actor: Actor, period: Period) -> tuple[IndustryRow, ...]:
    numbers = area_counts.by_industry(session, actor, period)
    rows = [IndustryRow(section=section, counted=value) for section, value in numbers.items() if value.visits > 0]
    return tuple(sorted(rows, key=lambda row: (-row.counted.visits, row.section)))


def _trend(session: Session, actor: Actor, period: Period) -> tuple[TrendStep, ...]:
    values = area_counts.by_day(session, actor, period, (Measure.VISITS, Measure.FINDINGS))
    return tuple(
        TrendStep(
            first=step.first,
            last=step.last,
            visits=_sum(values, step, Measure.VISITS),
            findings=_sum(values, step, Measure.FINDINGS),
        )
        for step in period.steps()
    )


def _sum(values: Mapping[tuple[int, str], int], step: Period, measure: Measure) -> int:
    return sum(values.get((day, measure.value), 0) for day in range(step.first_day, step.last_day + 1))
