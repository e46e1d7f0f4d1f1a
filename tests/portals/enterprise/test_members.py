"""The firm's accounts: the administrator adds, disables, enables and resets members."""

import pytest

from supervision_code.domain.permissions import Role
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.portals import Visitor, VisitPortal

NEW = "a brand new password"


@pytest.fixture
def administrator(visit_portal: VisitPortal, city: SmallCity) -> Visitor:
    return visit_portal("enterprise", city.accounts[Role.ENTERPRISE_ADMINISTRATOR])


def first_password(page_texts: list[str]) -> str:
    (password,) = page_texts
    return password


def test_the_list_shows_only_the_own_firms_accounts(administrator: Visitor) -> None:
    page = administrator.get("/members/")
    assert "阿梅" in page.text
    assert "enterprise_member" in page.text
    assert "other-" not in page.text


def test_a_new_member_signs_in_with_the_password_shown_once_and_must_replace_it(
    administrator: Visitor, visit_portal: VisitPortal
) -> None:
    administrator.get("/members/new")
    page = administrator.send("/members/new", {"name": "小周", "username": "ZhouXiaoyan"}, status=200)
    assert "这个密码只在这里显示一次" in page.text
    password = first_password(page.texts("code"))
    member = visit_portal("enterprise")
    page = member.sign_in("zhouxiaoyan", password)
    assert page.heading == "修改密码"
    assert "请先换成只有您知道的密码" in page.text
    for address in ("/", "/code/", "/visits/", "/account/"):
        assert member.fetch(address).headers["Location"] == "/enterprise/account/password"
    token = member.get("/account/password").forms[0].fields["csrf_token"]
    fields = {"current": password, "wanted": NEW, "again": NEW}
    page = member.send("/account/password", fields, token=token)
    assert page.heading == "今天"
    assert "密码已更换" in page.text
    assert visit_portal("enterprise").sign_in("zhouxiaoyan", NEW).heading == "今天"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "小周"}, "请填写用户名。"),
        ({"username": "zhou"}, "请填写姓名。"),
        ({"name": "小周", "username": "zh"}, "请写3至64个字。"),
        ({"name": "小周", "username": "Enterprise_Member"}, "已有人使用"),
    ],
)
def test_a_member_that_cannot_be_added(administrator: Visitor, fields: dict[str, str], sentence: str) -> None:
    page = administrator.send("/members/new", fields, status=422)
    assert sentence in page.text


def test_a_disabled_member_is_out_at_once_and_in_again_when_enabled(
    administrator: Visitor, visit_portal: VisitPortal, city: SmallCity
) -> None:
    member = visit_portal("enterprise", city.accounts[Role.ENTERPRISE_MEMBER])
    page = administrator.send("/members/enterprise_member/disable", {})
    assert "enterprise_member已停用" in page.text
    assert member.fetch("/").headers["Location"].startswith("/enterprise/sign-in")
    page = administrator.send("/members/enterprise_member/enable", {})
    assert "enterprise_member已重新启用" in page.text
    assert visit_portal("enterprise").sign_in("enterprise_member").heading == "今天"


def test_a_reset_password_replaces_the_old_one(administrator: Visitor, visit_portal: VisitPortal) -> None:
    page = administrator.send("/members/enterprise_member/password", {}, status=200)
    password = first_password(page.texts("code"))
    old = visit_portal("enterprise")
    fields = {"username": "enterprise_member", "password": "correct-horse-battery"}
    old.send("/sign-in", fields, status=401)
    assert visit_portal("enterprise").sign_in("enterprise_member", password).heading == "修改密码"


@pytest.mark.parametrize("username", ["other-enterprise_member", "enterprise_administrator", "officer", "nobody"])
@pytest.mark.parametrize("act", ["disable", "enable", "password"])
def test_who_is_no_member_of_the_firm_is_not_found(administrator: Visitor, username: str, act: str) -> None:
    administrator.send(f"/members/{username}/{act}", {}, status=404)


def test_a_member_manages_nobody(visit_portal: VisitPortal, city: SmallCity, supervision: Supervision) -> None:
    member = visit_portal("enterprise", city.accounts[Role.ENTERPRISE_MEMBER])
    member.get("/members/", status=403)
    member.get("/members/new", status=403)
    member.send("/members/new", {"name": "小周", "username": "zhou"}, status=403)
    member.send("/members/enterprise_administrator/disable", {}, status=403)
    assert "/enterprise/members/" not in member.get("/account/").links
