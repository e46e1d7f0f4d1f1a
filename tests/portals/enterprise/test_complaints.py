"""Complaining: with a visit and without, what is promised, and how it goes on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from supervision_code.domain.complaints import ComplaintGround, ComplaintStatus, Conclusion
from supervision_code.domain.permissions import Role
from supervision_code.persistence.models.complaints import Complaint
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories import given
from tests.factories.complaints import build_complaint
from tests.factories.small_city import SCJG, YJJ, SmallCity
from tests.factories.visits import build_part, build_visit, with_parts
from tests.support.clock import FRIDAY_TEN, StoppedClock
from tests.support.portals import Visitor, VisitPortal

TEXT = "两名检查人员没有扫码就进店检查。"


@pytest.fixture
def shop(visit_portal: VisitPortal, city: SmallCity) -> Visitor:
    return visit_portal("enterprise", city.accounts[Role.ENTERPRISE_MEMBER])


def stored(database: Database) -> Complaint:
    with database.read() as session:
        return session.scalars(select(Complaint)).one()


def test_an_empty_list_says_what_one_can_complain_of(shop: Visitor) -> None:
    page = shop.get("/complaints/")
    assert "还没有投诉过" in page.text
    assert "被投诉单位看不到是谁投诉的" in page.text
    assert "/enterprise/complaints/new" in page.links


def test_the_form_names_every_ground_with_an_example_and_is_honest_about_secrecy(shop: Visitor) -> None:
    page = shop.get("/complaints/new")
    grounds = {e.get("value") for e in page.all("input", type="radio", name="ground")}
    assert grounds == {ground.value for ground in ComplaintGround}
    assert "没有扫监督码或执照上的码就开始检查" in page.text
    assert "只有监督部门看得到这份投诉" in page.text
    assert "它可能猜得到" in page.text


def test_a_complaint_without_a_visit_is_received_with_number_and_day(
    shop: Visitor, database: Database, city: SmallCity
) -> None:
    fields = {"ground": "no_scan", "agency": SCJG, "happened_on": "2026-11-19", "text": TEXT}
    page = shop.send("/complaints/new", fields)
    complaint = stored(database)
    assert page.heading == "已收到"
    assert complaint.reference in page.text
    assert "5个工作日内，11月27日 周五前，告知是否受理。" in page.text
    assert (complaint.agency, str(complaint.happened_on)) == (SCJG, "2026-11-19")
    assert f"/enterprise/complaints/{complaint.reference}" in page.links


def test_a_complaint_about_a_visit_knows_agency_and_day(shop: Visitor, database: Database, city: SmallCity) -> None:
    visit = build_visit(city.firm)
    given(database, *with_parts(visit))
    page = shop.get(f"/complaints/new?visit={visit.id}")
    assert visit.number in page.text
    form = page.form_with("ground", "text")
    assert form.action == f"/enterprise/complaints/new?visit={visit.id}"
    assert "happened_on" not in form.fieldnames
    shop.send(f"/complaints/new?visit={visit.id}", {**form.fields, "ground": "duplicate", "text": TEXT})
    complaint = stored(database)
    assert (complaint.visit_id, complaint.agency) == (visit.id, SCJG)
    assert complaint.reference in shop.get(f"/visits/{visit.id}").text


def test_of_a_joint_visit_one_chooses_the_agency(shop: Visitor, database: Database, city: SmallCity) -> None:
    visit = build_visit(city.firm)
    given(database, visit, build_part(visit, SCJG), build_part(visit, YJJ))
    page = shop.get(f"/complaints/new?visit={visit.id}")
    options = [option.get("value") for option in page.all("option")]
    assert sorted(options) == [SCJG, YJJ]
    shop.send(f"/complaints/new?visit={visit.id}", {"ground": "gifts", "agency": YJJ, "text": TEXT})
    assert stored(database).agency == YJJ


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": TEXT}, "请选一个最接近的问题。"),
        ({"ground": "nonsense", "text": TEXT}, "请从列出的选项中选择。"),
        ({"ground": "other"}, "请写一写经过。"),
        ({"ground": "other", "text": "太短"}, "请写10至2000个字"),
        ({"ground": "other", "text": TEXT, "happened_on": "昨天"}, "这不是日期"),
        ({"ground": "other", "text": TEXT, "happened_on": "2026-11-21"}, "2026-11-21还没有到"),
        ({"ground": "other", "text": TEXT, "agency": "NOBODY"}, "请从列出的选项中选择。"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_what_was_written_stays(
    shop: Visitor, database: Database, fields: dict[str, str], sentence: str
) -> None:
    page = shop.send("/complaints/new", fields, status=422)
    assert sentence in page.text
    if fields.get("text") == TEXT:
        assert TEXT in page.text
    with database.read() as session:
        assert session.scalar(select(Complaint.id)) is None


def test_a_ground_from_the_address_is_chosen_already(shop: Visitor) -> None:
    page = shop.get("/complaints/new?ground=no_scan")
    chosen = [e.get("value") for e in page.all("input", name="ground") if "checked" in e.attributes]
    assert chosen == ["no_scan"]


@pytest.mark.parametrize("visit", ["01900000-0000-7000-8000-000000000000", "nonsense"])
def test_an_unknown_visit_is_not_found(shop: Visitor, visit: str) -> None:
    shop.get(f"/complaints/new?visit={visit}", status=404)


def test_the_page_follows_the_complaint_to_its_reply(
    shop: Visitor, database: Database, supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    shop.send("/complaints/new", {"ground": "arbitrary", "text": TEXT})
    complaint, supervisor = stored(database), city.actor(Role.SUPERVISOR)
    address = f"/complaints/{complaint.reference}"
    page = shop.get(address)
    assert page.texts("li", aria_current="step")[0].startswith("受理 11月27日 周五前")
    assert "监督码投诉的办理期限未查到" in page.text
    supervision.complaints.accept(supervisor, complaint.id, "内部备注")
    page = shop.get(address)
    assert "正在调查，12月20日 周日前有结论" in page.text
    assert "内部备注" not in page.source
    supervision.complaints.extend(supervisor, complaint.id, "要调取录像。")
    assert "要调取录像。" in shop.get(address).text
    supervision.complaints.conclude(supervisor, complaint.id, Conclusion.SUBSTANTIATED, "录像可证")
    page = shop.get(address)
    assert "属实" in page.text
    assert "录像可证" not in page.source
    supervision.complaints.reply(supervisor, complaint.id, "情况属实。\n已责令改正。")
    page = shop.get(address)
    assert "结论：属实" in page.text
    assert "已责令改正。" in page.text
    assert "也可以拨打12345" in page.text
    assert "已答复" in shop.get("/complaints/").text


def test_declined_and_transferred_complaints_say_why_and_where(
    shop: Visitor, database: Database, supervision: Supervision, city: SmallCity
) -> None:
    declined, transferred = build_complaint(city.firm), build_complaint(city.firm, text="隔壁油烟太大，影响生意。")
    given(database, declined, transferred)
    supervisor = city.actor(Role.SUPERVISOR)
    supervision.complaints.decline(supervisor, declined.id, "来电人不是执法人员。")
    supervision.complaints.transfer(supervisor, transferred.id, "福田生态环境局", "归其管辖。")
    page = shop.get(f"/complaints/{declined.reference}")
    assert "来电人不是执法人员。" in page.text
    assert not page.all("li", aria_current="step")
    page = shop.get(f"/complaints/{transferred.reference}")
    assert "已转给：福田生态环境局" in page.text


def test_an_overdue_complaint_says_so(shop: Visitor, database: Database, city: SmallCity) -> None:
    complaint = build_complaint(city.firm, filed_at=FRIDAY_TEN - timedelta(days=30))
    given(database, complaint)
    assert "期限已过" in shop.get(f"/complaints/{complaint.reference}").text


def test_a_day_that_may_still_change_is_marked(
    shop: Visitor, database: Database, city: SmallCity, supervision: Supervision
) -> None:
    complaint = build_complaint(city.firm, accept_by=supervision.calendar.known_through + timedelta(days=1))
    given(database, complaint)
    assert "放假安排还没有公布" in shop.get(f"/complaints/{complaint.reference}").text
    assert "放假安排还没有公布" in shop.get(f"/complaints/{complaint.reference}/received").text


def test_the_list_is_paged(shop: Visitor, database: Database, city: SmallCity) -> None:
    given(database, *(build_complaint(city.firm, filed_at=FRIDAY_TEN - timedelta(days=n)) for n in range(23)))
    page = shop.get("/complaints/")
    assert len(page.all("li", class_="list-row")) == 20
    (older,) = (a.get("href") for a in page.all("a", rel="next"))
    assert len(shop.get(older.removeprefix("/enterprise")).all("li", class_="list-row")) == 3


def test_anothers_complaint_looks_like_none(shop: Visitor, database: Database, city: SmallCity) -> None:
    foreign = build_complaint(city.other_firm, status=ComplaintStatus.REPLIED)
    given(database, foreign)
    texts = {shop.get(f"/complaints/{key}", status=404).text for key in (foreign.reference, "2026-1120-XXXXX")}
    assert len(texts) == 1
    shop.get(f"/complaints/{foreign.reference}/received", status=404)
    shop.get(f"/complaints/?after={foreign.reference}", status=404)


def test_the_pages_speak_english(shop: Visitor, database: Database, city: SmallCity) -> None:
    complaint = build_complaint(city.firm)
    given(database, complaint)
    shop.get("/complaints/?language=en")
    assert "They began without scanning your code" in shop.get("/complaints/new").text
    assert "No time limit of the Shenzhen rule was found" in shop.get(f"/complaints/{complaint.reference}").text
