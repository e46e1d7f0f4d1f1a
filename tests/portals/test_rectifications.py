"""What firms are to put right, as the agency and as the firm lists it: each names the other side, and leads on."""

from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.factories.working_day import results_of
from tests.portals.officer.scenes import open_visit
from tests.support.portals import VisitPortal


def test_either_side_lists_what_waits_under_the_name_of_the_other(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    opened = open_visit(supervision, city)
    ordered, _ = results_of(supervision, city.actor(Role.OFFICER), city.firm, opened.visit_id)
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    shop = visit_portal("enterprise", city.accounts[Role.ENTERPRISE_MEMBER])

    of_agency, of_firm = officer.get("/rectifications"), shop.get("/rectifications")

    assert of_agency.texts("a", class_="list-title") == [city.firm.name]
    assert f"/officer/rectifications/{city.firm.id}/{ordered}" in of_agency.links
    assert of_firm.texts("a", class_="list-title") == ["福田区市场监督管理局"]
    assert f"/enterprise/rectifications/{ordered}" in of_firm.links
    for page in (of_agency, of_firm):
        assert "前改正" in page.text
        assert page.texts("a", aria_current="page") == ["未了结"]


def test_the_firm_reports_and_the_agency_checks_again(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    opened = open_visit(supervision, city)
    ordered, _ = results_of(supervision, city.actor(Role.OFFICER), city.firm, opened.visit_id)
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    shop = visit_portal("enterprise", city.accounts[Role.ENTERPRISE_MEMBER])
    mine, theirs = f"/rectifications/{ordered}", f"/rectifications/{city.firm.id}/{ordered}"

    assert "企业还没有报告改正情况" in officer.get(theirs).text
    assert "请写明改了什么" in shop.send(f"{mine}/report", {"report": " "}, status=422).text
    shop.send(f"{mine}/report", {"report": "已换新的灭火器"})
    assert "已换新的灭火器" in officer.get(theirs).text
    assert "请选择复查结论" in officer.send(f"{theirs}/recheck", {"note": "看了照片"}, status=422).text
    for day in ("", "0001-01-01"):
        page = officer.send(f"{theirs}/recheck", {"outcome": "new_date", "note": "还差一个", "due": day}, status=422)
        assert "还差一个" in page.text, "what was typed stays"
    officer.send(f"{theirs}/recheck", {"outcome": "passed", "note": "看了照片"})
    assert "看了照片" in shop.get(mine).text


def test_what_is_over_stands_apart_and_an_empty_list_says_so(city: SmallCity, visit_portal: VisitPortal) -> None:
    for portal, role in (("officer", Role.OFFICER), ("enterprise", Role.ENTERPRISE_MEMBER)):
        page = visit_portal(portal, city.accounts[role]).get("/rectifications?view=over")
        assert page.texts("a", aria_current="page") == ["已了结"]
        assert "没有限期改正" in page.texts("div", class_="empty")[0]
