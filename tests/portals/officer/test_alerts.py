"""What a supervisor asks the agency: the list, the proof, the answer; and that nobody else sees it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from supervision_code.domain.alerts import AlertState, Settlement
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.alerts import Alert
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.small_city import SCJG, SmallCity
from tests.factories.visits import build_visit, with_parts
from tests.portals.officer.scenes import open_visit
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import Visitor, VisitPortal


@pytest.fixture
def manager(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.AGENCY_MANAGER])


@pytest.fixture
def alert(supervision: Supervision, city: SmallCity) -> Alert:
    """An alert about SCJG's second visit in three days, taken up by the supervisor."""
    earlier = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=3))
    given(supervision.database, *with_parts(earlier, city.officers[:2], items=["SCJG-1"]))
    open_visit(supervision, city, over_limit_reason="接到举报")
    with supervision.database.read() as session:
        found = session.scalars(select(Alert)).one()
    supervision.alerts.take(city.actor(Role.SUPERVISOR), found.enterprise_id, found.id)
    return found


@pytest.fixture
def asked(supervision: Supervision, city: SmallCity, alert: Alert) -> str:
    """The page of the alert once the agency was asked."""
    supervision.alerts.ask(city.actor(Role.SUPERVISOR), alert.enterprise_id, alert.id, SCJG, "为什么三天内又来检查？")
    return f"/alerts/{alert.enterprise_id}/{alert.id}"


def test_nothing_asked_says_so(manager: Visitor) -> None:
    assert "没有需要说明的预警" in manager.get("/alerts").text


def test_an_alert_stays_unseen_until_the_agency_is_asked(manager: Visitor, alert: Alert) -> None:
    assert "没有需要说明的预警" in manager.get("/alerts").text
    manager.get(f"/alerts/{alert.enterprise_id}/{alert.id}", status=404)


def test_the_question_stands_in_the_list_on_the_first_page_and_beside_its_proof(
    city: SmallCity, manager: Visitor, asked: str
) -> None:
    page = manager.get(asked)

    assert city.firm.name in manager.get("/alerts").text
    assert "12月4日 周五前答复" in manager.get("/").text
    assert "为什么三天内又来检查？" in page.text
    assert "规则4 重复检查" in page.text
    assert "隔3天又查同样的事项，应间隔30天" in page.text
    assert len(page.all("li", class_="timeline-counted")) == 2


def test_the_answer_goes_on_record(supervision: Supervision, alert: Alert, manager: Visitor, asked: str) -> None:
    empty = manager.send(asked, {"text": " "}, status=422)
    page = manager.send(asked, {"text": "群众举报食物中毒，须当天核实。"})

    assert "请写本单位的说明" in empty.text
    assert "已提交，监督部门会看到" in page.text
    assert "群众举报食物中毒，须当天核实。" in page.text
    assert not page.all("textarea")
    with supervision.database.read() as session:
        state = session.get_one(Alert, (alert.enterprise_id, alert.id)).state
    assert state is AlertState.ANSWERED


def test_a_second_answer_is_refused(manager: Visitor, asked: str) -> None:
    manager.send(asked, {"text": "群众举报食物中毒，须当天核实。"})

    assert "已经办过" in manager.send(asked, {"text": "再说一次"}, status=422).text


def test_an_answer_that_is_overdue_says_so(
    city: SmallCity, asked: str, clock: StoppedClock, visit_portal: VisitPortal
) -> None:
    clock.pass_by(days=20)
    manager = visit_portal("officer", city.accounts[Role.AGENCY_MANAGER])

    assert "已超过答复期限" in manager.get("/alerts").text
    assert "已超过答复期限" in manager.get("/").text


def test_an_officer_and_another_agency_see_none_of_it(city: SmallCity, asked: str, visit_portal: VisitPortal) -> None:
    visit_portal("officer", city.accounts[Role.OFFICER]).get(asked, status=403)
    visit_portal("officer", city.other_accounts[Role.AGENCY_MANAGER]).get(asked, status=404)


@pytest.mark.parametrize("asking", [True, False])
def test_the_message_that_an_alert_is_settled_leads_to_what_its_reader_may_see(
    supervision: Supervision, city: SmallCity, manager: Visitor, alert: Alert, asking: bool
) -> None:
    supervisor = city.actor(Role.SUPERVISOR)
    if asking:
        supervision.alerts.ask(supervisor, alert.enterprise_id, alert.id, SCJG, "为什么三天内又来检查？")
    supervision.alerts.settle(supervisor, alert.enterprise_id, alert.id, Settlement.REMINDED, "请合并检查。")
    messages = supervision.queries.inbox.messages(city.actor(Role.AGENCY_MANAGER), None, 9)
    settled = [message.link for message in messages if message.key == "inbox-alert-settled"]
    assert len(settled) == 1
    manager.get(settled[0])
