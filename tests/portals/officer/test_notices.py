"""Notices in the officer portal: what the firm was told, which times, moving and calling off."""

from uuid import UUID

import pytest

from supervision_code.domain.notices import Slot
from supervision_code.domain.permissions import Role
from supervision_code.domain.planned_visits import HalfDay
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.notices import place_tasks, publish_quiet_days
from tests.factories.small_city import SmallCity
from tests.factories.tasks import build_task
from tests.services.test_notices import slots_of, the_notice
from tests.support.portals import Visitor, VisitPortal


@pytest.fixture
def officer(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.OFFICER])


@pytest.fixture
def plan(supervision: Supervision, city: SmallCity) -> UUID:
    return place_tasks(supervision, [build_task(city.firm), build_task(city.firm, "YJJ")])


def at(city: SmallCity, plan: UUID, step: str = "") -> str:
    return f"/planned-visits/{city.firm.id}/{plan}{step}"


def test_before_it_goes_out_the_officer_chooses_the_times(
    city: SmallCity, officer: Visitor, plan: UUID, database: Database
) -> None:
    before, form = officer.get(at(city, plan)), officer.get(at(city, plan, "/notice"))
    nothing = officer.send(at(city, plan, "/notice"), {}, status=422).text
    after = officer.send(at(city, plan, "/notice"), {"slots": ["2026-12-08-afternoon", "2026-12-09-morning"]})
    again = officer.send(at(city, plan, "/notice"), {"slots": ["2026-12-08-afternoon"]}, status=422)
    assert "自动发给企业" in before.text
    assert "12月10日 周四 上午" in form.text
    assert "请至少选一个时间" in nothing
    assert "已发给企业" in after.text
    assert [one.code for one in slots_of(the_notice(database, plan))] == ["2026-12-08-afternoon", "2026-12-09-morning"]
    assert "预告已经发出" in again.text


def test_the_firm_s_choice_and_note_are_shown_to_every_agency_that_comes(
    supervision: Supervision, city: SmallCity, officer: Visitor, plan: UUID, database: Database,
    visit_portal: VisitPortal,
) -> None:  # fmt: skip
    supervision.notices.send_due()
    notice = the_notice(database, plan)
    slot = Slot(slots_of(notice)[1].day, HalfDay.MORNING)
    supervision.notices.choose(city.actor(Role.ENTERPRISE_MEMBER), notice.id, slot, "请走后门")
    partner = visit_portal("officer", city.other_accounts[Role.OFFICER])
    for reader in (officer, partner):
        shown = reader.get(at(city, plan)).text
        assert "企业已选时间" in shown
        assert "12月21日 周一 上午" in shown
        assert "请走后门" in shown
    assert "企业已选时间" in officer.get("/planned-visits").text
    for step in ("/notice", "/put-off", "/call-off"):
        partner.get(at(city, plan, step), status=404)


def test_a_told_visit_is_moved_and_called_off_with_a_reason_only(
    supervision: Supervision, city: SmallCity, officer: Visitor, plan: UUID
) -> None:
    supervision.notices.send_due()
    asked = officer.get(at(city, plan, "/put-off")).text
    silent = officer.send(at(city, plan, "/put-off"), {"day": "2026-12-22"}, status=422).text
    outside = officer.send(at(city, plan, "/put-off"), {"day": "2027-01-04", "reason": "人手"}, status=422).text
    moved = officer.send(at(city, plan, "/put-off"), {"day": "2026-12-22", "reason": "人手不足"}).text
    no_words = officer.send(at(city, plan, "/call-off"), {}, status=422).text
    gone = officer.send(at(city, plan, "/call-off"), {"reason": "计划调整"}).text
    past = officer.get(at(city, plan)).text
    assert "企业已经收到预告" in asked
    assert "请写明原因，企业会看到" in silent
    assert "任务要在2026-12-31前完成" in outside
    assert "已改到12月22日" in moved
    assert "以前的预告（1份）" in moved
    assert "请写明原因" in no_words
    assert "已取消，企业已收到消息" in gone
    assert "计划调整" in past


def test_a_case_is_not_told_and_says_why(supervision: Supervision, city: SmallCity, officer: Visitor) -> None:
    plan = place_tasks(supervision, [build_task(city.firm, kind=InspectionType.CASE)])
    assert "来自举报、移送或线索的检查，按规则不预告" in officer.get(at(city, plan)).text


def test_a_quiet_day_is_refused_by_its_name_and_warned_of(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    address = f"/planned-visits/new/{city.firm.id}"
    fields = {"day": "2026-12-03", "type": "routine", "items": ["SCJG-1"]}
    officer.send(address, fields)
    plan = supervision.queries.planned_visits.of_firm(city.actor(Role.OFFICER), city.firm.id)[0].id
    publish_quiet_days(supervision, "3")
    refused = officer.send(address, fields, status=422).text
    assert "在宁静日“园区宁静日”内，不能安排检查" in refused
    assert "请改期或取消" in officer.get(at(city, plan)).text
