"""Confirming who one is: asked once in ten minutes, nothing that was being sent is lost, files are never kept."""

from dataclasses import replace
from io import BytesIO
from typing import Final

import pytest
from flask import Blueprint, Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from supervision_code.adapters import one_time_codes
from supervision_code.domain.permissions import Permission, Role
from supervision_code.domain.second_factors import StepPurpose
from supervision_code.persistence.models.accounts import WebSession
from supervision_code.product import Supervision
from supervision_code.web.access import requires
from supervision_code.web.account_pages import ACCOUNT_PAGES
from supervision_code.web.app import build_app
from supervision_code.web.sign_in import sign_in as sign_in_pages
from tests.factories.accounts import PASSWORD
from tests.factories.small_city import SmallCity
from tests.support.authenticators import Authenticator
from tests.support.clock import StoppedClock
from tests.support.pages import Page
from tests.web.browsing import cookie_of, page_of, sign_in
from tests.web.conftest import PORTAL

grave = Blueprint("grave", __name__)
WRITE: Final = "/enterprise/grave/write?part=2"
SENT: Final[list[list[tuple[str, str]]]] = []


@grave.get("/grave/look")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def look() -> ResponseReturnValue:
    return "<title>grave</title>"


@grave.post("/grave/write")
@requires(Permission.ACCOUNT_SEE, fresh=True)
def write() -> ResponseReturnValue:
    SENT.append([(n, v) for n, v in request.form.items(multi=True) if n != "csrf_token" and "confirm" not in n])
    return f"done {request.args.get('part')}"


@pytest.fixture
def visitor(supervision: Supervision, city: SmallCity, clock: StoppedClock) -> Client:
    """The firm's administrator, signed in ten minutes ago."""
    portal = replace(PORTAL, home="account.index", navigation=())
    app = build_app(__name__, supervision, portal, (sign_in_pages, *ACCOUNT_PAGES, grave))
    client = Client(DispatcherMiddleware(Flask("nothing"), {"/enterprise": app}))
    sign_in(client)
    clock.pass_by(minutes=10)
    SENT.clear()
    return client


def token_of(visitor: Client) -> str:
    return page_of(visitor.get("/enterprise/account/")).forms[0].fields["csrf_token"]


def kept_on(text: str) -> MultiDict[str, str]:
    """The fields a page would send, those without a value included."""
    page = Page(text)
    inputs = [e for e in page.all("input") if "form" in e.parents and e.get("name")]
    form = [e for e in inputs if not e.get("name").startswith("confirm-")]
    return MultiDict([(e.get("name"), e.get("value")) for e in form])


def test_within_ten_minutes_nothing_is_asked(supervision: Supervision, visitor: Client, city: SmallCity) -> None:
    again = Client(visitor.application)
    sign_in(again)

    answer = again.post(WRITE, data={"csrf_token": token_of(again), "reason": "一"})

    assert answer.get_data(as_text=True) == "done 2"


def test_after_ten_minutes_the_form_waits_and_is_carried_out_with_the_answer(visitor: Client) -> None:
    fields = MultiDict(
        [("csrf_token", token_of(visitor)), ("reason", '有"引号"\n第二行 <b>'), ("item", "1"), ("item", "2")]
    )
    before = cookie_of(visitor)
    asked = visitor.post(WRITE, data=fields)

    assert asked.status_code == 422
    assert SENT == []
    page = page_of(asked)
    assert page.heading == "请再验证一次"
    assert page.form_with("reason").action == WRITE
    kept = kept_on(asked.get_data(as_text=True))
    done = visitor.post(WRITE, data=MultiDict([*kept.items(multi=True), ("confirm-password", PASSWORD)]))

    assert done.get_data(as_text=True) == "done 2"
    assert SENT == [[("reason", '有"引号"\n第二行 <b>'), ("item", "1"), ("item", "2")]]
    assert cookie_of(visitor) != before
    assert visitor.get("/enterprise/grave/look").status_code == 200


def test_a_wrong_answer_carries_nothing_out_and_keeps_the_form(visitor: Client) -> None:
    token = token_of(visitor)
    for wrong in ("not-the-password", ""):
        answer = visitor.post(WRITE, data={"csrf_token": token, "reason": "理由", "confirm-password": wrong})
        assert answer.status_code == 422
        assert kept_on(answer.get_data(as_text=True))["reason"] == "理由"
        assert wrong == "" or wrong not in answer.get_data(as_text=True)
    assert SENT == []


def test_wrong_passwords_here_lock_as_they_do_at_the_door(visitor: Client) -> None:
    token = token_of(visitor)
    for _ in range(5):
        visitor.post(WRITE, data={"csrf_token": token, "confirm-password": "not-the-password"})

    answer = visitor.post(WRITE, data={"csrf_token": token, "confirm-password": PASSWORD})

    assert "请15分钟后再试" in page_of(answer).text
    assert SENT == []


def test_without_a_token_nothing_is_confirmed(visitor: Client) -> None:
    assert visitor.post(WRITE, data={"confirm-password": PASSWORD}).status_code == 400
    assert visitor.get("/enterprise/grave/look").status_code == 303


def test_who_only_looks_is_led_through_the_question_and_back(visitor: Client) -> None:
    asked = visitor.get("/enterprise/grave/look").headers["Location"]
    assert asked == "/enterprise/account/confirm/?next=/enterprise/grave/look"
    fields = page_of(visitor.get(asked)).form_with("confirm-password").fields

    answer = visitor.post(asked, data={**fields, "confirm-password": PASSWORD})

    assert answer.headers["Location"] == "/enterprise/grave/look"
    assert visitor.get("/enterprise/grave/look").status_code == 200


def test_the_question_leads_to_no_other_place(visitor: Client) -> None:
    asked = "/enterprise/account/confirm/?next=https://evil.example/"
    fields = page_of(visitor.get(asked)).form_with("confirm-password").fields

    answer = visitor.post(asked, data={**fields, "confirm-password": PASSWORD})

    assert answer.headers["Location"] == "/enterprise/account/"


def test_files_are_not_kept_and_nothing_is_carried_out_without_them(visitor: Client) -> None:
    data = {"csrf_token": token_of(visitor), "file": (BytesIO(b"%PDF"), "proof.pdf")}

    answer = visitor.post(WRITE, data=data, headers={"Referer": "http://localhost/enterprise/account/"})

    assert answer.headers["Location"] == "/enterprise/account/confirm/?next=/enterprise/account/&files=1"
    assert "重新选择文件" in page_of(visitor.get(answer.headers["Location"])).text
    assert SENT == []


def test_htmx_is_led_to_the_question_as_a_page(visitor: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/enterprise/account/"}

    answer = visitor.post(WRITE, data={"csrf_token": token_of(visitor)}, headers=headers)

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/enterprise/account/confirm/?next=/enterprise/account/"


def test_a_code_or_a_passkey_will_do(
    visitor: Client, supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    actor, device = city.actor(Role.ENTERPRISE_ADMINISTRATOR), Authenticator()
    offer = supervision.second_factors.offer_app(actor, "product", "picture")
    supervision.second_factors.add_app(actor, offer.sealed, one_time_codes.code_at(offer.secret, clock.now()))
    options = supervision.second_factors.offer_passkey(actor, "product")
    supervision.second_factors.add_passkey(actor, device.create(options), "手机")
    with supervision.database.begin() as session:
        row = session.scalars(select(WebSession).where(WebSession.signed_in)).one()
        row.content = row.content.replace('"_user_id"', '"two_steps": true, "_user_id"')
    token = token_of(visitor)

    clock.pass_by(minutes=10)
    code = one_time_codes.code_at(offer.secret, clock.now())
    by_code = visitor.post(WRITE, data={"csrf_token": token, "confirm-code": code})
    clock.pass_by(minutes=10)
    wanted = supervision.second_steps.ask_passkey(actor.account_id, StepPurpose.CONFIRM)
    by_passkey = visitor.post(WRITE, data={"csrf_token": token, "confirm-passkey": device.get(wanted or "")})

    assert [answer.get_data(as_text=True) for answer in (by_code, by_passkey)] == ["done 2", "done 2"]


def test_confirming_does_not_make_the_session_younger(visitor: Client, clock: StoppedClock) -> None:
    for _ in range(23):
        clock.pass_by(hours=1)
        answer = visitor.post(WRITE, data={"csrf_token": token_of(visitor), "confirm-password": PASSWORD})
        assert answer.status_code == 200

    clock.pass_by(minutes=50)

    assert visitor.get("/enterprise/account/").status_code == 303
