"""The calendar on a phone and at a desk, and the page that says who goes."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.domain.visits import InspectionType
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.registry import build_officer
from tests.factories.small_city import SCJG, SmallCity
from tests.factories.working_day import at_half
from tests.portals.officer.scenes import open_visit
from tests.support.clock import FRIDAY_TEN
from tests.support.pages import Page
from tests.support.portals import Visitor, VisitPortal

MONDAY = day_of(FRIDAY_TEN) + timedelta(days=3)
WEEK = "2026-W48"


def planned(supervision: Supervision, city: SmallCity, day: date = MONDAY) -> UUID:
    return supervision.planned_visits.plan(
        city.actor(Role.OFFICER), city.firm.id, day, InspectionType.ROUTINE, ("SCJG-1",), ""
    )


ONE_ENGINE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def officer(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.OFFICER])


@pytest.fixture
def manager(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.AGENCY_MANAGER])


@ONE_ENGINE
def test_an_empty_week_says_so_and_leads_on(officer: Visitor, manager: Visitor) -> None:
    own, desk = officer.get("/calendar/"), manager.get("/calendar/")

    assert "这一周还没有安排" in own.text
    assert "这一周还没有安排" in desk.text
    assert "11月16日 周一至11月22日 周日" in own.text
    assert any("week=2026-W47" not in link and "week=2026-W48" in link for link in own.links)
    assert "这一天还没有安排" in officer.get("/calendar/day?day=2026-11-23").text


@ONE_ENGINE
def test_an_officer_sees_the_own_visits_first_and_the_agencys_when_asked(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    plan = planned(supervision, city)
    before = officer.get(f"/calendar/?week={WEEK}")
    supervision.assignments.take(city.actor(Role.OFFICER), city.firm.id, plan)
    after, everybody = officer.get(f"/calendar/?week={WEEK}"), officer.get(f"/calendar/?week={WEEK}&officer=all")

    assert city.firm.name not in before.text
    assert city.firm.name in after.text
    assert "人还没排够" in after.text
    assert f"/officer/planned-visits/{city.firm.id}/{plan}" in everybody.links
    assert "王小明" in everybody.text


@ONE_ENGINE
def test_the_desk_has_a_row_for_each_officer_and_one_for_nobody(
    supervision: Supervision, city: SmallCity, manager: Visitor
) -> None:
    planned(supervision, city)
    page = manager.get(f"/calendar/?week={WEEK}")
    one = manager.get(f"/calendar/?week={WEEK}&officer={city.officers[1].id}")

    assert page.text.index("还没安排人") < page.text.index(city.firm.name)
    assert "王小明" in page.text
    assert "李建国" in page.text
    assert "陈思远" not in page.text
    assert city.firm.name not in one.text
    assert "周六" in page.text
    assert "周末" in page.text


def test_other_agencies_at_the_same_firm_are_shown_and_joining_is_suggested(
    supervision: Supervision, city: SmallCity, manager: Visitor
) -> None:
    planned(supervision, city)
    theirs = city.other_actor(Role.OFFICER)
    supervision.planned_visits.plan(theirs, city.firm.id, MONDAY, InspectionType.ROUTINE, ("YJJ-1",), "")
    later = MONDAY + timedelta(days=2)
    supervision.planned_visits.plan(theirs, city.firm.id, later, InspectionType.ROUTINE, ("YJJ-2",), "")
    supervision.planned_visits.plan(theirs, city.other_firm.id, MONDAY, InspectionType.ROUTINE, ("YJJ-1",), "")

    day, week = manager.get(f"/calendar/day?day={MONDAY}"), manager.get(f"/calendar/?week={WEEK}")

    assert "龙华区应急管理局同一天单独来，建议并为一次" in day.text
    assert "龙华区应急管理局计划11月25日 周三去" in week.text
    assert city.other_firm.name not in week.text


@ONE_ENGINE
def test_a_visit_that_was_made_stands_in_the_past(supervision: Supervision, city: SmallCity, officer: Visitor) -> None:
    visit = open_visit(supervision, city)
    page = officer.get("/calendar/day?day=2026-11-20")

    assert f"/officer/visits/{city.firm.id}/{visit.visit_id}" in page.links
    assert "正在检查" in page.text
    assert "10:00" in page.text


@ONE_ENGINE
@pytest.mark.parametrize(
    "asked", ["week=2026-W99", "week=x", "week=0001-W01", "week=9999-W52", "officer=x", "week=²-W³"]
)
def test_an_address_that_makes_no_sense_shows_this_week(officer: Visitor, asked: str) -> None:
    assert "11月16日 周一" in officer.get(f"/calendar/?{asked}").text


@ONE_ENGINE
def test_an_officer_of_another_agency_is_not_there(city: SmallCity, manager: Visitor) -> None:
    manager.get(f"/calendar/?officer={city.officers[2].id}", status=404)


def test_the_manager_assigns_and_is_told_of_a_clash_before(
    supervision: Supervision, city: SmallCity, manager: Visitor
) -> None:
    short = build_officer(SCJG, "吴迪", certificate_no="44030400104", valid_until=date(2026, 11, 22))
    given(supervision.database, short)
    here = planned(supervision, city)
    there = supervision.planned_visits.plan(
        city.actor(Role.OFFICER), city.other_firm.id, MONDAY, InspectionType.ROUTINE, ("SCJG-1",), ""
    )
    at_half(supervision, HalfDay.MORNING, here, there)
    address, other = f"/planned-visits/{city.firm.id}/{here}", f"/planned-visits/{city.other_firm.id}/{there}"
    both = [str(city.officers[0].id), str(city.officers[1].id)]

    few = manager.send(f"{address}/officers", {"officers": both[:1]}, status=422)
    done = manager.send(f"{address}/officers", {"officers": both})
    form = manager.get(f"{other}/officers")
    clash = manager.send(f"{other}/officers", {"officers": both}, status=422)
    despite = manager.send(f"{other}/officers", {"officers": both, "despite": "y"})

    assert "仍要安排" not in few.text
    assert "检查需要至少2名" in few.text
    assert "已安排2人去" in done.text
    assert f"这个时间已安排去{city.firm.name}" in form.text
    assert "执法证11月22日 周日到期，当天无效" in form.text
    assert "仍要安排" in clash.text
    assert "已安排2人去" in despite.text
    assert "同一时间另有安排" in manager.get(f"/calendar/day?day={MONDAY}").text
    at_half(supervision, None, there)
    hinted = manager.get(f"/calendar/day?day={MONDAY}")
    assert "同一时间另有安排" not in hinted.text
    assert "当天还有别家，时间待错开" in " ".join(hinted.texts("span", class_="state-open"))
    assert f"当天还要去{city.firm.name}，时间待错开" in manager.get(f"{other}/officers").text
    assert "现在没有安排人去" in manager.send(f"{other}/officers", {}).text


def test_of_two_managers_who_assign_at_once_the_second_is_shown_what_the_first_saved(
    supervision: Supervision, city: SmallCity, manager: Visitor
) -> None:
    third = build_officer(SCJG, "吴迪", certificate_no="44030400104")
    given(supervision.database, third)
    address = f"/planned-visits/{city.firm.id}/{planned(supervision, city)}/officers"
    one, two = (str(officer.id) for officer in city.officers[:2])

    def there(page: Page) -> dict[str, str]:
        return {"there": next(field.get("value") for field in page.all("input") if field.get("name") == "there")}

    opened = there(manager.get(address))
    for _ in range(2):
        manager.send(address, {**opened, "officers": [one, two]})
    late = manager.send(address, {**opened, "officers": [one, str(third.id)]}, status=422)
    assert "别人已保存过别的内容" in late.text
    assert "现在安排的是" in late.text
    chosen = {field.get("value") for field in late.all("input") if "checked" in field.attributes}
    assert {one, str(third.id)} <= chosen
    assert "已安排2人去" in manager.send(address, {**there(late), "officers": [one, str(third.id)]}).text
    manager.send(address, {**opened, "officers": []}, status=422)


def test_an_officer_takes_a_place_and_gives_it_up(supervision: Supervision, city: SmallCity, officer: Visitor) -> None:
    here = planned(supervision, city)
    there = supervision.planned_visits.plan(
        city.actor(Role.OFFICER), city.other_firm.id, MONDAY, InspectionType.ROUTINE, ("SCJG-1",), ""
    )
    at_half(supervision, HalfDay.MORNING, here, there)
    address, other = f"/planned-visits/{city.firm.id}/{here}", f"/planned-visits/{city.other_firm.id}/{there}"

    taken = officer.send(f"{address}/officers/take", {})
    clash = officer.send(f"{other}/officers/take", {}, status=422)
    despite = officer.send(f"{other}/officers/take", {"despite": "y"})
    given_up = officer.send(f"{other}/officers/give-up", {})

    assert "已记下，您去" in taken.text
    assert "还差1名持证人员" in taken.text
    assert f"王小明同一时间已安排去{city.firm.name}" in clash.text
    assert "已记下，您去" in despite.text
    assert "已记下，您不去了" in given_up.text
    officer.get(f"{address}/officers", status=403)
