"""The language of a page: Chinese first, the switch, and what it is remembered by."""

import pytest
from werkzeug.test import Client

from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.web.browsing import HOME, SIGN_IN, page_of, send, sign_in


def _language(visitor: Client, address: str) -> str:
    return page_of(visitor.get(address)).all("html")[0].get("lang")


def test_pages_are_chinese_until_somebody_asks(visitor: Client) -> None:
    assert _language(visitor, SIGN_IN) == "zh-CN"


def test_the_switch_holds_for_the_pages_that_follow(visitor: Client) -> None:
    assert _language(visitor, f"{SIGN_IN}?language=en") == "en"
    assert _language(visitor, SIGN_IN) == "en"
    assert _language(visitor, f"{SIGN_IN}?language=zh-CN") == "zh-CN"
    assert _language(visitor, SIGN_IN) == "zh-CN"


def test_the_language_outlives_signing_in_and_out(visitor: Client, city: SmallCity) -> None:
    visitor.get(f"{SIGN_IN}?language=en")
    sign_in(visitor)
    assert _language(visitor, HOME) == "en"

    out = send(visitor, "/enterprise/sign-out")

    assert _language(visitor, out.headers["Location"]) == "en"


def test_the_language_of_the_account_holds_when_nothing_was_chosen(
    visitor: Client, supervision: Supervision, city: SmallCity
) -> None:
    account = city.accounts[next(role for role in city.accounts if role == "enterprise_administrator")]
    supervision.accounts.choose_locale(city.actor(account.role), "en")
    sign_in(visitor)

    assert _language(visitor, HOME) == "en"


@pytest.mark.parametrize("wish", ["de", "", "zh", "../../etc", "en%00"])
def test_a_language_we_do_not_have_changes_nothing(visitor: Client, wish: str) -> None:
    assert _language(visitor, f"{SIGN_IN}?language={wish}") == "zh-CN"
    assert _language(visitor, SIGN_IN) == "zh-CN"


def test_the_switch_keeps_everything_else_in_the_address(visitor: Client) -> None:
    page = page_of(visitor.get(f"{SIGN_IN}?next=/enterprise/%3Fa%3Db%26c&language=en"))

    assert "?next=%2Fenterprise%2F%3Fa%3Db%26c&language=zh-CN" in page.links
