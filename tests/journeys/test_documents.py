"""Photos and documents in a real browser at the size of a phone: taken, made smaller, signed with a finger, checked."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlalchemy import select

from supervision_code.domain.documents import DocumentState
from supervision_code.domain.photos import LONGEST_SIDE
from supervision_code.persistence.models.documents import Document, DocumentSignature, VisitPhoto
from tests.journeys.serving import Served, come_in
from tests.journeys.test_front import look_at
from tests.portals.officer.scenes import open_visit, visit_address


def photo(folder: Path, name: str, width: int, height: int) -> str:
    """A photo on the phone, with noise enough not to be tiny."""
    file = folder / name
    picture = Image.effect_noise((width // 4, height // 4), 90).resize((width, height)).convert("RGB")
    picture.save(file, "JPEG", quality=95)
    return str(file)


def draw(page: Page, field: Locator) -> None:
    """Write something that looks like a name."""
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(24):
        drop = 25 if step % 2 else -25
        page.mouse.move(box["x"] + 40 + step * 10, box["y"] + box["height"] / 2 + drop, steps=2)
    page.mouse.up()


def sign(page: Page, *, name: str = "") -> None:
    """Sign on the page that asks for it."""
    if name:
        page.get_by_label("姓名").first.fill(name)
    draw(page, page.locator("[data-signing-field]"))
    page.get_by_role("button", name="签好了").click()


def test_photos_are_made_smaller_and_a_record_is_signed_on_the_screen(
    served: Served, new_visitor: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = new_visitor(width=390, height=844).new_page()
    visit = visit_address(open_visit(served.supervision, served.city, over_limit_reason="复查"))
    come_in(page, served, "officer", "officer")
    page.goto(served.address(f"/officer{visit}/photos"))
    large = photo(tmp_path, "kitchen.jpg", 3600, 2400)
    text = tmp_path / "letter.jpg"
    text.write_text("这是一封信。", encoding="utf-8")

    page.locator("[data-photos]").set_input_files([large, str(text)])
    expect(page.locator("[data-photo-state]")).to_contain_text("已备好2张")
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_text("这是文字文件")).to_be_visible()
    expect(page.get_by_text("已保存1张照片")).to_be_visible()
    with served.supervision.database.read() as session:
        kept = session.scalars(select(VisitPhoto)).one()
    assert (kept.width, kept.taken_at is not None) == (LONGEST_SIDE, True)

    page.goto(served.address(f"/officer{visit}"))
    page.get_by_role("button", name="现场检查笔录").click()
    look_at(page, page.url)
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_label("现场情况").fill("后厨整洁。")
    page.get_by_role("button", name="开始签名").click()
    for _ in range(2):
        page.get_by_role("link", name="检查人员").first.click()
        page.get_by_role("button", name="签好了").click()
        expect(page.locator("[data-signing-empty]")).to_be_visible()
        sign(page)
        expect(page.get_by_text("已签名。")).to_be_visible()
    page.get_by_role("link", name="企业人员").click()
    look_at(page, page.url)
    page.set_viewport_size({"width": 390, "height": 844})
    sign(page, name=" ")
    expect(page.get_by_text("这一项不能空着").first).to_be_visible()
    page.get_by_label("姓名").first.fill("王五")
    page.get_by_role("button", name="签好了").click()  # what was drawn before is still there
    expect(page.get_by_text("文书已定稿")).to_be_visible()
    look_at(page, page.url)
    look_at(page, served.address(f"/officer{visit}/photos/{kept.id}"))
    page.goto(served.address(f"/officer{visit}"))
    page.get_by_role("link", name="现场检查笔录").click()

    with served.supervision.database.read() as session:
        document = session.scalars(select(Document)).one()
        signatures = session.scalars(select(DocumentSignature)).all()
    assert document.state is DocumentState.FINAL
    assert len(signatures) == 3
    assert all(0 < len(one.strokes) < 20_000 for one in signatures)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载定稿").click()
    assert io.BytesIO(Path(download.value.path()).read_bytes()).read(5) == b"%PDF-"
