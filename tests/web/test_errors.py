"""Error pages: both languages, the right status, nothing of our insides, and no help from a broken database."""

import pytest
from werkzeug.test import Client, TestResponse

from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.web.browsing import COOKIE, HOME, SIGN_IN, page_of, sign_in
from tests.web.conftest import client_of

_BIG = b"a=" + b"x" * (13 * 1024 * 1024)


def _ask(visitor: Client, method: str, address: str, language: str, body: bytes = b"") -> TestResponse:
    return visitor.open(
        f"/enterprise/{address}?language={language}",
        method=method,
        data=body,
        content_type="application/x-www-form-urlencoded",
    )


@pytest.mark.parametrize(
    ("method", "address", "body", "status", "chinese", "english"),
    [
        ("GET", "nothing", b"", 404, "没有找到", "Not found"),
        ("GET", "write", b"", 405, "不能这样打开", "It cannot be opened this way"),
        ("POST", "upload", _BIG, 413, "文件太大", "The file is too large"),
        ("GET", "broken", b"", 500, "这一页暂时打不开", "This page cannot be shown now"),
        ("POST", "write", b"", 400, "页面已过期", "This page is out of date"),
    ],
)
def test_an_error_is_a_page_in_the_readers_language(
    visitor: Client, method: str, address: str, body: bytes, status: int, chinese: str, english: str
) -> None:
    for language, heading in (("zh-CN", chinese), ("en", english)):
        answer = _ask(visitor, method, address, language, body)
        page = page_of(answer)
        assert (answer.status_code, page.heading) == (status, heading)
        assert page.all("html")[0].get("lang") == language
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_not_allowed_says_so_and_keeps_the_frame(visitor: Client, city: SmallCity) -> None:
    sign_in(visitor)

    answer = visitor.get("/enterprise/supervisors")

    assert answer.status_code == 403
    assert page_of(answer).all("nav")


def test_an_unexpected_error_shows_a_number_and_nothing_of_our_insides(
    visitor: Client, city: SmallCity, log: list[dict[str, object]]
) -> None:
    sign_in(visitor)

    text = visitor.get("/enterprise/broken").get_data(as_text=True)

    assert "secret of the house" not in text
    assert "Traceback" not in text
    assert "RuntimeError" not in text
    number = text.split("请报编号 ")[1][:12]
    assert [str(line["request"])[:12] for line in log if line["event"] == "unexpected"] == [number]


def test_an_unexpected_error_does_not_sign_anybody_out(visitor: Client, city: SmallCity) -> None:
    sign_in(visitor)
    visitor.get("/enterprise/broken")

    assert visitor.get(HOME).status_code == 200


def test_a_method_that_is_not_allowed_is_answered_with_those_that_are(visitor: Client) -> None:
    assert set(visitor.get("/enterprise/write").headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


@pytest.mark.parametrize("address", [HOME, SIGN_IN, "/enterprise/nothing", "/enterprise/broken"])
def test_without_a_database_there_is_still_a_page(without_database: Supervision, address: str) -> None:
    visitor = client_of(without_database)
    visitor.set_cookie(COOKIE, "somebody")

    answer = visitor.get(address)

    broken = address.endswith("/broken")
    assert answer.status_code == (500 if broken else 503)
    assert page_of(answer).heading == ("这一页暂时打不开" if broken else "暂时不能办理")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
