"""Plans that visitors see: one or two in every state, with their firms, steps, tasks and ledger entries."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of, day_number
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.inspection_plan_contents import MOST_PERCENT, PlanContents
from supervision_code.domain.inspection_plan_criteria import Criteria
from supervision_code.domain.inspection_plan_draws import base_digest, draw, number_drawn, seed_commitment
from supervision_code.domain.inspection_plans import PlanState, PlanStepKind, SelectionWay
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.registry import ItemMethod, RiskTier
from supervision_code.domain.visits import InspectionType
from supervision_code.importing.demo.accounts import FUTIAN, MANAGER_SEAT, MARKET, OFFICER_SEAT
from supervision_code.importing.demo.acting import actor_of
from supervision_code.importing.demo.city import AgencyStaff
from supervision_code.importing.demo.scene import Scene, at
from supervision_code.importing.demo.tables import dice, read_texts
from supervision_code.persistence.inbox import WHOLE_CITY
from supervision_code.persistence.inspection_plan_objects import base_of, chosen_firms, replace_objects
from supervision_code.persistence.inspection_plan_records import NewPlan, enter, enter_end, make_plan, record
from supervision_code.persistence.inspection_plans import judge_plan
from supervision_code.persistence.inspection_tasks import TasksWanted, make_tasks
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.inspection_plans import InspectionPlan
from supervision_code.persistence.models.registry import Agency

_LASTS: Final = timedelta(days=45)
_STEPS: Final[Mapping[PlanState, tuple[PlanStepKind, ...]]] = {
    PlanState.DRAFT: (),
    PlanState.SUBMITTED: (PlanStepKind.SUBMITTED,),
    PlanState.APPROVED: (PlanStepKind.SUBMITTED, PlanStepKind.APPROVED),
    PlanState.FILED: (PlanStepKind.SUBMITTED, PlanStepKind.APPROVED, PlanStepKind.FILED),
    PlanState.PUBLISHED: (
        *(PlanStepKind.SUBMITTED, PlanStepKind.APPROVED),
        *(PlanStepKind.FILED, PlanStepKind.PUBLISHED),
    ),
    PlanState.CLOSED: (
        *(PlanStepKind.SUBMITTED, PlanStepKind.APPROVED),
        *(PlanStepKind.FILED, PlanStepKind.PUBLISHED, PlanStepKind.CLOSED),
    ),
    PlanState.WITHDRAWN: (PlanStepKind.SUBMITTED, PlanStepKind.WITHDRAWN),
}

_ENTERED: Final[Mapping[PlanStepKind, LedgerKind]] = {
    PlanStepKind.FILED: LedgerKind.PLAN_FILED,
    PlanStepKind.PUBLISHED: LedgerKind.PLAN_PUBLISHED,
}


def draw_up_plans(session: Session, scene: Scene, timeline: PolicyTimeline) -> None:
    """Store the plans; each was drafted by an officer of its agency, and approved by the manager."""
    for place, told in enumerate(read_texts("plans.toml")["plans"]):
        staff = scene.city.agencies[told.get("agency", MARKET)]
        _Teller(session, scene, timeline, staff, told, place).tell()


class _Teller:
    """One plan on its way to the state it is in."""

    def __init__(
        self,
        session: Session,
        scene: Scene,
        timeline: PolicyTimeline,
        staff: AgencyStaff,
        told: Mapping[str, Any],
        place: int,
    ) -> None:
        self._session = session
        self._scene = scene
        self._timeline = timeline
        self._staff = staff
        self._told = told
        self._place = place
        accounts = scene.city.accounts
        self._officer = actor_of(accounts[staff.officers[OFFICER_SEAT].id])
        self._manager = actor_of(accounts[staff.officers[MANAGER_SEAT].id])

    def tell(self) -> None:
        """Draft it, choose its firms, and take it as far as it has come."""
        state = PlanState(self._told["state"])
        plan = make_plan(
            self._session,
            NewPlan(agency=self._staff.code, contents=self._contents(), step=PlanStepKind.DRAFTED),
            self._officer,
            self._drafted_at(0),
        )
        self._choose(plan)
        for number, step in enumerate(_STEPS[state], start=1):
            self._step(plan, step, number)
        plan.state = state
        self._session.flush()

    def _drafted_at(self, step: int) -> Any:
        """Return when a step was taken: a day apart, the first long enough before the period and always before now."""
        first = date_of(self._first_day())
        start = min(first - timedelta(days=24), self._scene.today - timedelta(days=8))
        return at(start + timedelta(days=step), 9 * 60 + 25 + 7 * self._place)

    def _first_day(self) -> int:
        return day_number(self._scene.today + timedelta(days=int(self._told["days_ahead"])))

    def _contents(self) -> PlanContents:
        first = date_of(self._first_day())
        items = [code for code, _ in self._staff.items_for(self._told["industry"])[:2]]
        if not items:
            items = [code for code, _ in self._staff.items_for("H62")[:1]]
        approval = self._told.get("approval_number", "")
        return PlanContents(
            title=self._told["title"],
            basis=self._told["basis"],
            type=InspectionType(self._told["type"]),
            method=ItemMethod.ON_SITE,
            items=tuple(items),
            approval_authority=self._told.get("approval_authority", ""),
            approval_number=approval,
            approval_day=self._scene.today - timedelta(days=16) if approval else None,
            area=self._told["area"],
            first_day=first,
            last_day=min(first + _LASTS, date(first.year, 12, 31)),
            share=int(self._told.get("share", MOST_PERCENT)),
        )

    def _choose(self, plan: InspectionPlan) -> None:
        tiers = tuple(RiskTier(tier) for tier in self._told.get("tiers", ()))
        criteria = Criteria(industries=(self._told["industry"],), tiers=tiers)
        found = base_of(self._session, self._session.get_one(Agency, plan.agency), criteria)
        firms, codes = [firm for firm, _ in found], [code for _, code in found]
        plan.selection = SelectionWay.CRITERIA
        if "firms_of" in self._told:
            firms, criteria, plan.selection = self._same_firms(), Criteria(), SelectionWay.LISTED
            codes = codes[: len(firms)]
        plan.criteria, plan.base = criteria.text, len(codes)
        if plan.share < MOST_PERCENT:
            firms = self._draw(plan, codes)
        replace_objects(self._session, plan.id, firms)
        judge_plan(self._session, plan, self._timeline, self._scene.calendar, self._scene.now)
        chosen = PlanStepKind.DRAWN if plan.drawn_at else PlanStepKind.CHOSEN
        text = f"{len(firms)}/{len(codes)} {plan.draw_seed}" if plan.drawn_at else str(len(firms))
        record(self._session, plan, self._officer, chosen, self._drafted_at(0) + timedelta(minutes=40), text)

    def _draw(self, plan: InspectionPlan, codes: list[str]) -> list[Any]:
        plan.selection = SelectionWay.DRAWN
        plan.draw_seed = f"{dice(plan.title).getrandbits(128):032x}"
        plan.draw_commitment, plan.base_digest = seed_commitment(plan.draw_seed), base_digest(codes)
        plan.draw_committed_at = self._drafted_at(0) + timedelta(minutes=30)
        told = f"{len(codes)} {plan.draw_commitment}"
        record(self._session, plan, self._officer, PlanStepKind.DRAW_PREPARED, plan.draw_committed_at, told)
        enter(self._session, plan, LedgerKind.PLAN_DRAW_FIXED, plan.draw_committed_at)
        plan.drawn_at = self._drafted_at(0) + timedelta(minutes=40)
        return [enterprise_id_of(code) for code in draw(codes, plan.draw_seed, number_drawn(len(codes), plan.share))]

    def _same_firms(self) -> list[UUID]:
        """Return the firms of an earlier plan, so that agencies have something to come together for."""
        query = select(InspectionPlan.id).where(InspectionPlan.title == self._told["firms_of"])
        firms = sorted(chosen_firms(self._session, self._session.scalars(query).one()), key=lambda firm: firm.int)
        return firms[: int(self._told.get("most", len(firms)))]

    def _step(self, plan: InspectionPlan, step: PlanStepKind, number: int) -> None:
        moment, actor, text = self._drafted_at(number), self._manager, ""
        match step:
            case PlanStepKind.SUBMITTED:
                actor, plan.submitted_by = self._officer, self._officer.account_id
            case PlanStepKind.APPROVED:
                plan.approved_by, plan.approved_at = actor.account_id, moment
            case PlanStepKind.FILED:
                supervisors, is_of_futian = self._scene.city.supervisors, plan.district == FUTIAN
                actor = actor_of(supervisors[FUTIAN if is_of_futian else WHOLE_CITY][0])
                text = f"{'福' if is_of_futian else '深'}司备〔{plan.year}〕{17 + self._place}号"
                plan.filing_number, plan.filed_by, plan.filed_at = text, actor.account_id, moment
            case PlanStepKind.PUBLISHED:
                plan.published_at = moment
                self._make_tasks(plan)
            case PlanStepKind.CLOSED | PlanStepKind.WITHDRAWN:
                plan.ended_at, text = moment, self._told.get("reason", "")
                plan.state = PlanState(self._told["state"])
        record(self._session, plan, actor, step, moment, text)
        if step in _ENTERED:
            self._session.flush()
            enter(self._session, plan, _ENTERED[step], moment)
        if plan.ended_at is not None:
            self._session.flush()
            enter_end(self._session, plan, moment)

    def _make_tasks(self, plan: InspectionPlan) -> None:
        if self._told["state"] != PlanState.PUBLISHED.value or plan.first_day is None or plan.last_day is None:
            return
        wanted = TasksWanted(
            plan_id=plan.id,
            agency=plan.agency,
            type=plan.type,
            items=split_items(plan.items),
            first_day=date_of(plan.first_day),
            last_day=date_of(plan.last_day),
            firms=chosen_firms(self._session, plan.id),
        )
        make_tasks(self._session, wanted, self._scene.now)
