"""Every page opens, in both languages, for those who may; what lies outside the area looks like nothing."""

import pytest

from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from tests.factories.busy_area import BusyArea
from tests.factories.small_city import SmallCity
from tests.support.portals import Visitor, VisitPortal

LISTS = (
    "/overview/",
    "/alerts/",
    "/complaints/",
    "/disputes/",
    "/visits/",
    "/findings/",
    "/enterprises/",
    "/agencies/",
    "/policy/",
    "/trail/",
    "/voidings/",
    "/inspection-plans/",
    "/joint-visits/",
    "/joint-visits/avoided",
)
FILTERS = (
    "/alerts/?state=all&level=red&rule=annual_cap&agency=SCJG&days=30&q=南园&sort=visit_day",
    "/alerts/?state=nonsense&level=blau&days=abc&at=o~x~y&q=%25_",
    "/complaints/?due=all&ground=no_scan&agency=SCJG&days=30&q=扫码&sort=newest",
    "/visits/?mark=late&agency=SCJG&first=2026-11-01&last=2026-11-20",
    "/visits/?first=2026-11-20&last=2026-11-01&days=-1",
    "/findings/?first=0001-01-01&last=9999-12-31&level=red&rule=repeat_check&agency=SCJG",
    "/enterprises/?q=不存在的企业&district=440309",
    "/agencies/?days=365&level=district&sort=scan&all=yes&q=市场",
    "/trail/?subject=alert&days=365&q=林监督",
    "/disputes/?state=all",
    "/overview/?days=365",
    "/inspection-plans/?view=all&year=2026&q=%25_&at=n~x~y",
    "/joint-visits/avoided?state=done&agency=SCJG&district=440304&month=2026-11",
)


def pages_of(area: BusyArea, alert: str) -> list[str]:
    firm = area.city.firm
    return [
        f"/alerts/{firm.id}/{alert}",
        f"/complaints/{area.complaint.id}",
        f"/visits/{firm.id}/{area.visits[1]}",
        f"/enterprises/{firm.uscc}",
        "/agencies/SCJG",
    ]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("path", LISTS)
def test_every_list_opens_in_both_languages(supervisor: Visitor, path: str, language: str) -> None:
    assert supervisor.get(f"{path}?language={language}").heading


@pytest.mark.parametrize("path", FILTERS)
def test_any_address_of_a_list_is_answered(city_supervisor: Visitor, path: str) -> None:
    assert city_supervisor.get(path).heading


@pytest.mark.parametrize("path", ["/alerts/", "/agencies/", "/joint-visits/avoided", "/agencies/SCJG"])
def test_words_that_mean_something_to_addresses_are_no_filters(supervisor: Visitor, path: str) -> None:
    page = supervisor.get(f"{path}?endpoint=start&code=X&_scheme=javascript&_external=1&_anchor=here&days=365")
    assert [link for link in page.links if link.startswith("javascript:") or link.endswith("#here")] == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_single_page_opens(supervision: Supervision, supervisor: Visitor, area: BusyArea, language: str) -> None:
    alert = area.alerts(supervision, area.city.firm)[-1]
    for path in pages_of(area, str(alert.id)):
        assert supervisor.get(f"{path}?language={language}").heading


def test_single_pages_of_another_district_look_like_nothing(
    supervision: Supervision, visit_portal: VisitPortal, area: BusyArea
) -> None:
    stranger = visit_portal("supervisor", area.city.other_accounts[Role.SUPERVISOR])
    alert = area.alerts(supervision, area.city.firm)[-1]
    for path in pages_of(area, str(alert.id)):
        assert stranger.get(path, status=404).heading == "没有找到"


def test_lists_of_a_district_name_nothing_of_another(supervisor: Visitor, area: BusyArea) -> None:
    for path in LISTS:
        text = supervisor.get(f"{path}{'&' if '?' in path else '?'}days=365").text
        assert area.city.other_firm.name not in text, path
        assert area.other_complaint.reference not in text, path


@pytest.mark.parametrize(
    "path",
    ["/alerts/", "/complaints/", "/disputes/", "/visits/", "/enterprises/", "/agencies/", "/trail/", "/findings/"],
)
def test_htmx_gets_the_rows_alone_and_they_are_those_of_the_page(supervisor: Visitor, path: str) -> None:
    part = supervisor.part(path)
    assert not part.all("h1")
    assert part.text in supervisor.get(path).text


def test_the_guest_reads_and_finds_no_button_and_no_complaint(
    supervision: Supervision, guest: Visitor, area: BusyArea
) -> None:
    alert = area.alerts(supervision, area.city.firm)[-1]
    page = guest.get(f"/alerts/{area.city.firm.id}/{alert.id}")
    assert [form.action for form in page.forms if form.method == "post" and "sign-out" not in form.action] == []
    home = guest.get("/overview/")
    assert not [link for link in home.links if "/complaints" in link or "/disputes" in link or "/trail" in link]
    for path in ("/complaints/", "/disputes/", "/trail/", f"/complaints/{area.complaint.id}"):
        guest.get(path, status=403)
    visit = guest.get(f"/visits/{area.city.firm.id}/{area.visits[1]}")
    assert "那天店里没有人来过" not in visit.text


def test_the_operator_begins_with_the_installation(operator: Visitor, area: BusyArea) -> None:
    assert operator.get("/operations/").heading == "运行状况"
    operator.get("/overview/", status=403)
    operator.get("/alerts/", status=403)


def test_the_entrance_leads_each_to_the_own_work(supervisor: Visitor, operator: Visitor) -> None:
    assert supervisor.fetch("/").headers["Location"].endswith("/overview/")
    assert operator.fetch("/").headers["Location"].endswith("/operations/")


def test_an_empty_area_says_so_kindly(supervision: Supervision, visit_portal: VisitPortal, city: SmallCity) -> None:
    visitor = visit_portal("supervisor", city.accounts[Role.SUPERVISOR])
    assert "今天没有要办的事" in visitor.get("/overview/").text
    assert "没有未办结的预警" in visitor.get("/alerts/").text
    assert "没有在办的投诉" in visitor.get("/complaints/").text
    assert "还没有人来过" in visitor.get(f"/enterprises/{city.firm.uscc}").text
    assert "没有符合的计划" in visitor.get("/inspection-plans/?q=灯").text
    assert "没有符合的计划" not in visitor.get("/inspection-plans/").text


def test_an_earlier_or_unknown_policy_version(supervisor: Visitor, supervision: Supervision) -> None:
    assert supervisor.get(f"/policy/?version={supervision.in_force.sha256}").heading == "规则与依据"
    supervisor.get("/policy/?version=abc", status=404)
