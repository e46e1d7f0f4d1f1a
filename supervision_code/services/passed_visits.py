"""Planned visits whose day has passed: no task waits in one for ever, and whoever waited is told."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from supervision_code.domain.clock import Clock
from supervision_code.domain.days import day_number_of
from supervision_code.domain.planned_visits import PlannedVisitState, is_given_up, move
from supervision_code.persistence import notices, trail
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.visits import Visit
from supervision_code.persistence.notice_telling import tell_agencies
from supervision_code.persistence.passed_visits import (
    agencies_with_tasks,
    finish_covered,
    made_all_the_same,
    never_ended,
    not_made,
)
from supervision_code.persistence.placed_tasks import free_tasks
from supervision_code.persistence.planned_visits import get_plan
from supervision_code.persistence.policy_book import PolicyBook
from supervision_code.persistence.session import Database, lock_enterprise


class PassedVisitService:
    """Settles what became of planned visits."""

    def __init__(self, database: Database, clock: Clock, policies: PolicyBook) -> None:
        self._database = database
        self._clock = clock
        self._policies = policies

    def settle(self) -> int:
        """Settle every planned visit of a day before; returns how many.

        One whose lead agency inspected the firm that day is done by that visit. In one that was opened and never ended
        the tasks of those who did not come are open again from the next day on. One that was not made is called off
        when no visit of its day can be recorded in time any more; firm and agencies hear so, its tasks are open again.
        """
        with self._database.read() as session:
            today, days = self._today_and_backfill(session)
            made = [(plan.enterprise_id, plan.id, visit.id) for plan, visit in made_all_the_same(session, today)]
            left, given_up = never_ended(session, today), not_made(session, today - days)
        settled = sum(self._link(*one) for one in made)
        settled += sum(self._free(*one) for one in left)
        return settled + sum(self._give_up(*one) for one in given_up)

    def _link(self, enterprise_id: UUID, plan_id: UUID, visit_id: UUID) -> bool:
        with self._database.begin() as session:
            planned = _locked(session, enterprise_id, plan_id, PlannedVisitState.PLANNED)
            if planned is None:
                return False
            planned.state, planned.visit_id = move(planned.state, PlannedVisitState.DONE), visit_id
            finish_covered(session, planned, session.get_one(Visit, (enterprise_id, visit_id)))
            self._on_trail(session, planned, "plan:made_all_the_same")
        return True

    def _free(self, enterprise_id: UUID, plan_id: UUID) -> bool:
        with self._database.begin() as session:
            planned = _locked(session, enterprise_id, plan_id, PlannedVisitState.DONE)
            if planned is None:
                return False
            waited = agencies_with_tasks(session, planned)
            if not free_tasks(session, enterprise_id, plan_id):
                return False
            self._tell(session, planned, "inbox-plan-never-ended", waited)
            self._on_trail(session, planned, "plan:tasks_freed")
        return True

    def _give_up(self, enterprise_id: UUID, plan_id: UUID) -> bool:
        with self._database.begin() as session:
            planned = _locked(session, enterprise_id, plan_id, PlannedVisitState.PLANNED)
            if planned is None or not is_given_up(planned.state, planned.day, *self._today_and_backfill(session)):
                return False
            waited = agencies_with_tasks(session, planned)
            planned.state = move(planned.state, PlannedVisitState.CANCELLED)
            free_tasks(session, enterprise_id, plan_id)
            notices.withdraw(session, planned, "", self._clock.now(), key="inbox-notice-not-made")
            self._tell(session, planned, "inbox-plan-not-made", waited)
            self._on_trail(session, planned, "plan:not_made")
        return True

    def _tell(self, session: Session, planned: PlannedVisit, key: str, waited: Collection[str]) -> None:
        tell_agencies(session, planned, key, self._clock.now(), also=waited)

    def _on_trail(self, session: Session, planned: PlannedVisit, action: str) -> None:
        firm = lock_enterprise(session, planned.enterprise_id)
        trail.append(
            session,
            None,
            action,
            self._clock.now(),
            subject=firm.uscc,
            enterprise_id=firm.id,
            agency=planned.agency,
            district=firm.district,
        )

    def _today_and_backfill(self, session: Session) -> tuple[int, int]:
        return day_number_of(self._clock.now()), self._policies.now(session).policy.backfill_calendar_days


def _locked(session: Session, enterprise_id: UUID, plan_id: UUID, state: PlannedVisitState) -> PlannedVisit | None:
    """Return the planned visit, its firm locked first; None when it is not in this state any more."""
    lock_enterprise(session, enterprise_id)
    planned = get_plan(session, enterprise_id, plan_id)
    return planned if planned.state is state else None
