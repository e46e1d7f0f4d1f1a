"""The life of a plan: drafted, approved by somebody else, filed, published, ended; and who may do it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import func, select

from supervision_code.domain.errors import (
    IllegalMove,
    InvalidValue,
    NoSuchRecord,
    NotPermitted,
    ReasonMissing,
    SecondPersonMissing,
)
from supervision_code.domain.errors_of_working_day import PlanChanged, PlanIncomplete
from supervision_code.domain.inspection_plan_contents import PlanContents
from supervision_code.domain.inspection_plans import PERIOD_OVER, ObjectVerdict, PlanState, PlanStepKind
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.domain.registry import AgencyLevel, EnterpriseStatus, ItemMethod
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.inspection_plans import InspectionPlan, PlanObject, PlanStep
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.ledger import LedgerEntry, LedgerOpening
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.inspection_plans import CONTENTS, brought_to, drafted
from tests.factories.registry import CITY, FUTIAN, FUTIAN_STREET, build_agency, build_enterprise, build_item
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.support.clock import StoppedClock


def plan_of(database: Database, plan_id: UUID) -> InspectionPlan:
    with database.read() as session:
        return session.get_one(InspectionPlan, plan_id)


def messages(database: Database) -> set[tuple[str, str]]:
    with database.read() as session:
        rows = session.execute(
            select(InboxMessage.recipient, InboxMessage.key).where(InboxMessage.key.startswith("inbox-inspection-plan"))
        )
        return {(recipient, key) for recipient, key in rows}


def tasks(database: Database) -> list[InspectionTask]:
    with database.read() as session:
        return list(session.scalars(select(InspectionTask)))


def test_a_plan_goes_from_the_draft_to_its_tasks_and_each_step_tells_who_is_next(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan_id = brought_to(supervision, city, PlanState.PUBLISHED, replace(CONTENTS, joint=True, partners=(YJJ,)))
    plan = plan_of(database, plan_id)
    assert plan.state is PlanState.PUBLISHED
    assert (plan.district, plan.year, plan.filing_number) == (FUTIAN, 2026, "福司备2026-017")
    made = tasks(database)
    assert [(task.enterprise_id, task.agency, task.state, task.items) for task in made] == [
        (city.firm.id, SCJG, TaskState.OPEN, "SCJG-1;SCJG-2")
    ]
    assert messages(database) == {
        (f"agency:{SCJG}", "inbox-inspection-plan-submitted"),
        (f"district:{FUTIAN}", "inbox-inspection-plan-approved"),
        (f"agency:{SCJG}", "inbox-inspection-plan-filed"),
        (f"agency:{YJJ}", "inbox-inspection-plan-joint"),
    }
    with database.read() as session:
        steps = session.scalars(select(PlanStep.kind).where(PlanStep.plan_id == plan_id).order_by(PlanStep.id)).all()
        trail = session.scalars(select(TrailEntry.action).where(TrailEntry.subject == plan.number)).all()
    assert steps == [
        PlanStepKind.DRAFTED,
        PlanStepKind.CHOSEN,
        PlanStepKind.SUBMITTED,
        PlanStepKind.APPROVED,
        PlanStepKind.FILED,
        PlanStepKind.PUBLISHED,
    ]
    assert sorted(trail) == sorted(f"plan:{step.value}" for step in steps)


def test_filing_and_publication_are_in_the_ledger_as_commitments_that_name_no_firm(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan_id = brought_to(supervision, city, PlanState.PUBLISHED)
    with database.read() as session:
        entries = session.scalars(
            select(LedgerEntry).where(LedgerEntry.kind.in_([LedgerKind.PLAN_FILED, LedgerKind.PLAN_PUBLISHED]))
        ).all()
        openings = [
            session.scalars(select(LedgerOpening).where(LedgerOpening.entry_id == entry.id)).one() for entry in entries
        ]
    assert {entry.subject_id for entry in entries} == {str(plan_id)}
    assert len(entries) == 2
    for entry, opening in zip(entries, openings, strict=True):
        assert set(json.loads(entry.body)["commitments"]) == {"plan", "objects", "choice", "filing", "approved"}
        assert city.firm.uscc not in entry.body
        assert city.firm.uscc not in str(opening.openings)


def test_who_drafted_does_not_approve(supervision: Supervision, city: SmallCity) -> None:
    head, plans = city.actor(Role.AGENCY_MANAGER), supervision.inspection_plans
    plan_id = plans.draft(head, CONTENTS)
    supervision.inspection_plan_objects.choose_listed(head, plan_id, [city.firm.uscc])
    plans.submit(head, plan_id)
    with pytest.raises(SecondPersonMissing):
        plans.approve(head, plan_id)


def test_who_changed_a_draft_last_does_not_approve_it_either(supervision: Supervision, city: SmallCity) -> None:
    head, plans = city.actor(Role.AGENCY_MANAGER), supervision.inspection_plans
    plan_id = drafted(supervision, city)
    supervision.inspection_plan_objects.judge_again(head, plan_id)
    plans.submit(city.actor(Role.OFFICER), plan_id)
    with pytest.raises(SecondPersonMissing):
        plans.approve(head, plan_id)


def test_a_plan_that_lacks_something_is_not_submitted_and_says_how_much(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    officer = city.actor(Role.OFFICER)
    plan_id = supervision.inspection_plans.draft(officer, PlanContents(title="只有名称"))
    with pytest.raises(PlanIncomplete) as refused:
        supervision.inspection_plans.submit(officer, plan_id)
    page = supervision.queries.inspection_plan_pages.own(officer, plan_id)
    assert refused.value.facts["count"] == len(page.faults) == 5
    assert plan_of(database, plan_id).state is PlanState.DRAFT


def test_items_that_are_checked_elsewhere_make_no_visits(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    given(database, build_item("SCJG-9", SCJG, "年报数据比对", method=ItemMethod.OFF_SITE))
    written = replace(CONTENTS, items=("SCJG-9",), method=ItemMethod.OFF_SITE)
    brought_to(supervision, city, PlanState.PUBLISHED, written)
    assert tasks(database) == []


@pytest.mark.parametrize("role", [Role.AGENCY_MANAGER, Role.SUPERVISOR])
def test_a_plan_comes_back_with_the_reason_and_begins_anew(
    supervision: Supervision, city: SmallCity, database: Database, role: Role
) -> None:
    before = PlanState.SUBMITTED if role is Role.AGENCY_MANAGER else PlanState.APPROVED
    plan_id = brought_to(supervision, city, before)
    with pytest.raises(ReasonMissing):
        supervision.inspection_plans.send_back(city.actor(role), plan_id, " ")
    supervision.inspection_plans.send_back(city.actor(role), plan_id, "对象与上季度重复")
    plan = plan_of(database, plan_id)
    assert (plan.state, plan.approved_by, plan.approved_at, plan.submitted_by) == (PlanState.DRAFT, None, None, None)
    assert (f"officer:{city.officers[0].id}", "inbox-inspection-plan-returned") in messages(database)
    page = supervision.queries.inspection_plan_pages.own(city.actor(Role.OFFICER), plan_id)
    assert (page.steps[0].kind, page.steps[0].text) == (PlanStepKind.RETURNED, "对象与上季度重复")


def test_withdrawing_a_published_plan_drops_what_is_not_done(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    plan_id = brought_to(supervision, city, PlanState.PUBLISHED)
    with pytest.raises(NotPermitted):
        supervision.inspection_plans.withdraw(city.actor(Role.OFFICER), plan_id, "政策调整")
    supervision.inspection_plans.withdraw(city.actor(Role.AGENCY_MANAGER), plan_id, "政策调整")
    assert [(task.state, task.dropped_reason) for task in tasks(database)] == [(TaskState.DROPPED, "政策调整")]
    assert (f"district:{FUTIAN}", "inbox-inspection-plan-withdrawn") in messages(database)
    with pytest.raises(IllegalMove):
        supervision.inspection_plans.publish(city.actor(Role.AGENCY_MANAGER), plan_id)


def test_a_plan_is_closed_once_its_period_is_over(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    plan_id, head = brought_to(supervision, city, PlanState.PUBLISHED), city.actor(Role.AGENCY_MANAGER)
    with pytest.raises(IllegalMove):
        supervision.inspection_plans.close(head, plan_id)
    clock.pass_by(days=42)
    supervision.inspection_plans.close(head, plan_id)
    assert plan_of(database, plan_id).state is PlanState.CLOSED
    assert [task.state for task in tasks(database)] == [TaskState.DROPPED]


def test_a_plan_nobody_closed_is_closed_by_the_product_when_its_visits_cannot_be_recorded_any_more(
    supervision: Supervision, city: SmallCity, database: Database, clock: StoppedClock
) -> None:
    plan_id = brought_to(supervision, city, PlanState.PUBLISHED)
    clock.set(datetime(2027, 1, 10, 2, tzinfo=UTC))  # the tenth day after the period: a visit may still be recorded
    assert supervision.inspection_plans.close_ended() == 0
    assert [task.state for task in tasks(database)] == [TaskState.OPEN]
    clock.set(datetime(2027, 1, 10, 16, 1, tzinfo=UTC))
    assert supervision.inspection_plans.close_ended() == 1
    assert supervision.inspection_plans.close_ended() == 0
    plan = plan_of(database, plan_id)
    assert (plan.state, plan.ended_at) == (PlanState.CLOSED, clock.now())
    assert [task.state for task in tasks(database)] == [TaskState.DROPPED]
    with database.read() as session:
        last = session.scalars(select(PlanStep).where(PlanStep.kind == PlanStepKind.CLOSED)).one()
    assert (last.account_id, last.account_name, last.text) == (None, "", PERIOD_OVER)
    assert ("agency:SCJG", "inbox-inspection-plan-closed") in messages(database)


def test_a_firm_that_closed_since_it_was_chosen_gets_no_task_and_the_agency_hears_how_many(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    open_one = build_enterprise()
    given(database, open_one)
    plan_id = brought_to(supervision, city, PlanState.FILED, firms=[city.firm, open_one])
    with database.begin() as session:
        session.get_one(Enterprise, city.firm.id).status = EnterpriseStatus.CLOSED
    supervision.inspection_plans.publish(city.actor(Role.AGENCY_MANAGER), plan_id)
    assert [task.enterprise_id for task in tasks(database)] == [open_one.id]
    with database.read() as session:
        said = session.scalars(
            select(InboxMessage).where(InboxMessage.key == "inbox-inspection-plan-firms-closed")
        ).one()
    assert (said.recipient, json.loads(said.facts)["firms"]) == (f"agency:{SCJG}", 1)


def test_a_plan_whose_time_is_over_is_not_published_any_more(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    plan_id = brought_to(supervision, city, PlanState.FILED)
    clock.pass_by(days=42)
    with pytest.raises(PlanIncomplete):
        supervision.inspection_plans.publish(city.actor(Role.AGENCY_MANAGER), plan_id)


def test_a_foreign_plan_is_not_there(supervision: Supervision, city: SmallCity) -> None:
    plan_id, plans = brought_to(supervision, city, PlanState.APPROVED), supervision.inspection_plans
    for role in (Role.OFFICER, Role.AGENCY_MANAGER):
        with pytest.raises(NoSuchRecord):
            plans.withdraw(city.other_actor(role), plan_id, "不是我们的")
    with pytest.raises(NoSuchRecord):
        plans.file(city.other_actor(Role.SUPERVISOR), plan_id, "1")
    for role in (Role.INVITED_SUPERVISOR, Role.ENTERPRISE_ADMINISTRATOR, Role.OPERATOR):
        with pytest.raises(NotPermitted):
            plans.file(city.actor(role), plan_id, "1")
    with pytest.raises(NotPermitted):
        plans.draft(city.actor(Role.SUPERVISOR), CONTENTS)


def test_a_supervisor_does_not_see_a_draft(supervision: Supervision, city: SmallCity) -> None:
    plan_id = drafted(supervision, city)
    with pytest.raises(NoSuchRecord):
        supervision.queries.inspection_plan_pages.of_area(city.actor(Role.SUPERVISOR), plan_id)
    with pytest.raises(NoSuchRecord):
        supervision.inspection_plans.file(city.actor(Role.SUPERVISOR), plan_id, "1")


@pytest.mark.parametrize("number", ["", "   ", "备" * 65])
def test_filing_needs_a_number(supervision: Supervision, city: SmallCity, number: str) -> None:
    plan_id = brought_to(supervision, city, PlanState.APPROVED)
    with pytest.raises(InvalidValue):
        supervision.inspection_plans.file(city.actor(Role.SUPERVISOR), plan_id, number)


def test_two_tabs_do_not_overwrite_each_other(supervision: Supervision, city: SmallCity, database: Database) -> None:
    officer, plans = city.actor(Role.OFFICER), supervision.inspection_plans
    plan_id = plans.draft(officer, CONTENTS)
    plans.change(officer, plan_id, replace(CONTENTS, title="第一个窗口"), 0)
    with pytest.raises(PlanChanged):
        plans.change(officer, plan_id, replace(CONTENTS, title="第二个窗口"), 0)
    assert plan_of(database, plan_id).title == "第一个窗口"


def test_a_submitted_plan_is_not_changed(supervision: Supervision, city: SmallCity, database: Database) -> None:
    plan_id = brought_to(supervision, city, PlanState.SUBMITTED)
    revision = plan_of(database, plan_id).revision
    with pytest.raises(IllegalMove):
        supervision.inspection_plans.change(city.actor(Role.OFFICER), plan_id, CONTENTS, revision)
    with pytest.raises(IllegalMove):
        supervision.inspection_plan_objects.thin(city.actor(Role.OFFICER), plan_id)


def test_the_rules_are_asked_again_when_the_period_changes(
    supervision: Supervision, city: SmallCity, database: Database
) -> None:
    officer, plan_id = city.actor(Role.OFFICER), drafted(supervision, city)
    revision = plan_of(database, plan_id).revision
    later = replace(CONTENTS, first_day=date(2026, 12, 14))
    supervision.inspection_plans.change(officer, plan_id, later, revision)
    with database.read() as session:
        one = session.scalars(select(PlanObject)).one()
    assert one.verdict is ObjectVerdict.CLEAR
    supervision.inspection_plans.change(officer, plan_id, replace(later, first_day=None), revision + 1)
    with database.read() as session:
        assert session.scalar(select(func.count()).where(PlanObject.verdict.is_not(None))) == 0


@pytest.mark.parametrize(
    ("level", "district", "area"),
    [
        (AgencyLevel.CITY, CITY, CITY),
        (AgencyLevel.DISTRICT, FUTIAN, FUTIAN),
        (AgencyLevel.STREET, FUTIAN_STREET, FUTIAN),
    ],
)
def test_a_plan_is_filed_where_its_agency_belongs(
    supervision: Supervision, city: SmallCity, database: Database, level: AgencyLevel, district: str, area: str
) -> None:
    given(database, build_agency("NEW", level=level, district=district))
    officer = replace(city.actor(Role.OFFICER), agency="NEW")
    assert plan_of(database, supervision.inspection_plans.draft(officer, CONTENTS)).district == area
