"""Assignments: the manager says who goes to a planned visit; an officer can take a place, or give it up."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from supervision_code.domain.assignments import clashes
from supervision_code.domain.clock import Clock
from supervision_code.domain.days import date_of
from supervision_code.domain.errors import InvalidValue, NoSuchRecord, NotPermitted
from supervision_code.domain.errors_of_working_day import ChangedMeanwhile, OfficerElsewhere
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.visits import OfficerFacts, require_enough_officers, require_valid_certificates
from supervision_code.persistence import assignments, inbox, trail
from supervision_code.persistence.models.assignments import PlannedVisitOfficer
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database, get_enterprise


class AssignmentService:
    """Changes who goes to planned visits."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def assign(
        self,
        actor: Actor,
        enterprise_id: UUID,
        plan_id: UUID,
        officers: Collection[UUID],
        *,
        seen: Collection[UUID] | None = None,
        despite: bool = False,
    ) -> int:
        """Let exactly these officers of the own agency go; nobody takes all assignments back. Returns how many go.

        ``seen``: who went when the choice was made (ChangedMeanwhile). ``despite``: also when one of them is expected
        elsewhere at that time (OfficerElsewhere). Raises NoSuchRecord, InvalidValue for an officer of another agency,
        CertificateInvalid, TooFewOfficers.
        """
        agency = _agency(actor, Permission.OFFICERS_ASSIGN)
        with self._database.begin() as session:
            plan = assignments.get_assignable(session, agency, enterprise_id, plan_id)
            if seen is not None:
                _require_as_seen(assignments.assigned_to(session, agency, enterprise_id, plan_id), seen, officers)
            known = assignments.officers_of(session, agency)
            if not known.keys() >= set(officers):
                raise InvalidValue(field="officers", value="", expected="expected-officer-of-agency")
            wanted = [known[officer] for officer in sorted(set(officers))]
            if wanted:
                require_valid_certificates(wanted, date_of(plan.day))
                require_enough_officers(len(wanted), self._policies.now(session).policy.officers_per_visit)
            self._settle(session, actor, plan, wanted, despite=despite)
            return len(wanted)

    def take(self, actor: Actor, enterprise_id: UUID, plan_id: UUID, *, despite: bool = False) -> None:
        """Let the actor himself go too. Raises as ``assign`` does, but for the number of officers."""
        agency = _agency(actor, Permission.VISIT_PLAN)
        with self._database.begin() as session:
            plan = assignments.get_assignable(session, agency, enterprise_id, plan_id)
            known = assignments.officers_of(session, agency)
            own = known.get(actor.officer_id) if actor.officer_id else None
            if own is None:
                raise NotPermitted(permission=Permission.VISIT_OPEN)
            require_valid_certificates([own], date_of(plan.day))
            there = assignments.assigned_to(session, agency, enterprise_id, plan_id)
            going = [known[officer] for officer in sorted({*there, own.id} & known.keys())]
            self._settle(session, actor, plan, going, despite=despite)

    def give_up(self, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> None:
        """Let the actor himself not go; raises NoSuchRecord when he was not to."""
        agency = _agency(actor, Permission.VISIT_PLAN)
        with self._database.begin() as session:
            plan = assignments.get_assignable(session, agency, enterprise_id, plan_id)
            there = assignments.assigned_to(session, agency, enterprise_id, plan_id)
            if actor.officer_id not in there:
                raise NoSuchRecord
            known = assignments.officers_of(session, agency)
            staying = [known[officer] for officer in sorted((there - {actor.officer_id}) & known.keys())]
            self._settle(session, actor, plan, staying, despite=True)

    def _settle(
        self, session: Session, actor: Actor, plan: PlannedVisit, wanted: list[OfficerFacts], *, despite: bool
    ) -> None:
        """Bring the assignments to what is wanted, tell who is concerned, and leave a trail."""
        now, agency = self._clock.now(), actor.agency or ""
        before = assignments.assigned_to(session, agency, plan.enterprise_id, plan.id)
        new = [officer for officer in wanted if officer.id not in before]
        if not despite:
            _refuse_clashes(session, agency, plan, new)
        gone = before - {officer.id for officer in wanted}
        _forget(session, plan, gone)
        _enter(session, actor, plan, new, now)
        _tell(session, actor, plan, {officer.id for officer in new}, gone, now)


def _require_as_seen(there: Collection[UUID], seen: Collection[UUID], wanted: Collection[UUID]) -> None:
    if set(there) not in (set(seen), set(wanted)):
        raise ChangedMeanwhile


def _refuse_clashes(session: Session, agency: str, plan: PlannedVisit, new: list[OfficerFacts]) -> None:
    expected = assignments.appointments_on(session, agency, plan.day, {officer.id for officer in new})
    names = {officer.id: officer.name for officer in new}
    for clash in clashes(expected, plan.id, plan.day, plan.half_day):
        raise OfficerElsewhere(officer=names[clash.officer_id], firm=clash.firm)


def _forget(session: Session, plan: PlannedVisit, officers: Collection[UUID]) -> None:
    session.execute(
        delete(PlannedVisitOfficer).where(
            PlannedVisitOfficer.enterprise_id == plan.enterprise_id,
            PlannedVisitOfficer.planned_visit_id == plan.id,
            PlannedVisitOfficer.officer_id.in_(officers),
        )
    )


def _enter(session: Session, actor: Actor, plan: PlannedVisit, new: list[OfficerFacts], now: datetime) -> None:
    rows = [
        {
            "enterprise_id": plan.enterprise_id,
            "planned_visit_id": plan.id,
            "officer_id": officer.id,
            "agency": actor.agency,
            "assigned_by": actor.account_id,
            "assigned_at": now,
        }
        for officer in new
    ]
    if rows:
        session.execute(insert(PlannedVisitOfficer), rows)


def _tell(
    session: Session, actor: Actor, plan: PlannedVisit, new: Collection[UUID], gone: Collection[UUID], now: datetime
) -> None:
    firm = get_enterprise(session, plan.enterprise_id)
    facts = {"firm": firm.name, "from_day": date_of(plan.day).isoformat()}
    link = f"/planned-visits/{plan.enterprise_id}/{plan.id}"
    for key, officers in (("inbox-assigned", new), ("inbox-not-assigned", gone)):
        for officer in sorted(set(officers) - {actor.officer_id}):
            inbox.put(session, inbox.to_officer(officer), key, now, facts=facts, link=link)
    if new or gone:
        trail.append(
            session, actor, "plan:assigned", now, subject=firm.uscc, enterprise_id=firm.id, district=firm.district
        )


def _agency(actor: Actor, permission: Permission) -> str:
    actor.require(permission)
    if actor.agency is None:
        raise NotPermitted(permission=permission)
    return actor.agency
