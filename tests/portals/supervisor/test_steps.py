"""What a supervisor does at the desk, form by form, without script."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid5

import pytest
from sqlalchemy import select

from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import DisputeGround
from supervision_code.persistence.models.alerts import Alert
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.models.results import VoidRequest
from supervision_code.persistence.models.visits import Visit
from supervision_code.product import Supervision
from tests.factories.busy_area import BusyArea, happened
from tests.factories.small_city import SCJG
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import Visitor, VisitPortal


@pytest.fixture
def alert(supervision: Supervision, area: BusyArea) -> Alert:
    return area.alerts(supervision, area.city.firm)[-1]


def address_of(alert: Alert) -> str:
    return f"/alerts/{alert.enterprise_id}/{alert.id}"


def test_an_alert_is_taken_asked_about_answered_and_settled(
    supervision: Supervision, supervisor: Visitor, area: BusyArea, alert: Alert
) -> None:
    here = address_of(alert)
    page = supervisor.get(here)
    assert "福田区市场监督管理局隔15天又检查同一事项，应至少间隔30天。" in page.text
    assert "群众举报食品变质，需当场核实。" in page.text
    assert "已接手" in supervisor.send(f"{here}/take", {}).text
    asked = supervisor.send(f"{here}/ask", {"ask-agency": SCJG, "ask-text": "请说明必要性。"})
    assert "12月4日 周五" in asked.text
    supervision.alerts.answer(area.city.actor(Role.AGENCY_MANAGER), alert.enterprise_id, alert.id, "有举报线索。")
    assert "有举报线索。" in supervisor.get(here).text
    done = supervisor.send(f"{here}/settle", {"settle-settlement": "justified", "settle-reason": "确有举报。"})
    assert "理由成立" in done.text
    assert "确有举报。" in done.text
    assert [form for form in done.forms if "/alerts/" in form.action] == []


@pytest.mark.parametrize(
    ("step", "fields", "sentence"),
    [
        ("ask", {"ask-agency": SCJG, "ask-text": " "}, "请写明要说明什么。"),
        ("settle", {"settle-reason": "有理由"}, "请选择处理结果。"),
        ("settle", {"settle-settlement": "reminded", "settle-reason": ""}, "请写明理由。"),
    ],
)
def test_a_form_that_lacks_something_comes_back_with_what_was_written(
    supervision: Supervision,
    supervisor: Visitor,
    area: BusyArea,
    alert: Alert,
    step: str,
    fields: dict[str, str],
    sentence: str,
) -> None:
    supervision.alerts.take(area.city.actor(Role.SUPERVISOR), alert.enterprise_id, alert.id)
    page = supervisor.send(f"{address_of(alert)}/{step}", fields, status=422)
    assert sentence in page.text
    assert page.all("details", open="")


def test_an_agency_that_did_not_come_cannot_be_chosen(
    supervision: Supervision, supervisor: Visitor, area: BusyArea, alert: Alert
) -> None:
    supervision.alerts.take(area.city.actor(Role.SUPERVISOR), alert.enterprise_id, alert.id)
    supervisor.send(f"{address_of(alert)}/ask", {"ask-agency": "YJJ", "ask-text": "为什么?"}, status=422)


def test_a_step_that_is_over_says_so(
    supervision: Supervision, supervisor: Visitor, area: BusyArea, alert: Alert
) -> None:
    supervision.alerts.take(area.city.actor(Role.SUPERVISOR), alert.enterprise_id, alert.id)
    assert supervisor.send(f"{address_of(alert)}/take", {}, status=409).heading == "现在不能这样做"
    supervisor.send(f"{address_of(alert)}/settle", {"settle-settlement": "reminded", "settle-reason": "请控制频次。"})
    late = supervisor.send(
        f"{address_of(alert)}/settle", {"settle-settlement": "reminded", "settle-reason": "请控制频次。"}, status=422
    )
    assert "这一步已经办过" in late.text


@pytest.mark.parametrize("step", ["take", "ask", "settle"])
def test_nobody_acts_on_another_districts_alert(
    visit_portal: VisitPortal, area: BusyArea, alert: Alert, step: str
) -> None:
    stranger = visit_portal("supervisor", area.city.other_accounts[Role.SUPERVISOR])
    fields = {"ask-agency": SCJG, "ask-text": "为什么?", "settle-settlement": "reminded", "settle-reason": "因为。"}
    stranger.send(f"{address_of(alert)}/{step}", fields, status=404)


def test_a_complaint_goes_from_acceptance_to_the_reply(
    supervision: Supervision, supervisor: Visitor, area: BusyArea
) -> None:
    here = f"/complaints/{area.complaint.id}"
    first = supervisor.get(here)
    assert area.city.firm.name not in first.text
    assert "受理期限" in first.text
    assert "12月20日" in supervisor.send(f"{here}/accept", {"accept-note": "调取监控。"}).text
    assert "期限延长到" in supervisor.send(f"{here}/extend", {"extend-reason": "需要外调。"}).text
    fields = {"conclude-conclusion": "substantiated", "conclude-note": "监控显示没有扫码。"}
    assert "应在11月27日 周五前答复企业" in supervisor.send(f"{here}/conclude", fields).text
    done = supervisor.send(f"{here}/reply", {"reply-text": "经核实属实，已责令改正。"})
    assert "已答复企业" in done.text
    with supervision.database.read() as session:
        stored = session.scalars(select(Complaint).where(Complaint.id == area.complaint.id)).one()
    assert stored.reply == "经核实属实，已责令改正。"


@pytest.mark.parametrize(
    ("step", "fields", "said"),
    [
        ("decline", {"decline-reason": "不属于监督范围。"}, "不予受理"),
        ("transfer", {"transfer-to": "市司法局", "transfer-reason": "市级单位的检查。"}, "已转办"),
    ],
)
def test_a_complaint_can_be_declined_or_passed_on(
    supervisor: Visitor, area: BusyArea, step: str, fields: dict[str, str], said: str
) -> None:
    assert said in supervisor.send(f"/complaints/{area.complaint.id}/{step}", fields).text


def test_a_step_of_a_complaint_that_is_over_says_so(supervisor: Visitor, area: BusyArea) -> None:
    here = f"/complaints/{area.complaint.id}"
    supervisor.send(f"{here}/accept", {})
    assert "这一步已经办过" in supervisor.send(f"{here}/accept", {}, status=422).text
    assert "这一步已经办过" in supervisor.send(f"{here}/reply", {"reply-text": "答复。"}, status=422).text


@pytest.mark.parametrize("step", ["decline", "transfer", "conclude", "reply", "identity", "extend"])
def test_every_step_of_a_complaint_needs_its_words(supervisor: Visitor, area: BusyArea, step: str) -> None:
    page = supervisor.send(f"/complaints/{area.complaint.id}/{step}", {}, status=422)
    assert page.heading.startswith("投诉")


def test_the_identity_opens_with_a_reason(supervisor: Visitor, area: BusyArea) -> None:
    page = supervisor.send(f"/complaints/{area.complaint.id}/identity", {"identity-reason": "需要到现场核实。"})
    assert area.city.firm.name in page.text
    assert any(str(area.visits[2]) in link for link in page.links)
    assert "打开投诉人身份" in supervisor.get("/trail/?subject=complaint").text


def test_the_anonymity_set_warns_when_it_is_small(supervisor: Visitor, area: BusyArea) -> None:
    text = supervisor.get(f"/complaints/{area.complaint.id}").text
    assert "不到10家企业" in text


def test_another_districts_complaint_cannot_be_handled(supervisor: Visitor, area: BusyArea) -> None:
    for step, fields in (("accept", {}), ("identity", {"identity-reason": "需要。"})):
        supervisor.send(f"/complaints/{area.other_complaint.id}/{step}", fields, status=404)


def test_a_dispute_is_answered_and_leaves_the_list(supervisor: Visitor, area: BusyArea) -> None:
    visit = f"/visits/{area.city.firm.id}/{area.dispute.visit_id}"
    assert "那天店里没有人来过。" in supervisor.get("/disputes/").text
    supervisor.send(f"{visit}/disputes/{area.dispute.id}", {"keep-answer": ""}, status=422)
    page = supervisor.send(f"{visit}/disputes/{area.dispute.id}", {"keep-answer": "监控显示当天确有检查。"})
    assert "记录保留" in page.text
    assert "没有异议" in supervisor.get("/disputes/").text


def decided_by_another(supervision: Supervision, area: BusyArea) -> None:
    """Let a colleague of the one who asked agree that the visit is voided."""
    supervisor = area.city.actor(Role.SUPERVISOR)
    colleague = replace(supervisor, account_id=uuid5(supervisor.account_id, "colleague"), name="同事")
    with supervision.database.read() as session:
        request = session.scalars(select(VoidRequest)).one()
    supervision.voidings.decide(colleague, request.enterprise_id, request.id, granted=True, note="")


def test_voiding_a_visit_takes_its_alert_back(
    supervision: Supervision, supervisor: Visitor, area: BusyArea, alert: Alert
) -> None:
    visit = f"/visits/{area.city.firm.id}/{area.visits[2]}"
    supervisor.send(f"{visit}/void", {"void-reason": " "}, status=422)
    page = supervisor.send(f"{visit}/void", {"void-reason": "重复登记。"})
    assert "已提交，要由另一位监督人员决定。" in page.text
    decided_by_another(supervision, area)
    assert "已作废" in supervisor.get(visit).text
    with supervision.database.read() as session:
        stored = session.get_one(Visit, (area.city.firm.id, area.visits[2]))
    assert stored.void_reason == "重复登记。"
    assert "预警已自动撤销" in supervisor.get(address_of(alert)).text
    again = supervisor.send(f"{visit}/void", {"void-reason": "重复登记。"}, status=422)
    assert "这次检查已经作废" in again.text


def test_of_two_requests_to_void_the_older_is_decided_first(
    supervision: Supervision, supervisor: Visitor, area: BusyArea
) -> None:
    firm, visit_id = area.city.firm.id, area.visits[2]
    colleague = replace(area.city.actor(Role.SUPERVISOR), account_id=uuid5(firm, "colleague"), name="同事")
    first = supervision.voidings.ask(area.city.actor(Role.OFFICER), firm, visit_id, "扫错了企业。")
    second = supervision.voidings.ask(colleague, firm, visit_id, "企业也这样说。")
    page = supervisor.get(f"/visits/{firm}/{visit_id}")
    (form,) = (form for form in page.forms if "/voidings/" in form.action)
    assert form.action.endswith(str(first))

    here = form.action.removeprefix("/supervisor")
    assert "请选择是否同意" in supervisor.send(here, {"decide-note": "在查"}, status=422).text
    assert "请写明原因" in supervisor.send(here, {"decide-decision": "no"}, status=422).text
    page = supervisor.send(here, {"decide-decision": "no", "decide-note": "那天确实去过。"})
    assert "已答复，记录保留" in page.text
    (form,) = (form for form in page.forms if "/voidings/" in form.action)
    assert form.action.endswith(str(second))
    page = supervisor.send(form.action.removeprefix("/supervisor"), {"decide-decision": "yes"})
    assert "记录已作废" in page.text
    assert [form for form in page.forms if "/voidings/" in form.action] == []


def test_a_code_is_revoked_with_a_reason(supervision: Supervision, supervisor: Visitor, area: BusyArea) -> None:
    list(supervision.codes.issue_missing())
    here = f"/enterprises/{area.city.firm.uscc}"
    supervisor.send(f"{here}/revoke-code", {"revoke-reason": ""}, status=422)
    page = supervisor.send(f"{here}/revoke-code", {"revoke-reason": "贴码被冒用。"})
    assert "已签发第2版" in page.text
    assert "贴码被冒用。" in page.text
    supervisor.send(f"/enterprises/{area.city.other_firm.uscc}/revoke-code", {"revoke-reason": "冒用。"}, status=404)


def test_a_long_log_is_paged_by_key(supervision: Supervision, supervisor: Visitor, area: BusyArea) -> None:
    for number in range(40):
        happened(supervision, area.city.firm, FRIDAY_TEN - timedelta(days=100, hours=number), SCJG)
    page = supervisor.get(f"/enterprises/{area.city.firm.uscc}")
    (older,) = [link for link in page.links if "at=o" in link]
    second = supervisor.get(older.removeprefix("/supervisor"))
    assert [link for link in second.links if "at=n" in link]


def test_the_files_hold_the_list_and_no_formula(
    supervision: Supervision, supervisor: Visitor, area: BusyArea, clock: StoppedClock
) -> None:
    with supervision.database.begin() as session:
        firm = session.get_one(type(area.city.firm), area.city.firm.id)
        firm.name = "=HYPERLINK(1)"
    text = supervisor.fetch("/alerts/alerts.csv?state=all").get_data(as_text=True)
    assert text.startswith("\ufeff级别,状态")
    assert "'=HYPERLINK(1)" in text
    assert area.city.firm.uscc in text
    assert area.city.other_firm.name not in text
    agencies = supervisor.fetch("/agencies/agencies.csv?days=90")
    assert agencies.headers["Content-Disposition"] == 'attachment; filename="agencies.csv"'
    assert "福田区市场监督管理局,区级,福田区,3,3,0" in agencies.get_data(as_text=True)


def test_the_trend_is_there_as_numbers_too(supervisor: Visitor, area: BusyArea) -> None:
    data = supervisor.fetch("/overview/trend.json?days=30").get_json()
    assert sum(data["visits"]["values"]) == 3
    assert sum(data["findings"]["values"]) == 2
    assert len(data["labels"]) == 30


def test_the_operator_makes_resets_and_disables_an_account(operator: Visitor, visit_portal: VisitPortal) -> None:
    fields = {"role": "supervisor", "username": "New-Supervisor", "name": "新监督", "district": "440304"}
    page = operator.send("/accounts/new", fields, status=200)
    password = page.texts("code")[0]
    assert visit_portal("supervisor").sign_in("new-supervisor", password).heading
    assert "新监督" in operator.get("/accounts/?q=新监督").text
    again = operator.send("/accounts/new-supervisor/reset", {}, status=200).texts("code")[0]
    assert again != password
    assert "已停用" in operator.send("/accounts/new-supervisor/disable", {}).text
    assert "使用中" in operator.send("/accounts/new-supervisor/enable", {}).text


def test_nobody_lets_somebody_in_without_showing_who_he_is(operator: Visitor, clock: StoppedClock) -> None:
    clock.pass_by(minutes=11)
    fields = {"role": "supervisor", "username": "back-door", "name": "新监督", "district": "440304"}
    asked = operator.send("/accounts/new", fields, status=422)
    assert asked.form_with("confirm-password").fields["username"] == "back-door"
    operator.send("/accounts/supervisor/enable", {}, status=422).form_with("confirm-password")
    operator.get("/accounts/back-door", status=404)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"username": "ab"}, "用户名“ab”不能用"),
        ({"username": "supervisor"}, "已有人使用"),
        ({"district": "999999"}, "没有代码是“999999”的区"),
        ({"role": ""}, "请选择角色"),
        ({"role": "emperor"}, ""),
        ({"name": " "}, "请填写姓名"),
    ],
)
def test_an_account_that_cannot_be_made_says_why(operator: Visitor, changed: dict[str, str], sentence: str) -> None:
    fields = {"role": "supervisor", "username": "fresh-name", "name": "新监督", "district": "440304", **changed}
    assert sentence in operator.send("/accounts/new", fields, status=422).text


def test_nobody_locks_himself_out(operator: Visitor) -> None:
    page = operator.get("/accounts/operator")
    assert [form.action for form in page.forms if "/accounts/operator/" in form.action] == []
    operator.get("/accounts/nobody-at-all", status=404)


def test_every_message_leads_to_a_page_of_its_reader(
    supervision: Supervision,
    supervisor: Visitor,
    visit_portal: VisitPortal,
    area: BusyArea,
    alert: Alert,
    clock: StoppedClock,
) -> None:
    person, manager = area.city.actor(Role.SUPERVISOR), area.city.actor(Role.AGENCY_MANAGER)
    supervision.answers.dispute(area.city.actor(Role.ENTERPRISE_MEMBER), area.visits[2], DisputeGround.NOBODY_CAME, "")
    supervision.alerts.take(person, alert.enterprise_id, alert.id)
    supervision.alerts.ask(person, alert.enterprise_id, alert.id, SCJG, "为什么?")
    supervision.alerts.answer(manager, alert.enterprise_id, alert.id, "有举报。")
    supervision.alerts.ask(person, alert.enterprise_id, alert.id, SCJG, "还有呢?")
    clock.pass_by(days=20)
    supervision.reminders.remind()
    for portal, account in (
        ("supervisor", area.city.accounts[Role.SUPERVISOR]),
        ("officer", area.city.accounts[Role.AGENCY_MANAGER]),
    ):
        visitor = visit_portal(portal, account)
        links = [link for link in visitor.get("/inbox/").links if "/alerts" in link or "/complaints" in link]
        assert links
        for link in [*links, f"/{portal}/inbox/"]:
            answer = visitor.fetch(link.removeprefix(f"/{portal}"))
            assert answer.status_code == 200, link
