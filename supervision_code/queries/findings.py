"""Findings in a list: what stood at which visit, by rule, level, agency and time; each leads to its alert."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.findings import FindingState
from supervision_code.domain.frequency import FrequencyRule, Level
from supervision_code.domain.periods import Period, period_ending
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.findings import Finding
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.alert_rows import BrokenRule
from supervision_code.queries.paging import AnyRow, Cut, Order, fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsAsked:
    """Which findings are wanted; ``span`` goes before ``days``, an empty agency or district stands for any."""

    level: Level | None = None
    rule: FrequencyRule | None = None
    agency: str = ""
    district: str = ""
    days: int = 30
    span: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding that stands."""

    enterprise_id: UUID
    alert: UUID
    firm: str
    agency: str
    day: int
    level: Level
    broken: BrokenRule


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingList:
    """One page of findings."""

    rows: tuple[FindingRow, ...]
    total: int
    newer: str
    older: str
    agency: str


class FindingQueries:
    """Looks at the findings of the actor's area."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(self, actor: Actor, asked: FindingsAsked, cut: Cut) -> FindingList:
        """Return one page of the findings that stand, the newest first."""
        actor.require(Permission.ALERT_SEE)
        query = (
            select(Finding, Alert.id, Enterprise.name, Agency.name)
            .join(Enterprise, Enterprise.id == Finding.enterprise_id)
            .join(Visit, (Visit.enterprise_id == Finding.enterprise_id) & (Visit.id == Finding.visit_id))
            .join(Alert, (Alert.enterprise_id == Finding.enterprise_id) & (Alert.visit_id == Finding.visit_id))
            .outerjoin(Agency, Agency.code == func.coalesce(func.nullif(Finding.agency, ""), Visit.lead_agency))
            .where(Finding.state == FindingState.STANDING, within_reach(actor, Enterprise.district))
            .where(*self._conditions(asked))
        )
        with self._database.read() as session:
            total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
            fetched = fetch(session, query, Order(key=Finding.day, kind=int, id=Finding.id), cut)
            agency = session.scalar(select(Agency.name).where(Agency.code == asked.agency)) if asked.agency else ""
        return FindingList(
            rows=tuple(_row(row) for row in fetched.rows),
            total=int(total),
            newer=fetched.newer,
            older=fetched.older,
            agency=agency or asked.agency,
        )

    def _conditions(self, asked: FindingsAsked) -> list[ColumnElement[bool]]:
        period = asked.span or period_ending(day_of(self._clock.now()), asked.days)
        conditions: list[ColumnElement[bool]] = [Finding.day.between(period.first_day, period.last_day)]
        if asked.level is not None:
            conditions.append(Finding.level == asked.level)
        if asked.rule is not None:
            conditions.append(Finding.rule == asked.rule)
        if asked.district:
            conditions.append(Enterprise.district == asked.district)
        if asked.agency:
            led = and_(Finding.agency == "", Visit.lead_agency == asked.agency)
            conditions.append(or_(Finding.agency == asked.agency, led))
        return conditions


def _row(row: AnyRow) -> FindingRow:
    finding: Finding = row[0]
    agency = row[3] or finding.agency
    return FindingRow(
        enterprise_id=finding.enterprise_id,
        alert=row[1],
        firm=row[2],
        agency=agency,
        day=finding.day,
        level=finding.level,
        broken=BrokenRule(rule=finding.rule, count=finding.count, limit=finding.limit, agency=agency),
    )
