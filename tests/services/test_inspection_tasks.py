"""Tasks: made for each firm, done with the visit, dropped with a reason, never lost."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from supervision_code.domain.codes import Refusal
from supervision_code.domain.errors import IllegalMove, InvalidValue, NoSuchRecord, NotPermitted, ReasonMissing
from supervision_code.domain.identifiers import new_id
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.notices import NoticeState
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import PlannedVisitState
from supervision_code.domain.visit_drafts import AgencyPart, Joining, Leaving
from supervision_code.domain.visits import InspectionType, Outcome
from supervision_code.persistence.inspection_tasks import TasksWanted, drop_tasks, make_tasks
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.notices import place_tasks
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.tasks import build_task
from tests.factories.voiding import void
from tests.services.test_visits import draft_of, opened, scanned
from tests.support.clock import FRIDAY_TEN
from tests.support.portals import VisitPortal

PLAN = new_id(FRIDAY_TEN)


def wanted(city: SmallCity) -> TasksWanted:
    return TasksWanted(
        plan_id=PLAN,
        agency=SCJG,
        type=InspectionType.CAMPAIGN,
        items=("SCJG-2", "SCJG-1"),
        first_day=date(2026, 12, 1),
        last_day=date(2026, 12, 31),
        firms=(city.firm.id, city.other_firm.id),
        without_notice="突击",
    )


def all_tasks(database: Database) -> list[InspectionTask]:
    with database.read() as session:
        return list(session.scalars(select(InspectionTask).order_by(InspectionTask.agency, InspectionTask.id)))


def states(database: Database) -> list[tuple[str, TaskState]]:
    return [(task.agency, task.state) for task in all_tasks(database)]


def test_a_plan_becomes_one_open_task_for_each_firm(city: SmallCity, database: Database) -> None:
    with database.begin() as session:
        assert make_tasks(session, wanted(city), FRIDAY_TEN) == 2
    tasks = all_tasks(database)
    assert {task.enterprise_id for task in tasks} == {city.firm.id, city.other_firm.id}
    assert {(task.items, task.state, task.without_notice) for task in tasks} == {
        ("SCJG-1;SCJG-2", TaskState.OPEN, "突击")
    }


def test_a_withdrawn_plan_takes_its_tasks_and_visits_along_but_not_those_of_others(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    own, other, alone = build_task(city.firm), build_task(city.firm, YJJ), build_task(city.other_firm)
    own.inspection_plan_id = alone.inspection_plan_id = PLAN
    shared, single = place_tasks(supervision, [own, other]), place_tasks(supervision, [alone])
    supervision.notices.send_due()
    with database.begin() as session:
        assert drop_tasks(session, PLAN, "计划撤销", FRIDAY_TEN) == 2
        assert drop_tasks(session, PLAN, "计划撤销", FRIDAY_TEN) == 0
    with database.read() as session:
        assert session.get_one(PlannedVisit, (city.firm.id, shared)).state is PlannedVisitState.PLANNED
        assert session.get_one(PlannedVisit, (city.other_firm.id, single)).state is PlannedVisitState.CANCELLED
        notice = session.scalars(select(Notice).where(Notice.planned_visit_id == single)).one()
    assert (notice.state, notice.reason) == (NoticeState.WITHDRAWN, "计划撤销")
    assert sorted(states(database)) == [(SCJG, TaskState.DROPPED), (SCJG, TaskState.DROPPED), (YJJ, TaskState.PLACED)]


def test_the_visit_does_the_tasks_of_those_who_came_and_frees_the_others_when_it_ends(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan = place_tasks(supervision, [build_task(city.firm), build_task(city.firm, YJJ)])
    visit = opened(supervision, city, plan_id=plan)
    done, waiting = all_tasks(database)
    assert (done.state, done.visit_id, done.planned_visit_id) == (TaskState.DONE, visit.visit_id, plan)
    assert (waiting.state, waiting.planned_visit_id) == (TaskState.PLACED, plan)

    leaving = Leaving(enterprise_id=city.firm.id, visit_id=visit.visit_id, outcome=Outcome.NO_PROBLEM)
    supervision.visits.leave(city.actor(Role.OFFICER), leaving)

    free = all_tasks(database)[1]
    assert (free.state, free.visit_id, free.planned_visit_id) == (TaskState.OPEN, None, None)


def test_who_comes_along_a_little_later_has_done_the_task_too(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan = place_tasks(supervision, [build_task(city.firm), build_task(city.firm, YJJ)])
    visit = opened(supervision, city, plan_id=plan)
    partner = city.other_actor(Role.OFFICER)
    scan = supervision.scans.recognise(partner, city.firm.uscc)
    assert not isinstance(scan, Refusal)
    part = AgencyPart(agency=YJJ, type=InspectionType.ROUTINE, items=("YJJ-1",))
    firm = city.firm.id
    supervision.joinings.join(
        partner, Joining(enterprise_id=firm, visit_id=visit.visit_id, scan_id=scan.scan_id, part=part)
    )
    assert states(database) == [(SCJG, TaskState.DONE), (YJJ, TaskState.DONE)]


def test_a_voided_visit_has_done_nothing_and_its_tasks_are_open_again(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan = place_tasks(supervision, [build_task(city.firm), build_task(city.firm, YJJ)])
    visit = opened(supervision, city, plan_id=plan)
    assert states(database) == [(SCJG, TaskState.DONE), (YJJ, TaskState.PLACED)]
    void(supervision, city.actor(Role.SUPERVISOR), city.firm.id, visit.visit_id, "登记错了企业")
    assert [(task.state, task.planned_visit_id, task.visit_id, task.ended_at) for task in all_tasks(database)] == [
        (TaskState.OPEN, None, None, None)
    ] * 2


def test_a_visit_called_off_or_left_frees_its_tasks(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan = place_tasks(supervision, [build_task(city.firm), build_task(city.firm, YJJ)])
    supervision.planned_visits.cancel(city.other_actor(Role.OFFICER), city.firm.id, plan)
    assert states(database) == [(SCJG, TaskState.PLACED), (YJJ, TaskState.OPEN)]
    supervision.planned_visits.cancel(city.actor(Role.OFFICER), city.firm.id, plan)
    assert states(database) == [(SCJG, TaskState.OPEN), (YJJ, TaskState.OPEN)]


def test_a_manager_drops_a_task_with_a_reason_and_an_empty_visit_goes_with_it(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    task = build_task(city.firm)
    plan, manager = place_tasks(supervision, [task]), city.actor(Role.AGENCY_MANAGER)
    with pytest.raises(NotPermitted):
        supervision.inspection_tasks.drop(city.actor(Role.OFFICER), city.firm.id, task.id, "搬走")
    with pytest.raises(NoSuchRecord):
        supervision.inspection_tasks.drop(city.other_actor(Role.AGENCY_MANAGER), city.firm.id, task.id, "搬走")
    with pytest.raises(ReasonMissing):
        supervision.inspection_tasks.drop(manager, city.firm.id, task.id, " ")
    supervision.inspection_tasks.drop(manager, city.firm.id, task.id, "搬走")
    (kept,) = all_tasks(database)
    assert (kept.state, kept.dropped_reason) == (TaskState.DROPPED, "搬走")
    with database.read() as session:
        assert session.get_one(PlannedVisit, (city.firm.id, plan)).state is PlannedVisitState.CANCELLED
    with pytest.raises(IllegalMove):
        supervision.inspection_tasks.drop(manager, city.firm.id, task.id, "搬走")


def finish(supervision: Supervision, city: SmallCity, task: InspectionTask, visit: UUID) -> None:
    supervision.inspection_tasks.finish(city.actor(Role.OFFICER), city.firm.id, task.id, visit)


def test_a_visit_that_was_not_planned_finishes_the_task_whose_items_it_inspected(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    fitting, wider, foreign = (
        build_task(city.firm),
        build_task(city.firm, items="SCJG-1;SCJG-2"),
        build_task(city.firm, YJJ),
    )
    given(database, fitting, wider, foreign)
    visit = supervision.visits.open(city.actor(Role.OFFICER), draft_of(city, scanned(supervision, city))).visit_id
    offered = supervision.queries.inspection_tasks.done_as_well(city.actor(Role.OFFICER), city.firm.id, visit)
    assert offered == ()  # December has not begun
    finish(supervision, city, fitting, visit)
    with pytest.raises(InvalidValue):
        finish(supervision, city, wider, visit)
    with pytest.raises(NoSuchRecord):
        finish(supervision, city, foreign, visit)
    assert [task.state for task in all_tasks(database)] == [TaskState.DONE, TaskState.OPEN, TaskState.OPEN]
    with pytest.raises(IllegalMove):
        finish(supervision, city, fitting, visit)


def test_a_visit_within_the_period_offers_the_tasks_it_has_done(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    window = (date(2026, 11, 1), date(2026, 11, 30))
    given(
        database,
        build_task(city.firm, window=window),
        build_task(city.firm, items="SCJG-2", window=window),
        build_task(city.firm, YJJ, window=window),
    )
    visit = opened(supervision, city).visit_id
    offered = supervision.queries.inspection_tasks.done_as_well(city.actor(Role.OFFICER), city.firm.id, visit)
    assert [task.items for task in offered] == [("食品经营许可检查",)]


def test_overdue_tasks_are_counted_and_stand_on_the_day_s_page(
    city: SmallCity, supervision: Supervision, database: Database, visit_portal: VisitPortal
) -> None:
    past = (date(2026, 11, 1), date(2026, 11, 19))
    given(database, build_task(city.firm, window=past), build_task(city.firm), build_task(city.firm, YJJ, window=past))
    assert supervision.queries.inspection_tasks.overdue(city.actor(Role.OFFICER)) == 1
    today = visit_portal("officer", city.accounts[Role.OFFICER]).get("/")
    assert "1项检查任务已超期" in today.text
    assert "/officer/tasks?view=overdue" in today.links
