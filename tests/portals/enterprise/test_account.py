"""The own account and the inbox, as every portal mounts them."""

from datetime import timedelta

import pytest

from supervision_code.domain.permissions import Role
from supervision_code.persistence import inbox
from supervision_code.persistence.session import Database
from tests.factories.accounts import PASSWORD
from tests.factories.small_city import SmallCity
from tests.support.clock import FRIDAY_TEN
from tests.support.portals import Visitor, VisitPortal

NEW = "a brand new password"


@pytest.fixture
def shop(visit_portal: VisitPortal, city: SmallCity) -> Visitor:
    return visit_portal("enterprise", city.accounts[Role.ENTERPRISE_ADMINISTRATOR])


def test_the_account_says_who_one_is(shop: Visitor, city: SmallCity) -> None:
    page = shop.get("/account/")
    for words in ("陈店长", "企业管理员", "enterprise_administrator", city.firm.name):
        assert words in page.text
    assert {"/enterprise/inbox/", "/enterprise/members/", "/enterprise/account/password"} <= set(page.links)


def test_the_language_is_remembered_for_the_next_session(shop: Visitor, visit_portal: VisitPortal) -> None:
    assert shop.send("/account/language", {"locale": "en"}).heading == "My account"
    assert visit_portal("enterprise").sign_in("enterprise_administrator").heading == "Today"
    assert shop.send("/account/language", {"locale": "zh-CN"}).heading == "我的账号"


def test_a_language_there_is_not_is_refused(shop: Visitor) -> None:
    page = shop.send("/account/language", {"locale": "tlh"}, status=422)
    assert "没有“tlh”这种语言" in page.text


def test_a_new_password_ends_other_sessions_but_not_this_one(
    shop: Visitor, visit_portal: VisitPortal, city: SmallCity
) -> None:
    elsewhere = visit_portal("enterprise", city.accounts[Role.ENTERPRISE_ADMINISTRATOR])
    page = shop.send("/account/password", {"current": PASSWORD, "wanted": NEW, "again": NEW})
    assert page.heading == "我的账号"
    assert "密码已更换" in page.text
    assert elsewhere.fetch("/").status_code == 303
    assert shop.get("/").heading == "今天"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"wanted": NEW, "again": NEW}, "请填写现在的密码。"),
        ({"current": PASSWORD}, "请填写新密码。"),
        ({"current": PASSWORD, "wanted": NEW, "again": NEW + "!"}, "两次输入的新密码不一样"),
        ({"current": "something else", "wanted": NEW, "again": NEW}, "现在的密码不对"),
        ({"current": PASSWORD, "wanted": "short", "again": "short"}, "密码太短或太常见"),
        ({"current": PASSWORD, "wanted": "长" * 201, "again": "长" * 201}, "最多写200个字"),
    ],
)
def test_a_password_that_is_not_replaced(shop: Visitor, fields: dict[str, str], sentence: str) -> None:
    assert sentence in shop.send("/account/password", fields, status=422).text


def test_the_present_password_cannot_be_guessed_in_an_open_session(shop: Visitor) -> None:
    for guess in range(5):
        fields = {"current": f"guess number {guess}", "wanted": NEW, "again": NEW}
        assert "现在的密码不对" in shop.send("/account/password", fields, status=422).text
    page = shop.send("/account/password", {"current": PASSWORD, "wanted": NEW, "again": NEW}, status=422)
    assert "请15分钟后再试" in page.text
    assert "现在的密码不对" not in page.text


def test_an_empty_inbox_is_kind(shop: Visitor) -> None:
    assert "还没有消息" in shop.get("/inbox/").text


def test_messages_are_said_in_the_readers_language_and_marked_read(
    shop: Visitor, database: Database, city: SmallCity
) -> None:
    recipient = inbox.to_enterprise(city.firm.id)
    with database.begin() as session:
        facts = {"reference": "2026-1120-AAAAA", "until": "2026-12-20"}
        link = "/complaints/2026-1120-AAAAA"
        inbox.put(session, recipient, "inbox-complaint-accepted", FRIDAY_TEN, facts=facts, link=link)
        declined = {"reference": "2026-1119-BBBBB", "until": ""}
        inbox.put(session, recipient, "inbox-complaint-declined", FRIDAY_TEN - timedelta(days=1), facts=declined)
        inbox.put(
            session, inbox.to_enterprise(city.other_firm.id), "inbox-visit-voided", FRIDAY_TEN, facts={"number": "X"}
        )
    page = shop.get("/inbox/")
    assert "您的投诉2026-1120-AAAAA已受理，12月20日 周日前会有结论。" in page.text
    assert "您的投诉2026-1119-BBBBB不予受理" in page.text
    assert "已作废" not in page.text
    assert "/enterprise/complaints/2026-1120-AAAAA" in page.links
    assert "2条未读" in page.text
    assert "2 条未读" in shop.get("/").text
    page = shop.send("/inbox/read", {})
    assert "未读" not in page.text
    assert "will be decided by Sun 20 Dec" in shop.get("/inbox/?language=en").text


def test_the_inbox_is_paged(shop: Visitor, database: Database, city: SmallCity) -> None:
    with database.begin() as session:
        for number in range(23):
            at = FRIDAY_TEN - timedelta(minutes=number)
            inbox.put(
                session, inbox.to_enterprise(city.firm.id), "inbox-visit-voided", at, facts={"number": f"N{number}"}
            )
    page = shop.get("/inbox/")
    assert len(page.all("li", class_="list-row")) == 20
    (older,) = (a.get("href") for a in page.all("a", rel="next"))
    second = shop.get(older.removeprefix("/enterprise"))
    assert len(second.all("li", class_="list-row")) == 3
    assert "N22" in second.text
    shop.get("/inbox/?before=nonsense")
