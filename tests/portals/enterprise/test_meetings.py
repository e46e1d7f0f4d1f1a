"""The firm scans an officer's code: who it is, one tap, and the highest evidence."""

import pytest

from supervision_code.domain.permissions import Role
from supervision_code.domain.visit_drafts import OpenedVisit
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.portals.officer.scenes import open_visit
from tests.support.clock import StoppedClock
from tests.support.drawn_pictures import portrait
from tests.support.portals import Visitor, VisitPortal

CHECK = "/officer-codes/check"
SQLITE_ONLY = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what does not depend on who may read which row."""


@pytest.fixture
def visit(supervision: Supervision, city: SmallCity) -> OpenedVisit:
    return open_visit(supervision, city)


@pytest.fixture
def shown(supervision: Supervision, city: SmallCity, visit: OpenedVisit) -> str:
    return supervision.presence.code(city.actor(Role.OFFICER), visit.enterprise_id, visit.visit_id).address


@pytest.fixture
def shop(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("enterprise", city.accounts[Role.ENTERPRISE_MEMBER])


def test_scanning_leads_to_the_officer_and_one_tap_makes_it_mutual(
    supervision: Supervision, city: SmallCity, shop: Visitor, visit: OpenedVisit, shown: str
) -> None:
    supervision.portraits.keep(city.actor(Role.AGENCY_MANAGER), city.officers[0].id, portrait())
    assert "/enterprise/officer-codes" in shop.get("/").links

    found = shop.send("/officer-codes", {"text": shown})
    assert "王小明" in found.text
    assert visit.number in found.text
    address = f"/visits/{visit.visit_id}/officers/{city.officers[0].id}/portrait.jpg"
    assert shop.fetch(address).mimetype == "image/jpeg"

    page = shop.send(CHECK, {"code": shown.rpartition("/")[2]})

    assert "已双向核验" in page.text
    assert "双向核验" in page.texts("span", class_="evidence")[0]
    assert "未确认到场" not in page.text
    assert "已确认 1/2 人" in page.text


@SQLITE_ONLY
def test_who_is_not_signed_in_comes_back_to_the_code_after_signing_in(visit_portal: VisitPortal, shown: str) -> None:
    stranger = visit_portal("enterprise")

    answer = stranger.fetch(f"{CHECK}?code={shown.rpartition('/')[2]}")

    assert answer.status_code == 303
    assert "officer-codes" in answer.headers["Location"]


def test_another_firms_code_is_answered_clearly_and_shows_nobody(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal, shown: str
) -> None:
    neighbour = visit_portal("enterprise", city.other_accounts[Role.ENTERPRISE_MEMBER])
    token = shown.rpartition("/")[2]

    assert "王小明" not in neighbour.get(f"{CHECK}?code={token}").text
    page = neighbour.send(CHECK, {"code": token}, status=409)

    assert "已提示监督部门" in page.text
    supervisor = visit_portal("supervisor", city.other_accounts[Role.SUPERVISOR])
    assert "王小明的亮码" in supervisor.get("/inbox/").text


@SQLITE_ONLY
def test_rubbish_and_old_codes_are_answered_in_words(shop: Visitor, shown: str, clock: StoppedClock) -> None:
    assert (
        "这不是执法人员的亮码" in shop.send("/officer-codes", {"text": "https://elsewhere.example/x"}, status=422).text
    )
    assert "没有读到码" in shop.send("/officer-codes", {"text": ""}, status=422).text
    clock.pass_by(minutes=7)
    over = shop.get(f"{CHECK}?code={shown.rpartition('/')[2]}")
    assert "请对方重新亮码后再扫" in over.text
    assert not over.all("input", name="code")
    assert "/enterprise/officer-codes" in over.links
    assert "已经过了时间" in shop.send(CHECK, {"code": shown.rpartition("/")[2]}, status=409).text


@SQLITE_ONLY
def test_the_firm_sees_who_has_not_confirmed(shop: Visitor, visit: OpenedVisit, clock: StoppedClock) -> None:
    clock.pass_by(minutes=11)

    page = shop.get(f"/visits/{visit.visit_id}")

    assert "未确认到场" in page.text
    assert "登记时确认" in page.text
