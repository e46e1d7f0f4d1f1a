"""Proposals: an agency agrees to a joint visit, comes along, hands the lead on, or declines with a reason."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar, date_of, day_number
from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord, NotPermitted, ReasonMissing
from supervision_code.domain.joint_visits import AgencyShare, propose_lead
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState, move
from supervision_code.persistence import inbox, notices, trail
from supervision_code.persistence.log import split_items
from supervision_code.persistence.merging_deciding import days_left
from supervision_code.persistence.merging_reading import read_firms
from supervision_code.persistence.merging_rules import RulesOfToday
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.proposals import get_proposal, hand_lead, leave, others_in, tasks_in
from supervision_code.persistence.session import Database, lock_enterprise

_OPEN = frozenset({PlannedVisitState.PROPOSED, PlannedVisitState.PLANNED})


class ProposalService:
    """Changes proposed joint visits."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._rules = RulesOfToday(clock, policies, calendar)

    def accept(self, actor: Actor, enterprise_id: UUID, plan_id: UUID, day: date | None = None) -> None:
        """Agree to lead, on the proposed day or another one on which all tasks can be done; the visit is planned then.

        Raises NoSuchRecord, IllegalMove when it is not proposed any more, InvalidValue (``day``).
        """
        agency, now = _agency(actor), self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            plan = _led(session, agency, enterprise_id, plan_id)
            plan.state = move(plan.state, PlannedVisitState.PLANNED)
            plan.day = self._day_agreed(session, plan, plan.day if day is None else day_number(day))
            plan.planned_by, plan.planned_at = actor.account_id, now
            session.flush()
            for other in others_in(session, plan, agency):
                _tell(session, other.agency, "inbox-proposal-accepted", firm, plan, agency, now)
            _on_trail(session, actor, "proposal:accepted", firm, now)

    def hand_over(self, actor: Actor, enterprise_id: UUID, plan_id: UUID, to: str) -> None:
        """Let another agency of the visit lead, and come along. Raises NoSuchRecord, IllegalMove, InvalidValue."""
        agency, now = _agency(actor), self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            plan = _led(session, agency, enterprise_id, plan_id)
            _require_proposed(plan)
            heir = next((one for one in others_in(session, plan, agency) if one.agency == to), None)
            if heir is None:
                raise InvalidValue(field="agency", value=to, expected="expected-agency-of-proposal")
            place = _place(plan, agency, JoiningAnswer.JOINED, actor, now)
            hand_lead(session, plan, heir, place)
            _tell(session, to, "inbox-proposal-handed-over", firm, plan, agency, now)
            _on_trail(session, actor, "proposal:handed_over", firm, now, note=to)

    def join(self, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> None:
        """Come along. Raises NoSuchRecord, IllegalMove when the visit is over or the answer was given."""
        agency, now = _agency(actor), self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            plan, joining = get_proposal(session, agency, enterprise_id, plan_id)
            if joining is None:
                raise NoSuchRecord
            if joining.answer is not JoiningAnswer.INVITED or plan.state not in _OPEN:
                raise IllegalMove(state=joining.answer, wanted=JoiningAnswer.JOINED)
            joining.answer, joining.joined_by, joining.joined_at = JoiningAnswer.JOINED, actor.account_id, now
            _tell(session, plan.agency, "inbox-proposal-joined", firm, plan, agency, now)
            notices.tell_company(session, plan, agency, now)
            _on_trail(session, actor, "proposal:joined", firm, now)

    def decline(self, actor: Actor, enterprise_id: UUID, plan_id: UUID, reason: str) -> None:
        """Do not come together with these agencies; the own tasks are brought together anew, without them.

        Who leads can decline while it is a proposal and somebody is left to lead. Raises NoSuchRecord, IllegalMove,
        ReasonMissing.
        """
        agency, now, words = _agency(actor), self._clock.now(), reason.strip()[:400]
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            plan, joining = get_proposal(session, agency, enterprise_id, plan_id)
            if not words:
                raise ReasonMissing(field="reason")
            if joining is None:
                self._step_down(session, actor, firm, plan, words)
            else:
                _stay_away(session, actor, firm, plan, joining, words, now)
            _on_trail(session, actor, "proposal:declined", firm, now, note=words)

    def _step_down(self, session: Session, actor: Actor, firm: Enterprise, plan: PlannedVisit, reason: str) -> None:
        agency, now = _agency(actor), self._clock.now()
        _require_proposed(plan)
        heirs = {one.agency: one for one in others_in(session, plan, agency)}
        if not heirs:
            raise IllegalMove(state=plan.state, wanted="proposal_declined")
        tasks = tasks_in(session, plan)
        shares = [
            AgencyShare(
                agency=heir,
                items=len(split_items(joining.items)),
                since=min((task.made_at for task in tasks if task.agency == heir), default=now),
            )
            for heir, joining in heirs.items()
        ]
        place = _place(plan, agency, JoiningAnswer.DECLINED, actor, now, reason)
        leave(session, plan, agency, reason, now)
        hand_lead(session, plan, heirs[propose_lead(shares).agency], place)
        _tell(session, plan.agency, "inbox-proposal-lead-declined", firm, plan, agency, now)

    def _day_agreed(self, session: Session, plan: PlannedVisit, day: int) -> int:
        rules = self._rules.rules(session)
        [firm] = read_firms(session, [plan.enterprise_id], rules.frame.first, lock=False)
        place = day - rules.frame.first
        if place < 0 or not days_left(firm, plan.id, rules) >> place & 1:
            raise InvalidValue(field="day", value=date_of(day).isoformat(), expected="expected-day-of-proposal")
        return day


def _stay_away(
    session: Session,
    actor: Actor,
    firm: Enterprise,
    plan: PlannedVisit,
    joining: PlanJoining,
    reason: str,
    now: datetime,
) -> None:
    if plan.state not in _OPEN:
        raise IllegalMove(state=plan.state, wanted="proposal_declined")
    leave(session, plan, joining.agency, reason, now)
    joining.answer, joining.reason = JoiningAnswer.DECLINED, reason
    joining.joined_by, joining.joined_at = actor.account_id, now
    _tell(session, plan.agency, "inbox-proposal-declined", firm, plan, joining.agency, now)


def _agency(actor: Actor) -> str:
    actor.require(Permission.VISIT_PLAN)
    if actor.agency is None:
        raise NotPermitted(permission=Permission.VISIT_PLAN)
    return actor.agency


def _led(session: Session, agency: str, enterprise_id: UUID, plan_id: UUID) -> PlannedVisit:
    plan, joining = get_proposal(session, agency, enterprise_id, plan_id)
    if joining is not None:
        raise NoSuchRecord
    return plan


def _require_proposed(plan: PlannedVisit) -> None:
    if plan.state is not PlannedVisitState.PROPOSED:
        raise IllegalMove(state=plan.state, wanted="proposal_changed")


def _place(
    plan: PlannedVisit, agency: str, answer: JoiningAnswer, actor: Actor, now: datetime, reason: str = ""
) -> PlanJoining:
    return PlanJoining(
        enterprise_id=plan.enterprise_id,
        plan_id=plan.id,
        agency=agency,
        joined_by=actor.account_id,
        joined_at=now,
        answer=answer,
        reason=reason,
        type=plan.type,
        items=plan.items,
    )


def _tell(
    session: Session, to: str, key: str, firm: Enterprise, plan: PlannedVisit, agency: str, now: datetime
) -> None:
    facts = {
        "agency": session.get_one(Agency, agency).name,
        "firm": firm.name,
        "from_day": date_of(plan.day).isoformat(),
    }
    inbox.put(session, inbox.to_agency(to), key, now, facts=facts, link=f"/proposals/{firm.id}/{plan.id}")


def _on_trail(session: Session, actor: Actor, action: str, firm: Enterprise, now: datetime, *, note: str = "") -> None:
    trail.append(
        session, actor, action, now, subject=firm.uscc, enterprise_id=firm.id, district=firm.district, note=note
    )
