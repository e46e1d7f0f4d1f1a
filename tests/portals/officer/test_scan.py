"""Scanning and the ways around it: each leads to the firm or says plainly what to do next."""

import io
from collections.abc import Mapping
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from supervision_code.adapters import qr_pictures
from supervision_code.domain.permissions import Role
from supervision_code.domain.visits import ScanChannel
from supervision_code.persistence.models.scans import Scan, ScanRefusal
from supervision_code.product import Supervision
from tests.factories.small_city import SmallCity
from tests.portals.officer.scenes import code_of, last_address
from tests.support.pages import Page
from tests.support.portals import Visitor, VisitPortal


def only_scan(supervision: Supervision) -> Scan:
    with supervision.database.read() as session:
        return session.scalars(select(Scan)).one()


@pytest.fixture
def officer(city: SmallCity, visit_portal: VisitPortal) -> Visitor:
    return visit_portal("officer", city.accounts[Role.OFFICER])


def send_picture(officer: Visitor, content: bytes, name: str = "photo.jpg", status: int = 303) -> Page:
    token = officer.csrf_token()
    page = officer.send("/scan/picture", {"picture": (io.BytesIO(content), name)}, status=status, token=token)
    if status != 303 and officer.last is not None:
        officer.last.request.environ["wsgi.input"].close()  # the test client keeps large bodies in an open file
    return page


def test_the_page_brings_camera_decoder_and_the_ways_around_them(officer: Visitor) -> None:
    page = officer.get("/scan")

    scanner = page.all("section", class_="scanner")[0]
    assert "scan_worker" in scanner.get("data-worker")
    assert "zxing_reader" in scanner.get("data-wasm")
    assert {"/officer/scan/search", "/officer/scan/typed"} <= set(page.links)
    assert page.all("input", type="file")


def test_the_answers_let_the_decoder_run_and_nothing_foreign(officer: Visitor) -> None:
    policy = officer.fetch("/scan").headers["Content-Security-Policy"]

    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "default-src 'none'" in policy


def test_a_recognised_code_leads_to_the_firm_with_the_position(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    fields = {"text": code_of(supervision, city.firm), "latitude": "22.534", "longitude": "114.092", "accuracy": "18.5"}

    page = officer.send("/scan", fields)

    assert city.firm.name in page.text
    kept = only_scan(supervision)
    assert (kept.channel, kept.latitude, kept.accuracy) == (ScanChannel.STATIC_CODE, 22.534, 18.5)


@pytest.mark.parametrize(
    "position",
    [
        {},
        {"latitude": "x", "longitude": "114"},
        {"latitude": "91", "longitude": "114"},
        {"latitude": "nan", "longitude": "114"},
        {"latitude": "22.5", "longitude": "inf"},
    ],
)
def test_a_position_that_is_none_is_left_out_and_never_blocks(
    supervision: Supervision, city: SmallCity, officer: Visitor, position: Mapping[str, str]
) -> None:
    officer.send("/scan", {"text": code_of(supervision, city.firm), **position})

    assert only_scan(supervision).latitude is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://example.org/c/abc", "别的网址"),
        ("x" * 700, "内容太长"),
        ("没有信用代码的文字", "没有统一社会信用代码"),
        ("http://127.0.0.1:8000/c/not-a-token", "码不完整"),
    ],
)
def test_a_refused_text_is_answered_with_what_to_do(
    supervision: Supervision, officer: Visitor, text: str, words: str
) -> None:
    page = officer.send("/scan", {"text": text}, status=422)

    assert words in page.text
    assert "再扫一次" in page.text
    assert not page.all("section", class_="scanner")
    with supervision.database.read() as session:
        assert len(session.scalars(select(ScanRefusal)).all()) == 1


def test_an_old_live_code_asks_the_firm_to_refresh(
    supervision: Supervision, city: SmallCity, officer: Visitor, clock: Any
) -> None:
    code_of(supervision, city.firm)
    live = supervision.codes.live_code(city.actor(Role.ENTERPRISE_MEMBER))
    clock.pass_by(minutes=3)

    page = officer.send("/scan", {"text": live.address}, status=422)

    assert "请让企业刷新后再扫" in page.text


def test_nothing_read_is_said(officer: Visitor) -> None:
    assert "没有读到内容" in officer.send("/scan", {"text": ""}, status=422).text


def test_a_code_in_a_photo_is_read(supervision: Supervision, city: SmallCity, officer: Visitor) -> None:
    page = send_picture(officer, qr_pictures.png(code_of(supervision, city.firm), 600))

    assert city.firm.name in page.text
    assert only_scan(supervision).channel is ScanChannel.STATIC_CODE


def test_what_is_no_photo_of_a_code_is_answered_in_words(officer: Visitor) -> None:
    plain = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(plain, "PNG")

    assert "不是照片" in send_picture(officer, b"just text", "notes.txt", 422).text
    assert "没有找到码" in send_picture(officer, plain.getvalue(), status=422).text
    assert "已损坏" in send_picture(officer, plain.getvalue()[:60], status=422).text
    assert "超过10 MB" in send_picture(officer, b"\xff\xd8\xff" + b"x" * 11_000_000, status=422).text
    assert "还没有选照片" in officer.send("/scan/picture", {}, status=422).text


def test_a_huge_file_is_refused_before_it_is_read(officer: Visitor) -> None:
    assert "文件太大" in send_picture(officer, b"x" * 13_000_000, status=413).text


def test_a_typed_code_needs_a_reason_and_proves_nothing(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    asked = officer.send("/scan/typed", {"text": city.firm.uscc}, status=422)
    page = officer.send("/scan/typed", {"text": city.firm.uscc, "reason": "unreadable"})

    assert "请选择没扫码的原因" in asked.text
    assert city.firm.name in page.text
    kept = only_scan(supervision)
    assert (kept.channel, kept.reason) == (ScanChannel.TYPED, "码污损，扫不出来")


def test_a_typed_text_that_is_refused_keeps_the_form(officer: Visitor) -> None:
    page = officer.send("/scan/typed", {"text": "91440300", "reason": "not_shown"}, status=422)

    assert "没有统一社会信用代码" in page.text
    assert page.form_with("text", "reason").action.endswith("/scan/typed")


def test_a_typed_credit_code_with_a_slip_and_an_empty_field_are_told_apart(city: SmallCity, officer: Visitor) -> None:
    slip = city.firm.uscc[:-1] + ("A" if city.firm.uscc[-1] != "A" else "B")

    wrong = officer.send("/scan/typed", {"text": slip, "reason": "not_shown"}, status=422)
    empty = officer.send("/scan/typed", {"text": "", "reason": "not_shown"}, status=422)

    assert "这个信用代码不对，请逐位核对。" in wrong.text
    assert "请粘贴码的内容，或输入18位信用代码。" in empty.text


def test_a_usual_reason_is_read_in_the_readers_language(city: SmallCity, officer: Visitor) -> None:
    page = officer.send("/scan/typed", {"text": city.firm.uscc, "reason": "unreadable", "more": "被雨淋"})
    address = officer.last.request.path.removeprefix("/officer") if officer.last else ""

    assert "码污损，扫不出来。被雨淋" in page.text
    assert "The code is damaged。被雨淋" in officer.get(f"{address}?language=en").text


def searched(officer: Visitor, words: str, reason: str = "", more: str = "", status: int = 200) -> Page:
    return officer.send("/scan/search", {"q": words, "reason": reason, "more": more}, status=status)


def test_a_search_shows_nothing_before_the_reason_is_given(city: SmallCity, officer: Visitor) -> None:
    page = searched(officer, "南园", status=422)

    assert "请选择没扫码的原因" in page.text
    assert city.firm.name not in page.text


@pytest.mark.parametrize("page", ["/scan/search", "/emergency"])
def test_what_an_officer_writes_to_find_a_firm_never_stands_in_an_address(
    city: SmallCity, officer: Visitor, page: str
) -> None:
    asked = officer.get(page).form_with("q")
    named = officer.get(f"{page}?q=南园&reason=not_shown&kind=emergency&why=接报燃气泄漏")

    assert asked.method == "post"
    assert city.firm.name not in named.text
    assert "接报燃气泄漏" not in named.text


def test_a_search_for_one_letter_or_none_is_refused(officer: Visitor) -> None:
    short = searched(officer, "南", "not_shown", status=422)
    assert "请至少写2个字" in short.text
    assert "还没有查找，请先改好" in short.text
    assert "没有保存" not in short.text
    assert "请写企业名称" in searched(officer, "", "not_shown", status=422).text


def test_other_reasons_must_be_written(city: SmallCity, officer: Visitor) -> None:
    page = searched(officer, "南园", "other", status=422)

    assert "请写明没扫码的原因" in page.text
    assert city.firm.name not in page.text


def test_a_firm_found_by_name_is_reached_with_the_reason_on_record(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    found = searched(officer, "南园", "other", "出示的是旧照")
    chosen = found.form_with("enterprise")
    page = officer.send(chosen.action.removeprefix("/officer"), chosen.fields)

    assert city.firm.name in page.text
    assert city.firm.uscc not in found.text
    assert only_scan(supervision).reason == "出示的是旧照"


def test_an_emergency_reaches_the_firm_with_what_happened_on_record(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    found = officer.send("/emergency", {"q": "南园", "kind": "emergency", "why": "接报燃气泄漏"}, status=200)
    chosen = found.form_with("enterprise")
    page = officer.send(chosen.action.removeprefix("/officer"), chosen.fields)

    assert page.texts("textarea", id="exception_reason") == ["接报燃气泄漏"]
    assert only_scan(supervision).reason == "突发应急：接报燃气泄漏"


def test_an_emergency_without_a_word_shows_no_firm(city: SmallCity, officer: Visitor) -> None:
    page = officer.send("/emergency", {"q": "南园"}, status=422)

    assert "请选择是哪种情况" in page.text
    assert "请写明发生了什么" in page.text
    assert [link for link in page.links if link.startswith("#")][-2:] == ["#kind", "#why"]
    assert city.firm.name not in page.text


def test_the_way_to_a_backfill_chooses_the_outage_beforehand(officer: Visitor) -> None:
    page = officer.get("/scan/search?reason=outage")

    assert page.heading == "补录断网时的检查"
    assert officer.get("/scan/search").heading == "查找企业"
    assert [e.get("value") for e in page.all("input", name="reason") if "checked" in e.attributes] == ["outage"]


def test_a_backfill_after_an_outage_opens_the_form_for_it(
    supervision: Supervision, city: SmallCity, officer: Visitor
) -> None:
    page = officer.send("/scan/search/firm", {"enterprise": str(city.firm.id), "reason": "outage", "more": ""})

    chosen = [e.get("value") for e in page.all("input", name="exception") if "checked" in e.attributes]
    assert chosen == ["network_outage"]


def test_nothing_found_says_how_to_search_again(officer: Visitor) -> None:
    assert "没有找到“没有这家店”" in searched(officer, "没有这家店", "not_shown").text


@pytest.mark.parametrize("firm", ["", "not-a-firm", "00000000-0000-0000-0000-000000000001"])
def test_a_firm_that_does_not_exist_is_not_found(officer: Visitor, firm: str) -> None:
    officer.send("/scan/search/firm", {"enterprise": firm, "reason": "not_shown"}, status=404)


def test_an_account_without_a_certificate_is_told_why_it_cannot_scan(
    city: SmallCity, visit_portal: VisitPortal
) -> None:
    page = visit_portal("officer", city.accounts[Role.AGENCY_MANAGER]).get("/scan")

    assert "没有对应的执法证" in page.text
    assert not page.all("section", class_="scanner")


def test_a_scan_that_was_used_leads_to_its_visit(supervision: Supervision, city: SmallCity, officer: Visitor) -> None:
    officer.send("/scan", {"text": code_of(supervision, city.firm)})
    arrival = last_address(officer)
    officer.send(
        arrival,
        {
            "kind": "inspection",
            "own-type": "routine",
            "own-items": ["SCJG-1"],
            "own-officers": [str(city.officers[1].id)],
        },
    )

    assert officer.fetch(arrival).headers["Location"].startswith("/officer/visits/")
