"""The firm after a scan: the verdict in words, the ways around a limit, and the form that opens the visit."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision_code.domain.days import day_of
from supervision_code.domain.permissions import Role
from supervision_code.domain.registry import CertificateStatus, EnterpriseStatus
from supervision_code.domain.visits import ExceptionKind, InspectionType, ServicePurpose, VisitKind
from supervision_code.persistence.models.planned_visits import PlannedVisit
from supervision_code.persistence.models.registry import Enterprise
from supervision_code.persistence.models.visits import Participation, Visit, VisitOfficer
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.accounts import build_account
from tests.factories.registry import build_item, build_officer
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.visits import build_visit, with_parts
from tests.portals.officer.scenes import (
    FIRE,
    address_of,
    arrive,
    code_of,
    fields_of,
    fire_brigade,
    open_visit,
    scan_of,
    verdict_on,
    visit_address,
)
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import Visitor, VisitPortal

TODAY = day_of(FRIDAY_TEN)


@pytest.fixture
def officer(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.OFFICER])


@pytest.fixture
def arrival(supervision: Supervision, city: SmallCity) -> str:
    return arrive(supervision, city)


def visited(supervision: Supervision, city: SmallCity, days: int, agency: str = SCJG, **changed: Any) -> None:
    visit = build_visit(city.firm, agency, started_at=FRIDAY_TEN - timedelta(days=days), **changed)
    given(supervision.database, *with_parts(visit, items=[f"{agency}-1"]))


def only_visit(supervision: Supervision) -> Visit:
    with supervision.database.read() as session:
        return session.scalars(select(Visit).where(Visit.opened_by.is_not(None))).one()


def test_the_firm_stands_on_top_with_how_it_was_found(city: SmallCity, officer: Visitor, arrival: str) -> None:
    page = officer.get(arrival)

    assert city.firm.name in page.text
    assert city.firm.uscc in page.text
    assert "住宿和餐饮业" in page.text
    assert "扫张贴的监督码" in page.text
    assert "10:30前登记有效" in page.text


def test_below_every_limit_the_strip_says_so_with_the_numbers(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    visited(supervision, city, 10, YJJ)

    page = officer.get(arrival)

    assert verdict_on(page) == "可以检查"
    assert "近30天各单位共检查1次，本单位今年检查过0次" in page.text


def test_at_a_limit_the_strip_is_a_reminder(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    visited(supervision, city, 100)

    page = officer.get(arrival)

    assert verdict_on(page) == "再查将达上限"
    assert "这是本单位今年第2次，正好达到B级企业每年2次的上限" in page.text


def test_over_a_limit_the_strip_names_the_rule_and_the_first_day_without_it(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    visited(supervision, city, 20)

    page = officer.get(arrival)

    assert verdict_on(page) == "再查将超上限"
    assert "本单位20天前来查过" in page.text
    assert "改到11月30日 周一" in page.text


def test_what_does_not_count_may_start_though_a_limit_is_reached_and_is_not_said_to_be_below_it(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    visited(supervision, city, 20)
    visited(supervision, city, 100)

    page = officer.send(f"{arrival}/preview", fields_of(city, own_type="case"), status=200)

    assert verdict_on(page) == "可以检查"
    assert "个案检查不计入检查次数，可以开始。近30天已计入1次（上限" in page.text
    assert "都没有到上限" not in page.text


def test_a_firm_registered_as_closed_is_never_shown_in_green(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    with supervision.database.begin() as session:
        session.get_one(Enterprise, city.firm.id).status = EnterpriseStatus.CLOSED

    page = officer.get(arrival)

    assert verdict_on(page) == "请先核对企业"
    assert "登记显示已注销或停业，请先核对是否扫对了" in page.text
    assert not page.all("section", class_="verdict verdict-good")


def test_what_was_chosen_last_is_offered_first_but_never_its_type(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    officer.send(arrival, fields_of(city, own_items=["SCJG-2"], own_type="case", case_source="complaint"))
    page = officer.get(address_of(scan_of(supervision, city.actor(Role.OFFICER), city.other_firm)))

    chosen = {e.get("value") for e in page.elements if "checked" in e.attributes}
    assert {"SCJG-2", "routine", str(city.officers[1].id)} <= chosen
    assert "case" not in chosen
    assert page.texts("span", class_="tile-face")[:1]


def test_the_visit_is_opened_and_its_number_shown(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    page = officer.send(arrival, fields_of(city))

    visit = only_visit(supervision)
    assert page.heading == "正在检查"
    assert visit.number in page.text
    assert visit.kind is VisitKind.INSPECTION
    with supervision.database.read() as session:
        assert len(session.scalars(select(VisitOfficer)).all()) == 2


def test_over_the_limit_the_form_comes_back_asking_for_the_reason_and_then_opens(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    visited(supervision, city, 3)

    asked = officer.send(arrival, fields_of(city), status=422)
    opened = officer.send(arrival, fields_of(city, over_limit_reason="接到举报，须当天核实"))

    assert "这次检查会超过频次上限。请写明必须检查的原因" in asked.text
    assert asked.all("textarea", name="over_limit_reason")
    assert opened.heading == "正在检查"
    assert only_visit(supervision).over_limit_reason == "接到举报，须当天核实"


def test_without_an_item_the_form_says_which_agency_lacks_one(city: SmallCity, officer: Visitor, arrival: str) -> None:
    page = officer.send(arrival, fields_of(city, own_items=[]), status=422)

    assert "福田区市场监督管理局还没有选检查事项" in page.text


def test_one_officer_is_too_few_for_an_inspection(city: SmallCity, officer: Visitor, arrival: str) -> None:
    page = officer.send(arrival, fields_of(city, own_officers=[]), status=422)

    assert "检查需要至少2名持证执法人员，现在只有1名" in page.text


def test_a_colleague_without_a_valid_certificate_is_shown_with_the_reason_and_cannot_be_chosen(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    expired = build_officer(SCJG, "过期生", valid_until=date(2026, 10, 31))
    given(supervision.database, expired, build_officer(SCJG, "暂扣生", status=CertificateStatus.SUSPENDED))

    page = officer.get(arrival)
    refused = officer.send(arrival, fields_of(city, own_officers=[str(expired.id)]), status=422)

    assert "执法证已于10月31日 周六到期，不能参加" in page.text
    assert "执法证已被暂扣，不能参加" in page.text
    tile = next(e for e in page.all("input", name="own-officers") if e.get("value") == str(expired.id))
    assert "disabled" in tile.attributes
    assert "过期生的执法证" in refused.text


def test_an_item_of_nobody_is_refused_with_the_rule_named(city: SmallCity, officer: Visitor, arrival: str) -> None:
    page = officer.send(arrival, fields_of(city, own_items=["MADE-UP"]), status=422)

    assert "未公布的事项不得检查" in page.text


def test_many_items_are_folded_and_can_be_narrowed(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    given(supervision.database, *[build_item(f"SCJG-{n:02d}", SCJG) for n in range(10, 30)])

    page = officer.get(arrival)

    assert "更多事项17" in page.text
    assert page.all("input", **{"aria-controls": "own-items-more"})


def test_a_service_visit_needs_neither_item_nor_second_officer(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    fields = fields_of(city, kind="service", purpose="publicity", own_items=[], own_officers=[])

    officer.send(arrival, fields)

    visit = only_visit(supervision)
    assert (visit.kind, visit.purpose) == (VisitKind.SERVICE, ServicePurpose.PUBLICITY)


def test_a_campaign_ordered_from_above_is_marked_and_only_a_campaign_can_be(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    officer.send(arrival, fields_of(city, own_type="campaign", **{"own-ordered_from_above": "y"}))

    with supervision.database.read() as session:
        assert session.scalars(select(Participation)).one().ordered_from_above


def test_everything_that_is_missing_is_told_at_once(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    visited(supervision, city, 3, YJJ)
    visited(supervision, city, 4, YJJ)
    visited(supervision, city, 5, YJJ)
    long = officer.send(arrival, fields_of(city, over_limit_reason="长" * 1001, own_items=[]), status=422)
    fields = fields_of(city, exception="network_outage", own_items=[])

    page = officer.send(arrival, fields, status=422)

    for words in (
        "还没有选检查事项",
        "请写明先检查后登记的原因",
        "为什么超过上限还要检查：这次检查会超过频次上限",
        "实际到达时间：请填写日期和时间。",
        "实际离开时间：请填写日期和时间。",
    ):
        assert words in page.text
    assert "为什么超过上限还要检查：最多写1000个字，请缩短。" in long.text
    assert "请在下面写明当时为什么必须检查" in page.text
    assert "起再查就不超限" in long.text
    assert "起再查就不超限" not in page.text
    assert "保存补录" in page.text


def test_an_emergency_needs_its_reason(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    asked = officer.send(arrival, fields_of(city, exception="emergency"), status=422)
    officer.send(arrival, fields_of(city, exception="emergency", exception_reason="厨房冒烟，先进店处置"))

    assert "请写明先检查后登记的原因" in asked.text
    assert only_visit(supervision).exception is ExceptionKind.EMERGENCY


def test_a_visit_during_an_outage_is_backfilled_on_its_own_day(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str, clock: StoppedClock
) -> None:
    clock.pass_by(minutes=25)
    fields = fields_of(city, exception="network_outage", exception_reason="光缆被挖断")
    ahead = {"started_at": "2026-11-30T09:00", "ended_at": "2026-11-29T08:00"}

    early = officer.send(arrival, {**fields, **ahead, "exception_reason": ""}, status=422)
    wrong = officer.send(
        arrival, {**fields, "started_at": "2026-11-19T14:00", "ended_at": "2026-11-19T13:00"}, status=422
    )
    nonsense = officer.send(arrival, {**fields, "started_at": "gestern", "ended_at": ""}, status=422)
    officer.send(arrival, {**fields, "started_at": "2026-11-19T14:00", "ended_at": "2026-11-19T15:00"})

    assert "实际到达时间：到达时间不能晚于现在" in early.text
    assert "实际离开时间：离开时间要在到达之后" in early.text
    assert "请写明先检查后登记的原因" in early.text
    assert "2026-11-30T09:00" in early.source
    assert "离开时间要在到达之后" in wrong.text
    assert "这不是日期和时间" in nonsense.text
    visit = only_visit(supervision)
    assert visit.late
    assert day_of(visit.started_at) == date(2026, 11, 19)


def test_an_old_scan_asks_for_a_new_one(city: SmallCity, officer: Visitor, arrival: str, clock: StoppedClock) -> None:
    clock.pass_by(minutes=31)

    assert "已超过30分钟" in officer.get(arrival, status=404).text
    assert "请重新扫码" in officer.send(arrival, fields_of(city), status=404).text


def test_when_the_form_changes_only_the_verdict_is_drawn_again(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    visited(supervision, city, 3)
    token = officer.csrf_token()

    def judged(**changed: Any) -> str:
        data = {"csrf_token": token, **fields_of(city, **changed)}
        answer = officer._client.post(f"/officer{arrival}/preview", data=data, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    assert "再查将超上限" in judged()
    assert 'name="over_limit_reason"' in judged()
    assert "可以检查" in judged(own_type="case")
    assert 'name="over_limit_reason"' not in judged(own_type="case")
    assert 'hx-swap-oob="true"' in judged()
    assert "<h1" not in judged()


def test_agencies_come_and_go_without_script(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    _, (fire, _) = fire_brigade(supervision)
    added = officer.send(f"{arrival}/preview", fields_of(city, add=FIRE, **{"with": "yes"}), status=200)
    removed = officer.send(f"{arrival}/preview", fields_of(city, joined=FIRE, without=FIRE), status=200)
    part = {f"part-{FIRE}-type": "routine", f"part-{FIRE}-items": ["XF-1"], f"part-{FIRE}-officers": [str(fire.id)]}

    officer.send(arrival, fields_of(city, joined=FIRE, **part))

    assert added.form_with("joined").fields["joined"] == FIRE
    assert "消防安全检查" in added.text
    assert removed.form_with("joined").fields["joined"] == ""
    with supervision.database.read() as session:
        assert set(session.scalars(select(Participation.agency))) == {SCJG, FIRE}


def test_an_agency_that_does_not_exist_is_not_found(city: SmallCity, officer: Visitor, arrival: str) -> None:
    officer.send(arrival, fields_of(city, joined="NOBODY"), status=404)


def test_another_agencys_plan_is_joined_with_one_button(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    account, _ = fire_brigade(supervision)
    plan = supervision.planned_visits.plan(
        _actor(supervision, account), city.firm.id, TODAY + timedelta(days=5), InspectionType.ROUTINE, ("XF-1",), ""
    )
    page, urgent = officer.get(arrival), officer.get(f"{arrival}?exception=emergency")
    service = officer.send(f"{arrival}/preview", fields_of(city, kind="service"), status=200)

    joined = officer.send(f"{arrival}/join", {"plan": str(plan)})
    again = officer.get(arrival)

    assert "福田区消防救援大队计划11月25日 周三来检查" in page.text
    assert "来检查，可以一起去" not in urgent.text
    assert "可以走访" in service.text
    assert "来检查，可以一起去" not in service.text
    assert "已并入" in joined.text
    assert "本单位已并入" in again.text


def test_the_visit_is_put_off_to_the_first_clear_day_with_one_button(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    visited(supervision, city, 20)
    fields = officer.get(arrival).form_with("day", "items").fields

    page = officer.send(f"{arrival}/plan", fields)

    assert "本单位已安排11月30日 周一检查" in page.text
    with supervision.database.read() as session:
        assert session.scalars(select(PlannedVisit)).one().agency == SCJG


@pytest.mark.parametrize(
    ("door", "fields"),
    [("join", {"plan": "nonsense"}), ("join", {}), ("plan", {"day": "someday", "items": ""}), ("plan", {})],
)
def test_buttons_that_were_tampered_with_find_nothing(
    officer: Visitor, arrival: str, door: str, fields: dict[str, str]
) -> None:
    officer.send(f"{arrival}/{door}", fields, status=404)


def test_an_item_as_long_as_a_book_is_refused_in_a_sentence(officer: Visitor, arrival: str) -> None:
    page = officer.send(f"{arrival}/plan", {"day": "2026-12-03", "type": "routine", "items": "x" * 5000}, status=422)
    assert "x" * 200 in page.text
    assert "x" * 201 not in page.text


def test_a_plan_for_today_fills_the_form_and_is_done_with_the_visit(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    actor = city.actor(Role.OFFICER)
    plan = supervision.planned_visits.plan(actor, city.firm.id, TODAY, InspectionType.CASE, ("SCJG-2",), "")
    page = officer.get(arrival)

    officer.send(
        arrival, fields_of(city, own_type="case", own_items=["SCJG-2"], plan=str(plan), case_source="transfer")
    )

    chosen = {e.get("value") for e in page.elements if "checked" in e.attributes}
    assert {str(plan), "case", "SCJG-2"} <= chosen
    assert supervision.queries.planned_visits.plan(actor, city.firm.id, plan).visit_id == only_visit(supervision).id


def test_who_was_sent_to_the_visit_planned_for_today_is_chosen_already(
    supervision: Supervision, city: SmallCity, database: Database, officer: Visitor, arrival: str
) -> None:
    third = build_officer(SCJG, "许文")
    given(database, third)
    plan = supervision.planned_visits.plan(
        city.actor(Role.OFFICER), city.firm.id, TODAY, InspectionType.ROUTINE, ("SCJG-1",), ""
    )
    manager = city.actor(Role.AGENCY_MANAGER)
    supervision.assignments.assign(manager, city.firm.id, plan, {city.officers[0].id, third.id})
    chosen = {
        e.get("value") for e in officer.get(arrival).all("input", name="own-officers") if "checked" in e.attributes
    }
    assert chosen == {str(third.id)}


def test_an_officer_whose_own_certificate_has_ended_is_told_before_the_form(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    late = build_officer(SCJG, "过期生", valid_until=date(2026, 10, 31))
    account = build_account(Role.OFFICER, username="late", officer=late)
    given(supervision.database, late, account)
    address = address_of(scan_of(supervision, _actor(supervision, account), city.firm))

    page = visit_portal("officer", account).get(address)

    assert verdict_on(page) == "不能检查"
    assert "您的执法证已于10月31日 周六到期" in page.text


def test_a_closed_firm_is_pointed_out(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    with supervision.database.begin() as session:
        session.get_one(Enterprise, city.firm.id).status = EnterpriseStatus.CLOSED

    assert "已注销或停业" in officer.get(arrival).text


def test_the_time_line_shows_who_came_for_what_and_what_counts(
    supervision: Supervision, city: SmallCity, officer: Visitor, arrival: str
) -> None:
    visited(supervision, city, 40, YJJ)
    service = build_visit(
        city.firm,
        YJJ,
        started_at=FRIDAY_TEN - timedelta(days=50),
        kind=VisitKind.SERVICE,
        purpose=ServicePurpose.SURVEY,
    )
    given(supervision.database, *with_parts(service))

    page = officer.get(arrival)

    assert "近12个月来过2次" in page.text
    assert "日常检查：安全生产检查" in page.text
    assert "走访调研 · 服务走访不算检查" in page.text


def test_another_officers_scan_is_not_found(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal, arrival: str
) -> None:
    stranger = visit_portal("officer", city.other_accounts[Role.OFFICER])

    stranger.get(arrival, status=404)
    stranger.send(arrival, fields_of(city), status=404)
    stranger.send(f"{arrival}/preview", fields_of(city), status=404)
    stranger.send(f"{arrival}/join", {"plan": ""}, status=404)


def _actor(supervision: Supervision, account: Any) -> Any:
    found = supervision.queries.accounts.find_signed_in(account.id)
    assert found is not None
    return found.actor


def test_who_is_at_the_firm_already_is_led_back_to_his_visit(
    supervision: Supervision, city: SmallCity, officer: Visitor, clock: StoppedClock
) -> None:
    visit = open_visit(supervision, city)
    clock.pass_by(minutes=5)
    typed = {"text": city.firm.uscc, "reason": "not_shown"}

    page = officer.send("/scan/typed", typed)
    again = officer.get(arrive(supervision, city))

    for shown in (page, again):
        assert "您在这里的检查还没有结束：11月20日 周五 10:00开始" in shown.text
        assert f"/officer{visit_address(visit)}" in shown.links
        assert not shown.all("form", id="arrival-form")


def test_who_is_at_the_firm_may_write_down_what_an_outage_kept_back(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    open_visit(supervision, city)

    page = officer.send("/scan/search/firm", {"enterprise": str(city.firm.id), "reason": "outage"})

    assert page.all("form", id="arrival-form")


def test_after_leaving_or_when_a_colleague_is_there_the_form_is_shown(
    supervision: Supervision, city: SmallCity, officer: Visitor, visit_portal: VisitPortal
) -> None:
    visit = open_visit(supervision, city)
    colleague = build_officer(SCJG, "王芳", certificate_no="44030400777")
    account = build_account(Role.OFFICER, username="colleague", officer=colleague)
    given(supervision.database, colleague, account)
    other = visit_portal("officer", account)

    beside = other.send("/scan", {"text": code_of(supervision, city.firm)})
    officer.send(f"{visit_address(visit)}/leave", {"outcome": "no_problem"})
    afterwards = officer.get(arrive(supervision, city))

    for shown in (beside, afterwards):
        assert shown.all("form", id="arrival-form")
