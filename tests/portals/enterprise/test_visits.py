"""The log and one visit: what the firm reads, and what it answers."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import (
    EvidenceLevel,
    ExceptionKind,
    InspectionType,
    Outcome,
    ScanChannel,
    ServicePurpose,
    VisitKind,
    VisitState,
)
from supervision_code.persistence.models.visits import Dispute, Visit
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.registry import build_agency
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.visits import build_part, build_visit, build_visit_officer, with_parts
from tests.factories.voiding import void
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import Visitor, VisitPortal

DAY = timedelta(days=1)


@pytest.fixture
def shop(visit_portal: VisitPortal, city: SmallCity) -> Visitor:
    return visit_portal("enterprise", city.accounts[Role.ENTERPRISE_MEMBER])


@pytest.fixture
def visit(database: Database, city: SmallCity) -> Visit:
    made = build_visit(city.firm, result="后厨台账齐全。")
    given(database, *with_parts(made, city.officers[:2], items=["SCJG-1"]))
    return made


def test_an_empty_log_says_what_will_stand_here(shop: Visitor) -> None:
    page = shop.get("/visits/")
    assert "还没有人来检查过" in page.text
    assert "/enterprise/complaints/new?ground=no_scan" in page.links


def test_the_log_shows_each_visit_with_its_marks(
    shop: Visitor, visit: Visit, database: Database, city: SmallCity
) -> None:
    service = build_visit(
        city.firm,
        YJJ,
        started_at=FRIDAY_TEN - DAY * 20,
        kind=VisitKind.SERVICE,
        purpose=ServicePurpose.PUBLICITY,
        outcome=Outcome.SERVICE_GIVEN,
        late=True,
    )
    voided = build_visit(city.firm, started_at=FRIDAY_TEN - DAY * 30, state=VisitState.VOIDED)
    given(database, *with_parts(service), *with_parts(voided))
    page = shop.get("/visits/")
    assert f"/enterprise/visits/{visit.id}" in page.links
    assert "11月20日 周五 10:00 · 日常检查" in page.text
    for words in ("未发现问题", "请确认", "扫手机上的码", "计入次数", "政策宣传", "不计入", "事后补录", "已作废"):
        assert words in page.text


def test_the_log_is_filtered_by_the_address_and_paged(shop: Visitor, database: Database, city: SmallCity) -> None:
    for back in range(25):
        given(database, *with_parts(build_visit(city.firm, started_at=FRIDAY_TEN - DAY * 20 * back)))
    given(database, *with_parts(build_visit(city.firm, YJJ, started_at=FRIDAY_TEN - DAY * 3)))
    first = shop.get("/visits/")
    assert len(first.all("li", class_="list-row")) == 20
    (older,) = (a.get("href") for a in first.all("a", rel="next"))
    second = shop.get(older.removeprefix("/enterprise"))
    assert len(second.all("li", class_="list-row")) == 6
    assert second.all("a", rel="prev")[0].get("href") == "/enterprise/visits/"
    filtered = shop.get("/visits/?year=2026&agency=YJJ&kind=inspection")
    assert len(filtered.all("li", class_="list-row")) == 1
    assert "2026、检查、龙华区应急管理局" in filtered.text
    assert "没有符合条件的记录" in shop.get("/visits/?year=2026&kind=service").text


@pytest.mark.parametrize(
    "odd", ["year=二〇二六", f"year={'9' * 4400}", "kind=party", "before=nonsense", "agency=%F0%9F%8F%AA"]
)
def test_odd_filters_are_left_out(shop: Visitor, visit: Visit, odd: str) -> None:
    shop.get(f"/visits/?{odd}")


@pytest.mark.parametrize("address", ["/visits/?agency=%00", "/complaints/%00", "/complaints/new?ground=a%00b"])
def test_a_character_no_database_keeps_is_refused(shop: Visitor, address: str) -> None:
    shop.get(address, status=400)


def test_a_page_after_anothers_visit_is_not_found(shop: Visitor, database: Database, city: SmallCity) -> None:
    foreign = build_visit(city.other_firm, YJJ)
    given(database, *with_parts(foreign))
    shop.get(f"/visits/?before={foreign.id}", status=404)


def test_one_visit_says_who_why_how_proven_and_by_which_rule_it_counts(shop: Visitor, visit: Visit) -> None:
    page = shop.get(f"/visits/{visit.id}")
    assert page.heading == "检查记录"
    for words in (
        "福田区市场监督管理局",
        f"编号{visit.number}",
        "11月20日 周五 10:00—10:40，40分钟",
        "王小明",
        "执法证号 44030400101",
        "日常检查：按计划的例行检查",
        "食品经营许可检查",
        "《中华人民共和国食品安全法》第一百一十条",
        "未发现问题",
        "后厨台账齐全。",
        "扫的是您手机上每半分钟更换一次的码",
        "计入检查次数。",
        "在2026年的第1次，上限2次",
        "各单位合计30天内的第1次，上限3次",
        "系统默认值，不是深圳规定",
        "请对方出示行政执法证",
    ):
        assert words in page.text, words
    assert f"/enterprise/complaints/new?visit={visit.id}" in page.links


def test_a_visit_beyond_the_limits_says_so_without_alarm(shop: Visitor, database: Database, city: SmallCity) -> None:
    for code, back in (("A1", 1), ("A2", 2), ("A3", 3)):
        given(database, build_agency(code))
        given(database, *with_parts(build_visit(city.firm, code, started_at=FRIDAY_TEN - DAY * back)))
    for back in (10, 60):
        given(database, *with_parts(build_visit(city.firm, started_at=FRIDAY_TEN - DAY * back), items=["SCJG-1"]))
    visit = build_visit(city.firm, over_limit_reason="节前统一抽查")
    given(database, *with_parts(visit, items=["SCJG-1"]))
    page = shop.get(f"/visits/{visit.id}")
    for words in (
        "在2026年的第3次，超过上限2次",
        "30天内的第5次，超过上限3次",
        "30天内有4个单位来过，超过上限3个",
        "隔10天又来检查同样的事项，少于30天",
        "检查单位写明的超次数理由：节前统一抽查",
        "系统已自动提醒监督部门",
    ):
        assert words in page.text, words


def test_a_joint_visit_with_a_part_that_does_not_count(shop: Visitor, database: Database, city: SmallCity) -> None:
    visit = build_visit(city.firm, YJJ, evidence=EvidenceLevel.MUTUAL)
    given(
        database,
        visit,
        build_part(visit, YJJ, ordered_from_above=True),
        build_part(visit, SCJG, type_=InspectionType.CASE, items=["GONE-1"]),
        build_visit_officer(visit, city.officers[0]),
    )
    page = shop.get(f"/visits/{visit.id}")
    for words in (
        "龙华区应急管理局、福田区市场监督管理局",
        "牵头",
        "由上级部署",
        "记录里没有写人员姓名。",
        "记录里没有写检查事项。",
        "这一项不在现在公布的事项里",
        "福田区市场监督管理局的部分不计入：个案检查按规则不计次数。",
    ):
        assert words in page.text, words


def test_a_service_visit_and_an_unscanned_one_are_explained(shop: Visitor, database: Database, city: SmallCity) -> None:
    service = build_visit(city.firm, kind=VisitKind.SERVICE, purpose=ServicePurpose.SURVEY, outcome=None)
    typed = build_visit(
        city.firm,
        started_at=FRIDAY_TEN - DAY,
        channel=ScanChannel.TYPED,
        evidence=EvidenceLevel.NOT_SCANNED,
        exception=ExceptionKind.NETWORK_OUTAGE,
        exception_reason="地下室没有信号。",
        late=True,
        ended_at=FRIDAY_TEN,
        outcome=Outcome.RECTIFY_BY_DATE,
        rectify_by=FRIDAY_TEN.date(),
    )
    typed.search_reason = "二维码破损"
    given(database, *with_parts(service), *with_parts(typed))
    page = shop.get(f"/visits/{service.id}")
    assert page.heading == "走访记录"
    assert "来意：走访调研" in page.text
    assert "不计入检查次数：服务走访不算检查。" in page.text
    assert "记录里没有写结果。" in page.text
    page = shop.get(f"/visits/{typed.id}")
    for words in (
        "没有扫码，是执法人员自己填的。",
        "没有扫码的原因：二维码破损",
        "先检查、后登记：网络故障。地下室没有信号。",
        "事后补录",
        "11月19日 周四 10:00—11月20日 周五 10:00",
        "改正期限11月20日 周五",
    ):
        assert words in page.text, words


def test_a_visit_under_way_and_a_voided_one(shop: Visitor, database: Database, city: SmallCity) -> None:
    going_on = build_visit(city.firm, state=VisitState.OPEN)
    voided = build_visit(city.firm, started_at=FRIDAY_TEN - DAY * 2, state=VisitState.VOIDED)
    given(database, *with_parts(going_on), *with_parts(voided))
    page = shop.get(f"/visits/{going_on.id}")
    assert "还没有结束" in page.text
    assert "也可以先回答" in page.text
    page = shop.get(f"/visits/{voided.id}")
    assert "原因：同一次检查登记了两遍" in page.text
    assert not [form for form in page.forms if form.action.endswith("/confirm")]


def test_one_tap_says_that_the_record_is_right(
    shop: Visitor, visit: Visit, supervision: Supervision, city: SmallCity
) -> None:
    page = shop.send(f"/visits/{visit.id}/confirm", {})
    assert "已确认属实，谢谢。" in page.text
    assert "您已在11月20日 周五 10:00确认属实。" in page.text
    again = shop.send(f"/visits/{visit.id}/confirm", {}, status=409)
    assert "这里已有记录" in again.text


def test_a_dispute_goes_to_the_supervisors(shop: Visitor, visit: Visit) -> None:
    asked = shop.get(f"/visits/{visit.id}/dispute")
    assert [text.strip() for text in asked.texts("label", class_="tile")] == [
        "没有人来过",
        "来的不是这些人",
        "时间不对",
    ]
    refused = shop.send(f"/visits/{visit.id}/dispute", {"text": "那天没有开门。"}, status=422)
    assert "请选哪里不对。" in refused.text
    assert "那天没有开门。" in refused.text
    page = shop.send(f"/visits/{visit.id}/dispute", {"ground": "nobody_came", "text": "那天没有开门。"})
    assert "您在11月20日 周五 10:00提出：没有人来过。" in page.text
    assert "那天没有开门。" in page.text
    again = shop.send(f"/visits/{visit.id}/dispute", {"ground": "nobody_came"}, status=409)
    assert "这里已有记录" in again.text
    assert "有异议" in shop.get("/visits/").text


def test_the_supervisors_answer_is_read_here(
    shop: Visitor, visit: Visit, supervision: Supervision, city: SmallCity, database: Database
) -> None:
    shop.send(f"/visits/{visit.id}/dispute", {"ground": "not_this_time", "text": ""})
    with database.read() as session:
        dispute_id = session.scalars(select(Dispute.id)).one()
    assert "监督部门会核实。" in shop.get(f"/visits/{visit.id}").text
    supervision.disputes.keep_record(city.actor(Role.SUPERVISOR), city.firm.id, dispute_id, "门口录像与记录一致。")
    page = shop.get(f"/visits/{visit.id}")
    assert "答复：门口录像与记录一致。" in page.text
    assert "监督部门会核实。" not in page.text


def test_a_voided_record_promises_no_further_look(
    shop: Visitor, visit: Visit, supervision: Supervision, city: SmallCity
) -> None:
    shop.send(f"/visits/{visit.id}/dispute", {"ground": "nobody_came", "text": ""})
    void(supervision, city.actor(Role.SUPERVISOR), city.firm.id, visit.id, "当日无人到店。")
    page = shop.get(f"/visits/{visit.id}")
    assert "原因：当日无人到店。" in page.text
    assert "监督部门会核实。" not in page.text


def test_after_seven_days_nobody_is_asked_any_more(shop: Visitor, visit: Visit, clock: StoppedClock) -> None:
    clock.pass_by(days=8)
    shop.sign_in("enterprise_member")
    page = shop.get(f"/visits/{visit.id}")
    assert "确认期已在11月27日 周五结束" in page.text
    late = shop.send(f"/visits/{visit.id}/confirm", {}, status=409)
    assert "7天的期限已过" in late.text


@pytest.mark.parametrize("ending", ["", "/dispute"])
def test_anothers_visit_looks_like_none(shop: Visitor, database: Database, city: SmallCity, ending: str) -> None:
    foreign = build_visit(city.other_firm, YJJ)
    given(database, *with_parts(foreign))
    pages = [
        shop.get(f"/visits/{key}{ending}", status=404).text
        for key in (foreign.id, "01900000-0000-7000-8000-000000000000")
    ]
    assert pages[0] == pages[1]
    shop.send(f"/visits/{foreign.id}/confirm", {}, status=404)
    shop.send(f"/visits/{foreign.id}/dispute", {"ground": "nobody_came"}, status=404)


def test_the_pages_speak_english(shop: Visitor, visit: Visit) -> None:
    page = shop.get(f"/visits/{visit.id}?language=en")
    assert page.heading == "Record of a visit"
    assert "Certificate 44030400101" in page.text
    assert "Number 1 of 福田区市场监督管理局 in 2026, of 2 allowed" in page.text
    assert "Log of visits" in shop.get("/visits/").text
