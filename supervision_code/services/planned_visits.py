"""Planned visits: announcing one, joining another agency's, and calling one off."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import date_of, day_number, day_of
from supervision_code.domain.errors import (
    AlreadyRecorded,
    IllegalMove,
    InvalidValue,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
)
from supervision_code.domain.frequency_facts import ParticipationFacts
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.notices import reason_without_notice
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState, move
from supervision_code.domain.policy import SupervisionPolicy
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence import inbox, notices, trail
from supervision_code.persistence.log import ITEM_MARK, enterprise_facts
from supervision_code.persistence.models.notices import FirmWish
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import Enterprise, InspectionItem
from supervision_code.persistence.notice_telling import tell_agencies
from supervision_code.persistence.placed_tasks import free_tasks
from supervision_code.persistence.planned_visits import get_plan
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.proposals import leave
from supervision_code.persistence.session import Database, get_enterprise, lock_enterprise

_AHEAD: Final = frozenset({PlannedVisitState.PROPOSED, PlannedVisitState.PLANNED})


class PlannedVisitService:
    """Changes planned visits."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def plan(
        self, actor: Actor, enterprise_id: UUID, day: date, kind: InspectionType, items: tuple[str, ...], note: str
    ) -> UUID:
        """Announce a visit of the actor's agency on a day from today on; returns the plan's id.

        Raises InvalidValue for a past day, for items that are not the agency's, and for a day of a quiet period that
        does not exempt the visit.
        """
        agency, now = _agency(actor), self._clock.now()
        if day < day_of(now):
            raise InvalidValue(field="day", value=day.isoformat(), expected="expected-day-ahead")
        with self._database.begin() as session:
            firm, policy = get_enterprise(session, enterprise_id), self._policies.now(session).policy
            _require_own_items(session, agency, items)
            part = ParticipationFacts(agency=agency, type=kind, items=frozenset(items))
            notices.require_no_quiet_period(day, [part], enterprise_facts(firm), policy.quiet_periods)
            plan_id = _made(session, actor, firm, day, part, note, policy, now)
            trail.append(
                session, actor, "plan:made", now, subject=firm.uscc, enterprise_id=firm.id, district=firm.district
            )
        return plan_id

    def join(self, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> None:
        """Join another agency's planned visit instead of coming on one's own; who was asked to come agrees so.

        Raises NoSuchRecord, IllegalMove, AlreadyRecorded, and InvalidValue for a firm that wants agencies to come one
        by one, and for a day of a quiet period that does not exempt the agency.
        """
        agency, now = _agency(actor), self._clock.now()
        with self._database.begin() as session:
            plan = get_plan(session, enterprise_id, plan_id)
            firm, policy = get_enterprise(session, enterprise_id), self._policies.now(session).policy
            _come_along(session, plan, actor, firm, policy, now)
            trail.append(
                session, actor, "plan:joined", now, subject=firm.uscc, enterprise_id=firm.id, district=firm.district
            )
            facts, recipient = {"agency": agency, "firm": firm.name}, inbox.to_agency(plan.agency)
            inbox.put(session, recipient, "inbox-plan-joined", now, facts=facts, link="/planned-visits")
            notices.tell_company(session, plan, agency, now)

    def cancel(self, actor: Actor, enterprise_id: UUID, plan_id: UUID, reason: str = "") -> None:
        """Call off the own agency's planned visit, or leave one the agency had joined.

        What the firm was told is taken back, and the firm hears why: raises ReasonMissing without words for it.
        """
        agency, now = _agency(actor), self._clock.now()
        with self._database.begin() as session:
            firm = lock_enterprise(session, enterprise_id)
            plan = get_plan(session, enterprise_id, plan_id)
            if plan.agency == agency:
                _call_off(session, plan, reason.strip()[:400], now)
            else:
                _leave(session, plan, agency, reason.strip()[:400], now)
            trail.append(
                session,
                actor,
                "plan:cancelled",
                now,
                subject=firm.uscc,
                enterprise_id=firm.id,
                district=firm.district,
                note=reason,
            )


def _require_own_items(session: Session, agency: str, items: tuple[str, ...]) -> None:
    query = select(InspectionItem.code).where(InspectionItem.agency == agency, InspectionItem.code.in_(items))
    unknown = set(items) - set(session.scalars(query))
    if unknown:
        raise InvalidValue(field="items", value=";".join(sorted(unknown)), expected="expected-registered")


def _made(
    session: Session,
    actor: Actor,
    firm: Enterprise,
    day: date,
    part: ParticipationFacts,
    note: str,
    policy: SupervisionPolicy,
    now: datetime,
) -> UUID:
    plan_id = new_id(now)
    session.execute(
        insert(PlannedVisit).values(
            enterprise_id=firm.id,
            id=plan_id,
            agency=part.agency,
            day=day_number(day),
            type=part.type,
            items=ITEM_MARK.join(sorted(part.items)),
            note=note.strip()[:400],
            state=PlannedVisitState.PLANNED,
            planned_by=actor.account_id,
            planned_at=now,
            without_notice=reason_without_notice([part.type], [], policy.notice),
        )
    )
    return plan_id


def _come_along(
    session: Session, plan: PlannedVisit, actor: Actor, firm: Enterprise, policy: SupervisionPolicy, now: datetime
) -> None:
    """Put the agency among those that come; an invitation was weighed when it was made."""
    agency = _agency(actor)
    if plan.state is not PlannedVisitState.PLANNED:
        raise IllegalMove(state=plan.state, wanted="joined")
    joining = session.get(PlanJoining, (firm.id, plan.id, agency))
    if plan.agency == agency or (joining is not None and joining.answer is not JoiningAnswer.INVITED):
        raise AlreadyRecorded
    if joining is None:
        _require_welcome(session, plan, agency, firm, policy)
        joining = PlanJoining(enterprise_id=firm.id, plan_id=plan.id, agency=agency)
        session.add(joining)
    joining.answer, joining.joined_by, joining.joined_at = JoiningAnswer.JOINED, actor.account_id, now


def _require_welcome(
    session: Session, plan: PlannedVisit, agency: str, firm: Enterprise, policy: SupervisionPolicy
) -> None:
    if session.get(FirmWish, firm.id) is not None:
        raise InvalidValue(field="plan", value="", expected="expected-firm-for-joint-visits")
    part = ParticipationFacts(agency=agency, type=None, items=frozenset())
    notices.require_no_quiet_period(date_of(plan.day), [part], enterprise_facts(firm), policy.quiet_periods)


def _call_off(session: Session, plan: PlannedVisit, reason: str, now: datetime) -> None:
    plan.state = move(plan.state, PlannedVisitState.CANCELLED)
    if not reason and notices.live_notice(session, plan.enterprise_id, plan.id) is not None:
        raise ReasonMissing(field="reason", state="notice")
    notices.withdraw(session, plan, reason, now)
    free_tasks(session, plan.enterprise_id, plan.id)
    tell_agencies(session, plan, "inbox-plan-called-off", now, but=plan.agency)


def _leave(session: Session, plan: PlannedVisit, agency: str, reason: str, now: datetime) -> None:
    """Leave a visit that is still to be made; the agency's tasks in it are not brought together with others' again.

    An invitation is declined with a reason (services/proposals.py), and what was declined stays on record.
    """
    joining = session.get(PlanJoining, (plan.enterprise_id, plan.id, agency))
    if joining is None or joining.answer is not JoiningAnswer.JOINED:
        raise NoSuchRecord
    if plan.state not in _AHEAD:
        raise IllegalMove(state=plan.state, wanted="left")
    leave(session, plan, agency, reason, now)
    session.delete(joining)


def _agency(actor: Actor) -> str:
    actor.require(Permission.VISIT_PLAN)
    if actor.agency is None:
        raise NotPermitted(permission=Permission.VISIT_PLAN)
    return actor.agency
