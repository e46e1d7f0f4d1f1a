"""Tasks in the officer portal: the lists, one task, dropping it, and finishing it with a visit."""

from datetime import date

import pytest

from supervision_code.domain.permissions import Role
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.notices import place_tasks
from tests.factories.small_city import SmallCity
from tests.factories.tasks import build_task
from tests.services.test_visits import opened
from tests.support.portals import Visitor, VisitPortal

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def officer(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.OFFICER])


@pytest.fixture
def manager(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.AGENCY_MANAGER])


def test_every_list_says_what_will_stand_there(officer: Visitor, manager: Visitor) -> None:
    for reader in (officer, manager):
        for view, words in {
            "open": "没有待安排的任务",
            "placed": "没有已安排的任务",
            "overdue": "没有超期的任务",
            "done": "还没有完成的任务",
            "dropped": "没有取消的任务",
            "nonsense": "没有待安排的任务",
        }.items():
            assert words in reader.get(f"/tasks?view={view}").text


def test_tasks_are_listed_by_where_they_stand_and_found_by_firm(
    city: SmallCity, officer: Visitor, manager: Visitor, database: Database
) -> None:
    late = build_task(city.firm, window=(date(2026, 10, 1), date(2026, 10, 31)))
    given(database, late, build_task(city.other_firm), build_task(city.firm, "YJJ", items="YJJ-2"))
    for reader in (officer, manager):
        shown, overdue = reader.get("/tasks").text, reader.get("/tasks?view=overdue").text
        assert shown.index(city.firm.name) < shown.index(city.other_firm.name)
        assert "危险化学品使用检查" not in shown
        assert "已超期" in overdue
        assert city.other_firm.name not in overdue
        assert city.firm.name not in reader.get("/tasks?q=龙华").text
        for words in ("没有这家", "%25", "_"):
            assert "没有符合条件的任务" in reader.get(f"/tasks?q={words}").text


def test_long_lists_have_pages(city: SmallCity, officer: Visitor, database: Database) -> None:
    given(database, *(build_task(city.firm, items=f"item-{number}") for number in range(21)))
    first = officer.get("/tasks")
    older = next(link for link in first.links if "at=" in link)
    assert "下一页" in first.text
    assert city.firm.name in officer.get(older.removeprefix("/officer")).text


def test_a_task_shows_its_course_and_only_managers_drop_it(
    supervision: Supervision, city: SmallCity, officer: Visitor, manager: Visitor
) -> None:
    task = build_task(city.firm, without_notice="经批准突击检查", ordered_from_above=True)
    plan = place_tasks(supervision, [task])
    address = f"/tasks/{city.firm.id}/{task.id}"
    shown = officer.get(address)
    for words in ("食品经营许可检查", "12月1日 周二—12月31日 周四", "上级部署", "经批准突击检查", "市场监督管理局牵头"):
        assert words in shown.text
    assert f"/officer/planned-visits/{city.firm.id}/{plan}" in shown.links
    assert "取消这项任务" not in shown.text
    officer.send(f"{address}/drop", {"reason": "搬走"}, status=403)
    assert "请写明原因" in manager.send(f"{address}/drop", {}, status=422).text
    dropped = manager.send(f"{address}/drop", {"reason": "企业已搬走"}).text
    assert "任务已取消" in dropped
    assert "企业已搬走" in dropped


def test_another_agency_s_task_is_not_there(
    city: SmallCity, officer: Visitor, manager: Visitor, database: Database
) -> None:
    theirs = build_task(city.firm, "YJJ")
    given(database, theirs)
    officer.get(f"/tasks/{city.firm.id}/{theirs.id}", status=404)
    manager.send(f"/tasks/{city.firm.id}/{theirs.id}/drop", {"reason": "x"}, status=404)


def test_a_visit_offers_to_finish_the_task_it_has_done_as_well(
    supervision: Supervision, city: SmallCity, officer: Visitor, database: Database
) -> None:
    task = build_task(city.firm, window=NOVEMBER)
    given(database, task)
    visit = opened(supervision, city)
    page = officer.get(f"/visits/{city.firm.id}/{visit.visit_id}")
    action = f"/tasks/{city.firm.id}/{task.id}/done/{visit.visit_id}"
    after = officer.send(action, {})
    assert "这次检查还完成了任务" in page.text
    assert "任务已完成" in after.text
    assert "这次检查还完成了任务" not in after.text
    assert visit.number in officer.get(f"/tasks/{city.firm.id}/{task.id}").text
