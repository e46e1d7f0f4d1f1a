"""The officer's first page: what waits, the most urgent first, at most five things."""

from datetime import date, timedelta

from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import InspectionType
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.registry import build_enterprise, build_officer
from tests.factories.small_city import SCJG, SmallCity
from tests.portals.officer.scenes import open_visit
from tests.services.test_duties import emergency
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import VisitPortal

TODAY = day_of(FRIDAY_TEN)


def test_when_nothing_waits_the_page_says_so_and_offers_the_scan(city: SmallCity, visit_portal: VisitPortal) -> None:
    page = visit_portal("officer", city.accounts[Role.OFFICER]).get("/")

    assert "现在没有要办的事" in page.text
    assert "/officer/scan" in page.links


def test_a_visit_under_way_comes_before_everything_else(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    supervision.planned_visits.plan(
        city.actor(Role.OFFICER), city.firm.id, TODAY, InspectionType.ROUTINE, ("SCJG-1",), ""
    )
    open_visit(supervision, city)

    page = visit_portal("officer", city.accounts[Role.OFFICER]).get("/")

    titles = page.texts("a", class_="list-title")
    assert titles[0] == city.firm.name
    assert page.text.index("还没登记离开和结果") < page.text.index("扫码登记")


def test_what_is_planned_for_today_waits_and_what_is_planned_for_later_does_not(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    actor = city.actor(Role.OFFICER)
    supervision.planned_visits.plan(actor, city.firm.id, TODAY, InspectionType.ROUTINE, (), "")
    supervision.planned_visits.plan(
        actor, city.other_firm.id, TODAY + timedelta(days=3), InspectionType.ROUTINE, (), ""
    )

    page = visit_portal("officer", city.accounts[Role.OFFICER]).get("/")

    assert city.firm.name in page.text
    assert city.other_firm.name not in page.text


def test_plans_past_their_day_are_counted(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal, clock: StoppedClock
) -> None:
    supervision.planned_visits.plan(city.actor(Role.OFFICER), city.firm.id, TODAY, InspectionType.ROUTINE, (), "")
    clock.pass_by(days=1)

    assert "1次检查安排已过日期" in visit_portal("officer", city.accounts[Role.OFFICER]).get("/").text


def test_at_most_five_things_wait(supervision: Supervision, city: SmallCity, visit_portal: VisitPortal) -> None:
    for number in range(7):
        firm = build_enterprise(f"第{number}家")
        given(supervision.database, firm)
        supervision.planned_visits.plan(city.actor(Role.OFFICER), firm.id, TODAY, InspectionType.ROUTINE, (), "")

    page = visit_portal("officer", city.accounts[Role.OFFICER]).get("/")

    assert page.text.count("安排今天检查") == 5


def test_an_officer_learns_early_that_the_own_certificate_ends(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = build_officer(SCJG, "周到期", valid_until=date(2026, 12, 1))
    account = build_account(Role.OFFICER, username="ending", officer=officer)
    given(supervision.database, officer, account)

    assert "您的执法证12月1日 周二到期" in visit_portal("officer", account).get("/").text


def test_a_manager_sees_figures_that_open_their_lists(city: SmallCity, visit_portal: VisitPortal) -> None:
    page = visit_portal("officer", city.accounts[Role.AGENCY_MANAGER]).get("/")

    assert len(page.all("a", class_="figure")) == 4
    assert "/officer/visits?scope=agency&state=open" in page.links
    assert "扫码登记" not in page.text


def test_the_page_speaks_english_when_asked(city: SmallCity, visit_portal: VisitPortal) -> None:
    page = visit_portal("officer", city.accounts[Role.OFFICER]).get("/?language=en")

    assert page.heading == "Today"
    assert "Nothing waits for you" in page.text


def test_more_emergencies_than_find_room_are_counted_and_lead_to_the_list_of_them_all(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    waiting = [emergency(supervision, city) for _ in range(3)]
    manager = visit_portal("officer", city.accounts[Role.AGENCY_MANAGER])

    page = manager.get("/")
    (there,) = [link for link in page.links if "approval=due" in link]
    listed = manager.get(there.removeprefix("/officer"))

    assert "另有2次紧急检查" in page.text
    assert page.text.count(f"紧急检查{waiting[0].number}") == 1
    assert len([link for link in listed.links if link.startswith(f"/officer/visits/{city.firm.id}/")]) == len(waiting)
