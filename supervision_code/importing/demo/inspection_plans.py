"""Plans of the agency that visitors see: one or two in every state, with their firms, steps and tasks."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from supervision_code.domain.days import date_of, day_number
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.inspection_plan_contents import MOST_PERCENT, PlanContents
from supervision_code.domain.inspection_plan_criteria import Criteria
from supervision_code.domain.inspection_plan_draws import base_digest, draw, number_drawn, seed_commitment
from supervision_code.domain.inspection_plans import PlanState, PlanStepKind, SelectionWay
from supervision_code.domain.permissions import Actor
from supervision_code.domain.policy_timeline import PolicyTimeline
from supervision_code.domain.registry import ItemMethod, RiskTier
from supervision_code.domain.visits import InspectionType
from supervision_code.importing.demo.accounts import FUTIAN, MANAGER_SEAT, MARKET, OFFICER_SEAT
from supervision_code.importing.demo.city import AgencyStaff
from supervision_code.importing.demo.scene import Scene, at
from supervision_code.importing.demo.tables import dice, read_texts
from supervision_code.persistence.inspection_plan_objects import base_of, chosen_firms, replace_objects
from supervision_code.persistence.inspection_plan_records import NewPlan, make_plan, record
from supervision_code.persistence.inspection_plans import judge_plan
from supervision_code.persistence.inspection_tasks import TasksWanted, make_tasks
from supervision_code.persistence.log import split_items
from supervision_code.persistence.models.accounts import Account
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


def draw_up_plans(session: Session, scene: Scene, timeline: PolicyTimeline) -> None:
    """Store the plans; each was drafted by the officer that visitors are given, and approved by the manager."""
    staff = scene.city.agencies[MARKET]
    for place, told in enumerate(read_texts("plans.toml")["plans"]):
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
        self._officer = _actor(accounts[staff.officers[OFFICER_SEAT].id])
        self._manager = _actor(accounts[staff.officers[MANAGER_SEAT].id])

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
        plan.criteria, plan.base = criteria.text, len(found)
        firms, codes = [firm for firm, _ in found], [code for _, code in found]
        plan.selection = SelectionWay.CRITERIA
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
        plan.drawn_at = self._drafted_at(0) + timedelta(minutes=40)
        return [enterprise_id_of(code) for code in draw(codes, plan.draw_seed, number_drawn(len(codes), plan.share))]

    def _step(self, plan: InspectionPlan, step: PlanStepKind, number: int) -> None:
        moment, actor, text = self._drafted_at(number), self._manager, ""
        match step:
            case PlanStepKind.SUBMITTED:
                actor, plan.submitted_by = self._officer, self._officer.account_id
            case PlanStepKind.APPROVED:
                plan.approved_by, plan.approved_at = actor.account_id, moment
            case PlanStepKind.FILED:
                actor = _actor(self._scene.city.supervisors[FUTIAN][0])
                text = f"福司备〔{plan.year}〕{17 + self._place}号"
                plan.filing_number, plan.filed_by, plan.filed_at = text, actor.account_id, moment
            case PlanStepKind.PUBLISHED:
                plan.published_at = moment
                self._make_tasks(plan)
            case PlanStepKind.CLOSED | PlanStepKind.WITHDRAWN:
                plan.ended_at, text = moment, self._told.get("reason", "")
        record(self._session, plan, actor, step, moment, text)

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


def _actor(account: Account) -> Actor:
    return Actor(
        account_id=account.id,
        role=account.role,
        name=account.name,
        agency=account.agency,
        officer_id=account.officer_id,
        district=account.district,
    )
