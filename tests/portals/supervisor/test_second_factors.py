"""Second factors on the pages: led to enrol, adding an app, devices, and the operator's reset."""

import re

import pytest
from sqlalchemy import select

from supervision_code.adapters import one_time_codes
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.accounts import Account
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.accounts import PASSWORD, build_account
from tests.factories.small_city import SmallCity
from tests.support.clock import StoppedClock
from tests.support.portals import Visitor, VisitPortal


@pytest.fixture
def newcomer(supervision: Supervision, city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    """A supervisor from before there were second factors, at the desk."""
    account = build_account(Role.SUPERVISOR, username="newcomer", name="新人")
    account.factor_since = None
    given(supervision.database, account)
    visitor = visit_portal("supervisor")
    visitor.give_password("newcomer")
    return visitor


def with_app(visitor: Visitor, clock: StoppedClock) -> str:
    """Add an authenticator app on its page; return the secret."""
    page = visitor.get("/account/second-factor/app")
    secret = "".join(page.texts("code")[0].split())
    visitor.send("/account/second-factor/app", {"code": one_time_codes.code_at(secret, clock.now())}, status=200)
    return secret


def test_who_needs_a_factor_and_has_none_can_do_nothing_else(newcomer: Visitor) -> None:
    for path in ("/", "/overview/", "/alerts/", "/account/", "/account/devices/", "/account/password"):
        page = newcomer.fetch(path)
        assert page.headers["Location"] == "/supervisor/account/second-factor/", path
    answer = newcomer._client.post("/supervisor/inbox/read", data={"csrf_token": _token(newcomer)})

    assert answer.headers["Location"] == "/supervisor/account/second-factor/"
    assert "请先添加一种方式" in newcomer.get("/account/second-factor/").text


def _token(visitor: Visitor) -> str:
    return visitor.get("/account/second-factor/app").form_with("code").fields["csrf_token"]


def test_a_first_password_comes_first_then_the_factor(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    account = build_account(Role.OPERATOR, username="fresh", must_change_password=True)
    account.factor_since = None
    given(supervision.database, account)
    visitor = visit_portal("supervisor")

    assert visitor.give_password("fresh").heading == "修改密码"
    page = visitor.get("/account/password")
    fields = {"current": PASSWORD, "wanted": "quite-another-phrase", "again": "quite-another-phrase"}
    token = page.form_with("wanted").fields["csrf_token"]
    assert visitor.send("/account/password", fields, token=token).heading == "登录验证"


def test_an_app_opens_the_door_and_is_asked_for_from_then_on(
    newcomer: Visitor, visit_portal: VisitPortal, clock: StoppedClock
) -> None:
    secret = with_app(newcomer, clock)
    assert newcomer.get("/overview/").heading

    clock.pass_by(minutes=1)
    again = visit_portal("supervisor")
    assert again.give_password("newcomer").heading == "登录的第二步"
    assert again.fetch("/overview/").status_code == 303
    page = again.get("/sign-in/second")
    code = one_time_codes.code_at(secret, clock.now())
    again.send("/sign-in/second", {"code": code}, token=page.form_with("code").fields["csrf_token"])
    assert again.get("/overview/").heading


def test_ten_recovery_codes_are_shown_once(newcomer: Visitor, clock: StoppedClock) -> None:
    page = newcomer.get("/account/second-factor/app")
    secret = "".join(page.texts("code")[0].split())
    wrong = newcomer.send("/account/second-factor/app", {"code": "000000"}, status=422)
    assert "".join(wrong.texts("code")[0].split()) == secret
    shown = newcomer.send(
        "/account/second-factor/app", {"code": one_time_codes.code_at(secret, clock.now())}, status=200
    )

    codes = shown.texts("code")
    assert len(codes) == 10
    assert all(re.fullmatch(r"([0-9a-z]{4}-){3}[0-9a-z]{4}", code) for code in codes)
    assert not any(code in newcomer.get("/account/second-factor/").source for code in codes)
    fresh = newcomer.send("/account/second-factor/recovery-codes", {}, status=200).texts("code")
    assert not set(codes) & set(fresh)


def test_the_last_factor_stays(newcomer: Visitor, clock: StoppedClock) -> None:
    with_app(newcomer, clock)

    page = newcomer.send("/account/second-factor/app/remove", {}, status=409)

    assert "不能移除" in page.text


def test_other_devices_are_listed_and_signed_out(
    city: SmallCity, visit_portal: VisitPortal, supervision: Supervision
) -> None:
    account = city.accounts[Role.SUPERVISOR]
    lost, left, here = (visit_portal("supervisor", account) for _ in range(3))
    half = visit_portal("supervisor")
    half.give_password(account.username)
    page = here.get("/account/devices/")
    assert len(page.all("li", class_="list-row")) == 3
    assert page.text.count("本机") == 1

    forms = [form.action for form in page.forms if form.action.endswith("/sign-out")]
    one = next(action for action in forms if "/devices/" in action)
    here.send(one.removeprefix("/supervisor"), {})
    assert sorted(v.fetch("/overview/").status_code for v in (lost, left, here)) == [200, 200, 303]
    here.send("/account/devices/sign-out-others", {})

    assert [v.fetch("/overview/").status_code for v in (lost, left, here)] == [303, 303, 200]
    assert half.fetch("/sign-in/second").status_code == 303
    here.send(f"/account/devices/{'0' * 64}/sign-out", {}, status=404)


def test_an_operator_resets_a_lost_factor_on_record(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal, clock: StoppedClock
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    operator = visit_portal("supervisor", city.accounts[Role.OPERATOR])
    assert operator.get("/accounts/officer").form_with("reason").action == "/supervisor/accounts/officer/reset-factor"
    missing = operator.send("/accounts/officer/reset-factor", {"reason": " "}, status=422)
    assert "请写明原因" in missing.text
    clock.pass_by(minutes=10)
    asked = operator.send("/accounts/officer/reset-factor", {"reason": "手机丢了，已当面核实"}, status=422)
    assert asked.heading == "请再验证一次"

    done = operator.send(
        "/accounts/officer/reset-factor", {"reason": "手机丢了，已当面核实", "confirm-password": PASSWORD}
    )

    assert "已重设officer的登录验证" in done.text
    assert officer.fetch("/").status_code == 303
    with supervision.database.read() as session:
        assert session.scalar(select(Account.factor_since).where(Account.username == "officer")) is None
        entry = session.scalars(select(TrailEntry).where(TrailEntry.action == "account:factor_reset")).one()
    assert entry.note == "手机丢了，已当面核实"
    again = visit_portal("officer")
    assert again.give_password("officer").heading == "登录验证"


def test_a_firm_may_add_a_second_step_and_give_it_up_again(
    city: SmallCity, visit_portal: VisitPortal, clock: StoppedClock
) -> None:
    owner = visit_portal("enterprise", city.accounts[Role.ENTERPRISE_ADMINISTRATOR])
    assert "可以不设" in owner.get("/account/second-factor/").text
    with_app(owner, clock)
    assert owner.get("/").heading == "今天"

    owner.send("/account/second-factor/app/remove", {})

    assert owner.get("/").heading == "今天"
    assert visit_portal("enterprise").give_password("enterprise_administrator").heading == "今天"
