"""My code: alive on the phone, on paper, and replaced by the administrator."""

import re

import pytest

from supervision_code.domain.codes import Refusal
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import ScanChannel
from supervision_code.persistence.codes import recognise
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.clock import StoppedClock
from tests.support.portals import Visitor, VisitPortal


@pytest.fixture
def administrator(supervision: Supervision, visit_portal: VisitPortal, city: SmallCity) -> Visitor:
    list(supervision.codes.issue_missing())
    return visit_portal("enterprise", city.accounts[Role.ENTERPRISE_ADMINISTRATOR])


@pytest.fixture
def member(visit_portal: VisitPortal, city: SmallCity) -> Visitor:
    return visit_portal("enterprise", city.accounts[Role.ENTERPRISE_MEMBER])


def test_the_page_shows_the_code_with_name_tail_version_and_clock(administrator: Visitor, city: SmallCity) -> None:
    page = administrator.get("/code/")
    assert page.heading == "我的监督码"
    assert city.firm.name in page.text
    assert f"信用代码尾号 {city.firm.uscc[-4:]}" in page.text
    assert "第1版" in page.text
    assert "10:00:00" in page.text
    assert len(page.all("svg", role="img")) == 1
    assert page.all("svg", data_countdown="30")


def test_the_code_renews_itself_as_often_as_the_policy_says(administrator: Visitor) -> None:
    (live,) = administrator.get("/code/").all("div", id="live-code")
    assert live.get("hx-get") == "/enterprise/code/live"
    assert live.get("hx-trigger").startswith("every 30s")


def test_the_next_code_is_a_part_with_another_picture(administrator: Visitor) -> None:
    first, second = administrator.part("/code/live"), administrator.part("/code/live")
    assert not first.all("html")
    assert first.all("div", id="live-code")
    assert _picture(first.source) != _picture(second.source)


def test_the_part_asked_for_as_a_page_is_a_page(administrator: Visitor) -> None:
    assert administrator.get("/code/live").heading == "我的监督码"


def _picture(source: str) -> str:
    found = re.search(r'<path d="([^"]+)"/></svg>', source)
    assert found
    return found[1]


def test_without_script_the_page_still_shows_a_way_to_a_fresh_code(administrator: Visitor) -> None:
    page = administrator.get("/code/")
    assert "刷新这张码" in page.text
    assert page.all("img", src="/enterprise/code/code.svg")
    assert not page.all("meta", http_equiv="refresh")


def test_a_firm_without_a_code_is_told_what_to_do(member: Visitor) -> None:
    page = member.get("/code/")
    assert "您的监督码还没有签发" in page.text
    assert member.get("/code/live", status=404).heading == "没有找到"


@pytest.mark.parametrize(
    ("path", "mimetype", "begins", "ending"),
    [
        ("/code/poster.pdf", "application/pdf", b"%PDF-", ".pdf"),
        ("/code/code.png", "image/png", b"\x89PNG", ".png"),
        ("/code/code.svg?download=1", "image/svg+xml", b"<svg", ".svg"),
    ],
)
def test_the_code_comes_as_a_file(
    administrator: Visitor, city: SmallCity, path: str, mimetype: str, begins: bytes, ending: str
) -> None:
    response = administrator.fetch(path)
    assert (response.status_code, response.mimetype) == (200, mimetype)
    assert response.data.startswith(begins)
    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert city.firm.uscc[-4:] in disposition
    assert disposition.endswith(ending)


def test_the_picture_of_the_page_is_shown_not_saved(administrator: Visitor) -> None:
    response = administrator.fetch("/code/code.svg")
    assert response.mimetype == "image/svg+xml"
    assert "Content-Disposition" not in response.headers


def test_the_administrator_replaces_the_code(
    administrator: Visitor, supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    old = supervision.queries.codes.of_firm(city.firm.uscc).address
    asked = administrator.get("/code/new")
    assert "第1版的海报和图片马上失效" in asked.text
    page = administrator.send("/code/new", {"reason": "lost", "more": "搬店时弄丢了"})
    assert page.heading == "我的监督码"
    assert "新码已生效，是第2版" in page.text
    assert _recognised(supervision, old) is Refusal.SUPERSEDED
    assert (
        _recognised(supervision, supervision.queries.codes.of_firm(city.firm.uscc).address) is ScanChannel.STATIC_CODE
    )


def _recognised(supervision: Supervision, address: str) -> Refusal | ScanChannel:
    with supervision.database.read() as session:
        found = recognise(session, supervision.code_reader, address, supervision.clock.now())
    return found if isinstance(found, Refusal) else found.channel


@pytest.mark.parametrize("fields", [{}, {"reason": "whatever"}, {"reason": "lost", "more": "长" * 201}])
def test_a_code_is_not_replaced_without_a_reason(
    administrator: Visitor, supervision: Supervision, city: SmallCity, fields: dict[str, str]
) -> None:
    page = administrator.send("/code/new", fields, status=422)
    assert "没有保存" in page.text
    assert supervision.queries.codes.of_firm(city.firm.uscc).generation == 1


def test_a_member_can_neither_see_the_way_nor_go_it(
    administrator: Visitor, member: Visitor, supervision: Supervision
) -> None:
    assert "/enterprise/code/new" in administrator.get("/code/").links
    assert "/enterprise/code/new" not in member.get("/code/").links
    assert member.get("/code/new", status=403).heading == "您的账号不能用这一页"
    member.send("/code/new", {"reason": "lost"}, status=403)
