"""Planned visits: announced, joined, called off, and finished by their visit."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from supervision_code.domain.errors import AlreadyRecorded, IllegalMove, InvalidValue, NoSuchRecord, NotPermitted
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.domain.visit_drafts import AgencyPart
from supervision_code.domain.visits import InspectionType, ServicePurpose, VisitKind
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.notices import place_tasks, publish_quiet_days
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.tasks import build_task
from tests.services.test_visits import draft_of, opened, scanned
from tests.support.clock import StoppedClock

DAY = date(2026, 12, 3)


def planned(supervision: Supervision, city: SmallCity, day: date = DAY) -> UUID:
    return supervision.planned_visits.plan(
        city.actor(Role.OFFICER), city.firm.id, day, InspectionType.ROUTINE, ("SCJG-1",), ""
    )


def offered(supervision: Supervision, city: SmallCity) -> list[tuple[UUID, bool]]:
    """The planned visits that YJJ is shown before it opens a visit, and whether it comes along."""
    other = city.other_actor(Role.OFFICER)
    found = supervision.scans.recognise(other, city.firm.uscc)
    assert not isinstance(found, str)
    part = AgencyPart(agency=YJJ, type=InspectionType.ROUTINE, items=("YJJ-1",), officers=(city.officers[2].id,))
    preview = supervision.queries.previews.preview(other, draft_of(city, found.scan_id, parts=(part,)))
    return [(plan.plan_id, plan.joined) for plan in preview.joinable_plans]


def test_a_plan_is_joined_by_another_agency_once(supervision: Supervision, city: SmallCity, database: Database) -> None:
    plan_id = planned(supervision, city)
    supervision.planned_visits.join(city.other_actor(Role.OFFICER), city.firm.id, plan_id)
    with database.read() as session:
        assert session.get(PlanJoining, (city.firm.id, plan_id, YJJ)) is not None
    for actor in (city.other_actor(Role.OFFICER), city.actor(Role.OFFICER)):
        with pytest.raises(AlreadyRecorded):
            supervision.planned_visits.join(actor, city.firm.id, plan_id)


def test_who_was_asked_to_come_joins_at_the_door_too(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan_id = place_tasks(supervision, [build_task(city.firm), build_task(city.firm, YJJ)])
    other, key = city.other_actor(Role.OFFICER), (city.firm.id, plan_id, YJJ)
    with database.begin() as session:
        session.get_one(PlanJoining, key).answer = JoiningAnswer.INVITED
    assert offered(supervision, city) == [(plan_id, False)]
    supervision.planned_visits.join(other, city.firm.id, plan_id)
    with database.read() as session:
        joining = session.get_one(PlanJoining, key)
    assert (joining.answer, joining.joined_by, joining.items) == (JoiningAnswer.JOINED, other.account_id, "YJJ-1")
    assert offered(supervision, city) == [(plan_id, True)]
    supervision.proposals.decline(other, city.firm.id, plan_id, "人手不足")
    assert offered(supervision, city) == []


def test_nobody_joins_into_a_quiet_period_that_exempts_others_only(supervision: Supervision, city: SmallCity) -> None:
    publish_quiet_days(supervision, "3", 'agencies = ["SCJG"]')
    with pytest.raises(InvalidValue, match="quiet"):
        supervision.planned_visits.join(city.other_actor(Role.OFFICER), city.firm.id, planned(supervision, city))


def test_nobody_joins_where_the_firm_wants_agencies_one_by_one(supervision: Supervision, city: SmallCity) -> None:
    plan_id = planned(supervision, city)
    assert offered(supervision, city) == [(plan_id, False)]
    supervision.firm_wishes.want_no_joint_visits(city.actor(Role.ENTERPRISE_MEMBER))
    assert offered(supervision, city) == []
    with pytest.raises(InvalidValue):
        supervision.planned_visits.join(city.other_actor(Role.OFFICER), city.firm.id, plan_id)


def test_an_invitation_is_declined_with_a_reason_and_what_was_declined_stays_on_record(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan_id = place_tasks(supervision, [build_task(city.firm), build_task(city.firm, YJJ)])
    other, key = city.other_actor(Role.OFFICER), (city.firm.id, plan_id, YJJ)
    with database.begin() as session:
        session.get_one(PlanJoining, key).answer = JoiningAnswer.INVITED
    with pytest.raises(NoSuchRecord):
        supervision.planned_visits.cancel(other, city.firm.id, plan_id)
    supervision.proposals.decline(other, city.firm.id, plan_id, "人手不足")
    with pytest.raises(NoSuchRecord):
        supervision.planned_visits.cancel(other, city.firm.id, plan_id)
    with database.read() as session:
        joining = session.get_one(PlanJoining, key)
    assert (joining.answer, joining.reason) == (JoiningAnswer.DECLINED, "人手不足")


def test_a_visit_that_was_made_is_not_left_any_more(supervision: Supervision, city: SmallCity) -> None:
    plan_id, other = planned(supervision, city), city.other_actor(Role.OFFICER)
    supervision.planned_visits.join(other, city.firm.id, plan_id)
    opened(supervision, city, plan_id=plan_id)
    with pytest.raises(IllegalMove):
        supervision.planned_visits.cancel(other, city.firm.id, plan_id)


def test_a_plan_lies_ahead_and_names_items_of_the_own_agency(supervision: Supervision, city: SmallCity) -> None:
    with pytest.raises(InvalidValue):
        planned(supervision, city, date(2026, 11, 19))
    with pytest.raises(InvalidValue):
        supervision.planned_visits.plan(
            city.actor(Role.OFFICER), city.firm.id, DAY, InspectionType.ROUTINE, ("YJJ-1",), ""
        )
    with pytest.raises(NotPermitted):
        supervision.planned_visits.plan(city.actor(Role.SUPERVISOR), city.firm.id, DAY, InspectionType.ROUTINE, (), "")


def test_cancelling_calls_off_the_own_plan_and_leaves_a_joined_one(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan_id = planned(supervision, city)
    with pytest.raises(NoSuchRecord):
        supervision.planned_visits.cancel(city.other_actor(Role.OFFICER), city.firm.id, plan_id)
    supervision.planned_visits.join(city.other_actor(Role.OFFICER), city.firm.id, plan_id)
    supervision.planned_visits.cancel(city.other_actor(Role.OFFICER), city.firm.id, plan_id)
    supervision.planned_visits.cancel(city.actor(Role.OFFICER), city.firm.id, plan_id)
    with database.read() as session:
        assert session.get_one(PlannedVisit, (city.firm.id, plan_id)).state is PlannedVisitState.CANCELLED
        assert session.get(PlanJoining, (city.firm.id, plan_id, YJJ)) is None
    with pytest.raises(IllegalMove):
        supervision.planned_visits.join(city.other_actor(Role.OFFICER), city.firm.id, plan_id)


def test_the_visit_opened_from_a_plan_finishes_it(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan_id = planned(supervision, city)
    visit = opened(supervision, city, plan_id=plan_id)
    with database.read() as session:
        plan = session.get_one(PlannedVisit, (city.firm.id, plan_id))
    assert (plan.state, plan.visit_id) == (PlannedVisitState.DONE, visit.visit_id)


def test_a_service_visit_makes_no_planned_inspection(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    task = build_task(city.firm)
    plan_id = place_tasks(supervision, [task])
    opened(supervision, city, plan_id=plan_id, kind=VisitKind.SERVICE, purpose=ServicePurpose.PATROL)
    with database.read() as session:
        assert session.get_one(PlannedVisit, (city.firm.id, plan_id)).state is PlannedVisitState.PLANNED
        assert session.get_one(InspectionTask, (city.firm.id, task.id)).state is TaskState.PLACED


def test_a_plan_of_others_is_not_finished_by_who_has_not_joined(supervision: Supervision, city: SmallCity) -> None:
    plan_id = supervision.planned_visits.plan(
        city.other_actor(Role.OFFICER), city.firm.id, DAY, InspectionType.ROUTINE, ("YJJ-1",), ""
    )
    with pytest.raises(NoSuchRecord):
        opened(supervision, city, plan_id=plan_id)
    with pytest.raises(NoSuchRecord):
        opened(supervision, city, plan_id=city.firm.id)
    supervision.planned_visits.join(city.actor(Role.OFFICER), city.firm.id, plan_id)
    assert opened(supervision, city, plan_id=plan_id).number


def test_the_preview_proposes_to_join_and_a_day_on_which_nothing_is_broken(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    opened(supervision, city)
    clock.pass_by(minutes=1)
    plan_id = supervision.planned_visits.plan(
        city.other_actor(Role.OFFICER), city.firm.id, DAY, InspectionType.ROUTINE, ("YJJ-1",), ""
    )
    preview = supervision.queries.previews.preview(city.actor(Role.OFFICER), draft_of(city, scanned(supervision, city)))
    assert [breach.rule.value for breach in preview.breaches] == ["repeat_check"]
    assert [breach.rule.value for breach in preview.reached] == ["annual_cap"]
    # Thirty days on is Sunday, 20 December; the year's cap of two would be reached, not broken, until New Year.
    assert preview.clear_day == date(2026, 12, 21)
    assert [(plan.plan_id, plan.joined) for plan in preview.joinable_plans] == [(plan_id, False)]
    assert preview.open_visits == ()


def test_the_preview_shows_another_agencys_visit_under_way_and_calms_down_for_a_service_visit(
    supervision: Supervision, city: SmallCity
) -> None:
    visit = opened(supervision, city)
    found = supervision.scans.recognise(city.other_actor(Role.OFFICER), city.firm.uscc)
    assert not isinstance(found, str)
    theirs = replace(draft_of(city, found.scan_id).parts[0], agency=YJJ, items=("YJJ-1",), officers=())
    draft = replace(draft_of(city, found.scan_id), parts=(theirs,))
    preview = supervision.queries.previews.preview(city.other_actor(Role.OFFICER), draft)
    assert [(under_way.number, under_way.agency) for under_way in preview.open_visits] == [(visit.number, SCJG)]
    assert (preview.breaches, preview.clear_day) == ((), None)
