"""The firms of a plan: chosen by list, by criteria or by lot; left out where a limit stands against them; put back."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from supervision_code.adapters import credit_codes
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import WorkCalendar
from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord, NotPermitted
from supervision_code.domain.identifiers import enterprise_id_of
from supervision_code.domain.inspection_plan_contents import MOST_PERCENT
from supervision_code.domain.inspection_plan_criteria import Criteria, parse_criteria
from supervision_code.domain.inspection_plan_draws import SEED_BYTES, base_digest, draw, number_drawn, seed_commitment
from supervision_code.domain.inspection_plan_objects import MOST_OBJECTS, ObjectFault, ObjectProblem, ObjectsRefused
from supervision_code.domain.inspection_plans import (
    LeftOut,
    ObjectVerdict,
    PlanStepKind,
    SelectionWay,
    require_draft,
)
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.registry import AgencyLevel, EnterpriseStatus
from supervision_code.persistence.inspection_plan_objects import base_of, counts_of, registered, replace_objects
from supervision_code.persistence.inspection_plan_records import enter, record, touch
from supervision_code.persistence.inspection_plans import get_own_plan, judge_plan
from supervision_code.persistence.models.inspection_plans import InspectionPlan, PlanObject
from supervision_code.persistence.models.registry import Agency, Enterprise
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database

_UNSYNCED: Final = {"synchronize_session": False}
_THINNED: Final = ((ObjectVerdict.BREAKS, LeftOut.OVER_LIMIT), (ObjectVerdict.QUIET, LeftOut.QUIET_PERIOD))


class InspectionPlanObjectService:
    """Changes which firms a draft reaches."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook, calendar: WorkCalendar) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies
        self._calendar = calendar

    def choose_listed(self, actor: Actor, plan_id: UUID, codes: Sequence[str], base: int | None = None) -> int:
        """Let the plan hold exactly the firms with these credit codes; returns how many.

        ``base``: how many there were to choose from, at least as many. Raises ObjectsRefused naming every entry that
        cannot be in the plan, and InvalidValue (``codes``) for an empty list or one that is too long.
        """
        now, wanted = self._clock.now(), [credit_codes.normalise(code) for code in codes]
        if not 1 <= len(wanted) <= MOST_OBJECTS:
            raise InvalidValue(field="codes", value=str(len(wanted)), expected="expected-objects")
        with self._database.begin() as session:
            plan, agency = _draft(session, actor, plan_id)
            firms = registered(session, [code for code in wanted if credit_codes.is_valid(code)])
            problems = list(_problems(wanted, firms, agency))
            if problems:
                raise ObjectsRefused(problems)
            said = parse_criteria(plan.criteria).said
            known_base = plan.base if plan.selection in {None, SelectionWay.LISTED} else 0
            self._choose(session, plan, actor, [firm.id for firm in firms.values()], now)
            _say_choice(plan, SelectionWay.LISTED, Criteria(said=said), max(base or known_base, len(firms)))
            record(session, plan, actor, PlanStepKind.CHOSEN, now, str(len(firms)))
            return len(firms)

    def choose_by(self, actor: Actor, plan_id: UUID, criteria: Criteria) -> int:
        """Let the plan hold every firm of the agency's area that meets the criteria, where its share is all of them.

        For a smaller share the firms are drawn by lot: the base and the hash of a new seed are fixed and entered into
        the ledger, and ``draw`` opens it. Returns the size of the base. Raises InvalidValue (``criteria``) when the
        plan would hold no firm or too many.
        """
        now = self._clock.now()
        with self._database.begin() as session:
            plan, agency = _draft(session, actor, plan_id)
            found = base_of(session, agency, criteria)
            number = number_drawn(len(found), plan.share)
            if not 1 <= number <= MOST_OBJECTS:
                raise InvalidValue(field="criteria", value=str(number), expected="expected-objects")
            if plan.share < MOST_PERCENT:
                self._choose(session, plan, actor, [], now)
                _say_choice(plan, SelectionWay.DRAWN, criteria, len(found))
                _fix_draw(session, plan, actor, [code for _, code in found], now)
            else:
                self._choose(session, plan, actor, [firm for firm, _ in found], now)
                _say_choice(plan, SelectionWay.CRITERIA, criteria, len(found))
                record(session, plan, actor, PlanStepKind.CHOSEN, now, str(len(found)))
            return len(found)

    def draw(self, actor: Actor, plan_id: UUID) -> int:
        """Draw the firms of a plan whose draw was fixed; returns how many.

        Raises IllegalMove when none was fixed or it was drawn already, and InvalidValue (``base``) when the register
        changed since, so that the base is no longer the one that was fixed.
        """
        now = self._clock.now()
        with self._database.begin() as session:
            plan, agency = _draft(session, actor, plan_id)
            if plan.draw_committed_at is None or plan.drawn_at is not None:
                raise IllegalMove(state=plan.state, wanted=PlanStepKind.DRAWN)
            codes = [code for _, code in base_of(session, agency, parse_criteria(plan.criteria))]
            if base_digest(codes) != plan.base_digest:
                raise InvalidValue(field="base", value=str(len(codes)), expected="expected-same-base")
            drawn = draw(codes, plan.draw_seed, number_drawn(len(codes), plan.share))
            plan.drawn_at = now
            replace_objects(session, plan.id, map(enterprise_id_of, drawn))
            self._judge(session, plan, actor, now)
            record(session, plan, actor, PlanStepKind.DRAWN, now, f"{len(drawn)}/{len(codes)} {plan.draw_seed}")
            return len(drawn)

    def judge_again(self, actor: Actor, plan_id: UUID) -> None:
        """Ask the rules anew about every firm: since the last time others may have come."""
        now = self._clock.now()
        with self._database.begin() as session:
            plan, _ = _draft(session, actor, plan_id)
            self._judge(session, plan, actor, now)

    def thin(self, actor: Actor, plan_id: UUID) -> int:
        """Keep only firms below their limit: leave out those that a visit would break a rule at, or that stay quiet.

        They are marked with the reason, not deleted. The rules are asked anew first. Returns how many were left out.
        """
        now = self._clock.now()
        with self._database.begin() as session:
            plan, _ = _draft(session, actor, plan_id)
            self._judge(session, plan, actor, now)
            before = counts_of(session, plan_id).gone
            for verdict, reason in _THINNED:
                kept = (PlanObject.plan_id == plan_id, PlanObject.left_out.is_(None), PlanObject.verdict == verdict)
                session.execute(update(PlanObject).where(*kept).values(left_out=reason), execution_options=_UNSYNCED)
            gone = counts_of(session, plan_id).gone - before
            record(session, plan, actor, PlanStepKind.THINNED, now, str(gone))
            return gone

    def restore(self, actor: Actor, plan_id: UUID) -> int:
        """Undo the thinning: put back every firm that was left out for a rule; returns how many."""
        now, rules = self._clock.now(), [reason for _, reason in _THINNED]
        with self._database.begin() as session:
            plan, _ = _draft(session, actor, plan_id)
            before = counts_of(session, plan_id).gone
            gone = (PlanObject.plan_id == plan_id, PlanObject.left_out.in_(rules))
            session.execute(update(PlanObject).where(*gone).values(left_out=None), execution_options=_UNSYNCED)
            back = before - counts_of(session, plan_id).gone
            touch(plan, actor, now)
            record(session, plan, actor, PlanStepKind.RESTORED, now, str(back))
            return back

    def leave_out(self, actor: Actor, plan_id: UUID, enterprise_id: UUID) -> None:
        """Leave one firm out. Raises NoSuchRecord when it is not in the plan."""
        self._set_one(actor, plan_id, enterprise_id, LeftOut.BY_HAND)

    def put_back(self, actor: Actor, plan_id: UUID, enterprise_id: UUID) -> None:
        """Put back one firm that was left out, whatever the reason was."""
        self._set_one(actor, plan_id, enterprise_id, None)

    def _set_one(self, actor: Actor, plan_id: UUID, enterprise_id: UUID, reason: LeftOut | None) -> None:
        now = self._clock.now()
        with self._database.begin() as session:
            plan, _ = _draft(session, actor, plan_id)
            one = session.get(PlanObject, (enterprise_id, plan_id))
            if one is None:
                raise NoSuchRecord
            if one.left_out is reason:
                return
            one.left_out = reason
            touch(plan, actor, now)
            kind = PlanStepKind.LEFT_OUT if reason else PlanStepKind.PUT_BACK
            record(session, plan, actor, kind, now, session.get_one(Enterprise, enterprise_id).uscc)

    def _choose(
        self, session: Session, plan: InspectionPlan, actor: Actor, firms: Sequence[UUID], now: datetime
    ) -> None:
        """Put these firms in the place of all others, and ask the rules about them; an earlier draw is void."""
        plan.draw_seed = plan.draw_commitment = plan.base_digest = ""
        plan.draw_committed_at = plan.drawn_at = None
        replace_objects(session, plan.id, firms)
        self._judge(session, plan, actor, now)

    def _judge(self, session: Session, plan: InspectionPlan, actor: Actor, now: datetime) -> None:
        judge_plan(session, plan, self._policies.timeline(session), self._calendar, now)
        touch(plan, actor, now)


def _draft(session: Session, actor: Actor, plan_id: UUID) -> tuple[InspectionPlan, Agency]:
    """Return the draft, locked, and its agency. Raises NotPermitted, NoSuchRecord, IllegalMove."""
    actor.require(Permission.PLAN_DRAFT)
    if actor.agency is None:
        raise NotPermitted(permission=Permission.PLAN_DRAFT)
    plan = get_own_plan(session, actor.agency, plan_id, lock=True)
    require_draft(plan.state)
    return plan, session.get_one(Agency, plan.agency)


def _say_choice(plan: InspectionPlan, way: SelectionWay, criteria: Criteria, base: int) -> None:
    plan.selection, plan.criteria, plan.base = way, criteria.text, base


def _fix_draw(session: Session, plan: InspectionPlan, actor: Actor, codes: Sequence[str], now: datetime) -> None:
    """Fix base and seed before anything is drawn; the seed stays closed until then."""
    plan.draw_seed = secrets.token_hex(SEED_BYTES)
    plan.draw_commitment, plan.base_digest = seed_commitment(plan.draw_seed), base_digest(codes)
    plan.draw_committed_at = now
    record(session, plan, actor, PlanStepKind.DRAW_PREPARED, now, f"{len(codes)} {plan.draw_commitment}")
    enter(session, plan, LedgerKind.PLAN_DRAW_FIXED, now)


def _problems(codes: Sequence[str], firms: dict[str, Enterprise], agency: Agency) -> Iterator[ObjectProblem]:
    for code in codes:
        fault = _fault_of(code, firms.get(code), agency)
        if fault is not None:
            yield ObjectProblem(code=code, fault=fault)


def _fault_of(code: str, firm: Enterprise | None, agency: Agency) -> ObjectFault | None:
    if not credit_codes.is_valid(code):
        return ObjectFault.BAD_CODE
    if firm is None:
        return ObjectFault.UNKNOWN
    if firm.status is not EnterpriseStatus.ACTIVE:
        return ObjectFault.CLOSED
    place = {AgencyLevel.CITY: None, AgencyLevel.DISTRICT: firm.district, AgencyLevel.STREET: firm.street or ""}[
        agency.level
    ]
    return ObjectFault.OUTSIDE if place is not None and place != agency.district else None
