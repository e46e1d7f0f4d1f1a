"""The lists of visits, one visit, and leaving it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from supervision_code.domain.errors import IllegalMove
from supervision_code.domain.permissions import Role
from supervision_code.domain.visit_drafts import OpenedVisit
from supervision_code.domain.visits import ExceptionKind, Outcome, ServicePurpose, VisitKind, VisitState
from supervision_code.persistence.models.visits import Visit
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.visits import build_part, build_visit, with_parts
from tests.factories.voiding import void
from tests.portals.officer.scenes import arrive, last_address, open_visit, part_of, visit_address
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import Visitor, VisitPortal


@pytest.fixture
def officer(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.OFFICER])


@pytest.fixture
def visit(supervision: Supervision, city: SmallCity) -> OpenedVisit:
    return open_visit(supervision, city)


def stored(supervision: Supervision, visit: OpenedVisit) -> Visit:
    with supervision.database.read() as session:
        return session.get_one(Visit, (visit.enterprise_id, visit.visit_id))


def test_an_open_visit_shows_number_and_time_large_and_one_way_on(
    officer: Visitor, visit: OpenedVisit, clock: StoppedClock
) -> None:
    clock.pass_by(hours=1, minutes=5)

    page = officer.get(visit_address(visit))

    assert page.heading == "正在检查"
    assert visit.number in page.texts("dd", class_="visit-number")
    assert "1小时5分钟" in page.text
    assert f"/officer{visit_address(visit)}/leave" in page.links


def test_the_day_of_a_visit_after_midnight_is_the_day_in_shenzhen(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal, clock: StoppedClock
) -> None:
    clock.pass_by(hours=15)  # one in the morning of Saturday the 21st, still Friday at Greenwich
    officer = visit_portal("officer", city.accounts[Role.OFFICER])

    page = officer.get(visit_address(open_visit(supervision, city)))

    assert "11月21日 周六" in page.texts("dd")


def test_no_problem_is_one_tap(
    supervision: Supervision, officer: Visitor, visit: OpenedVisit, clock: StoppedClock
) -> None:
    clock.pass_by(minutes=40)
    address = f"{visit_address(visit)}/leave"
    quick = next(form for form in officer.get(address).forms if form.fields.get("outcome") == "no_problem")

    page = officer.send(address, quick.fields)

    assert page.heading == "已离开"
    assert "40分钟" in page.text
    assert stored(supervision, visit).outcome is Outcome.NO_PROBLEM


def test_a_problem_needs_words_and_a_day_that_lies_ahead(
    supervision: Supervision, officer: Visitor, visit: OpenedVisit
) -> None:
    address = f"{visit_address(visit)}/leave"
    wordless = officer.send(address, {"outcome": "corrected_on_site"}, status=422)
    dayless = officer.send(address, {"outcome": "rectify_by_date", "result": "冷柜温度过高"}, status=422)
    past = {"outcome": "rectify_by_date", "result": "冷柜温度过高", "rectify_by": "2026-11-01"}
    late = officer.send(address, past, status=422)
    both = officer.send(address, {**past, "result": ""}, status=422)
    far = officer.send(address, {**past, "rectify_by": "9999-12-31"}, status=422)
    wrong = officer.send(address, {**past, "rectify_by": "someday"}, status=422)

    page = officer.send(address, {**past, "rectify_by": "2026-11-25"})

    assert "请写明发现了什么" in wordless.text
    assert "请选今天或以后的日期" in dayless.text
    assert "请选今天或以后的日期" in late.text
    assert "改正期限：期限最晚到2027-11-20，不能是9999-12-31" in far.text
    assert "改正期限：请选今天或以后的日期" in both.text
    assert "情况说明：请写明发现了什么" in both.text
    assert "这不是日期" in wrong.text
    assert "限期改正" in page.text
    assert stored(supervision, visit).result == "冷柜温度过高"


def test_an_outcome_must_be_chosen_and_be_one_of_ours(officer: Visitor, visit: OpenedVisit) -> None:
    address = f"{visit_address(visit)}/leave"

    assert "请选择怎样处理" in officer.send(address, {}, status=422).text
    assert "请选择怎样处理" in officer.send(address, {"outcome": "made-up"}, status=422).text


def test_the_position_at_leaving_is_kept(supervision: Supervision, officer: Visitor, visit: OpenedVisit) -> None:
    fields = {"outcome": "no_problem", "latitude": "22.5341", "longitude": "114.0926", "accuracy": "20"}

    officer.send(f"{visit_address(visit)}/leave", fields)

    assert stored(supervision, visit).left_latitude == 22.5341


@pytest.fixture
def service_visit(supervision: Supervision, city: SmallCity) -> OpenedVisit:
    """A service visit under way."""
    parts = (part_of(city, type=None, items=()),)
    return open_visit(supervision, city, kind=VisitKind.SERVICE, purpose=ServicePurpose.SERVICE, parts=parts)


def test_a_service_visit_ends_with_the_service_given_and_its_one_note(
    supervision: Supervision, officer: Visitor, service_visit: OpenedVisit
) -> None:
    address = f"{visit_address(service_visit)}/leave"

    page = officer.get(address)
    refused = officer.send(address, {"outcome": "rectify_by_date", "result": "送了宣传册"}, status=422)
    too_long = officer.send(address, {"usual": "yes", "result": "长" * 2001}, status=422)
    officer.send(address, {"usual": "yes", "outcome": "rectify_by_date", "result": "送了宣传册"})

    assert "服务完成，离开" in page.text
    assert len(page.all("textarea", name="result")) == 1
    assert "送了宣传册" in refused.source
    assert "走访记录：最多写2000个字" in too_long.text
    assert stored(supervision, service_visit).outcome is Outcome.SERVICE_GIVEN
    assert stored(supervision, service_visit).result == "送了宣传册"


def test_a_service_visit_is_called_one_and_needs_no_papers_of_an_inspection(
    officer: Visitor, visit: OpenedVisit, service_visit: OpenedVisit
) -> None:
    page = officer.get(visit_address(service_visit))

    assert "正在走访" in page.text
    assert "正在检查" not in page.text
    assert "新建文书" not in page.text
    assert "新建文书" in officer.get(visit_address(visit)).text


def test_a_visit_written_down_after_its_end_does_not_go_on_anywhere(
    supervision: Supervision, city: SmallCity, officer: Visitor, visit_portal: VisitPortal, clock: StoppedClock
) -> None:
    times = {"started_at": clock.now() - timedelta(days=2, hours=1), "ended_at": clock.now() - timedelta(days=2)}
    late = open_visit(supervision, city, exception=ExceptionKind.NETWORK_OUTAGE, exception_reason="断网", **times)

    page, leaving = officer.get(visit_address(late)), officer.get(f"{visit_address(late)}/leave")
    today, next_one = officer.get("/"), officer.get(arrive(supervision, city))
    shop = visit_portal("enterprise", city.accounts[Role.ENTERPRISE_MEMBER])
    firm, log, own = shop.get("/"), shop.get("/visits/"), shop.get(f"/visits/{late.visit_id}")
    supervisor = visit_portal("supervisor", city.accounts[Role.SUPERVISOR])
    listed, overseen = supervisor.get("/visits/"), supervisor.get(visit_address(late))

    assert page.heading == "检查记录"
    assert "已用时" not in page.text
    assert "登记结果" in page.text
    assert "亮码给企业扫" not in page.text
    assert "未发现问题，保存" in leaving.text
    assert "补录11月18日 周三的检查" in today.text
    assert next_one.all("form", id="arrival-form")
    assert "有人正在检查" not in firm.text
    assert "待登记结果" in log.text
    assert "还没有登记结果" in own.text
    assert "还没有结束" not in own.text
    for page in (listed, overseen):
        assert "待登记结果" in page.texts("span", class_="state")
    assert late.number not in supervisor.get("/visits/?mark=open").text
    with pytest.raises(IllegalMove):
        supervision.presence.code(city.actor(Role.OFFICER), late.enterprise_id, late.visit_id)


def test_a_visit_that_has_ended_cannot_be_left_again(officer: Visitor, visit: OpenedVisit) -> None:
    address = visit_address(visit)
    not_yet = officer.fetch(f"{address}/done")
    officer.send(f"{address}/leave", {"outcome": "no_problem"})

    again = officer.fetch(f"{address}/leave")

    assert not_yet.headers["Location"] == f"/officer{address}"
    assert again.headers["Location"] == f"/officer{address}"
    twice = officer.send(f"{address}/leave", {"outcome": "corrected_on_site", "result": "价签三处"}, status=422)
    assert "已经办过" in twice.text
    assert "价签三处" in twice.source
    assert "保存结果" not in twice.text


def test_a_closed_visit_shows_result_people_and_reasons(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    given(supervision.database, *with_parts(build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=2))))
    visit = open_visit(supervision, city, over_limit_reason="接到举报，须当天核实")
    officer.send(f"{visit_address(visit)}/leave", {"outcome": "no_problem"})

    page = officer.get(visit_address(visit))

    for words in ("未发现问题", "静态码", "王小明", "李建国", "食品经营许可检查", "接到举报，须当天核实"):
        assert words in page.text


@pytest.mark.parametrize("seen", ["9" * 4400, "²", "１", "-1"])
def test_a_correction_of_no_version_is_refused(officer: Visitor, visit: OpenedVisit, seen: str) -> None:
    officer.send(f"{visit_address(visit)}/leave", {"outcome": "no_problem"})
    fields = {"seen": seen, "outcome": "case_opened", "result": "台账不全", "reason": "漏记"}
    assert officer.send(f"{visit_address(visit)}/correct", fields, status=422).heading == "更正结果"


def test_a_voided_visit_says_so_and_not_why(
    supervision: Supervision, city: SmallCity, officer: Visitor, visit: OpenedVisit
) -> None:
    void(supervision, city.actor(Role.SUPERVISOR), visit.enterprise_id, visit.visit_id, "企业说没有人来过")

    page = officer.get(visit_address(visit))

    assert "监督部门已作废这条记录" in page.text
    assert "没有人来过" not in page.text


def test_the_lists_are_mine_and_my_agencys(supervision: Supervision, city: SmallCity, officer: Visitor) -> None:
    mine = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=1))
    colleagues = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(days=2))
    foreign = build_visit(city.other_firm, YJJ, started_at=FRIDAY_TEN - timedelta(days=3))
    given(supervision.database, *with_parts(mine, city.officers[:1]))
    given(supervision.database, *with_parts(colleagues, city.officers[1:2]), *with_parts(foreign))

    own = officer.get("/visits")
    agency = officer.get("/visits?scope=agency")

    assert len(own.texts("a", class_="list-title")) == 1
    assert len(agency.texts("a", class_="list-title")) == 2
    assert city.other_firm.name not in agency.text


@pytest.fixture
def three_visits(supervision: Supervision, city: SmallCity) -> None:
    for number, kind, state in (
        (1, VisitKind.INSPECTION, VisitState.OPEN),
        (2, VisitKind.SERVICE, VisitState.CLOSED),
        (3, VisitKind.INSPECTION, VisitState.VOIDED),
    ):
        visit = build_visit(
            city.other_firm if number == 2 else city.firm,
            started_at=FRIDAY_TEN - timedelta(days=number),
            kind=kind,
            state=state,
        )
        given(supervision.database, *with_parts(visit, city.officers[:1]))


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ("", 3),
        ("?state=open", 1),
        ("?state=voided", 1),
        ("?kind=service", 1),
        ("?kind=inspection&state=closed", 0),
        ("?q=明亮", 1),
        ("?q=%25", 0),
        ("?state=nonsense&kind=x&scope=y&at=zzz", 3),
    ],
)
def test_filters_live_in_the_address(officer: Visitor, three_visits: None, filters: str, number: int) -> None:
    assert len(officer.get(f"/visits{filters}").texts("a", class_="list-title")) == number


def test_a_visit_is_found_by_its_number(officer: Visitor, visit: OpenedVisit, three_visits: None) -> None:
    page = officer.get(f"/visits?q={visit.number.lower()}")

    assert page.texts("a", class_="list-title") != []
    assert f"/officer{visit_address(visit)}" in page.links


def test_the_list_is_paged_by_key(supervision: Supervision, city: SmallCity, officer: Visitor) -> None:
    for number in range(25):
        visit = build_visit(city.firm, started_at=FRIDAY_TEN - timedelta(hours=number))
        given(supervision.database, *with_parts(visit, city.officers[:1]))

    first = officer.get("/visits?kind=inspection")
    older = next(link for link in first.links if "at=" in link)
    second = officer.get(older.removeprefix("/officer"))

    assert "kind=inspection" in older
    assert len(first.texts("a", class_="list-title")) == 20
    assert len(second.texts("a", class_="list-title")) == 5


def test_nothing_yet_and_nothing_found_read_differently(officer: Visitor) -> None:
    assert "还没有记录" in officer.get("/visits").text
    assert "没有符合的记录" in officer.get("/visits?q=zzz").text


def test_htmx_gets_the_list_alone(officer: Visitor, three_visits: None) -> None:
    part = officer.part("/visits")

    assert not part.all("h1")
    assert len(part.texts("a", class_="list-title")) == 3


def test_a_manager_sees_the_agencys_visits_as_a_table(
    city: SmallCity, three_visits: None, visit_portal: VisitPortal
) -> None:
    manager = visit_portal("officer", city.accounts[Role.AGENCY_MANAGER])

    page = manager.get("/visits")

    assert len(page.all("th", scope="row")) == 3
    assert not page.all("nav", class_="tabs")


@pytest.fixture
def doors(visit: OpenedVisit) -> list[Callable[[Visitor], object]]:
    """Every way to another agency's visit."""
    address = visit_address(visit)
    return [
        lambda visitor: visitor.get(address, status=404),
        lambda visitor: visitor.get(f"{address}/leave", status=404),
        lambda visitor: visitor.get(f"{address}/done", status=404),
        lambda visitor: visitor.send(f"{address}/leave", {"outcome": "no_problem"}, status=404),
    ]


def test_another_agencys_visit_is_not_found(
    city: SmallCity, doors: list[Callable[[Visitor], object]], visit_portal: VisitPortal
) -> None:
    stranger = visit_portal("officer", city.other_accounts[Role.OFFICER])

    for knock in doors:
        knock(stranger)


def test_a_joint_visit_is_open_to_every_agency_in_it(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    visit = build_visit(city.firm, state=VisitState.OPEN)
    given(supervision.database, *with_parts(visit, city.officers[:2]), build_part(visit, YJJ, items=["YJJ-1"]))
    partner = visit_portal("officer", city.other_accounts[Role.OFFICER])

    page = partner.get(f"/visits/{visit.enterprise_id}/{visit.id}")

    assert "福田区市场监督管理局" in page.text
    assert "龙华区应急管理局" in page.text
    assert SCJG in visit.lead_agency
    assert last_address(partner).endswith(str(visit.id))
