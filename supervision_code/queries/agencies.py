"""Agencies by what they did in an area: how often they came, how well that is proven, what was found against them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.periods import Period, period_ending
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import AgencyLevel
from supervision_code.persistence.models.registry import Agency, District
from supervision_code.persistence.session import Database
from supervision_code.queries import area_counts
from supervision_code.queries.area_counts import Counted


class AgencySort(StrEnum):
    """What an agency list is sorted by; each with its most telling end first."""

    VISITS = "visits"
    SCAN = "scan"
    FINDINGS = "findings"
    LATE = "late"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgenciesAsked:
    """Which agencies are wanted; ``only_active`` leaves out those that did not come."""

    days: int = 30
    level: AgencyLevel | None = None
    words: str = ""
    sort: AgencySort = AgencySort.VISITS
    only_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """One agency in the list."""

    code: str
    name: str
    level: AgencyLevel
    district: str
    counted: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyList:
    """All agencies asked for, and the days their numbers cover."""

    rows: tuple[AgencyRow, ...]
    period: Period


class AgencyQueries:
    """Looks at the agencies that work in the actor's area."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def list(self, actor: Actor, asked: AgenciesAsked) -> AgencyList:
        """Return the agencies asked for; there are a few hundred at most, so they come in one piece."""
        actor.require(Permission.REGISTER_SEE)
        period = period_ending(day_of(self._clock.now()), asked.days)
        with self._database.read() as session:
            rows = agency_rows(session, actor, period)
        wanted = [row for row in rows if _is_wanted(row, asked)]
        return AgencyList(rows=tuple(sorted(wanted, key=lambda row: _place(row, asked.sort))), period=period)


def agency_rows(session: Session, actor: Actor, period: Period) -> list[AgencyRow]:
    """Return every agency within the actor's view with its numbers, in no order."""
    numbers: Mapping[str, Counted] = area_counts.by_agency(session, actor, period)
    query = select(Agency, District.name).outerjoin(District, District.code == Agency.district)
    if actor.district is not None:
        at_home = or_(Agency.district == actor.district, District.parent == actor.district)
        query = query.where(or_(at_home, Agency.level == AgencyLevel.CITY, Agency.code.in_(numbers.keys())))
    return [
        AgencyRow(
            code=agency.code,
            name=agency.name,
            level=agency.level,
            district=district or agency.district,
            counted=numbers.get(agency.code, Counted()),
        )
        for agency, district in session.execute(query.order_by(Agency.code))
    ]


def _is_wanted(row: AgencyRow, asked: AgenciesAsked) -> bool:
    words = asked.words.strip().lower()
    return (
        (asked.level is None or row.level is asked.level)
        and (not words or words in row.name.lower() or words == row.code.lower())
        and (not asked.only_active or row.counted.visits > 0 or row.counted.findings > 0)
    )


def _place(row: AgencyRow, sort: AgencySort) -> tuple[float, str, str]:
    number: float
    match sort:
        case AgencySort.VISITS:
            number = -row.counted.visits
        case AgencySort.SCAN:
            number = row.counted.scanned / row.counted.visits if row.counted.visits else 2
        case AgencySort.FINDINGS:
            number = -row.counted.findings
        case AgencySort.LATE:
            number = -row.counted.late / row.counted.visits if row.counted.visits else 0
        case AgencySort.NAME:
            number = 0
    return number, row.name, row.code
