"""Planned visits whose day has passed: settled by the worker, so that no task waits in one for ever."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.notices import NoticeState
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.domain.visit_drafts import Leaving
from supervision_code.domain.visits import Outcome
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.notices import place_tasks
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.tasks import build_task
from tests.services.test_visits import opened
from tests.support.clock import StoppedClock
from tests.support.portals import VisitPortal

DAY = date(2026, 12, 10)


def states(database: Database) -> list[tuple[str, TaskState, bool]]:
    """Of each task its agency, where it stands, and whether it is in a planned visit."""
    with database.read() as session:
        query = select(InspectionTask).order_by(InspectionTask.agency, InspectionTask.id)
        return [(task.agency, task.state, task.planned_visit_id is not None) for task in session.scalars(query)]


def told(database: Database, key: str) -> set[str]:
    with database.read() as session:
        return set(session.scalars(select(InboxMessage.recipient).where(InboxMessage.key == key)))


def planned_of(database: Database, city: SmallCity, plan: UUID) -> PlannedVisit:
    with database.read() as session:
        return session.get_one(PlannedVisit, (city.firm.id, plan))


@pytest.fixture
def plan(supervision: Supervision, city: SmallCity) -> UUID:
    """SCJG leads and YJJ has joined, any day in December, 10 December in mind; the firm was told."""
    made = place_tasks(supervision, [build_task(city.firm), build_task(city.firm, YJJ)], DAY)
    supervision.notices.send_due()
    return made


def test_a_visit_nobody_made_is_given_up_when_it_cannot_be_recorded_in_time_any_more(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock, plan: UUID
) -> None:
    with database.begin() as session:
        session.get_one(PlanJoining, (city.firm.id, plan, YJJ)).answer = JoiningAnswer.INVITED
    clock.set(datetime(2026, 12, 20, 15, 59, tzinfo=UTC))  # the last minute of the tenth day after it
    assert supervision.passed_visits.settle() == 0
    assert [state for _, state, _ in states(database)] == [TaskState.PLACED] * 2

    clock.pass_by(minutes=1)
    assert supervision.passed_visits.settle() == 1
    assert supervision.passed_visits.settle() == 0
    assert states(database) == [(SCJG, TaskState.OPEN, False), (YJJ, TaskState.OPEN, False)]
    assert planned_of(database, city, plan).state is PlannedVisitState.CANCELLED
    with database.read() as session:
        notice = session.scalars(select(Notice)).one()
        acts = set(session.scalars(select(TrailEntry.action)))
    assert notice.state is NoticeState.WITHDRAWN
    assert "plan:not_made" in acts
    assert told(database, "inbox-plan-not-made") == {f"agency:{SCJG}", f"agency:{YJJ}"}
    assert told(database, "inbox-notice-not-made") == {f"enterprise:{city.firm.id}"}
    supervision.merging.merge_waiting()
    assert [(state, placed) for _, state, placed in states(database)] == [(TaskState.PLACED, True)] * 2


def test_tasks_left_in_a_visit_that_was_opened_and_never_ended_are_open_again_the_next_day(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock, plan: UUID
) -> None:
    visit = opened(supervision, city, plan_id=plan)
    assert supervision.passed_visits.settle() == 0
    assert states(database) == [(SCJG, TaskState.DONE, True), (YJJ, TaskState.PLACED, True)]
    clock.pass_by(days=1)
    assert supervision.passed_visits.settle() == 1
    assert supervision.passed_visits.settle() == 0
    assert states(database) == [(SCJG, TaskState.DONE, True), (YJJ, TaskState.OPEN, False)]
    assert told(database, "inbox-plan-never-ended") == {f"agency:{SCJG}", f"agency:{YJJ}"}
    leaving = Leaving(enterprise_id=city.firm.id, visit_id=visit.visit_id, outcome=Outcome.NO_PROBLEM)
    supervision.visits.leave(city.actor(Role.OFFICER), leaving)
    assert supervision.passed_visits.settle() == 0


def test_a_visit_the_lead_recorded_that_day_without_the_plan_settles_it(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    today = date(2026, 11, 20)
    tasks = [build_task(city.firm), build_task(city.firm, items="SCJG-2"), build_task(city.firm, YJJ)]
    plan = place_tasks(supervision, tasks, today)
    other = place_tasks(supervision, [build_task(city.other_firm, YJJ)], today, YJJ)
    visit = opened(supervision, city)
    assert supervision.passed_visits.settle() == 0
    clock.pass_by(days=1)
    assert supervision.passed_visits.settle() == 1
    made = planned_of(database, city, plan)
    assert (made.state, made.visit_id) == (PlannedVisitState.DONE, visit.visit_id)
    with database.read() as session:
        found = {(task.agency, task.items, task.state) for task in session.scalars(select(InspectionTask))}
        assert session.get_one(PlannedVisit, (city.other_firm.id, other)).state is PlannedVisitState.PLANNED
    assert {(SCJG, "SCJG-1", TaskState.DONE), (SCJG, "SCJG-2", TaskState.OPEN), (YJJ, "YJJ-1", TaskState.OPEN)} <= found


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_pages_say_that_the_day_has_passed_and_later_that_nobody_came(
    supervision: Supervision, city: SmallCity, clock: StoppedClock, visit_portal: VisitPortal, plan: UUID
) -> None:
    with supervision.database.read() as session:
        notice = session.scalars(select(Notice.id)).one()

    def pages() -> tuple[str, str]:
        officer = visit_portal("officer", city.accounts[Role.OFFICER])
        firm = visit_portal("enterprise", city.accounts[Role.ENTERPRISE_ADMINISTRATOR])
        return officer.get(f"/planned-visits/{city.firm.id}/{plan}").text, firm.get(f"/notices/{notice}").text

    clock.set(datetime(2026, 12, 11, 2, tzinfo=UTC))
    agency, told_firm = pages()
    assert "请在12月20日 周日前补录" in agency
    assert "系统里还没有这次检查的记录" in told_firm
    clock.set(datetime(2026, 12, 21, 2, tzinfo=UTC))
    supervision.passed_visits.settle()
    agency, told_firm = pages()
    assert "这次检查没有进行" in agency
    assert "发过的预告已经收回" in agency
    assert "原定的检查没有进行" in told_firm
