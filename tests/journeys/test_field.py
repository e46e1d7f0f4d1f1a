"""The phone app in a real browser: a whole visit without network, however the network fails, exactly once."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Playwright
from sqlalchemy import select

from supervision_code.domain.visits import ScanChannel, VisitState
from supervision_code.persistence.models.documents import VisitPhoto
from supervision_code.persistence.models.machine_clients import ReceivedEvent
from supervision_code.persistence.models.visits import Visit
from tests.journeys.camera import film
from tests.journeys.field import SLOW_CLOCK, Phone, faults_of
from tests.journeys.serving import Served
from tests.support.cutting import Cut

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


def rows(served: Served, what: type) -> list:
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
    phone.network.cuts.extend(Cut)
    for _ in Cut:
        phone.send_now()
    assert [record["state"] for record in phone.kept()][0] == "waiting"
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

    phone.page.locator("button", has_text="清除已发送的").click()
    phone.page.locator("text=开始检查").wait_for(state="detached")
    assert phone.kept() == []
