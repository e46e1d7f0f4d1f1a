"""Confirming on one's own phone, the own code, naming and absence, and the list of officers with their portraits."""

from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image

from supervision_code.domain.permissions import Role
from supervision_code.domain.visit_drafts import OpenedVisit
from supervision_code.persistence.models.portraits import OfficerPortrait
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.registry import build_officer
from tests.factories.small_city import SCJG, SmallCity
from tests.portals.officer.scenes import arrive, fields_of, open_visit, visit_address
from tests.support.clock import StoppedClock
from tests.support.drawn_pictures import bomb, portrait
from tests.support.portals import Visitor, VisitPortal

SQLITE_ONLY = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what does not depend on who may read which row."""


@pytest.fixture
def visit(supervision: Supervision, city: SmallCity) -> OpenedVisit:
    return open_visit(supervision, city)


@pytest.fixture
def officer(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.OFFICER])


@pytest.fixture
def second(supervision: Supervision, city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    account = build_account(Role.OFFICER, username="second", officer=city.officers[1])
    given(supervision.database, account)
    return visit_portal("officer", account)


@pytest.fixture
def manager(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.AGENCY_MANAGER])


def test_one_tap_on_the_first_page_confirms(second: Visitor, visit: OpenedVisit) -> None:
    address = f"{visit_address(visit)}/presence/confirm"
    today = second.get("/")
    assert f"/officer{address}" in [form.action for form in today.forms]
    assert "您在深圳市南粤餐饮有限公司吗" in today.text or "确认到场" in today.text

    page = second.send(address, {})

    assert "已确认 2/2 人" in page.text
    assert f"/officer{address}" not in [form.action for form in second.get("/").forms]


@SQLITE_ONLY
def test_the_visit_says_how_many_are_confirmed_and_until_when(
    officer: Visitor, visit: OpenedVisit, clock: StoppedClock
) -> None:
    page = officer.get(visit_address(visit))
    assert "已确认 1/2 人" in page.text
    assert "10:10前确认" in page.text

    clock.pass_by(minutes=11)
    overdue = officer.get(visit_address(visit))
    assert "未确认到场" in overdue.texts("span", class_="state-late")
    assert "应在10:10前确认" in overdue.text


@SQLITE_ONLY
@pytest.mark.parametrize("minutes", [5, 40])
def test_what_nobody_confirmed_before_the_visit_ended_is_a_fact_and_nothing_due(
    officer: Visitor, visit: OpenedVisit, clock: StoppedClock, minutes: int
) -> None:
    clock.pass_by(minutes=minutes)
    officer.send(f"{visit_address(visit)}/leave", {"outcome": "no_problem"})

    page = officer.get(visit_address(visit))

    assert "未确认到场" in page.texts("span", class_="state-noted")
    assert "到检查结束没有确认" in page.text
    assert "前确认" not in page.text


@SQLITE_ONLY
def test_the_message_leads_to_the_visit(second: Visitor, visit: OpenedVisit) -> None:
    assert "请打开确认到场" in second.get("/inbox/").text


@SQLITE_ONLY
def test_the_code_is_drawn_large_and_another_one_follows(officer: Visitor, visit: OpenedVisit) -> None:
    address = f"{visit_address(visit)}/code"
    page, part = officer.get(address), officer.part(f"{address}/live")

    assert page.heading == "我的亮码"
    assert "44030400101" in page.text
    for seen in (page, part):
        assert seen.all("div", class_="code-picture")
        assert 'hx-trigger="every 30s' in seen.source
    assert "<path" in part.source


@SQLITE_ONLY
def test_who_has_not_confirmed_shows_no_code(second: Visitor, visit: OpenedVisit) -> None:
    second.get(f"{visit_address(visit)}/code", status=409)


def test_the_scan_page_takes_a_colleagues_code(
    supervision: Supervision, city: SmallCity, second: Visitor, visit: OpenedVisit
) -> None:
    shown = supervision.presence.code(city.actor(Role.OFFICER), visit.enterprise_id, visit.visit_id)

    page = second.send("/scan", {"text": shown.address})

    assert "扫同事亮码确认" in page.text


@SQLITE_ONLY
def test_who_was_not_named_is_told_what_to_do(
    supervision: Supervision, city: SmallCity, visit: OpenedVisit, visit_portal: VisitPortal
) -> None:
    shown = supervision.presence.code(city.actor(Role.OFFICER), visit.enterprise_id, visit.visit_id)
    stranger = visit_portal("officer", city.other_accounts[Role.OFFICER])

    assert "请让在场的同事先补充您" in stranger.send("/scan", {"text": shown.address}, status=422).text


@SQLITE_ONLY
def test_one_browser_that_opens_and_confirms_is_known_as_one_device(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    given(supervision.database, build_account(Role.OFFICER, username="second", officer=city.officers[1]))
    browser = visit_portal("officer", city.accounts[Role.OFFICER])
    browser.send(arrive(supervision, city), fields_of(city))
    assert browser.last is not None
    address = browser.last.request.path.removeprefix("/officer")
    mark = browser._client.get_cookie("sc_device")
    assert mark is not None
    assert mark.http_only
    browser.send("/sign-out", {})
    browser.sign_in("second")

    browser.send(f"{address}/presence/confirm", {})

    firm, key = (UUID(part) for part in address.split("/")[2:4])
    found = supervision.queries.presence.of_area(city.actor(Role.SUPERVISOR), firm, key)
    assert [sign.value for sign in found.signs] == ["one_device"]
    supervisor = visit_portal("supervisor", city.accounts[Role.SUPERVISOR])
    assert "两名执法人员用同一台手机确认" in supervisor.get(address).text


def test_a_forgotten_colleague_is_added_and_an_absent_one_is_marked_with_the_reason(
    supervision: Supervision, city: SmallCity, officer: Visitor, visit: OpenedVisit
) -> None:
    late = build_officer(SCJG, "周强", certificate_no="44030400103")
    given(supervision.database, late)
    where = visit_address(visit)
    form = officer.get(f"{where}/presence/officers").forms[0]
    assert "李建国" not in officer.get(f"{where}/presence/officers").text

    page = officer.send(f"{where}/presence/officers", {**form.fields, "officer": str(late.id)})
    assert "已确认 1/3 人" in page.text

    absent = f"{where}/presence/officers/{late.id}/absent"
    officer.get(absent)
    officer.send(absent, {}, status=422)
    page = officer.send(absent, {"reason": "other_task", "more": "去了另一家"})
    assert "临时有别的任务。去了另一家" in page.text
    assert "未到场" in page.text


def test_the_manager_keeps_portraits_and_an_officer_sees_only_himself(
    supervision: Supervision, city: SmallCity, manager: Visitor, officer: Visitor
) -> None:
    of_officer = f"/officers/{city.officers[0].id}"
    assert "李建国" in manager.get("/officers/").text

    page = manager.send(f"{of_officer}/portrait", {"picture": (BytesIO(portrait()), "face.jpg")})

    assert "照片已保存" in page.text
    with supervision.database.read() as session:
        kept = session.get_one(OfficerPortrait, city.officers[0].id).content
    assert len(kept) <= 40_000
    with Image.open(BytesIO(kept)) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (360, 480))
    own = officer.get("/officers/")
    assert "李建国" not in own.text
    assert f"/officer{of_officer}/portrait.jpg" in own.source
    assert officer.fetch(f"{of_officer}/portrait.jpg").get_data() == kept
    officer.get(of_officer, status=403)
    manager.send(f"{of_officer}/portrait/remove", {})
    officer.get(f"{of_officer}/portrait.jpg", status=404)


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "这个文件是空的"),
        (b"not a picture at all", "这不是照片"),
        (bomb(), "照片尺寸太大"),
        (portrait()[:2000], "照片已损坏"),
    ],
)
def test_what_is_no_portrait_is_refused_in_plain_words(
    city: SmallCity, manager: Visitor, content: bytes, words: str
) -> None:
    address = f"/officers/{city.officers[0].id}/portrait"

    page = manager.send(address, {"picture": (BytesIO(content), "face.jpg")}, status=422)

    assert words in page.text
    manager.get(f"{address}.jpg", status=404)
