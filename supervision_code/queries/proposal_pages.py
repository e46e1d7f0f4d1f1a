"""One joint visit whole, before it is agreed to: who does what, on which days, and what that breaks or reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, date_of, day_of, start_of_day
from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.frequency import Breach, ParticipationFacts, VisitFacts, judge_visit, would_reach
from supervision_code.domain.frequency_versions import first_day_needed_by
from supervision_code.domain.hitting_sets import bits
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.joint_visits import AgencyShare, LeadReason, answer_by, propose_lead
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import HalfDay, JoiningAnswer, PlannedVisitState
from supervision_code.domain.registry import RiskTier
from supervision_code.domain.visits import VisitKind
from supervision_code.persistence.log import enterprise_facts, facts_of_firm, split_items
from supervision_code.persistence.merging_deciding import days_left
from supervision_code.persistence.merging_reading import read_firms
from supervision_code.persistence.merging_rules import RulesOfToday
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.proposals import tasks_in
from supervision_code.persistence.session import Database, get_enterprise
from supervision_code.queries.proposal_parts import ProposedPart, names_in, parts_of

_DAYS_OFFERED: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """Everything about one joint visit that was made of tasks."""

    enterprise_id: UUID
    id: UUID
    firm: str
    address: str
    risk_tier: RiskTier | None
    state: PlannedVisitState
    day: date
    half_day: HalfDay | None
    days: tuple[date, ...]
    """On which all of its tasks can be done, as of now."""
    without_notice: str
    answer_by: date
    overdue: bool
    own: str
    leads: bool
    own_answer: JoiningAnswer | None
    lead_reason: LeadReason | None
    """Why who leads was proposed to; None: the lead was handed on."""
    parts: tuple[ProposedPart, ...]
    breaches: tuple[Breach, ...]
    reached: tuple[Breach, ...]
    names: Mapping[str, str]
    """Names of the agencies and items spoken of."""

    @property
    def saved(self) -> int:
        """Return the visits avoided."""
        return sum(part.avoided for part in self.parts)


class ProposalPageQueries:
    """Looks at one joint visit that was made of tasks."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar
        self._rules = RulesOfToday(clock, policies, calendar)

    def proposal(self, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> ProposalPage:
        """Return a joint visit the actor's agency leads, is asked into or joins. Raises NoSuchRecord."""
        actor.require(Permission.VISIT_PLAN)
        with self._database.read() as session:
            plan, own = _within_reach(session, actor, enterprise_id, plan_id)
            firm, tasks = get_enterprise(session, enterprise_id), tasks_in(session, plan)
            names = names_in(session, plan, tasks)
            parts = parts_of(session, plan, tasks, names)
            breaches, reached = self._judge(session, firm, plan, tasks)
            announced, today = not plan.without_notice, day_of(self._clock.now())
            lead_days = self._policies.now(session).policy.notice.lead_working_days
            until = answer_by(date_of(plan.day), lead_days, self._calendar, announced=announced)
            return ProposalPage(
                enterprise_id=firm.id,
                id=plan.id,
                firm=firm.name,
                address=firm.address,
                risk_tier=firm.risk_tier,
                state=plan.state,
                day=date_of(plan.day),
                half_day=plan.half_day,
                days=self._days(session, plan),
                without_notice=plan.without_notice,
                answer_by=until,
                overdue=until < today,
                own=actor.agency or "",
                leads=own is None,
                own_answer=None if own is None else own.answer,
                lead_reason=_lead_reason(plan, tasks),
                parts=parts,
                breaches=breaches,
                reached=reached,
                names=names,
            )

    def _days(self, session: Session, plan: PlannedVisit) -> tuple[date, ...]:
        rules = self._rules.rules(session)
        [firm] = read_firms(session, [plan.enterprise_id], rules.frame.first, lock=False)
        return tuple(date_of(rules.frame.first + day) for day in bits(days_left(firm, plan.id, rules))[:_DAYS_OFFERED])

    def _judge(
        self, session: Session, firm: Enterprise, plan: PlannedVisit, tasks: Sequence[InspectionTask]
    ) -> tuple[tuple[Breach, ...], tuple[Breach, ...]]:
        timeline = self._policies.timeline(session)
        begins = start_of_day(date_of(plan.day))
        visit = VisitFacts(
            id=new_id(self._clock.now()),
            started_at=begins,
            day=plan.day,
            kind=VisitKind.INSPECTION,
            participations=_participations(plan, tasks),
        )
        past = facts_of_firm(session, firm.id, first_day_needed_by(plan.day, timeline), plan.day - 1)
        facts, policy = enterprise_facts(firm), timeline.at(begins).policy
        return judge_visit(visit, past, facts, policy), would_reach(visit, past, facts, policy)


def _within_reach(
    session: Session, actor: Actor, enterprise_id: UUID, plan_id: UUID
) -> tuple[PlannedVisit, PlanJoining | None]:
    plan = session.get(PlannedVisit, (enterprise_id, plan_id))
    joining = session.get(PlanJoining, (enterprise_id, plan_id, actor.agency))
    if plan is not None and plan.agency == actor.agency and plan.merged_at is not None:
        return plan, None
    if plan is None or joining is None or joining.answer is JoiningAnswer.DECLINED or not joining.items:
        raise NoSuchRecord
    return plan, joining


def _participations(plan: PlannedVisit, tasks: Sequence[InspectionTask]) -> tuple[ParticipationFacts, ...]:
    by_agency: dict[str, list[InspectionTask]] = {}
    for task in tasks:
        by_agency.setdefault(task.agency, []).append(task)
    parts = [
        ParticipationFacts(
            agency=agency,
            type=own[0].type,
            items=frozenset().union(*(split_items(task.items) for task in own)),
            ordered_from_above=all(task.ordered_from_above for task in own),
        )
        for agency, own in sorted(by_agency.items())
    ]
    if plan.agency not in by_agency:
        parts.insert(0, ParticipationFacts(agency=plan.agency, type=plan.type, items=split_items(plan.items)))
    return tuple(parts)


def _lead_reason(plan: PlannedVisit, tasks: Sequence[InspectionTask]) -> LeadReason | None:
    agencies = sorted({task.agency for task in tasks})
    if not agencies:
        return None
    shares = [
        AgencyShare(
            agency=agency,
            items=len(frozenset[str]().union(*(split_items(one.items) for one in tasks if one.agency == agency))),
            since=min(one.made_at for one in tasks if one.agency == agency),
        )
        for agency in agencies
    ]
    lead = propose_lead(shares)
    return lead.reason if lead.agency == plan.agency else None
