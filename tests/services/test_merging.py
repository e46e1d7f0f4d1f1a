"""Bringing tasks together: what the worker writes, and what it leaves as it is."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from supervision_code.domain.days import date_of
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.joint_visits import UnplacedReason
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.joint_visits import SavedVisit, UnplacedTask
from supervision_code.persistence.models.notices import FirmWish
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.models.registry import InspectionItem
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.notices import place_tasks
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.tasks import build_task
from tests.support.clock import FRIDAY_TEN, StoppedClock

FIRST_WEEK = (date(2026, 12, 1), date(2026, 12, 4))
THURSDAY = date(2026, 12, 10)
SECOND_WEEK = (date(2026, 12, 7), date(2026, 12, 11))


def plans(database: Database) -> list[PlannedVisit]:
    with database.read() as session:
        active = (PlannedVisitState.PROPOSED, PlannedVisitState.PLANNED)
        query = select(PlannedVisit).where(PlannedVisit.state.in_(active)).order_by(PlannedVisit.day, PlannedVisit.id)
        return list(session.scalars(query))


def tasks(database: Database) -> list[InspectionTask]:
    with database.read() as session:
        return list(session.scalars(select(InspectionTask).order_by(InspectionTask.agency, InspectionTask.id)))


def joinings(database: Database) -> list[PlanJoining]:
    with database.read() as session:
        return list(session.scalars(select(PlanJoining).order_by(PlanJoining.agency)))


def test_two_agencies_tasks_become_one_proposal(supervision: Supervision, city: SmallCity, database: Database) -> None:
    given(database, build_task(city.firm, SCJG, "SCJG-1;SCJG-2"), build_task(city.firm, YJJ, window=FIRST_WEEK))
    assert supervision.merging.merge_waiting() == 1
    [plan] = plans(database)
    assert (plan.agency, plan.state, plan.items) == (SCJG, PlannedVisitState.PROPOSED, "SCJG-1;SCJG-2")
    assert plan.merged_at == FRIDAY_TEN
    assert (date_of(plan.first_day or 0), date_of(plan.last_day or 0)) == FIRST_WEEK
    [joining] = joinings(database)
    assert (joining.agency, joining.answer, joining.items) == (YJJ, JoiningAnswer.INVITED, "YJJ-1")
    assert {(one.state, one.planned_visit_id) for one in tasks(database)} == {(TaskState.PLACED, plan.id)}
    with database.read() as session:
        assert session.scalars(select(SavedVisit.agency)).all() == [YJJ]
        told = session.execute(select(InboxMessage.recipient, InboxMessage.key).order_by(InboxMessage.recipient)).all()
    assert [tuple(one) for one in told] == [
        ("agency:SCJG", "inbox-proposals-lead"),
        ("agency:YJJ", "inbox-proposals-invited"),
    ]
    assert supervision.merging.merge_waiting() == 0


def test_windows_that_do_not_meet_make_two_visits(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    given(
        database,
        build_task(city.firm, SCJG, window=FIRST_WEEK),
        build_task(city.firm, YJJ, window=SECOND_WEEK),
        build_task(city.firm, SCJG, "SCJG-2", window=SECOND_WEEK),
    )
    supervision.merging.merge_waiting()
    assert [plan.agency for plan in plans(database)] == [SCJG, SCJG]
    assert len(joinings(database)) == 1


def test_a_firm_that_opted_out_is_visited_by_each_agency_once(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    given(
        database,
        FirmWish(enterprise_id=city.firm.id, since=FRIDAY_TEN, wished_by=UUID(int=1)),
        *(build_task(city.firm, agency) for agency in (SCJG, SCJG, YJJ)),
    )
    supervision.merging.merge_waiting()
    assert sorted(plan.agency for plan in plans(database)) == [SCJG, YJJ]
    assert joinings(database) == []


def test_what_cannot_be_combined_or_comes_unannounced_stays_by_itself(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    given(
        database,
        InspectionItem(code="SCJG-3", agency=SCJG, name="单独检查", combinable=False),
        build_task(city.firm, SCJG, "SCJG-3"),
        build_task(city.firm, SCJG),
        build_task(city.firm, YJJ),
        build_task(city.firm, YJJ, without_notice="双随机抽查"),
        build_task(city.firm, SCJG, kind=InspectionType.CASE),
    )
    supervision.merging.merge_waiting()
    found = sorted((plan.items, plan.without_notice) for plan in plans(database))
    assert found == [("SCJG-1", ""), ("SCJG-1", "type:case"), ("SCJG-3", "")]


@pytest.mark.parametrize(
    ("window", "reason"),
    [
        ((date(2026, 11, 2), date(2026, 11, 18)), UnplacedReason.WINDOW_OVER),
        ((date(2026, 11, 21), date(2026, 11, 22)), UnplacedReason.NO_WORKING_DAY),
        ((date(2026, 11, 2), date(2026, 11, 23)), UnplacedReason.TOO_LATE_FOR_NOTICE),
        ((date(2031, 1, 1), date(2031, 2, 1)), UnplacedReason.TOO_FAR_AHEAD),
    ],
)
def test_a_task_without_a_day_is_named_with_the_reason_and_tried_again_the_next_day(
    supervision: Supervision,
    city: SmallCity,
    database: Database,
    clock: StoppedClock,
    window: tuple[date, date],
    reason: UnplacedReason,
) -> None:
    given(database, build_task(city.firm, window=window))
    assert supervision.merging.merge_waiting() == 1
    with database.read() as session:
        assert session.scalars(select(UnplacedTask.reason)).all() == [reason]
    assert plans(database) == []
    assert supervision.merging.merge_waiting() == 0
    clock.pass_by(days=1)
    assert supervision.merging.merge_waiting() == 1


def test_a_proposal_nobody_answered_is_made_anew_with_what_is_new(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    given(database, build_task(city.firm))
    supervision.merging.merge_waiting()
    [before] = plans(database)
    given(database, build_task(city.firm, YJJ, window=FIRST_WEEK))
    supervision.merging.merge_waiting()
    [after] = plans(database)
    assert after.id == before.id
    assert date_of(after.day) <= FIRST_WEEK[1]
    assert len(joinings(database)) == 1


def test_a_proposal_that_stays_as_it_was_is_not_touched(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    given(database, build_task(city.firm, window=SECOND_WEEK))
    supervision.merging.merge_waiting()
    [before] = plans(database)
    clock.pass_by(hours=1)
    given(database, build_task(city.firm, YJJ, window=FIRST_WEEK))
    supervision.merging.merge_waiting()
    assert (before.id, before.day, before.merged_at) in {(one.id, one.day, one.merged_at) for one in plans(database)}


def test_a_planned_visit_is_joined_and_never_moved(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    day = date(2026, 12, 9)
    plan_id = supervision.planned_visits.plan(
        city.actor(Role.OFFICER), city.firm.id, day, InspectionType.ROUTINE, ("SCJG-1",), ""
    )
    given(database, build_task(city.firm, YJJ), build_task(city.firm, SCJG, "SCJG-2"))
    supervision.merging.merge_waiting()
    [plan] = plans(database)
    assert (plan.id, date_of(plan.day), plan.items) == (plan_id, day, "SCJG-1;SCJG-2")
    assert [(one.agency, one.answer) for one in joinings(database)] == [(YJJ, JoiningAnswer.INVITED)]


def test_what_cannot_be_done_at_every_time_the_firm_may_still_choose_does_not_join(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    told = place_tasks(supervision, [build_task(city.firm)], THURSDAY)
    assert supervision.notices.send_due() == 1
    narrow, wide = build_task(city.firm, YJJ, window=(THURSDAY, THURSDAY)), build_task(city.firm, YJJ, "YJJ-2")
    given(database, narrow, wide)
    supervision.merging.merge_waiting()
    visits = {task.id: task.planned_visit_id for task in tasks(database)}
    assert visits[wide.id] == told
    assert visits[narrow.id] not in {None, told}


def test_a_proposal_nobody_accepted_in_time_moves_to_a_later_day(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    given(database, build_task(city.firm))
    supervision.merging.merge_waiting()
    [before] = plans(database)
    clock.set(FRIDAY_TEN + timedelta(days=24))
    assert supervision.merging.merge_waiting() == (1 if date_of(before.day) < date(2026, 12, 17) else 0)
    assert date_of(plans(database)[0].day) >= date(2026, 12, 17)


def test_calling_a_proposal_off_sets_its_tasks_free_and_they_are_brought_together_anew(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    given(database, build_task(city.firm), build_task(city.firm, YJJ))
    supervision.merging.merge_waiting()
    [before] = plans(database)
    lead = city.actor(Role.OFFICER) if before.agency == SCJG else city.other_actor(Role.OFFICER)
    supervision.planned_visits.cancel(lead, city.firm.id, before.id)
    assert {one.state for one in tasks(database)} == {TaskState.OPEN}
    supervision.merging.merge_waiting()
    [after] = plans(database)
    assert after.id != before.id
