"""Tasks and notices while something else happens to them: what was dropped, moved or called off stays so."""

from concurrent.futures import ThreadPoolExecutor, wait
from uuid import UUID

import pytest
from sqlalchemy import select

from config.settings import Settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.errors import TooLate
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.notices import NoticeState
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.persistence import notices
from supervision_code.persistence.inspection_tasks import drop_tasks
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.placed_tasks import free_tasks
from supervision_code.persistence.planned_visits import get_plan
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.accounts import PASSWORDS
from tests.factories.notices import place_tasks
from tests.factories.small_city import YJJ, SmallCity, build_small_city
from tests.factories.tasks import build_task
from tests.support.clock import FRIDAY_TEN, StoppedClock

PLAN = new_id(FRIDAY_TEN)
A_MOMENT = 0.4


@pytest.fixture
def running(postgresql_own: Database, settings: Settings) -> tuple[Supervision, SmallCity]:
    """The product over PostgreSQL with real commits; on SQLite a write transaction shuts out every other."""
    city = build_small_city(postgresql_own)
    return bootstrap(settings, clock=StoppedClock(), database=postgresql_own, passwords=PASSWORDS), city


def tasks_of(supervision: Supervision) -> dict[UUID, InspectionTask]:
    with supervision.database.read() as session:
        return {task.id: task for task in session.scalars(select(InspectionTask))}


def test_a_plan_withdrawn_while_its_tasks_are_brought_together_takes_them_along(
    running: tuple[Supervision, SmallCity],
) -> None:
    supervision, city = running
    task = build_task(city.firm)
    task.inspection_plan_id = PLAN
    given(supervision.database, task)
    with ThreadPoolExecutor(1) as worker:
        with supervision.database.begin() as session:
            assert drop_tasks(session, PLAN, "计划撤销", FRIDAY_TEN) == 1
            merging = worker.submit(supervision.merging.merge_waiting)
            wait([merging], timeout=A_MOMENT)
        merging.result()
    assert tasks_of(supervision)[task.id].state is TaskState.DROPPED
    with supervision.database.read() as session:
        assert not session.scalars(select(PlannedVisit)).all()


def test_nobody_is_brought_into_a_visit_that_is_called_off_at_that_moment(
    running: tuple[Supervision, SmallCity],
) -> None:
    supervision, city = running
    planned = place_tasks(supervision, [build_task(city.firm)])
    joining = build_task(city.firm, YJJ)
    given(supervision.database, joining)
    with ThreadPoolExecutor(1) as worker:
        with supervision.database.begin() as session:
            plan = get_plan(session, city.firm.id, planned)
            plan.state = PlannedVisitState.CANCELLED
            free_tasks(session, city.firm.id, planned)
            session.flush()
            merging = worker.submit(supervision.merging.merge_waiting)
            wait([merging], timeout=A_MOMENT)
        merging.result()
    assert tasks_of(supervision)[joining.id].planned_visit_id != planned


def test_who_comes_along_comes_on_a_day_the_visit_was_moved_to(running: tuple[Supervision, SmallCity]) -> None:
    supervision, city = running
    planned = place_tasks(supervision, [build_task(city.firm)])
    joining = build_task(city.firm, YJJ)
    given(supervision.database, joining)
    with ThreadPoolExecutor(1) as worker:
        with supervision.database.begin() as session:
            plan = get_plan(session, city.firm.id, planned)
            plan.day = joining.last_day + 1
            session.flush()
            merging = worker.submit(supervision.merging.merge_waiting)
            wait([merging], timeout=A_MOMENT)
        merging.result()
    assert tasks_of(supervision)[joining.id].planned_visit_id != planned


def test_a_firm_does_not_choose_a_time_of_a_notice_that_is_moved_at_that_moment(
    running: tuple[Supervision, SmallCity],
) -> None:
    supervision, city = running
    planned = place_tasks(supervision, [build_task(city.firm)])
    supervision.notices.send_due()
    with supervision.database.read() as session:
        sent = session.scalars(select(Notice)).one()
    first, firm = notices.slots_of(sent)[0], city.actor(Role.ENTERPRISE_ADMINISTRATOR)
    with ThreadPoolExecutor(1) as tab:
        with supervision.database.begin() as session:
            plan = get_plan(session, city.firm.id, planned)
            moved = session.get_one(Notice, (city.firm.id, sent.id))
            plan.day = first.day + 5
            notices.end(session, moved, NoticeState.MOVED, "人手不足", FRIDAY_TEN)
            session.flush()
            choosing = tab.submit(supervision.notices.choose, firm, sent.id, first, "")
            wait([choosing], timeout=A_MOMENT)
        with pytest.raises(TooLate):
            choosing.result()
    with supervision.database.read() as session:
        assert session.scalars(select(Notice.state)).all() == [NoticeState.MOVED]
        assert session.scalars(select(PlannedVisit.day)).all() == [first.day + 5]
