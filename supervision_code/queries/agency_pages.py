"""One agency in the actor's area: its numbers month by month, its latest visits, its alerts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision_code.domain.alerts import UNFINISHED
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.periods import Period, period_ending
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import CertificateStatus
from supervision_code.domain.rollups import first_day_of_month
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.registry import Agency, Enterprise, Officer
from supervision_code.persistence.models.visits import Participation, Visit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries import area_counts
from supervision_code.queries.agencies import AgencyRow, agency_rows
from supervision_code.queries.area_counts import Counted
from supervision_code.queries.area_visits import AreaVisitRow, visit_rows

_A_YEAR = 365
_LATEST = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """One month of an agency."""

    first: date
    counted: Counted


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPage:
    """Everything the supervisor sees of an agency; the numbers are those of the actor's area alone."""

    agency: AgencyRow
    parent: str
    period: Period
    mean_scan_percent: int | None
    """Of all agencies in the area, to compare with."""
    officers: int
    invalid_certificates: int
    months: tuple[MonthRow, ...]
    visits: tuple[AreaVisitRow, ...]
    unfinished: int


class AgencyPageQueries:
    """Looks at one agency."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def agency(self, actor: Actor, code: str, days: int) -> AgencyPage:
        """Return an agency that works in the actor's area; raises NoSuchRecord."""
        actor.require(Permission.REGISTER_SEE)
        today = day_of(self._clock.now())
        period = period_ending(today, days)
        with self._database.read() as session:
            rows = agency_rows(session, actor, period)
            row = next((row for row in rows if row.code == code), None)
            if row is None:
                raise NoSuchRecord
            return AgencyPage(
                agency=row,
                parent=_parent(session, code),
                period=period,
                mean_scan_percent=_mean(rows),
                officers=_officers(session, code),
                invalid_certificates=_invalid(session, code, today),
                months=_months(session, actor, code, period_ending(today, _A_YEAR)),
                visits=self._latest(session, actor, code),
                unfinished=_unfinished(session, actor, code),
            )

    def _latest(self, session: Session, actor: Actor, code: str) -> tuple[AreaVisitRow, ...]:
        query = (
            select(Visit)
            .join(
                Participation,
                (Participation.enterprise_id == Visit.enterprise_id) & (Participation.visit_id == Visit.id),
            )
            .join(Enterprise, Enterprise.id == Visit.enterprise_id)
            .where(Participation.agency == code, within_reach(actor, Enterprise.district))
            .order_by(Participation.started_at.desc(), Visit.id.desc())
            .limit(_LATEST)
        )
        return visit_rows(session, session.scalars(query).all(), self._policies.timeline(session))


def _mean(rows: list[AgencyRow]) -> int | None:
    visits = sum(row.counted.visits for row in rows)
    return 100 * sum(row.counted.scanned for row in rows) // visits if visits > 0 else None


def _parent(session: Session, code: str) -> str:
    parent = select(Agency.parent).where(Agency.code == code).scalar_subquery()
    return session.scalar(select(Agency.name).where(Agency.code == parent)) or ""


def _officers(session: Session, code: str) -> int:
    return int(session.scalar(select(func.count()).where(Officer.agency == code)) or 0)


def _invalid(session: Session, code: str, today: date) -> int:
    invalid = (Officer.status != CertificateStatus.VALID) | (Officer.valid_until < today)
    return int(session.scalar(select(func.count()).where(Officer.agency == code, invalid)) or 0)


def _months(session: Session, actor: Actor, code: str, period: Period) -> tuple[MonthRow, ...]:
    known = area_counts.of_agency_by_month(session, actor, code, period)
    return tuple(
        MonthRow(first=first_day_of_month(month), counted=known.get(month, Counted())) for month in period.months
    )


def _unfinished(session: Session, actor: Actor, code: str) -> int:
    query = select(func.count()).where(
        Alert.agency == code, Alert.state.in_(sorted(UNFINISHED)), within_reach(actor, Alert.district)
    )
    return int(session.scalar(query) or 0)
