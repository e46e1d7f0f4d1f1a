"""Today: what is urgent, the most urgent first, at most five things."""

from datetime import timedelta

from supervision_code.domain.complaints import ComplaintStatus
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import ScanChannel, VisitState
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.complaints import build_complaint
from tests.factories.small_city import SmallCity
from tests.factories.visits import build_visit, with_parts
from tests.support.clock import FRIDAY_TEN
from tests.support.portals import VisitPortal

SHOP = Role.ENTERPRISE_MEMBER


def test_nobody_signed_in_is_led_to_the_sign_in_page(visit_portal: VisitPortal, city: SmallCity) -> None:
    visitor = visit_portal("enterprise")
    response = visitor.fetch("/visits/")
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/enterprise/sign-in?next=")
    assert visitor.follow().heading == "登录"


def test_an_officer_cannot_sign_in_here(visit_portal: VisitPortal, city: SmallCity) -> None:
    visitor = visit_portal("enterprise")
    page = visitor.send("/sign-in", {"username": "officer", "password": "correct-horse-battery"}, status=401)
    assert "用户名或密码不对" in page.text


def test_a_quiet_day_says_so_kindly(visit_portal: VisitPortal, city: SmallCity) -> None:
    page = visit_portal("enterprise", city.accounts[SHOP]).get("/")
    assert page.heading == "今天"
    assert city.firm.name in page.text
    assert "现在没有要您处理的事" in page.text
    assert "/enterprise/code/" in page.links


def test_a_visit_under_way_stands_first(visit_portal: VisitPortal, city: SmallCity, database: Database) -> None:
    ended = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=1))
    going_on = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(minutes=5), state=VisitState.OPEN)
    given(database, *with_parts(ended, city.officers[:2]), *with_parts(going_on, city.officers[:2]))
    page = visit_portal("enterprise", city.accounts[SHOP]).get("/")
    assert page.text.index("有人正在检查") < page.text.index("记录对不对")
    assert "09:55，5分钟前" in page.text
    assert "王小明、李建国" in page.text
    assert f"/enterprise/visits/{going_on.id}" in page.links
    assert f"/enterprise/visits/{ended.id}" in page.links


def test_what_is_answered_imported_or_too_old_is_not_asked_again(
    visit_portal: VisitPortal, city: SmallCity, database: Database
) -> None:
    given(
        database,
        *with_parts(build_visit(city.firm, confirmed_at=FRIDAY_TEN)),
        *with_parts(build_visit(city.firm, channel=ScanChannel.IMPORTED)),
        *with_parts(build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=8))),
    )
    page = visit_portal("enterprise", city.accounts[SHOP]).get("/")
    assert "现在没有要您处理的事" in page.text


def test_never_more_than_five_things(visit_portal: VisitPortal, city: SmallCity, database: Database) -> None:
    for hours in range(7):
        given(database, *with_parts(build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(hours=hours))))
    page = visit_portal("enterprise", city.accounts[SHOP]).get("/")
    visits = [link for link in page.links if link.startswith("/enterprise/visits/") and len(link) > 30]
    assert len(visits) == 4


def test_an_answer_to_a_complaint_is_told(
    visit_portal: VisitPortal, city: SmallCity, database: Database, supervision: Supervision
) -> None:
    complaint = build_complaint(city.firm, status=ComplaintStatus.CONCLUDED)
    given(database, complaint)
    supervision.complaints.reply(city.actor(Role.SUPERVISOR), complaint.id, "已责令改正。")
    page = visit_portal("enterprise", city.accounts[SHOP]).get("/")
    assert "投诉有答复了" in page.text
    assert f"/enterprise/complaints/{complaint.reference}" in page.links
