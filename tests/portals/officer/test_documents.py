"""Documents at the officers' portal: begun, filled in, signed on the screen, refused, approved, corrected."""

import hashlib
import io
import json
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from supervision_code.adapters.file_store import FileStore
from supervision_code.domain.codes import Refusal
from supervision_code.domain.documents import DocumentKind, DocumentState
from supervision_code.domain.ledger import LedgerKind
from supervision_code.domain.permissions import Role
from supervision_code.domain.signatures import canonical_strokes
from supervision_code.domain.visits import InspectionType
from supervision_code.persistence.models.documents import Document, DocumentSignature, VisitPhoto
from supervision_code.persistence.models.inbox import InboxMessage
from supervision_code.persistence.models.ledger import LedgerEntry
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.product import Supervision
from supervision_code.web.front import create_front
from tests.adapters.papers import ink, small_photo
from tests.factories.small_city import SmallCity
from tests.factories.voiding import void
from tests.portals.officer.scenes import open_visit
from tests.support.clock import StoppedClock
from tests.support.pages import Page
from tests.support.portals import Visitor, VisitPortal

FILLED: Final = {"place": "后厨", "firm_person": "王五", "firm_capacity": "店长", "seen": "冷藏柜六度"}
TIMES: Final = {"begun": "2026-11-20T10:00", "ended": "2026-11-20T10:30"}
INK: Final = canonical_strokes(ink())


def visit_of(supervision: Supervision, city: SmallCity) -> str:
    """The address of a visit under way."""
    opened = open_visit(supervision, city)
    return f"/visits/{city.firm.id}/{opened.visit_id}"


def begun(visitor: Visitor, visit: str, kind: DocumentKind) -> str:
    """The address of a document begun for a visit."""
    visitor.send(f"{visit}/documents", {"kind": kind.value})
    assert visitor.last is not None
    return visitor.last.request.path.removeprefix("/officer")


def seats_of(supervision: Supervision, address: str) -> list[str]:
    """The officers' lines of a document, by their keys."""
    with supervision.database.read() as session:
        facts = session.scalars(select(Document.facts).where(Document.id == _id(address))).one()
    return [f"officer:{one}" for one in json.loads(facts)["values"]["signers"]]


def _id(address: str) -> UUID:
    return UUID(address.rsplit("/", 1)[1])


def signed_by_officers(supervision: Supervision, visitor: Visitor, address: str) -> None:
    """All officers have signed."""
    for seat in seats_of(supervision, address):
        visitor.send(f"{address}/sign", {"seat": seat, "strokes": INK})


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_record_is_filled_in_signed_by_all_and_read_by_the_firm(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    visit = visit_of(supervision, city)
    address = begun(officer, visit, DocumentKind.RECORD)

    refused = officer.send(address, {"place": "后厨", "seen": "", "then": "signing"}, status=422)
    assert "这一项不能空着" in refused.text
    officer.send(address, FILLED)
    draft = PdfReader(io.BytesIO(officer.fetch(f"{address}/preview.pdf").data))
    assert "草稿" in draft.pages[0].extract_text()
    officer.send(address, {**FILLED, "then": "signing"})

    nothing = officer.send(f"{address}/sign", {"seat": seats_of(supervision, address)[0], "strokes": ""}, status=422)
    assert "还没有签名" in nothing.text
    signed_by_officers(supervision, officer, address)
    final = officer.send(f"{address}/sign", {"seat": "firm", "name": "王五", "capacity": "店长", "strokes": INK})

    assert "文书已定稿" in final.text
    firm = visit_portal("enterprise", city.accounts[Role.ENTERPRISE_ADMINISTRATOR])
    page = firm.get(f"/visits/{visit.rsplit('/', 1)[1]}")
    assert "现场检查笔录" in page.text
    link = next(one for one in page.links if one.endswith(".pdf"))
    answer = firm.fetch(link.removeprefix("/enterprise"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.data)).pages)
    assert {"现场检查笔录", "冷藏柜六度", "王五"} <= {
        word for word in ("现场检查笔录", "冷藏柜六度", "王五") if word in text
    }
    assert "草稿" not in text
    with supervision.database.read() as session:
        session.scalars(select(LedgerEntry).where(LedgerEntry.kind == LedgerKind.DOCUMENT_FINAL)).one()
        keys = set(session.scalars(select(InboxMessage.key)))
    assert "inbox-document-final" in keys


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_of_two_tabs_the_second_is_shown_what_the_first_kept_and_loses_nothing(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    address = begun(officer, visit_of(supervision, city), DocumentKind.RECORD)

    def digest(page: Page) -> dict[str, str]:
        return {"kept_digest": next(one.get("value") for one in page.all("input") if one.get("name") == "kept_digest")}

    opened = digest(officer.get(address))
    officer.send(address, {**FILLED, **opened, "rights_told": "yes"})
    officer.send(address, {**FILLED, **opened, "rights_told": "yes"})
    late = officer.send(address, {**FILLED, **opened, "seen": "冷藏柜八度", "then": "signing"}, status=422)
    assert "别人已保存过别的内容" in late.text
    assert "现在保存的内容" in late.text
    assert "冷藏柜六度" in late.text
    assert "冷藏柜八度" in late.text
    assert "冷藏柜六度" in officer.get(address).text
    officer.send(address, {**FILLED, **digest(late), "seen": "冷藏柜八度", "then": "signing"})
    back = officer.send(f"{address}/draft", {})
    assert "冷藏柜八度" in back.text
    with supervision.database.read() as session:
        acts = session.scalars(select(TrailEntry.action).where(TrailEntry.action.startswith("document:"))).all()
    assert sorted(acts) == ["document:begun", "document:draft", "document:signing"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_rows_with_numbers_that_are_none_are_passed_over(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    address = begun(officer, visit_of(supervision, city), DocumentKind.SAMPLING)
    odd = {f"samples-{number}-name": "怪" for number in ("²", "9" * 4400, "-1", "x")}
    page = officer.send(address, {**odd, "samples-0-name": "酱油", "purpose": "检验"})
    values = {element.get("value") for element in page.all("input")}
    assert "酱油" in values
    assert "怪" not in values


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_refusal_is_a_fact_and_a_correction_a_new_version(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    address = begun(officer, visit_of(supervision, city), DocumentKind.RECORD)
    officer.send(address, {**FILLED, "then": "signing"})

    officer.send(f"{address}/refuse", {"refusal-reason": ""}, status=422)
    officer.send(f"{address}/refuse", {"refusal-reason": "对第2项有异议"})
    signed_by_officers(supervision, officer, address)
    old = text_of(officer, f"{address}/file.pdf")
    assert "拒绝签名" in old
    assert "对第2项有异议" in old

    officer.send(f"{address}/correct", {"reason-reason": ""}, status=422)
    officer.send(f"{address}/correct", {"reason-reason": "漏记一项"})
    assert officer.last is not None
    newer = officer.last.request.path.removeprefix("/officer")
    officer.send(newer, {**FILLED, "seen": "补记冷冻柜", "then": "signing"})
    signed_by_officers(supervision, officer, newer)
    officer.send(f"{newer}/sign", {"seat": "firm", "name": "王五", "strokes": INK})

    assert "补记冷冻柜" in text_of(officer, f"{newer}/file.pdf")
    assert text_of(officer, f"{address}/file.pdf") == old
    assert states(supervision) == [(1, DocumentState.REPLACED), (2, DocumentState.FINAL)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_an_inspection_is_approved_by_the_head_and_not_by_who_asks(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    manager = visit_portal("officer", city.accounts[Role.AGENCY_MANAGER])
    plan = supervision.planned_visits.plan(
        city.actor(Role.OFFICER), city.firm.id, date(2026, 12, 7), InspectionType.ROUTINE, ("SCJG-1",), ""
    )
    papers = f"/planned-visits/{city.firm.id}/{plan}/documents"
    officer.send(papers, {"kind": "approval"})
    assert officer.last is not None
    address = officer.last.request.path.removeprefix("/officer")
    officer.send(address, {"matter": "年度计划", "then": "signing"})
    officer.send(f"{address}/approve", {}, status=403)
    signed_by_officers(supervision, officer, address)
    manager.send(f"{address}/approve", {})

    assert "同意" in text_of(officer, f"{address}/file.pdf")
    assert "审批表" in officer.get(papers).text
    own = begun(manager, visit_of(supervision, city), DocumentKind.APPROVAL)
    manager.send(own, {"matter": "临时检查", "then": "signing"})
    manager.send(f"{own}/approve", {}, status=409)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nobody_signs_twice_and_nothing_changes_under_who_signs(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    visit = visit_of(supervision, city)
    address = begun(officer, visit, DocumentKind.RECORD)
    assert begun(officer, visit, DocumentKind.RECORD) == address
    officer.send(address, {**FILLED, "then": "signing"})
    officer.send(f"{address}/draft", {})
    officer.send(address, {**FILLED, "then": "signing"})
    seat = seats_of(supervision, address)[0]
    officer.send(f"{address}/sign", {"seat": seat, "strokes": INK})

    assert "已经签过" in officer.send(f"{address}/sign", {"seat": seat, "strokes": INK}, status=422).text
    officer.send(f"{address}/draft", {}, status=409)
    officer.send(address, FILLED, status=422)
    officer.send(f"{address}/sign", {"seat": "approver", "strokes": INK}, status=404)
    officer.send(f"{address}/drop", {"reason-reason": "弄错了"})
    officer.send(f"{address}/sign", {"seat": "firm", "name": "王五", "strokes": INK}, status=422)
    assert states(supervision) == [(1, DocumentState.DROPPED)]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_is_no_signature_is_told_and_what_was_signed_before_stays(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    address = begun(officer, visit_of(supervision, city), DocumentKind.RECORD)
    officer.send(address, {**FILLED, "then": "signing"})
    signed_by_officers(supervision, officer, address)
    known = {"seat": "firm", "name": "\u202e王\x01五", "capacity": "店长\x07"}
    for strokes, words in (
        ("[]", "还没有签名，或笔迹太少"),
        ("[[[5000,5000]]]", "还没有签名，或笔迹太少"),
        ("[[[NaN,1]]]", "签名没有传完整"),
        ("x" * 10_000_000, "笔迹太多"),
    ):
        page = officer.send(f"{address}/sign", {**known, "strokes": strokes}, status=422)
        assert words in page.text
        assert "店长" in page.source
        assert len(page.source) < 200_000
    nobody = officer.send(f"{address}/sign", {**known, "name": "\u202e \x01", "strokes": INK}, status=422)
    assert "这一项不能空着" in nobody.text
    officer.send(f"{address}/sign", {**known, "strokes": INK})
    with supervision.database.read() as session:
        last = session.scalars(select(DocumentSignature).where(DocumentSignature.seat == "firm")).one()
        assert session.scalars(select(Document)).one().state is DocumentState.FINAL
    assert (last.name, last.capacity) == ("王 五", "店长")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_drafts_and_other_peoples_papers_are_not_there(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    visit = visit_of(supervision, city)
    address = begun(officer, visit, DocumentKind.RECORD)
    photo = {"photos": (io.BytesIO(small_photo()), "kitchen.jpg"), "caption": "后厨"}
    officer.send(f"{visit}/photos", photo)
    picture = next(one for one in officer.get(f"{visit}/photos").links if "/photos/" in one).removeprefix("/officer")
    own = visit_portal("enterprise", city.accounts[Role.ENTERPRISE_MEMBER])
    other = visit_portal("enterprise", city.other_accounts[Role.ENTERPRISE_MEMBER])
    next_door = visit_portal("officer", city.other_accounts[Role.OFFICER])
    visit_id, photo_id, document_id = (one.rsplit("/", 1)[1] for one in (visit, picture, address))

    assert own.fetch(f"/visits/{visit_id}/photos/{photo_id}/picture.jpg?small=1").mimetype == "image/jpeg"
    for visitor, path in (
        (own, f"/visits/{visit_id}/documents/{document_id}.pdf"),
        (other, f"/visits/{visit_id}/photos/{photo_id}/picture.jpg"),
        (next_door, address),
        (next_door, f"{address}/preview.pdf"),
        (next_door, f"{picture}/picture.jpg"),
    ):
        assert visitor.fetch(path).status_code == 404, path
    officer.send(f"{picture}/withdraw", {"reason": ""}, status=422)
    officer.send(f"{picture}/withdraw", {"reason": "拍到了路人"})
    assert "拍到了路人" in own.get(f"/visits/{visit_id}").text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_of_several_files_the_good_ones_are_kept_and_the_same_one_once(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    visit = visit_of(supervision, city)
    files = [
        (io.BytesIO(small_photo()), "kitchen.jpg"),
        (io.BytesIO("这是一封信。".encode()), "letter.jpg"),
        (io.BytesIO(small_photo()[:300]), "half.jpg"),
        (io.BytesIO(small_photo()), "again.jpg"),
    ]

    sent = {"photos": files, "taken": "[1, true, []]", "caption": "后厨操作台"}
    page = officer.send(f"{visit}/photos", sent, status=422)

    assert "已保存1张照片" in page.text, "the same file twice is one photo"
    assert page.form_with("caption").fields["caption"] == "后厨操作台"
    assert page.form_with("caption").fields["taken"] == ""
    assert "letter.jpg" in page.text
    assert "这是文字文件" in page.text
    assert "half.jpg" in page.text
    with supervision.database.read() as session:
        assert len(session.scalars(select(VisitPhoto)).all()) == 1
    assert "还没有照片。请先拍照" in officer.send(f"{visit}/photos", {}, status=422).text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_who_is_signed_in_may_send_more_than_a_usual_form(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    visit, much = visit_of(supervision, city), b"x" * 13_000_000
    for account, status in ((city.accounts[Role.OFFICER], 422), (None, 413)):
        visitor = visit_portal("officer", account)
        files = {"photos": [(io.BytesIO(much), "large.jpg")]}
        visitor.send(f"{visit}/photos", files, status=status)
        assert visitor.last is not None
        visitor.last.request.environ["wsgi.input"].close()  # the test client keeps large bodies in an open file


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_whoever_holds_the_paper_can_check_it(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    address = begun(officer, visit_of(supervision, city), DocumentKind.RECORD)
    front = create_front(supervision).test_client()
    officer.send(address, {**FILLED, "then": "signing"})
    with supervision.database.read() as session:
        document = session.scalars(select(Document)).one()
        path = urlsplit(json.loads(document.facts)["code"]).path
    assert "还没有定稿" in front.get(path).text
    signed_by_officers(supervision, officer, address)
    officer.send(f"{address}/sign", {"seat": "firm", "name": "王五", "strokes": INK})
    file = officer.fetch(f"{address}/file.pdf").data

    answer = front.get(path)
    assert hashlib.sha256(file).hexdigest() in answer.text
    assert "现行版本" in answer.text
    assert city.firm.name not in answer.text
    assert "script" not in answer.headers["Content-Security-Policy"]
    for unknown in (f"{path[:-4]}AAAA", "/d/nothing", path.replace("/d/", "/c/")):
        assert front.get(unknown).status_code == 404
    refused = supervision.scans.recognise(city.actor(Role.OFFICER), f"{supervision.settings.public_url}{path}")
    assert refused is Refusal.MALFORMED


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nothing_of_a_voided_visit_is_signed_or_finished_any_more_and_its_papers_say_so(
    supervision: Supervision, city: SmallCity, visit_portal: VisitPortal
) -> None:
    officer = visit_portal("officer", city.accounts[Role.OFFICER])
    visit = visit_of(supervision, city)
    final, signing, drafted = (
        begun(officer, visit, kind) for kind in (DocumentKind.RECORD, DocumentKind.SURVEY, DocumentKind.SAMPLING)
    )
    for address in (final, signing):
        officer.send(address, {**FILLED, **TIMES, "then": "signing"})
        signed_by_officers(supervision, officer, address)
    officer.send(f"{final}/sign", {"seat": "firm", "name": "王五", "strokes": INK})
    void(supervision, city.actor(Role.SUPERVISOR), city.firm.id, UUID(visit.rsplit("/", 1)[1]), "记错了企业")

    page = officer.get(f"{signing}/sign?seat=firm")
    assert "不能再签名或定稿" in page.text
    assert "data-signing-field" not in page.source
    last = officer.send(f"{signing}/sign", {"seat": "firm", "name": "王五", "strokes": INK}, status=422)
    assert "这次检查已经作废，不能再办这一步" in last.text
    for address, data in (
        (f"{signing}/refuse", {"refusal-reason": "不愿意"}),
        (f"{final}/correct", {"reason-reason": "写错了"}),
        (drafted, {**FILLED, "then": "signing"}),
    ):
        assert "这次检查已经作废，不能再办这一步" in officer.send(address, data, status=422).text, address
    assert "这次检查已经作废，不能再办这一步" in officer.send(f"{signing}/finish", {}, status=409).text
    with supervision.database.read() as session:
        states = {one.kind: (one.state, one.facts) for one in session.scalars(select(Document))}
    assert states[DocumentKind.SURVEY][0] is DocumentState.FOR_SIGNATURE
    assert "不能再签名或定稿" in officer.get(signing).text
    assert "核对页面会说明检查已作废" in officer.get(final).text
    front = create_front(supervision).test_client()
    for kind in (DocumentKind.RECORD, DocumentKind.SURVEY):
        answer = front.get(urlsplit(json.loads(states[kind][1])["code"]).path)
        assert "所记录的检查已经作废" in answer.text
        assert "现行版本" not in answer.text
    officer.send(f"{signing}/drop", {"reason-reason": "检查作废"})


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_files_that_no_record_names_are_swept_and_others_stay(
    supervision: Supervision, city: SmallCity, clock: StoppedClock
) -> None:
    opened = open_visit(supervision, city)
    actor = city.actor(Role.OFFICER)
    supervision.photos.add(actor, city.firm.id, opened.visit_id, small_photo())
    store = FileStore(supervision.settings.files_folder)
    left = store.put(b"left behind")
    forever = datetime(2100, 1, 1, tzinfo=UTC)
    with supervision.database.read() as session:
        named = set(session.execute(select(VisitPhoto.stored_sha256, VisitPhoto.small_sha256)).one())

    clock.set(datetime(2000, 1, 1, tzinfo=UTC))
    assert supervision.stored_files.sweep() == 0
    clock.set(datetime(2099, 1, 1, tzinfo=UTC))
    assert supervision.stored_files.sweep() > 0
    assert set(store.digests(forever)) == named
    assert left not in named


def text_of(visitor: Visitor, path: str) -> str:
    """The words of a PDF."""
    answer = visitor.fetch(path)
    assert answer.status_code == 200, path
    return "".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.data)).pages).split())


def states(supervision: Supervision) -> list[tuple[int, DocumentState]]:
    """Version and state of all documents."""
    with supervision.database.read() as session:
        rows = session.execute(select(Document.version, Document.state).order_by(Document.version))
        return [(version, state) for version, state in rows]
