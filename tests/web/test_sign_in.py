"""Signing in: lock-out, the limit by address, where one goes on, and what is told to whom."""

import pytest
from werkzeug.test import Client

from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.clock import StoppedClock
from tests.web.browsing import HOME, SIGN_IN, USER, page_of, send, sign_in, token_on
from tests.web.conftest import client_of


def test_who_is_signed_in_goes_on_to_the_start(visitor: Client, city: SmallCity) -> None:
    assert sign_in(visitor).headers["Location"] == HOME
    assert visitor.get(SIGN_IN).headers["Location"] == HOME


def test_a_page_asked_for_before_signing_in_is_shown_after_it(visitor: Client, city: SmallCity) -> None:
    asked = visitor.get("/enterprise/?text=a%26b&days=7").headers["Location"]

    assert asked == "/enterprise/sign-in?next=/enterprise/?text%3Da%2526b%26days%3D7"
    assert sign_in(visitor, address=asked).headers["Location"] == "/enterprise/?text=a%26b&days=7"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "/enterprise/\\evil.example/",
        "/enterprise//evil.example@/\\x",
        "\t//evil.example/",
        "/\t/evil.example/",
        "https:evil.example",
        "javascript:alert(1)",
        "/officer/",
        "/enterprise",
        "enterprise/",
        "http:///evil.example",
        "//[",
        "/enterprise/\r\nSet-Cookie: a=b",
    ],
)
def test_no_sign_in_leads_to_another_place(visitor: Client, city: SmallCity, wanted: str) -> None:
    token = token_on(visitor)
    fields = {"csrf_token": token, "username": USER, "password": "correct-horse-battery"}

    answer = visitor.post(SIGN_IN, query_string={"next": wanted}, data=fields)

    assert answer.headers["Location"] == HOME


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_way_back_may_hold_chinese(visitor: Client, city: SmallCity, headers: dict[str, str]) -> None:
    token = token_on(visitor)
    fields = {"csrf_token": token, "username": USER, "password": "correct-horse-battery"}

    answer = visitor.post(SIGN_IN, query_string={"next": "/enterprise/?q=南园"}, data=fields, headers=headers)

    onward = answer.headers.get("Location") or answer.headers["HX-Redirect"]
    assert onward == "/enterprise/?q=%E5%8D%97%E5%9B%AD"


def test_a_form_sent_after_the_session_ended_leads_to_the_sign_in_without_a_way_back(
    visitor: Client, city: SmallCity
) -> None:
    answer = send(visitor, "/enterprise/write")

    assert answer.headers["Location"] == SIGN_IN


def test_wrong_name_and_wrong_password_get_the_same_answer(visitor: Client, city: SmallCity) -> None:
    wrong_name = page_of(sign_in(visitor, "nobody-here")).text
    wrong_password = page_of(sign_in(visitor, password="not-the-password")).text

    assert wrong_name == wrong_password


def test_five_misses_lock_the_account_for_fifteen_minutes(
    visitor: Client, city: SmallCity, clock: StoppedClock
) -> None:
    for _ in range(5):
        assert "用户名或密码不对" in page_of(sign_in(visitor, password="wrong-again-1")).text

    locked = page_of(sign_in(visitor))
    assert "请15分钟后再试" in locked.text
    clock.pass_by(minutes=14)
    assert "请1分钟后再试" in page_of(sign_in(visitor)).text
    clock.pass_by(minutes=1)
    assert sign_in(visitor).status_code == 303


def test_four_misses_and_a_hit_start_the_count_again(
    visitor: Client, supervision: Supervision, city: SmallCity
) -> None:
    for _ in range(2):
        for _ in range(4):
            sign_in(visitor, password="wrong-again-1")
        fresh = client_of(supervision)
        assert sign_in(fresh).status_code == 303


def test_an_address_may_fail_thirty_times_a_minute(visitor: Client, city: SmallCity) -> None:
    token = token_on(visitor)
    for number in range(30):
        fields = {"csrf_token": token, "username": f"guess-{number}", "password": "x" * 12}
        assert visitor.post(SIGN_IN, data=fields).status_code == 401

    answer = visitor.post(SIGN_IN, data={"csrf_token": token, "username": USER, "password": "correct-horse-battery"})

    assert answer.status_code == 429
    assert page_of(answer).heading == "请稍后再试"
    assert "Set-Cookie" not in answer.headers
    assert visitor.get(SIGN_IN).status_code == 200


def test_sign_ins_that_succeed_are_not_counted(visitor: Client, supervision: Supervision, city: SmallCity) -> None:
    application = visitor.application

    for _ in range(32):
        assert sign_in(Client(application)).status_code == 303


def test_an_empty_form_says_what_is_missing_beside_the_fields(visitor: Client) -> None:
    answer = send(visitor, SIGN_IN, {"username": "", "password": ""})

    assert answer.status_code == 422
    assert "请填写用户名。" in page_of(answer).text
    assert "请填写密码。" in page_of(answer).text
