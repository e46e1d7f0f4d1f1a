"""Published inspection plans as everybody can read them: no firm in them, and no person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import date_of
from supervision_code.domain.inspection_plans import PlanState
from supervision_code.domain.notices import excludes_notice
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.persistence.models.registry import Agency, InspectionItem
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.queries.inspection_plans import PlansAsked, wanted_plans, years_of
from supervision_code.queries.paging import AnyRow, Cut, Order, fetch

_PUBLISHED: Final = InspectionPlan.published_at.is_not(None)
_ORDER: Final = Order(key=InspectionPlan.published_at, kind=datetime, id=InspectionPlan.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPlan:
    """What everybody may know of a published plan; no firm in it, and no person."""

    number: str
    title: str
    agency: str
    type: InspectionType
    basis: str
    items: tuple[str, ...]
    partners: tuple[str, ...]
    area: str
    first_day: date
    last_day: date
    base: int
    share: int
    cap: int
    filing_number: str
    approval: str
    draw_seed: str
    """Empty where nothing was drawn; of inspections without notice until the plan is over."""
    draw_commitment: str
    base_digest: str
    published_at: datetime
    state: PlanState


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPlans:
    """One page of published plans."""

    rows: tuple[PublicPlan, ...]
    newer: str
    older: str
    years: tuple[int, ...]


class PublishedPlanQueries:
    """Looks at what was published."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def page(self, asked: PlansAsked, cut: Cut) -> PublicPlans:
        """Return what was published, newest first; for everybody, so nobody is asked for."""
        query = select(InspectionPlan, Agency.name).join(Agency, Agency.code == InspectionPlan.agency)
        with self._database.read() as session:
            found = fetch(session, query.where(_PUBLISHED, *wanted_plans(asked)), _ORDER, cut)
            names = _names(session, [row[0] for row in found.rows])
            secret = _Secrecy(self._policies.timeline(session), self._clock.now())
            rows = tuple(_public(row, names, secret) for row in found.rows)
            return PublicPlans(rows=rows, newer=found.newer, older=found.older, years=years_of(session, _PUBLISHED))


@dataclass(frozen=True, slots=True)
class _Secrecy:
    """Says whether firms drawn could be told from the seed and the public register before they are to know."""

    timeline: PolicyTimeline
    now: datetime

    def covers(self, plan: InspectionPlan) -> bool:
        """Say whether the seed of a published plan stays closed: its firms are not told, and it is not over yet."""
        if plan.state is not PlanState.PUBLISHED:
            return False
        return bool(plan.without_notice) or excludes_notice(
            self.timeline, plan.type, since=plan.published_at or self.now, until=self.now
        )


def _public(row: AnyRow, names: Mapping[str, str], secret: _Secrecy) -> PublicPlan:
    plan = row[0]
    return PublicPlan(
        number=plan.number,
        title=plan.title,
        agency=row[1],
        type=plan.type,
        basis=plan.basis,
        items=tuple(names.get(code, code) for code in sorted(split_items(plan.items))),
        partners=tuple(names.get(code, code) for code in sorted(split_items(plan.partners))),
        area=plan.area,
        first_day=date_of(plan.first_day),
        last_day=date_of(plan.last_day),
        base=plan.base,
        share=plan.share,
        cap=plan.cap,
        filing_number=plan.filing_number,
        approval=plan.approval_number or plan.order_number,
        draw_seed=plan.draw_seed if plan.drawn_at and not secret.covers(plan) else "",
        draw_commitment=plan.draw_commitment,
        base_digest=plan.base_digest,
        published_at=plan.published_at,
        state=plan.state,
    )


def _names(session: Session, plans: Sequence[InspectionPlan]) -> dict[str, str]:
    """Return the names behind the codes of items and partner agencies; the two never share a code on one register."""
    items = {code for plan in plans for code in split_items(plan.items)}
    partners = {code for plan in plans for code in split_items(plan.partners)}
    named = dict(session.execute(select(Agency.code, Agency.name).where(Agency.code.in_(partners))).all())
    query = select(InspectionItem.code, InspectionItem.name).where(InspectionItem.code.in_(items))
    return named | dict(session.execute(query).all())
