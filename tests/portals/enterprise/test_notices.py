"""Notices in the firm's portal: read, answered, in every state; and nothing in them that is not the firm's to know."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.models.notices import Notice
from supervision_code.persistence.models.results import ChecklistPoint
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.notices import place_tasks
from tests.factories.small_city import SmallCity
from tests.factories.tasks import build_task
from tests.services.test_notices import notices_of, planned_of, the_notice
from tests.services.test_visits import opened
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import Visitor, VisitPortal


@pytest.fixture
def firm(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("enterprise", city.accounts[Role.ENTERPRISE_MEMBER])


@pytest.fixture
def told(supervision: Supervision, city: SmallCity, database: Database) -> Notice:
    """SCJG and YJJ are to come on 10 December; the firm may choose."""
    plan = place_tasks(supervision, [build_task(city.firm), build_task(city.firm, "YJJ")])
    supervision.notices.send_due()
    return the_notice(database, plan)


def page(told: Notice) -> str:
    return f"/notices/{told.id}"


def choose(firm: Visitor, told: Notice, slot: str = "2026-12-21-morning", note: str = "请走后门") -> str:
    return firm.send(f"{page(told)}/choose", {"slot": slot, "note": note}).text


def test_without_a_notice_the_page_says_what_will_stand_there(firm: Visitor) -> None:
    shown = firm.get("/notices/").text
    assert "近期没有预告的检查" in shown
    assert "没有预告的原因" in shown
    assert "将要来的检查" not in firm.get("/").text


def test_a_notice_says_who_comes_why_and_what_to_have_ready_and_nothing_internal(
    firm: Visitor, told: Notice, database: Database, city: SmallCity
) -> None:
    given(database, ChecklistPoint(item="SCJG-1", position=1, text="食品经营许可证在有效期内", kind="yes_no"))
    today, shown = firm.get("/").text, firm.get(page(told)).text
    assert "将要来的检查" in today
    assert "12月10日 周四 上午" in today
    for words in (
        "福田区市场监督管理局",
        "龙华区应急管理局",
        "2个单位一起来，只算一次检查",
        "食品经营许可检查",
        "《中华人民共和国食品安全法》",
        "食品经营许可证在有效期内",
        "到期没有选，就按12月10日 周四 上午来",
        "12月9日 周三截止",
    ):
        assert words in shown
    assert planned_of(database, city, told.planned_visit_id).note not in shown


def test_a_choice_is_needed_and_can_be_changed(
    firm: Visitor, told: Notice, database: Database, city: SmallCity
) -> None:
    missing = firm.send(f"{page(told)}/choose", {"note": "x"}, status=422).text
    wrong = firm.send(f"{page(told)}/choose", {"slot": "2026-12-24-morning"}, status=422).text
    chosen = choose(firm, told)
    changed = choose(firm, told, "2026-12-31-afternoon", "")
    assert "请选一个时间" in missing
    assert "12月10日" in wrong
    assert "已定在12月21日 周一 上午" in chosen
    assert "您留的话：请走后门" in chosen
    assert "已定在12月31日 周四 下午" in changed
    assert "您留的话" not in changed


def test_after_the_last_day_the_time_stands(firm: Visitor, told: Notice, clock: StoppedClock) -> None:
    clock.set(FRIDAY_TEN + timedelta(days=20))
    firm.sign_in("enterprise_member")
    shown = firm.get(page(told))
    late = firm.send(f"{page(told)}/choose", {"slot": "2026-12-21-morning"}, status=409).text
    assert "选时间的期限（12月9日 周三）已过" in shown.text
    assert not any("choose" in form.action for form in shown.forms)
    assert "选时间的期限已过" in late


def test_a_moved_visit_leads_from_the_old_notice_to_the_new(
    supervision: Supervision, city: SmallCity, firm: Visitor, told: Notice, database: Database
) -> None:
    supervision.notices.put_off(
        city.actor(Role.OFFICER), city.firm.id, told.planned_visit_id, date(2026, 12, 22), "人手不足"
    )
    anew = next(one for one in notices_of(database, told.planned_visit_id) if one.id != told.id)
    old, new = firm.get(page(told)), firm.get(page(anew))
    assert "这次检查改期了。原因：人手不足" in old.text
    assert f"/enterprise{page(anew)}" in old.links
    assert "时间改过一次。原因：人手不足" in new.text


def test_a_visit_called_off_says_why(supervision: Supervision, city: SmallCity, firm: Visitor, told: Notice) -> None:
    supervision.planned_visits.cancel(city.actor(Role.OFFICER), city.firm.id, told.planned_visit_id, "计划调整")
    assert "取消了这次检查，您不用准备了。原因：计划调整" in firm.get(page(told)).text
    assert "以前的预告" in firm.get("/notices/").text


def test_the_visit_says_what_was_agreed_and_whether_it_was_kept(
    supervision: Supervision, city: SmallCity, firm: Visitor, told: Notice, visit_portal: VisitPortal
) -> None:
    choose(firm, told)
    visit = opened(supervision, city, plan_id=told.planned_visit_id)
    shown, notice = firm.get(f"/visits/{visit.visit_id}").text, firm.get(page(told))
    supervisor = visit_portal("supervisor", city.accounts[Role.SUPERVISOR])
    overseen = supervisor.get(f"/visits/{city.firm.id}/{visit.visit_id}").text
    assert "约定12月21日 周一 上午。 时间是您选的。" in shown
    assert "实际来的日子和约定的不同" in shown
    assert "这次检查已经做完" in notice.text
    assert f"/enterprise/visits/{visit.visit_id}" in notice.links
    assert "实际到访不在约定的日子" in overseen


def test_why_there_was_no_notice_is_shown_after_the_visit_only(
    supervision: Supervision, city: SmallCity, firm: Visitor, visit_portal: VisitPortal
) -> None:
    plan: UUID = place_tasks(supervision, [build_task(city.firm, kind=InspectionType.CASE)])
    supervision.notices.send_due()
    before = firm.get("/").text + firm.get("/notices/").text
    visit = opened(supervision, city, plan_id=plan)
    why = "来自举报、移送或线索的检查，按规则不预告"
    supervisor = visit_portal("supervisor", city.accounts[Role.SUPERVISOR])
    assert why not in before
    assert "12月10日" not in before
    assert f"没有预告。原因：{why}" in firm.get(f"/visits/{visit.visit_id}").text
    assert why in supervisor.get(f"/visits/{city.firm.id}/{visit.visit_id}").text


def test_another_firm_s_notice_is_not_there(told: Notice, city: SmallCity, visit_portal: VisitPortal) -> None:
    stranger = visit_portal("enterprise", city.other_accounts[Role.ENTERPRISE_ADMINISTRATOR])
    stranger.get(page(told), status=404)
    stranger.send(f"{page(told)}/choose", {"slot": "2026-12-21-morning"}, status=404)


def test_a_firm_says_that_agencies_are_to_come_one_by_one_and_takes_it_back(firm: Visitor) -> None:
    before = firm.get("/notices/joint").text
    alone = firm.send("/notices/joint/alone", {}).text
    together = firm.send("/notices/joint/together", {}).text
    assert "现在：能一起来的单位一起来" in before
    assert "被检查的次数可能变多" in before
    assert "从11月20日 周五起，新安排的检查由各单位分开来" in alone
    assert "现在：能一起来的单位一起来" in together
