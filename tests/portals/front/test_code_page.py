"""What any camera opens from a code: inert, and the same for everybody who should not know more."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from werkzeug.test import Client

from supervision_code.adapters.signing_keys import generate_private_pem
from supervision_code.adapters.token_signing import TokenSigner
from supervision_code.domain.codes import OfficerClaims, StaticClaims, new_code_id
from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.portals.front.conftest import IssuedCode
from tests.portals.front.test_landing import page_at
from tests.support.clock import FRIDAY_TEN, StoppedClock

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)


def _told(front: Client, token: str) -> tuple[int, list[tuple[str, str]], str]:
    """Everything a stranger can see of a page, without the address asked for."""
    answer = front.get(f"/c/{token}")
    headers = [(name, text) for name, text in answer.headers if name != "Content-Length"]
    return answer.status_code, headers, answer.get_data(as_text=True).replace(token, "TOKEN")


def test_the_page_shows_a_masked_name_and_four_characters(front: Client, issued: IssuedCode, city: SmallCity) -> None:
    page = page_at(front, f"/c/{issued.printed}")

    assert "深圳市南***饮有限公司" in page.text
    assert f"尾号 {city.firm.uscc[-4:]}" in page.text
    for secret in (city.firm.name, city.firm.uscc, city.firm.address, city.firm.industry, str(city.firm.id)):
        assert secret not in page.source


def test_the_page_has_no_form_no_script_and_no_cookie(front: Client, issued: IssuedCode) -> None:
    answer = front.get(f"/c/{issued.printed}")
    page = page_at(front, f"/c/{issued.printed}")

    assert page.forms == []
    assert page.all("script") == []
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Security-Policy"] == _POLICY
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_page_says_how_to_report_a_suspicious_sticker(front: Client, issued: IssuedCode) -> None:
    assert "拨打12345" in page_at(front, f"/c/{issued.printed}").text
    assert "拨打12345" in page_at(front, "/c/nothing", 404).text


def test_officers_go_on_with_the_text_they_scanned(front: Client, supervision: Supervision, issued: IssuedCode) -> None:
    onward = next(link for link in page_at(front, f"/c/{issued.printed}").links if link.startswith("/officer/"))

    parts = urlsplit(onward)
    assert parts.path == "/officer/scan"
    assert parse_qs(parts.query) == {"text": [f"{supervision.settings.public_url}/c/{issued.printed}"]}


def test_the_live_code_shows_what_the_printed_one_shows(front: Client, issued: IssuedCode, clock: StoppedClock) -> None:
    printed = _told(front, issued.printed)

    assert _told(front, issued.live) == printed
    clock.pass_by(days=3)
    assert _told(front, issued.live) == printed


def test_unknown_replaced_and_revoked_codes_cannot_be_told_apart(
    front: Client, supervision: Supervision, issued: IssuedCode, city: SmallCity
) -> None:
    signer = supervision.codes._signer
    unknown = _told(front, signer.sign(StaticClaims(new_code_id())))
    supervision.codes.reissue(city.actor(Role.ENTERPRISE_ADMINISTRATOR), "贴码被人撕走")
    replaced = _told(front, issued.printed)
    list(supervision.codes.issue_missing())

    assert unknown[0] == 404
    assert replaced == unknown


def test_a_revoked_code_looks_unknown(
    front: Client, supervision: Supervision, issued: IssuedCode, city: SmallCity
) -> None:
    supervision.codes.revoke(city.actor(Role.SUPERVISOR), city.firm.id, "有人冒用")

    assert _told(front, issued.printed) == _told(front, "nothing")
    assert _told(front, issued.live) == _told(front, "nothing")


@pytest.mark.parametrize("token", ["nothing", "a.b.c", "x" * 5000, "%E7%A0%81", "<b>&quot;", "..%2e", "' OR 1=1"])
def test_whatever_is_no_code_of_ours_looks_unknown(front: Client, token: str) -> None:
    page = page_at(front, f"/c/{token}", 404)

    assert page.heading == "没有查到这个码"


def test_a_forged_code_and_an_officers_code_look_unknown(
    front: Client, supervision: Supervision, issued: IssuedCode
) -> None:
    forger = TokenSigner(generate_private_pem(), supervision.codes.keys.keys[0].kid)
    officer = OfficerClaims(officer_id=uuid4(), visit_id=uuid4(), expires_at=FRIDAY_TEN + timedelta(seconds=60))

    assert _told(front, forger.sign(StaticClaims(new_code_id()))) == _told(front, "nothing")
    assert _told(front, supervision.codes._signer.sign(officer)) == _told(front, "nothing")


def test_the_page_speaks_english_too(front: Client, issued: IssuedCode) -> None:
    page = page_at(front, f"/c/{issued.printed}?language=en")

    assert page.heading == "Code of a firm"
    assert "never asks you to pay" in page.text
