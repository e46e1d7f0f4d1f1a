"""The phone app in a real browser: a whole visit without network, however the network fails, exactly once."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright
from sqlalchemy import select

from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import ScanChannel, VisitState
from supervision_code.persistence.models.documents import VisitPhoto
from supervision_code.persistence.models.machine_clients import ReceivedEvent
from supervision_code.persistence.models.visits import Visit
from tests.journeys.camera import film
from tests.journeys.field import SLOW_CLOCK, Phone, faults_of
from tests.journeys.serving import Served, come_in
from tests.support.cutting import Cut

ALL_SENT = re.compile("^都已发送$")
_FLIP = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@pytest.fixture
def new_phone(playwright: Playwright, served: Served, tmp_path: Path) -> Iterator[Callable[..., Phone]]:
    phones: list[Phone] = []

    def make(*more: str) -> Phone:
        phones.append(Phone(playwright, served, tmp_path / f"phone{len(phones)}", more))
        return phones[-1]

    yield make
    for phone in phones:
        phone.close()


def rows(served: Served, what: type[Any]) -> list[Any]:
    with served.supervision.database.read() as session:
        return list(session.scalars(select(what)).all())


def test_a_whole_visit_without_network_arrives_once_however_the_network_fails(
    served: Served, new_phone: Callable[..., Phone], tmp_path: Path
) -> None:
    firm = served.city.firm
    codes = served.supervision.queries.codes
    picture = codes.png(codes.of_firm(firm.uscc).address)
    phone = new_phone(*_FLIP, f"--use-file-for-fake-video-capture={film(picture, tmp_path / 'film.y4m')}")
    phone.script = SLOW_CLOCK
    phone.context.add_init_script(SLOW_CLOCK)
    phone.set_up("officer")

    phone.network.down = True
    phone.page.reload()
    phone.open("scan")
    phone.page.locator("text=签名有效").wait_for()
    phone.fill_opening()
    phone.photograph()
    phone.page.reload()
    phone.leave()
    phone.kill()
    phone.open("queue")
    phone.page.locator("text=3条未发送").wait_for()

    phone.network.down = False
    seen = set()
    for cut in Cut:
        phone.network.always = cut
        phone.send_now()
        seen.add(phone.kept()[0]["trouble"])
    assert seen == {"network", "foreign", "server", "receipt"}
    assert next(record["state"] for record in phone.kept()) == "waiting"
    phone.network.always = None
    phone.network.cuts.extend([Cut.AFTER])
    phone.send_now()
    phone.network.cuts.extend([Cut.HALF_ANSWER])
    phone.send_now()
    phone.send_now()
    phone.page.locator("text=都已发送").wait_for()

    assert list(faults_of(phone)) == []
    [visit] = rows(served, Visit)
    assert (visit.state, visit.channel, visit.late) == (VisitState.CLOSED, ScanChannel.STATIC_CODE, False)
    assert timedelta(0) <= visit.recorded_at - visit.started_at < timedelta(minutes=2)
    assert len(rows(served, ReceivedEvent)) == 2
    [photo] = rows(served, VisitPhoto)
    assert photo.original_sha256 == phone.kept()[1]["contentHash"]

    phone.fill_up()
    phone.begin_typed(served.city.firm.uscc, answer="没有保存：手机存储空间不足")
    assert len(phone.kept()) == 3
    phone.kill()
    phone.open("queue")
    phone.page.locator("button", has_text="清除已发送的").click()
    phone.page.locator("text=开始检查").wait_for(state="detached")
    assert phone.kept() == []


def test_two_tabs_and_another_officer_never_send_twice_or_in_a_wrong_name(
    served: Served, new_phone: Callable[..., Phone], tmp_path: Path
) -> None:
    phone = new_phone()
    phone.set_up("officer")
    phone.network.down = True
    phone.begin_typed(served.city.firm.uscc)
    phone.leave()
    second = phone.context.new_page()
    phone.begin_typed(served.city.firm.uscc, second)
    phone.leave(second)

    tabs = (phone.page, second)
    _send_slowly_in(tabs, phone)
    for page in tabs:
        page.locator("h2", has_text=ALL_SENT).wait_for()
    assert phone.network.sendings == 4
    assert len(rows(served, Visit)) == 2
    phone.network.down = True
    phone.begin_typed(served.city.firm.uscc, second)
    phone.page.locator("h2", has_text="1条未发送").wait_for()
    phone.network.down = False
    phone.page.reload()
    phone.page.locator("h2", has_text=ALL_SENT).wait_for()
    assert len(rows(served, Visit)) == 3
    second.close()

    phone.network.down = True
    phone.begin_typed(served.city.firm.uscc)
    phone.network.down = False
    phone.network.always = Cut.BEFORE
    phone.page.goto(phone.address("/officer/account/"))
    phone.page.locator("form[action$='/sign-out'] button").first.click()
    phone.page.wait_for_url("**/sign-in**")
    phone.sign_in("other-officer")
    phone.open()
    phone.page.locator("text=本机另有1条其他人员的记录未发送").wait_for()
    assert served.city.firm.uscc[-4:] not in phone.page.locator("#field").inner_text()
    phone.page.goto(phone.address("/officer/field-devices/"))
    phone.page.locator("input[name=name]").fill("共用手机")
    phone.page.locator("[data-with-field] button").click()
    phone.page.locator(".bottom-bar").wait_for()
    phone.open("queue")
    phone.page.locator("h2", has_text="您没有未发送的记录").wait_for()
    phone.page.locator("text=本机另有1条其他人员的记录未发送").wait_for()
    phone.page.locator("button", has_text="现在发送").wait_for()
    phone.network.always = None
    phone.page.reload()
    phone.page.locator("h2", has_text=ALL_SENT).wait_for()

    assert len(rows(served, Visit)) == 4
    assert {event.officer_id for event in rows(served, ReceivedEvent)} == {served.city.officers[0].id}


def _send_slowly_in(tabs: tuple[Page, ...], phone: Phone) -> None:
    """Press the button in each tab; while the records are on their way no tab says that they are sent."""
    phone.network.gate.clear()
    phone.network.down = False
    for page in tabs:
        phone.open("queue", page)
        page.locator("button", has_text="现在发送").dispatch_event("click")
    for page in tabs:
        page.locator("button:disabled", has_text="正在发送").wait_for()
        page.locator("h2", has_text="4条未发送").wait_for()
    phone.network.gate.set()


def test_a_full_phone_says_so_and_an_ended_one_hands_its_records_to_the_desk(
    served: Served, new_phone: Callable[..., Phone], new_visitor: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    phone = new_phone()
    phone.set_up("officer")
    cdp = phone.context.new_cdp_session(phone.page)
    assert cdp.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    phone.network.down = True
    phone.begin_typed(served.city.firm.uscc)
    phone.fill_up()
    phone.open().locator(".list-title").first.click()
    phone.page.locator(".action-bar a").click()
    phone.page.locator(".action-bar button").click()
    phone.page.locator("text=手机存储空间不足").wait_for()
    assert [record["kind"] for record in phone.kept()] == ["visit_opened"]
    assert phone.page.locator(".action-bar button").is_enabled()
    phone.kill()
    phone.open().locator(".list-title").first.click()
    phone.leave()

    supervision, officer = served.supervision, served.city.actor(Role.OFFICER)
    supervision.sessions.end_others(officer, "")
    phone.network.down = False
    phone.send_refused()
    phone.set_up("officer", "新设置的手机")
    phone.open("queue").locator("text=以前的离线身份已停用").wait_for()
    with phone.page.expect_download() as waiting:
        phone.page.locator("button", has_text="导出文件").click()
    file = tmp_path / "export.json"
    waiting.value.save_as(file)

    desk = new_visitor().new_page()
    come_in(desk, served, "officer", "agency_manager")
    for said in ("新记入2条，已有0条，交监督部门0条", "新记入0条，已有2条，交监督部门0条"):
        desk.goto(served.address("/officer/field-imports/"))
        desk.locator("input[type=file]").set_input_files(file)
        desk.locator("main button[type=submit]").click()
        desk.locator(f"text={said}").wait_for()
    [visit] = rows(served, Visit)
    assert visit.state is VisitState.CLOSED
