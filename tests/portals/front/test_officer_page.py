"""What any phone sees that scans an officer's code: who, for what, while it is fresh; inert, and silent afterwards."""

import pytest
from werkzeug.test import Client

from supervision_code.adapters.signing_keys import generate_private_pem
from supervision_code.adapters.token_signing import TokenSigner
from supervision_code.domain.codes import OfficerClaims
from supervision_code.domain.permissions import Role
from supervision_code.domain.visit_drafts import Leaving, OpenedVisit
from supervision_code.domain.visits import Outcome
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.portals.front.test_landing import page_at
from tests.portals.officer.scenes import open_visit
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.drawn_pictures import portrait

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def visit(supervision: Supervision, city: SmallCity) -> OpenedVisit:
    return open_visit(supervision, city)


@pytest.fixture
def token(supervision: Supervision, city: SmallCity, visit: OpenedVisit) -> str:
    supervision.portraits.keep(city.actor(Role.AGENCY_MANAGER), city.officers[0].id, portrait())
    shown = supervision.presence.code(city.actor(Role.OFFICER), visit.enterprise_id, visit.visit_id)
    assert shown.address.startswith(f"{supervision.settings.public_url}/o/")
    return shown.address.rpartition("/")[2]


def test_a_fresh_code_names_officer_basis_and_visit_but_not_the_firm(
    front: Client, city: SmallCity, visit: OpenedVisit, token: str
) -> None:
    page = page_at(front, f"/o/{token}")

    for word in ("王小明", "44030400101", "福田区市场监督管理局", "食品经营许可检查", visit.number, "李建国"):
        assert word in page.text
    assert front.get(f"/o/{token}/portrait.jpg").mimetype == "image/jpeg"
    for secret in (city.firm.name, city.firm.uscc, city.firm.address, str(city.firm.id)):
        assert secret not in page.source


def test_the_page_is_inert_and_leads_the_firm_to_its_portal(front: Client, token: str) -> None:
    answer, page = front.get(f"/o/{token}"), page_at(front, f"/o/{token}")

    assert "Set-Cookie" not in answer.headers
    assert (page.forms, page.all("script")) == ([], [])
    assert "form-action 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"/enterprise/officer-codes/check?code={token}" in page.links


def test_it_says_what_may_be_done_and_promises_no_right_to_refuse(front: Client, token: str) -> None:
    words = page_at(front, f"/o/{token}").text

    assert "可以在企业端投诉" in words
    assert "拒绝" not in words


def test_after_its_life_the_end_of_the_visit_or_with_another_key_it_tells_nothing(
    front: Client, supervision: Supervision, city: SmallCity, clock: StoppedClock, visit: OpenedVisit, token: str
) -> None:
    forged = TokenSigner(generate_private_pem(), supervision.codes.keys.keys[0].kid).sign(
        OfficerClaims(officer_id=city.officers[0].id, visit_id=visit.visit_id, expires_at=FRIDAY_TEN)
    )
    actor = city.actor(Role.OFFICER)
    ended = Leaving(enterprise_id=visit.enterprise_id, visit_id=visit.visit_id, outcome=Outcome.NO_PROBLEM)
    assert "王小明" not in page_at(front, f"/o/{forged}", 404).text
    supervision.visits.leave(actor, ended)
    assert "王小明" not in page_at(front, f"/o/{token}", 404).text
    clock.pass_by(seconds=70)
    assert "重新亮码" in page_at(front, f"/o/{token}", 404).text
    assert front.get(f"/o/{token}/portrait.jpg").status_code == 404
