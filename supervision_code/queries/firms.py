"""Firms of an area: found by name or credit code, with how often they were visited of late."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from supervision_code.domain.alerts import UNFINISHED
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of, start_of_day
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.periods import period_ending
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import EnterpriseKind, EnterpriseStatus, RiskTier
from supervision_code.domain.rollups import industry_section
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.registry import District, Enterprise
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.reach import within_reach
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import Cut, Order, fetch

_USCC_LENGTH: Final = 18
_A_YEAR: Final = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmsAsked:
    """Which firms are wanted; an empty word or district stands for any."""

    words: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmRow:
    """One firm in the list."""

    uscc: str
    name: str
    kind: EnterpriseKind
    district: str
    street: str
    section: str
    risk_tier: RiskTier | None
    status: EnterpriseStatus
    visits: int
    """Within the last 365 days."""
    alerts: int
    """Not yet settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmList:
    """One page of firms."""

    rows: tuple[FirmRow, ...]
    newer: str
    older: str


class FirmQueries:
    """Looks at the firms of the actor's area."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(self, actor: Actor, asked: FirmsAsked, cut: Cut) -> FirmList:
        """Return one page, by name."""
        actor.require(Permission.REGISTER_SEE)
        street = aliased(District)
        query = (
            select(Enterprise, District.name, street.name)
            .outerjoin(District, District.code == Enterprise.district)
            .outerjoin(street, street.code == Enterprise.street)
            .where(within_reach(actor, Enterprise.district))
        )
        words = asked.words.strip()
        if len(words) == _USCC_LENGTH and words.isascii():
            query = query.where(Enterprise.id == enterprise_id_of(words.upper()))
        elif words:
            query = query.where(Enterprise.name.contains(words, autoescape=True))
        if asked.district:
            query = query.where(Enterprise.district == asked.district)
        order = Order(key=Enterprise.name, kind=str, id=Enterprise.id, descending=False)
        with self._database.read() as session:
            fetched = fetch(session, query, order, cut)
            rows = self._rows(session, [(row[0], row[1], row[2]) for row in fetched.rows])
        return FirmList(rows=rows, newer=fetched.newer, older=fetched.older)

    def _rows(
        self, session: Session, found: Sequence[tuple[Enterprise, str | None, str | None]]
    ) -> tuple[FirmRow, ...]:
        ids = [firm.id for firm, _, _ in found]
        since = start_of_day(period_ending(day_of(self._clock.now()), _A_YEAR).first)
        visits: dict[UUID, int] = dict(
            session.execute(
                select(Visit.enterprise_id, func.count())
                .where(Visit.enterprise_id.in_(ids), Visit.started_at >= since, Visit.state != VisitState.VOIDED)
                .group_by(Visit.enterprise_id)
            ).all()
        )
        alerts: dict[UUID, int] = dict(
            session.execute(
                select(Alert.enterprise_id, func.count())
                .where(Alert.enterprise_id.in_(ids), Alert.state.in_(sorted(UNFINISHED)))
                .group_by(Alert.enterprise_id)
            ).all()
        )
        return tuple(
            FirmRow(
                uscc=firm.uscc,
                name=firm.name,
                kind=firm.kind,
                district=district or firm.district,
                street=street or "",
                section=industry_section(firm.industry),
                risk_tier=firm.risk_tier,
                status=firm.status,
                visits=visits.get(firm.id, 0),
                alerts=alerts.get(firm.id, 0),
            )
            for firm, district, street in found
        )
