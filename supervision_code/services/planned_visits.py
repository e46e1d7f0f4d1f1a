"""Planned visits: announcing one, joining another agency's, and calling one off."""

from datetime import date
from uuid import UUID

from sqlalchemy import insert, select

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_number, day_of
from supervision_code.domain.errors import AlreadyRecorded, IllegalMove, InvalidValue, NoSuchRecord, NotPermitted
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.permissions import Actor, Permission
from supervision_code.domain.planned_visits import PlannedVisitState, move
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence import inbox, trail
from supervision_code.persistence.log import ITEM_MARK
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import InspectionItem
from supervision_code.persistence.planned_visits import get_plan
from supervision_code.persistence.session import Database, get_enterprise


class PlannedVisitService:
    """Changes planned visits."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def plan(
        self, actor: Actor, enterprise_id: UUID, day: date, kind: InspectionType, items: tuple[str, ...], note: str
    ) -> UUID:
        """Announce a visit of the actor's agency on a day from today on; returns the plan's id."""
        agency, now = _agency(actor), self._clock.now()
        if day < day_of(now):
            raise InvalidValue(field="day", value=day.isoformat(), expected="expected-day-ahead")
        with self._database.begin() as session:
            firm = get_enterprise(session, enterprise_id)
            known = set(
                session.scalars(
                    select(InspectionItem.code).where(InspectionItem.agency == agency, InspectionItem.code.in_(items))
                )
            )
            if known != set(items):
                raise InvalidValue(field="items", value=";".join(set(items) - known), expected="expected-registered")
            plan_id = new_id(now)
            session.execute(
                insert(PlannedVisit).values(
                    enterprise_id=enterprise_id,
                    id=plan_id,
                    agency=agency,
                    day=day_number(day),
                    type=kind,
                    items=ITEM_MARK.join(sorted(items)),
                    note=note.strip()[:400],
                    state=PlannedVisitState.PLANNED,
                    planned_by=actor.account_id,
                    planned_at=now,
                )
            )
            trail.append(
                session, actor, "plan:made", now, subject=firm.uscc, enterprise_id=firm.id, district=firm.district
            )
        return plan_id

    def join(self, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> None:
        """Join another agency's planned visit instead of coming on one's own."""
        agency, now = _agency(actor), self._clock.now()
        with self._database.begin() as session:
            plan = get_plan(session, enterprise_id, plan_id)
            if plan.state is not PlannedVisitState.PLANNED:
                raise IllegalMove(state=plan.state, wanted="joined")
            if plan.agency == agency or session.get(PlanJoining, (enterprise_id, plan_id, agency)) is not None:
                raise AlreadyRecorded
            session.execute(
                insert(PlanJoining).values(
                    enterprise_id=enterprise_id,
                    plan_id=plan_id,
                    agency=agency,
                    joined_by=actor.account_id,
                    joined_at=now,
                )
            )
            firm = get_enterprise(session, enterprise_id)
            trail.append(
                session, actor, "plan:joined", now, subject=firm.uscc, enterprise_id=firm.id, district=firm.district
            )
            inbox.put(
                session,
                inbox.to_agency(plan.agency),
                "inbox-plan-joined",
                now,
                facts={"agency": agency, "firm": firm.name},
                link="/planned-visits",
            )

    def cancel(self, actor: Actor, enterprise_id: UUID, plan_id: UUID) -> None:
        """Call off the own agency's planned visit, or leave one the agency had joined."""
        agency, now = _agency(actor), self._clock.now()
        with self._database.begin() as session:
            plan = get_plan(session, enterprise_id, plan_id)
            joining = session.get(PlanJoining, (enterprise_id, plan_id, agency))
            if plan.agency == agency:
                plan.state = move(plan.state, PlannedVisitState.CANCELLED)
            elif joining is not None:
                session.delete(joining)
            else:
                raise NoSuchRecord
            firm = get_enterprise(session, enterprise_id)
            trail.append(
                session, actor, "plan:cancelled", now, subject=firm.uscc, enterprise_id=firm.id, district=firm.district
            )


def _agency(actor: Actor) -> str:
    actor.require(Permission.VISIT_PLAN)
    if actor.agency is None:
        raise NotPermitted(permission=Permission.VISIT_PLAN)
    return actor.agency
