"""One inspection plan with everything its page shows: what it says, what it lacks, its firms in numbers, its steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_of
from supervision_code.domain.inspection_plan_contents import (
    PlanContents,
    PlanFault,
    PlanSurroundings,
    covers_everybody,
    faults_of,
)
from supervision_code.domain.inspection_plan_criteria import Criteria
from supervision_code.domain.inspection_plan_draws import number_drawn
from supervision_code.domain.inspection_plans import (
    PlanMove,
    PlanState,
    PlanStepKind,
    SelectionWay,
    moves_open_to,
)
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import AgencyLevel
from supervision_code.persistence.inspection_plan_objects import ObjectCounts, counts_of
from supervision_code.persistence.inspection_plans import (
    contents_of,
    get_own_plan,
    get_plan_of_area,
    surroundings_of,
)
from supervision_code.persistence.models.inspection_plans import InspectionPlan, PlanStep
from supervision_code.persistence.models.registry import Agency, District, InspectionItem
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database

_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStepRow:
    """One step of a plan's life; nobody's name: the installation itself."""

    kind: PlanStepKind
    at: datetime
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """An item of a plan as it stands on the register; without a name it is not there."""

    code: str
    name: str
    legal_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawFacts:
    """What repeats a draw; ``seed`` is empty until it was drawn, ``number`` is how many the share makes."""

    commitment: str
    base_digest: str
    seed: str
    committed_at: datetime
    drawn_at: datetime | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """One plan."""

    id: UUID
    number: str
    agency: str
    level: AgencyLevel
    state: PlanState
    revision: int
    contents: PlanContents
    items: tuple[PlanItem, ...]
    partners: tuple[str, ...]
    selection: SelectionWay | None
    criteria: Criteria
    criteria_areas: tuple[str, ...]
    """Names of the areas in the criteria."""
    base: int
    counts: ObjectCounts
    judged_at: datetime | None
    draw: DrawFacts | None
    faults: tuple[PlanFault, ...]
    """What keeps it from being submitted; looked for while that can still be mended."""
    covers_everybody: bool
    moves: tuple[PlanMove, ...]
    awaits_second_person: bool
    """It waits for approval, and the reader may approve plans, but not this one, having worked on it."""
    steps: tuple[PlanStepRow, ...]
    filing_number: str
    published_at: datetime | None
    over: bool
    """Whether its last day has passed."""


class InspectionPlanPageQueries:
    """Looks at one plan."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def own(self, actor: Actor, plan_id: UUID) -> PlanPage:
        """Return a plan of the actor's agency. Raises NoSuchRecord."""
        actor.require(Permission.PLAN_DRAFT)
        with self._database.read() as session:
            return self._shown(session, actor, get_own_plan(session, actor.agency or "", plan_id))

    def of_area(self, actor: Actor, plan_id: UUID) -> PlanPage:
        """Return an approved plan of the supervisor's area. Raises NoSuchRecord; drafts are the agency's own."""
        actor.require(Permission.PLAN_SEE)
        with self._database.read() as session:
            return self._shown(session, actor, get_plan_of_area(session, actor, plan_id))

    def _shown(self, session: Session, actor: Actor, plan: InspectionPlan) -> PlanPage:
        now = self._clock.now()
        policy = self._policies.timeline(session).at(now).policy
        contents = contents_of(plan)
        around = surroundings_of(session, plan, policy, day_of(now))
        moves = moves_open_to(actor, plan.state, _authors(plan))
        agency = session.get_one(Agency, plan.agency)
        return PlanPage(
            id=plan.id,
            number=plan.number,
            agency=agency.name,
            level=agency.level,
            state=plan.state,
            revision=plan.revision,
            contents=contents,
            items=_items(session, contents.items),
            partners=_agencies(session, contents.partners),
            selection=plan.selection,
            criteria=around.criteria,
            criteria_areas=_area_names(session, around.criteria.areas),
            base=plan.base,
            counts=counts_of(session, plan.id),
            judged_at=plan.judged_at,
            draw=_draw_of(plan),
            faults=_faults(plan, contents, around),
            covers_everybody=covers_everybody(contents, around),
            moves=moves,
            awaits_second_person=_awaits_second_person(actor, plan, moves),
            steps=_steps(session, plan.id),
            filing_number=plan.filing_number,
            published_at=plan.published_at,
            over=contents.last_day is not None and contents.last_day < day_of(now),
        )


def _authors(plan: InspectionPlan) -> set[UUID]:
    return {plan.drafted_by, plan.changed_by, plan.submitted_by or plan.drafted_by}


def _awaits_second_person(actor: Actor, plan: InspectionPlan, moves: Sequence[PlanMove]) -> bool:
    may = actor.may(Permission.PLAN_APPROVE)
    return plan.state is PlanState.SUBMITTED and may and PlanMove.APPROVE not in moves


def _faults(plan: InspectionPlan, contents: PlanContents, around: PlanSurroundings) -> tuple[PlanFault, ...]:
    if plan.state not in {PlanState.DRAFT, PlanState.SUBMITTED, PlanState.FILED}:
        return ()
    return faults_of(contents, around)


def _draw_of(plan: InspectionPlan) -> DrawFacts | None:
    if plan.draw_committed_at is None:
        return None
    return DrawFacts(
        commitment=plan.draw_commitment,
        base_digest=plan.base_digest,
        seed=plan.draw_seed if plan.drawn_at else "",
        committed_at=plan.draw_committed_at,
        drawn_at=plan.drawn_at,
        number=number_drawn(plan.base, plan.share),
    )


def plan_item(item: InspectionItem) -> PlanItem:
    return PlanItem(code=item.code, name=item.name, legal_basis=item.legal_basis)


def _items(session: Session, codes: Sequence[str]) -> tuple[PlanItem, ...]:
    query = select(InspectionItem).where(InspectionItem.code.in_(codes))
    known = {item.code: plan_item(item) for item in session.scalars(query)}
    return tuple(known.get(code, PlanItem(code=code, name="", legal_basis="")) for code in codes)


def _agencies(session: Session, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(session.scalars(select(Agency.name).where(Agency.code.in_(codes)).order_by(Agency.name)))


def _area_names(session: Session, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(session.scalars(select(District.name).where(District.code.in_(codes)).order_by(District.code)))


def _steps(session: Session, plan_id: UUID) -> tuple[PlanStepRow, ...]:
    query = select(PlanStep).where(PlanStep.plan_id == plan_id).order_by(PlanStep.at.desc(), PlanStep.id.desc())
    return tuple(
        PlanStepRow(kind=step.kind, at=step.at, name=step.account_name, text=step.text)
        for step in session.scalars(query.limit(_MOST))
    )
