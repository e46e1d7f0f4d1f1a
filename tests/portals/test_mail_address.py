"""The page of the own mail address, the same in every portal."""

import pytest
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from supervision_code.domain.permissions import Role
from supervision_code.persistence.reach_of_session import Reach, reach_as
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.support.clock import StoppedClock
from tests.support.mail import RecordingMail
from tests.support.portals import Visitor, VisitPortal, portal_app
from tests.support.roles import for_portal

ADDRESS = "wang@example.cn"


@pytest.fixture
def visit_with_mail(mailing: Supervision, city: SmallCity) -> VisitPortal:
    """Make visitors of a product that sends mail."""

    def visit(portal: str, role: Role) -> Visitor:
        app = DispatcherMiddleware(None, {f"/{portal}": portal_app(mailing, portal)})  # type: ignore[arg-type]
        visitor = Visitor(app, f"/{portal}", mailing)
        visitor.sign_in(city.accounts[role].username)
        return visitor

    return visit


def link_in(outbox: RecordingMail, portal: str) -> str:
    address = outbox.letters[-1].text.partition("http://127.0.0.1:8000")[2].split()[0]
    return address.removeprefix(f"/{portal}")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("portal", "role", "topic", "words"),
    [
        ("enterprise", Role.ENTERPRISE_ADMINISTRATOR, "rectifications", "限期改正"),
        ("officer", Role.OFFICER, "visits", "检查安排"),
        ("supervisor", Role.SUPERVISOR, "oversight", "逾期未办事项"),
    ],
)
def test_an_address_is_given_confirmed_used_and_removed(
    mailing: Supervision,
    visit_with_mail: VisitPortal,
    outbox: RecordingMail,
    portal: str,
    role: Role,
    topic: str,
    words: str,
) -> None:
    visitor = visit_with_mail(portal, role)
    assert f"/{portal}/account/mail" in visitor.get("/account/").links
    assert "还没有邮箱" in visitor.get("/account/mail").text
    assert words in visitor.get("/account/mail/change").text

    asked = visitor.send("/account/mail/change", {"address": f" {ADDRESS} ", "topics": [topic]})
    assert "确认邮件会发到" in asked.text
    assert "待确认" in asked.text
    mailing.mails.send_due()
    page = visitor.get(link_in(outbox, portal))
    assert ADDRESS in page.text
    token = page.forms[-1].fields["token"]
    assert "已确认" in visitor.send("/account/mail/confirm", {"token": token}).text
    assert "已用过" in visitor.send("/account/mail/confirm", {"token": token}).text
    over = visitor.get(link_in(outbox, portal))
    assert "已用过" in over.text
    assert not over.all("input", name="token")

    assert "已保存" in visitor.send("/account/mail/topics", {"topics": []}).text
    assert "邮箱已删除" in visitor.send("/account/mail/remove", {}).text
    assert ADDRESS not in visitor.get("/account/mail").text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_looking_at_the_link_confirms_nothing(
    mailing: Supervision, visit_with_mail: VisitPortal, outbox: RecordingMail
) -> None:
    visitor = visit_with_mail("officer", Role.OFFICER)
    visitor.send("/account/mail/change", {"address": ADDRESS})
    mailing.mails.send_due()
    visitor.get(link_in(outbox, "officer"))
    assert "待确认" in visitor.get("/account/mail").text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_to_change_it_one_confirms_who_one_is(
    visit_with_mail: VisitPortal, clock: StoppedClock, mailing: Supervision, city: SmallCity
) -> None:
    visitor = visit_with_mail("officer", Role.OFFICER)
    clock.pass_by(minutes=30)
    page = visitor.send("/account/mail/change", {"address": ADDRESS}, status=422)
    assert "confirm-password" in {name for form in page.forms for name in form.fields}
    assert mailing.queries.mails.own(city.actor(Role.OFFICER)).address == ""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_no_address_is_said_beside_the_field(visit_with_mail: VisitPortal) -> None:
    visitor = visit_with_mail("officer", Role.OFFICER)
    assert "邮箱地址不对" in visitor.send("/account/mail/change", {"address": "wang@localhost"}, status=422).text
    assert "请填写邮箱" in visitor.send("/account/mail/change", {"address": ""}, status=422).text


def test_without_a_server_the_page_says_that_mail_is_off_and_asks_for_no_address(
    city: SmallCity, visit_portal: VisitPortal
) -> None:
    for portal, role in (
        ("officer", Role.OFFICER),
        ("enterprise", Role.ENTERPRISE_MEMBER),
        ("supervisor", Role.OPERATOR),
    ):
        visitor = visit_portal(portal, city.accounts[role])
        page = visitor.get("/account/mail")
        assert "没有开通邮件" in page.text
        assert "不用填写邮箱" in page.text
        assert "还没有邮箱" not in page.text
        assert f"/{portal}/account/mail/change" not in page.links
        for asked in (
            visitor.get("/account/mail/change"),
            visitor.send("/account/mail/change", {"address": ADDRESS}, status=200),
        ):
            assert "没有开通邮件" in asked.text
            assert not asked.all("input", name="address")
    operator = visit_portal("supervisor", city.accounts[Role.OPERATOR])
    assert "没有开通" in operator.get("/operations/").text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_address_from_before_mail_was_switched_off_can_only_be_removed(
    mailing: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    mailing.addresses.offer(city.actor(Role.OFFICER), ADDRESS, ())
    officer = visit_portal("officer", city.accounts[Role.OFFICER])

    page = officer.get("/account/mail")

    assert ADDRESS in page.text
    assert "点开确认邮件" not in page.text
    assert not page.all("input", name="topics")
    assert ADDRESS not in officer.send("/account/mail/remove", {}).text


def test_each_portals_role_of_the_database_may_do_it_for_the_own_account_only(
    mailing: Supervision, city: SmallCity
) -> None:
    for portal, role in (
        ("enterprise", Role.ENTERPRISE_MEMBER),
        ("officer", Role.OFFICER),
        ("supervisor", Role.SUPERVISOR),
    ):
        actor = city.actor(role)
        own = for_portal(mailing, mailing.settings, portal)
        reach_as(Reach.of(actor))
        own.addresses.offer(actor, ADDRESS, ())
        assert own.queries.mails.own(actor).address == ADDRESS
        if mailing.database.dialect == "postgresql":
            assert own.queries.mails.own(city.other_actor(role)).address == ""
        own.addresses.remove(actor)
        assert own.queries.mails.own(actor).address == ""
    reach_as(Reach())


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_operators_see_whether_mail_goes_out(visit_with_mail: VisitPortal, mailing: Supervision) -> None:
    operator = visit_with_mail("supervisor", Role.OPERATOR)
    page = operator.get("/operations/")
    assert "邮件服务器" in page.text
    assert "127.0.0.1" in page.text
    assert "还没有发出过" in page.text
