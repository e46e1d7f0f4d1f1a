"""Reads the rollups: what was counted in an area over a period, by area, industry, agency and day; never the log."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from supervision_code.domain.periods import Period
from supervision_code.domain.permissions import Actor
from supervision_code.domain.registry import DistrictLevel
from supervision_code.domain.rollups import EVIDENCE_MEASURES, Measure
from supervision_code.persistence.models.registry import District
from supervision_code.persistence.models.rollups import AgencyDay, AreaDay, IndustryDay, MonthCube
from supervision_code.persistence.reach import within_reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was counted somewhere."""

    visits: int = 0
    inspections: int = 0
    service_visits: int = 0
    evidence: tuple[int, ...] = (0, 0, 0, 0, 0)
    """Visits by evidence level 0 to 4."""
    findings: int = 0
    late: int = 0
    disputes: int = 0
    voided: int = 0

    @property
    def scanned(self) -> int:
        """Return the visits at which a code was scanned."""
        return sum(self.evidence[1:])

    @property
    def scan_percent(self) -> int | None:
        """Return the share of scanned visits in whole percent, rounded down; None without visits."""
        return None if self.visits <= 0 else 100 * self.scanned // self.visits

    @property
    def strong_percent(self) -> int | None:
        """Return the share of visits proven better than by a static code; None without visits."""
        return None if self.visits <= 0 else 100 * sum(self.evidence[2:]) // self.visits


def counted(values: Mapping[str, int]) -> Counted:
    """Return what a set of measures says."""
    return Counted(
        visits=values.get(Measure.VISITS, 0),
        inspections=values.get(Measure.INSPECTIONS, 0),
        service_visits=values.get(Measure.SERVICE_VISITS, 0),
        evidence=tuple(values.get(measure, 0) for measure in EVIDENCE_MEASURES),
        findings=values.get(Measure.FINDINGS, 0),
        late=values.get(Measure.LATE, 0),
        disputes=values.get(Measure.DISPUTES, 0),
        voided=values.get(Measure.VOIDED, 0),
    )


def total(session: Session, actor: Actor, period: Period) -> Counted:
    """Return what was counted in the actor's area."""
    rows = session.execute(
        select(AreaDay.measure, func.sum(AreaDay.value))
        .where(_in_area(actor), AreaDay.day.between(period.first_day, period.last_day))
        .group_by(AreaDay.measure)
    )
    return counted({measure: int(value) for measure, value in rows})


def by_day(
    session: Session, actor: Actor, period: Period, measures: Iterable[Measure]
) -> Mapping[tuple[int, str], int]:
    """Return some measures of the actor's area by day and measure."""
    rows = session.execute(
        select(AreaDay.day, AreaDay.measure, func.sum(AreaDay.value))
        .where(
            _in_area(actor),
            AreaDay.day.between(period.first_day, period.last_day),
            AreaDay.measure.in_([measure.value for measure in measures]),
        )
        .group_by(AreaDay.day, AreaDay.measure)
    )
    return {(day, measure): int(value) for day, measure, value in rows}


def by_area(session: Session, actor: Actor, period: Period) -> Mapping[str, Counted]:
    """Return what was counted by district for the city, by street for a district."""
    wanted = _not_a_street() if actor.district is None else _streets_of(actor.district)
    return _grouped(
        session.execute(
            select(AreaDay.district, AreaDay.measure, func.sum(AreaDay.value))
            .where(wanted, AreaDay.day.between(period.first_day, period.last_day))
            .group_by(AreaDay.district, AreaDay.measure)
        )
    )


def by_industry(session: Session, actor: Actor, period: Period) -> Mapping[str, Counted]:
    """Return what was counted in the actor's area by industry section."""
    rows = session.execute(
        select(IndustryDay.industry, IndustryDay.measure, func.sum(IndustryDay.value))
        .where(within_reach(actor, IndustryDay.district), IndustryDay.day.between(period.first_day, period.last_day))
        .group_by(IndustryDay.industry, IndustryDay.measure)
    )
    return _grouped(rows)


def by_agency(session: Session, actor: Actor, period: Period) -> Mapping[str, Counted]:
    """Return what was counted in the actor's area by agency."""
    rows = session.execute(
        select(AgencyDay.agency, AgencyDay.measure, func.sum(AgencyDay.value))
        .where(within_reach(actor, AgencyDay.district), AgencyDay.day.between(period.first_day, period.last_day))
        .group_by(AgencyDay.agency, AgencyDay.measure)
    )
    return _grouped(rows)


def of_agency_by_month(session: Session, actor: Actor, agency: str, period: Period) -> Mapping[int, Counted]:
    """Return what was counted of one agency in the actor's area, by month."""
    query = select(MonthCube.month, MonthCube.measure, func.sum(MonthCube.value)).where(
        MonthCube.agency == agency, MonthCube.month.between(period.months[0], period.months[-1])
    )
    rows = session.execute(
        query.where(within_reach(actor, MonthCube.district)).group_by(MonthCube.month, MonthCube.measure)
    )
    by_month: dict[int, Counter[str]] = defaultdict(Counter)
    for month, measure, value in rows:
        by_month[month][measure] = int(value)
    return {month: counted(values) for month, values in by_month.items()}


def _in_area(actor: Actor) -> ColumnElement[bool]:
    return _not_a_street() if actor.district is None else AreaDay.district == actor.district


def _not_a_street() -> ColumnElement[bool]:
    return AreaDay.district.not_in(select(District.code).where(District.level == DistrictLevel.STREET))


def _streets_of(district: str) -> ColumnElement[bool]:
    return AreaDay.district.in_(select(District.code).where(District.parent == district))


def _grouped(rows: Iterable[tuple[str, str, int]]) -> Mapping[str, Counted]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, measure, value in rows:
        found[key][measure] = int(value)
    return {key: counted(values) for key, values in found.items()}
