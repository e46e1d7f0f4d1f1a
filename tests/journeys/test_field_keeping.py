"""What the phone app keeps: refused photos until their officer decides, the queue through an update, and its word."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import select

from config.settings import read_settings
from supervision_code.domain.days import day_of
from supervision_code.domain.visits import VisitState
from supervision_code.persistence.models.documents import VisitPhoto
from supervision_code.persistence.models.visits import Visit
from tests.journeys.field import Phone
from tests.journeys.serving import Served, serve
from tests.support.browser import PATIENCE_MS
from tests.support.cutting import Cut

_SPOIL: Final = """async () => {
  const answer = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const db = await answer(indexedDB.open("field"));
  const stores = db.transaction(["records", "bytes"], "readwrite");
  const [store, apart] = [stores.objectStore("records"), stores.objectStore("bytes")];
  const photos = (await answer(store.getAll())).filter((one) => one.kind === "visit_photo");
  for (const [place, photo] of photos.entries()) {
    const other = { content: btoa("no picture"), sha256: String(place).repeat(64) };
    const said = { ...JSON.parse(new TextDecoder().decode(await answer(apart.get(photo.id)))), ...other };
    await answer(apart.put(new TextEncoder().encode(JSON.stringify(said)), photo.id));
    await answer(store.put({ ...photo, tries: 9 }));
  }
  db.close();
}"""
"""What the server will not take, in the place of the photos; each was tried often."""
_AS_BEFORE: Final = """async () => {
  const answer = (asked) => new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = fail;
  });
  const read = async (db, name) => {
    const store = db.transaction(name).objectStore(name);
    return [await answer(store.getAllKeys()), await answer(store.getAll())];
  };
  const now = await answer(indexedDB.open("field"));
  const kept = {};
  for (const name of now.objectStoreNames) kept[name] = await read(now, name);
  now.close();
  await answer(indexedDB.deleteDatabase("field"));
  const asked = indexedDB.open("field", 1);
  asked.onupgradeneeded = () => {
    const db = asked.result;
    for (const name of ["devices", "records", "visits"]) {
      const store = db.createObjectStore(name, { keyPath: name === "devices" ? "client" : "id" });
      if (name !== "devices") store.createIndex("client", "client");
      if (name === "records") store.createIndex("visit", "visit");
    }
    db.createObjectStore("meta");
    db.createObjectStore("keys");
  };
  const before = await answer(asked);
  const bytes = new Map(kept.bytes[0].map((id, place) => [id, kept.bytes[1][place]]));
  for (const name of ["devices", "records", "visits", "meta", "keys"]) {
    const store = before.transaction(name, "readwrite").objectStore(name);
    for (const [place, one] of kept[name][1].entries()) {
      if (name === "records") {
        one.bytes = bytes.get(one.id);
        delete one.kept;
      }
      await answer(store.keyPath ? store.put(one) : store.put(one, kept[name][0][place]));
    }
  }
  before.close();
}"""
"""Keeps everything as the first version did: the bytes within the records."""
_NO_SYNC: Final = 'Object.defineProperty(ServiceWorkerRegistration.prototype, "sync", { value: undefined });'
_NO_CRYPTO: Final = 'Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });'
_NO_ED25519: Final = (
    _NO_SYNC
    + """(() => {
  const real = SubtleCrypto.prototype.importKey;
  SubtleCrypto.prototype.importKey = function (format, key, kind, ...more) {
    if ((kind.name || kind) === "Ed25519") return Promise.reject(new DOMException("unknown", "NotSupportedError"));
    return real.call(this, format, key, kind, ...more);
  };
})();"""
)
_ALL_SENT: Final = re.compile("^都已发送$")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Built files of this test's own."""
    folder = tmp_path / "dist"
    shutil.copytree(read_settings({}).dist_folder, folder)
    return folder


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path, built: Path) -> Iterator[Phone]:
    for served in serve(tmp_path / "data", dist=built):
        made = Phone(playwright, served, tmp_path / "phone")
        yield made
        made.close()


def heading(page: Page, words: str | re.Pattern[str]) -> None:
    page.locator("h2", has_text=words).wait_for()


def stored(served: Served, what: type[Any]) -> list[Any]:
    with served.supervision.database.read() as session:
        return list(session.scalars(select(what)).all())


def test_refused_photos_stop_nothing_and_stay_until_their_officer_removes_them(phone: Phone, tmp_path: Path) -> None:
    phone.set_up("officer")
    phone.network.down = True
    phone.begin_typed(phone.served.city.firm.uscc)
    for _ in range(3):
        phone.photograph()
    phone.leave()
    phone.page.evaluate(_SPOIL)
    phone.network.marked.update({b"1" * 64: Cut.FAULT, b"2" * 64: Cut.BEFORE})
    phone.network.down = False
    phone.send_now()
    page = phone.page
    heading(page, "2条未发送")
    assert [record["state"] for record in phone.kept()] == ["sent", "stuck", "waiting", "waiting", "sent"]
    phone.network.marked.clear()
    phone.send_now()
    heading(page, "3条没有收下")
    assert [record["state"] for record in phone.kept()] == ["sent", "stuck", "stuck", "stuck", "sent"]
    assert all(record["why"] for record in phone.kept() if record["state"] == "stuck")
    assert page.locator(".list-row", has_text="没有收下").count() == 3
    [visit] = stored(phone.served, Visit)
    assert (visit.state, stored(phone.served, VisitPhoto)) == (VisitState.CLOSED, [])

    with page.expect_download() as waiting:
        page.locator("button", has_text="导出文件").click()
    waiting.value.save_as(tmp_path / "export.json")
    assert len(json.loads((tmp_path / "export.json").read_text())["records"]) == 3
    page.locator("button", has_text="清除已发送的").click()
    page.locator("text=已清除0条").wait_for()
    page.reload()
    heading(page, "3条没有收下")

    page.locator(".list-row", has_text="没有收下").first.locator("a").click()
    page.locator("a", has_text="从手机里删除").click()
    page.locator("text=找不回来").wait_for()
    assert len(phone.kept()) == 5
    page.locator("button", has_text="从手机里删除").click()
    heading(page, "2条没有收下")
    assert [record["state"] for record in phone.kept()] == ["sent", "stuck", "stuck", "sent"]
    sent = phone.kept()[0]["id"]
    page.goto(phone.address(f"/officer/field/#/remove/{sent.replace('/', '%2F')}"))
    page.locator("text=手机里没有这条记录").wait_for()


def _release(built: Path) -> str:
    """Build another version: one file has another content and another name. Return the name."""
    manifest = built / "manifest.json"
    said = json.loads(manifest.read_text())
    before = built / said["files"]["phone.css"]
    after = built / "phone-ANOTHER1.css"
    after.write_text(before.read_text() + "\n:root { --release: 2; }\n")
    before.unlink()
    said["files"]["phone.css"] = after.name
    manifest.write_text(json.dumps(said))
    return after.name


def _styled_by(page: Page, name: str) -> None:
    expect(page.locator(f"link[rel=stylesheet][href$='{name}']")).to_have_count(1, timeout=PATIENCE_MS)
    page.locator(".top-bar").wait_for()
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--release').trim()") == "2"


def test_a_new_version_takes_no_record_and_no_word_that_is_being_written(phone: Phone, built: Path) -> None:
    phone.set_up("officer")
    phone.network.always = Cut.BEFORE
    phone.begin_typed(phone.served.city.firm.uscc)
    writing = phone.context.new_page()
    phone.open("typed", writing)
    writing.locator("input[name=uscc]").fill(phone.served.city.firm.uscc)
    writing.locator("label.tile", has_text="码污损").click()
    writing.locator("button[type=submit]").click()
    writing.locator("#opening summary").click()
    writing.locator("[name=over_limit_reason]").fill("群众举报后复查")
    writing.evaluate("window.dispatchEvent(new Event('offline')); window.dispatchEvent(new Event('online'))")

    name = _release(built)
    page = phone.open("queue")
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.locator("button", has_text="现在更新").click()
    _styled_by(page, name)
    heading(page, "1条未发送")
    assert page.locator("button", has_text="现在更新").count() == 0
    assert writing.locator("[name=over_limit_reason]").input_value() == "群众举报后复查"
    phone.fill_opening(writing)
    _styled_by(writing, name)

    phone.network.down = True
    for one in (page, writing):
        one.reload()
        one.locator(".top-bar").wait_for()
        _styled_by(one, name)
    heading(page, "2条未发送")
    writing.close()
    phone.network.down, phone.network.always = False, None
    page.reload()
    heading(page, _ALL_SENT)
    assert len(stored(phone.served, Visit)) == 2


def test_what_the_first_version_kept_is_sent_by_this_one(phone: Phone) -> None:
    phone.set_up("officer")
    phone.network.down = True
    phone.begin_typed(phone.served.city.firm.uscc)
    phone.photograph()
    phone.leave()
    phone.network.down = False
    page = phone.page
    page.goto(phone.address("/officer/static/icons.svg"))
    page.evaluate(_AS_BEFORE)
    phone.open("queue")
    heading(page, _ALL_SENT)
    assert [record["state"] for record in phone.kept()] == ["sent", "sent", "sent"]
    assert (len(stored(phone.served, Visit)), len(stored(phone.served, VisitPhoto))) == (1, 1)


def test_a_browser_that_cannot_check_receipts_says_so_and_an_updated_one_makes_it_good(phone: Phone) -> None:
    phone.script = _NO_CRYPTO
    phone.kill()
    phone.sign_in("officer")
    phone.page.goto(phone.address("/officer/field-devices/"))
    phone.page.locator("[data-field-trouble]").wait_for()
    assert not phone.page.locator("[data-with-field] button").is_visible()
    phone.script = _NO_ED25519
    phone.kill()
    phone.set_up("officer")
    phone.begin_typed(phone.served.city.firm.uscc)
    phone.open("queue")
    heading(phone.page, "1条回执待核验")
    phone.page.locator(".list-note", has_text="这个浏览器不能核验回执").wait_for()
    assert [record["state"] for record in phone.kept()] == ["unverified"]
    phone.page.locator(".list-title").click()
    phone.page.locator("text=请更新手机的浏览器").wait_for()
    phone.script = ""
    phone.kill()
    phone.open("queue")
    heading(phone.page, _ALL_SENT)
    assert [record["state"] for record in phone.kept()] == ["sent"]
    assert len(stored(phone.served, Visit)) == 1


def test_a_visit_ends_once_however_often_and_wherever_it_is_ended(phone: Phone) -> None:
    phone.script = 'Object.defineProperty(Crypto.prototype, "randomUUID", { value: undefined });' + _NO_SYNC
    phone.kill()
    phone.set_up("officer")
    phone.network.down = True
    phone.begin_typed(phone.served.city.firm.uscc)
    page, other = phone.page, phone.context.new_page()
    page.locator(".action-bar a").click()
    phone.open(page.url.split("#/")[1], other)
    page.locator("summary", has_text="有其他结果").click()
    page.locator("label.tile", has_text="限期").click()
    page.locator("[name=result]").fill("灭火器过期")
    page.locator("[name=rectify_by]").fill(day_of(phone.served.supervision.clock.now()).isoformat())
    page.locator("form button[type=submit]").evaluate("(button) => { button.click(); button.click(); }")
    page.locator("text=检查已结束").wait_for()
    other.locator(".action-bar button").click()
    other.locator("text=检查已结束").wait_for()
    assert [record["kind"] for record in phone.kept()] == ["visit_opened", "visit_closed"]
