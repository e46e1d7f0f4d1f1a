"""The firms of a plan as a list, each with what the plan would break or reach there; and all of them for a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, date_of, day_of
from supervision_code.domain.frequency import Breach
from supervision_code.domain.frequency_versions import first_day_needed_by
from supervision_code.domain.inspection_plan_verdicts import JudgedObject, judge_object, judging
from supervision_code.domain.inspection_plans import LeftOut, ObjectVerdict
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import RiskTier
from supervision_code.persistence.inspection_plans import get_own_plan, get_plan_of_area, work_of
from supervision_code.persistence.log import enterprise_facts, facts_of_firms
from supervision_code.persistence.models.inspection_plans import InspectionPlan, PlanObject
from supervision_code.persistence.models.registry import District, Enterprise
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import Cut, Order, fetch

_EXPORT_CHUNK: Final = 1000


class ObjectView(StrEnum):
    """Which firms of a plan a list shows."""

    KEPT = "kept"
    BREAKS = "breaks"
    QUIET = "quiet"
    REACHES = "reaches"
    CLEAR = "clear"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRow:
    """One firm of a plan. ``breaches``: what a visit on ``day`` would break, or, at blue, reach."""

    enterprise_id: UUID
    name: str
    uscc: str
    district: str
    address: str
    risk_tier: RiskTier | None
    left_out: LeftOut | None
    verdict: ObjectVerdict | None
    day: date | None
    breaches: tuple[Breach, ...]
    changed: bool
    """Whether it is another verdict than the one on record, by which firms are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectList:
    """One page of the firms of a plan."""

    rows: tuple[ObjectRow, ...]
    newer: str
    older: str


class InspectionPlanObjectQueries:
    """Looks at the firms of a plan."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def own(self, actor: Actor, plan_id: UUID, view: ObjectView, cut: Cut) -> ObjectList:
        """Return firms of a plan of the actor's agency. Raises NoSuchRecord."""
        actor.require(Permission.PLAN_DRAFT)
        with self._database.read() as session:
            return self._page(session, get_own_plan(session, actor.agency or "", plan_id), view, cut)

    def of_area(self, actor: Actor, plan_id: UUID, view: ObjectView, cut: Cut) -> ObjectList:
        """Return firms of an approved plan of the supervisor's area. Raises NoSuchRecord."""
        actor.require(Permission.PLAN_SEE)
        with self._database.read() as session:
            return self._page(session, get_plan_of_area(session, actor, plan_id), view, cut)

    def export(self, actor: Actor, plan_id: UUID) -> Iterator[ObjectRow]:
        """Return every firm of a plan of the actor's agency with the verdict on record, in the order of the codes.

        The firms are read page after page as they are asked for. Raises NoSuchRecord.
        """
        actor.require(Permission.PLAN_DRAFT)
        with self._database.read() as session:
            get_own_plan(session, actor.agency or "", plan_id)
        return self._exported(plan_id)

    def _exported(self, plan_id: UUID) -> Iterator[ObjectRow]:
        order = Order(key=Enterprise.uscc, kind=str, id=Enterprise.id, descending=False)
        cut: Cut | None = Cut(limit=_EXPORT_CHUNK)
        while cut is not None:
            with self._database.read() as session:
                found = fetch(session, _objects(plan_id), order, cut)
            yield from (_row(row[1], row[0], row[2], None) for row in found.rows)
            cut = replace(cut, at=found.older) if found.older else None

    def _page(self, session: Session, plan: InspectionPlan, view: ObjectView, cut: Cut) -> ObjectList:
        order = Order(key=Enterprise.name, kind=str, id=Enterprise.id, descending=False)
        found = fetch(session, _objects(plan.id).where(_of_view(view)), order, cut)
        judged = self._judged(session, plan, [row[1] for row in found.rows])
        rows = tuple(_row(row[1], row[0], row[2], judged.get(row[1].id)) for row in found.rows)
        return ObjectList(rows=rows, newer=found.newer, older=found.older)

    def _judged(self, session: Session, plan: InspectionPlan, firms: Sequence[Enterprise]) -> dict[UUID, JudgedObject]:
        """Ask the rules again about the few firms of a page: the record keeps the verdict, not its grounds."""
        work, timeline = work_of(plan), self._policies.timeline(session)
        rules = None if work is None else judging(work, timeline, self._calendar, day_of(self._clock.now()))
        if rules is None or not firms:
            return {}
        since = first_day_needed_by(rules.working_days[0], timeline)
        logs = facts_of_firms(session, [firm.id for firm in firms], since)
        return {firm.id: judge_object(rules, enterprise_facts(firm), logs.get(firm.id, ())) for firm in firms}


def _objects(plan_id: UUID) -> Select[PlanObject, Enterprise, str]:
    return (
        select(PlanObject, Enterprise, District.name)
        .join(Enterprise, Enterprise.id == PlanObject.enterprise_id)
        .join(District, District.code == Enterprise.district)
        .where(PlanObject.plan_id == plan_id)
    )


def _of_view(view: ObjectView) -> ColumnElement[bool]:
    kept = PlanObject.left_out.is_(None)
    if view is ObjectView.KEPT:
        return kept
    if view is ObjectView.LEFT_OUT:
        return PlanObject.left_out.is_not(None)
    return kept & (PlanObject.verdict == ObjectVerdict(view.value))


def _row(firm: Enterprise, one: PlanObject, district: str, judged: JudgedObject | None) -> ObjectRow:
    stored_day = None if one.judged_day is None else date_of(one.judged_day)
    return ObjectRow(
        enterprise_id=firm.id,
        name=firm.name,
        uscc=firm.uscc,
        district=district,
        address=firm.address,
        risk_tier=firm.risk_tier,
        left_out=one.left_out,
        verdict=judged.verdict if judged else one.verdict,
        day=judged.day if judged else stored_day,
        breaches=(judged.breaches or judged.reached) if judged else (),
        changed=judged is not None and one.verdict is not None and judged.verdict is not one.verdict,
    )
