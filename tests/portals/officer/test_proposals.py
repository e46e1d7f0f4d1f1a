"""Joint visits on the officers' pages: proposed, agreed to, handed on, declined."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from officer_portal.proposal_batches import LOOKED_AT, batch_of
from supervision_code.domain.days import date_of
from supervision_code.domain.inspection_tasks import TaskState
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import JoiningAnswer, PlannedVisitState
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.inspection_tasks import InspectionTask
from supervision_code.persistence.models.joint_visits import SavedVisit
from supervision_code.persistence.models.planned_visits import PlanJoining, PlannedVisit
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.registry import build_agency, build_enterprise, build_item
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.tasks import build_task
from tests.factories.working_day import proposal_of
from tests.portals.officer.scenes import FIRE
from tests.support.portals import Visitor, VisitPortal

WEEK = (date(2026, 12, 7), date(2026, 12, 11))


@pytest.fixture
def plan(supervision: Supervision, city: SmallCity, database: Database) -> PlannedVisit:
    """A joint visit of three agencies, proposed; SCJG leads."""
    given(
        database,
        build_agency(FIRE, "福田区消防救援大队"),
        build_item(f"{FIRE}-1", FIRE, "消防安全检查"),
        build_task(city.firm, SCJG, "SCJG-1;SCJG-2"),
        build_task(city.firm, YJJ, window=WEEK),
        build_task(city.firm, FIRE),
    )
    supervision.merging.merge_waiting()
    return stored(database)


@pytest.fixture
def lead(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.OFFICER])


@pytest.fixture
def invited(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.other_accounts[Role.AGENCY_MANAGER])


def stored(database: Database) -> PlannedVisit:
    with database.read() as session:
        active = (PlannedVisitState.PROPOSED, PlannedVisitState.PLANNED)
        return session.scalars(select(PlannedVisit).where(PlannedVisit.state.in_(active))).one()


def address(plan: PlannedVisit) -> str:
    return f"/proposals/{plan.enterprise_id}/{plan.id}"


def answers(database: Database) -> dict[str, JoiningAnswer]:
    with database.read() as session:
        return dict(session.execute(select(PlanJoining.agency, PlanJoining.answer)).all())


def messages(database: Database, agency: str) -> list[str]:
    with database.read() as session:
        query = select(InboxMessage.key).where(InboxMessage.recipient == f"agency:{agency}").order_by(InboxMessage.id)
        return list(session.scalars(query))


def test_the_lead_sees_what_is_proposed_and_agrees_on_another_day(
    city: SmallCity, database: Database, plan: PlannedVisit, lead: Visitor
) -> None:
    listed = lead.get("/proposals")
    page = lead.get(address(plan))
    other_day = next(day for day in (WEEK[0], WEEK[1]) if day != date_of(plan.day))
    planned = lead.send(f"{address(plan)}/accept", {"accept-day": other_day.isoformat()})

    assert f"/officer{address(plan)}" in listed.links
    assert "少跑2次" in listed.text
    assert "3个单位一次查完，本次合并少跑2次" in page.text
    assert "检查事项最多" in page.text
    assert "近30天将有3个单位" in page.text or "再查将达上限" in page.text
    assert all(name in page.text for name in ("食品经营许可检查", "安全生产检查", "消防安全检查"))
    assert "已列入检查安排" in planned.text
    after = stored(database)
    assert (after.state, date_of(after.day)) == (PlannedVisitState.PLANNED, other_day)
    assert messages(database, YJJ) == ["inbox-proposals-invited", "inbox-proposal-accepted"]
    lead.send(f"{address(plan)}/accept", {"accept-day": other_day.isoformat()}, status=422)


@pytest.mark.parametrize("day", ["2026-12-12", "2026-12-31", "nonsense"])
def test_a_day_on_which_a_task_cannot_be_done_is_refused(
    database: Database, plan: PlannedVisit, lead: Visitor, day: str
) -> None:
    refused = lead.send(f"{address(plan)}/accept", {"accept-day": day}, status=422)
    assert "请选可选日期中的一天" in refused.text
    assert stored(database).state is PlannedVisitState.PROPOSED


def test_an_agency_that_is_asked_comes_along(database: Database, plan: PlannedVisit, invited: Visitor) -> None:
    before = invited.get(address(plan))
    page = invited.send(f"{address(plan)}/join", {})
    again = invited.send(f"{address(plan)}/join", {}, status=409)
    assert "一起去" in before.text
    assert "已答应一起去" in page.text
    assert again.heading
    assert answers(database)[YJJ] is JoiningAnswer.JOINED
    assert messages(database, SCJG)[-1] == "inbox-proposal-joined"


def test_who_declines_is_arranged_anew_without_these_agencies(
    supervision: Supervision, database: Database, plan: PlannedVisit, invited: Visitor, lead: Visitor
) -> None:
    without = invited.send(f"{address(plan)}/decline", {}, status=422)
    done = invited.send(f"{address(plan)}/decline", {"decline-reason": "当天有应急演练"})
    invited.get(address(plan), status=404)
    assert "请写明不参加的原因" in without.text
    assert "已告诉主办单位" in done.text
    assert "不参加的原因：当天有应急演练" in lead.get(address(plan)).text
    assert "本次合并少跑1次" in lead.get(address(plan)).text
    assert messages(database, SCJG)[-1] == "inbox-proposal-declined"

    supervision.merging.merge_waiting()
    with database.read() as session:
        own = session.scalars(select(PlannedVisit).where(PlannedVisit.agency == YJJ)).one()
        task = session.scalars(select(InspectionTask).where(InspectionTask.agency == YJJ)).one()
        assert session.scalars(select(SavedVisit.agency)).all() == [FIRE]
    assert (task.state, task.planned_visit_id) == (TaskState.PLACED, own.id)
    assert answers(database) == {YJJ: JoiningAnswer.DECLINED, FIRE: JoiningAnswer.INVITED}


def test_the_lead_hands_on_and_comes_along(
    database: Database, plan: PlannedVisit, lead: Visitor, invited: Visitor
) -> None:
    nobody = lead.send(f"{address(plan)}/hand-over", {"hand-over-agency": "LH9"}, status=422)
    lead.send(f"{address(plan)}/hand-over", {"hand-over-agency": YJJ})
    assert "请选这次合并检查中的一个单位" in nobody.text
    after = stored(database)
    assert (after.agency, after.items) == (YJJ, "YJJ-1")
    assert answers(database) == {FIRE: JoiningAnswer.INVITED, SCJG: JoiningAnswer.JOINED}
    invited.send(f"{address(plan)}/accept", {})
    assert stored(database).state is PlannedVisitState.PLANNED
    assert "看这次检查安排" in lead.get(address(plan)).text


def test_a_lead_that_declines_is_followed_by_another(
    supervision: Supervision, database: Database, plan: PlannedVisit, lead: Visitor
) -> None:
    lead.send(f"{address(plan)}/decline", {"decline-reason": "人手不够"})
    after = stored(database)
    assert after.agency == FIRE
    assert answers(database) == {SCJG: JoiningAnswer.DECLINED, YJJ: JoiningAnswer.INVITED}
    with database.read() as session:
        assert len(session.scalars(select(SavedVisit)).all()) == 1
    supervision.merging.merge_waiting()
    with database.read() as session:
        assert session.scalars(select(PlannedVisit.id).where(PlannedVisit.agency == SCJG)).one() != plan.id


def test_a_single_agency_cannot_decline_its_own_task(
    supervision: Supervision, city: SmallCity, database: Database, lead: Visitor
) -> None:
    given(database, build_task(city.firm))
    supervision.merging.merge_waiting()
    page = address(stored(database))
    assert "不参加合并" not in lead.get(page).text
    assert "只有这个单位有任务" in lead.get(page).text
    lead.send(f"{page}/decline", {"decline-reason": "不想去"}, status=422)


def test_a_task_that_found_no_day_is_listed_with_the_reason(
    supervision: Supervision, city: SmallCity, database: Database, lead: Visitor
) -> None:
    given(database, build_task(city.firm, window=(date(2026, 11, 2), date(2026, 11, 23))))
    supervision.merging.merge_waiting()
    assert "已来不及预告企业" in lead.get("/proposals?view=without_day").text


def test_what_waits_stands_on_the_first_page(plan: PlannedVisit, lead: Visitor) -> None:
    assert "1个合并检查待答复" in lead.get("/").text


def test_another_agencys_joint_visit_is_not_there(
    city: SmallCity, database: Database, plan: PlannedVisit, visit_portal: VisitPortal
) -> None:
    with database.begin() as session:
        for joining in session.scalars(select(PlanJoining).where(PlanJoining.agency == YJJ)):
            session.delete(joining)
    stranger = visit_portal("officer", city.other_accounts[Role.OFFICER])
    stranger.get(address(plan), status=404)
    for step in ("accept", "join", "hand-over", "decline"):
        stranger.send(f"{address(plan)}/{step}", {}, status=404)
    stranger.get(f"/proposals/{plan.enterprise_id}/{UUID(int=3)}", status=404)


def test_what_stays_below_the_limits_is_agreed_to_in_one_go_after_its_number_was_named(
    supervision: Supervision, city: SmallCity, database: Database, plan: PlannedVisit, lead: Visitor
) -> None:
    calm = build_enterprise("福田区安静书店")
    given(database, calm, build_task(calm))
    supervision.merging.merge_waiting()
    named = lead.get("/proposals/together")
    assert f"/officer{address(plan)}" not in named.links
    assert "下面1次检查" in named.text
    assert "另有1次会达到或超过上限" in named.text

    places = named.form_with("places").fields["places"]
    done = lead.send("/proposals/together", {"places": f"{places},{plan.enterprise_id}/{plan.id},nonsense"})
    assert "已同意1次检查" in done.text
    assert "1次检查的情况刚有变化" in done.text
    with database.read() as session:
        states = dict(session.execute(select(PlannedVisit.enterprise_id, PlannedVisit.state)).all())
    assert states == {calm.id: PlannedVisitState.PLANNED, plan.enterprise_id: PlannedVisitState.PROPOSED}
    assert "没有可以一次答复的" in lead.get("/proposals/together").text


def test_who_is_asked_comes_along_in_one_go(
    city: SmallCity, database: Database, supervision: Supervision, visit_portal: VisitPortal
) -> None:
    calm = build_enterprise("福田区安静书店")
    given(database, calm, build_task(calm, items="SCJG-1;SCJG-2"), build_task(calm, YJJ))
    supervision.merging.merge_waiting()
    asked = visit_portal("officer", city.other_accounts[Role.AGENCY_MANAGER])
    named = asked.get("/proposals/together")
    assert "同意一起去" in named.text
    asked.send("/proposals/together", {"places": named.form_with("places").fields["places"]})
    assert answers(database) == {YJJ: JoiningAnswer.JOINED}


def test_more_than_one_batch_is_gone_through_one_after_the_other(
    city: SmallCity, database: Database, supervision: Supervision, lead: Visitor
) -> None:
    firms = [build_enterprise(name) for name in ("福田区安静书店", "福田区安静花店", "福田区安静茶店")]
    given(database, *firms, *(build_task(firm) for firm in firms))
    supervision.merging.merge_waiting()
    manager = city.actor(Role.AGENCY_MANAGER)

    first = batch_of(supervision, manager, most=1)
    second = batch_of(supervision, manager, first.next, first.looked_at, most=1)
    last = batch_of(supervision, manager, second.next, second.looked_at, most=1)

    assert {page.enterprise_id for batch in (first, second, last) for page in batch.good} == {f.id for f in firms}
    assert [batch.beyond for batch in (first, second, last)] == [2, 1, 0]
    assert last.next == ""

    done = lead.send("/proposals/together", {"places": first.places, "at": first.next, "passed": "0"})
    assert "已同意1次检查" in done.text
    assert "下面2次检查" in done.text
    assert "看下一批" not in done.text
    assert "下面2次检查" in lead.get("/proposals/together?at=nonsense&passed=x").text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_batch_that_leaves_some_says_how_many_and_leads_on(
    database: Database, city: SmallCity, supervision: Supervision, lead: Visitor
) -> None:
    firms = [build_enterprise(f"福田区安静书店{number}") for number in range(LOOKED_AT + 1)]
    given(database, *firms)
    for firm in firms:
        proposal_of(supervision, firm, city.actor(Role.OFFICER))

    page = lead.get("/proposals/together")
    following = lead.get(next(link for link in page.links if "at=" in link).removeprefix("/officer"))

    assert f"这一批看了{LOOKED_AT}次，还有1次日期更晚的没看。" in page.text
    assert "还有" not in following.text
