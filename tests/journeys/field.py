"""An officer's phone in a journey: a browser with a memory of its own, behind a network that fails as told."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Page, Playwright

from supervision_code.adapters.note_signing import verifier_of
from supervision_code.adapters.sm_digests import hash_algorithm
from supervision_code.domain.notes import parse_key
from supervision_code.domain.receipt_checking import check_receipt
from tests.journeys.serving import Served, come_in
from tests.support.browser import ARGUMENTS, PATIENCE_MS, find_chromium
from tests.support.cutting import CuttingProxy

_READ: Final = """async (store) => {
  const answer = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const db = await answer(indexedDB.open("field"));
  const all = await answer(db.transaction(store).objectStore(store).getAll());
  db.close();
  return JSON.stringify(all.map((one) => ({ ...one, keys: undefined })));
}"""
SLOW_CLOCK: Final = """(() => {
  const Real = Date;
  const shift = -3 * 86400 * 1000;
  window.Date = class extends Real {
    constructor(...said) { if (said.length) super(...said); else super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
  Object.defineProperty(ServiceWorkerRegistration.prototype, "sync", { value: undefined });
})();"""
"""The page's clock is three days behind; the worker beside it, whose clock no script reaches, is asked for nothing."""


class Phone:
    """A phone: its storage outlives its browser. ``more``: further arguments of the browser."""

    def __init__(self, playwright: Playwright, served: Served, folder: Path, more: tuple[str, ...] = ()) -> None:
        self.served = served
        self.network = CuttingProxy(int(served.origin.rsplit(":", 1)[1]))
        self._playwright = playwright
        self._folder = folder
        self._more = more
        self.script = ""
        self.start()

    def start(self) -> None:
        """Open the browser again over the same storage."""
        self.context: BrowserContext = self._playwright.chromium.launch_persistent_context(
            str(self._folder),
            executable_path=find_chromium(),
            args=[*ARGUMENTS, *self._more],
            viewport={"width": 390, "height": 844},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=True,
            is_mobile=True,
            device_scale_factor=2,
            permissions=["camera"],
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE_MS)
        if self.script:
            self.context.add_init_script(self.script)
        self.page: Page = self.context.pages[0]

    def kill(self) -> None:
        """Close the browser, whatever it is doing, and open it again."""
        self.context.close()
        self.start()

    def close(self) -> None:
        """Put the phone away."""
        self.context.close()
        self.network.close()

    def address(self, path: str) -> str:
        """Return an address as the phone sees it: behind the network."""
        return f"{self.network.origin}{path}"

    def sign_in(self, username: str) -> None:
        """Sign in at the officer portal."""
        here = Served(origin=self.network.origin, supervision=self.served.supervision, city=self.served.city)
        come_in(self.page, here, "officer", username)

    def set_up(self, username: str, name: str = "工作手机") -> None:
        """Make an offline device of this phone and wait until it keeps everything it needs."""
        self.sign_in(username)
        self.page.goto(self.address("/officer/field-devices/"))
        self.page.locator("input[name=name]").fill(name)
        self.page.locator("[data-with-field] button").click()
        self.page.wait_for_url("**/officer/field/**")
        self.page.locator(".bottom-bar").wait_for()
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    def open(self, place: str = "today", page: Page | None = None) -> Page:
        """Go to a screen of the app."""
        shown = page or self.page
        shown.goto(self.address(f"/officer/field/#/{place}"))
        shown.locator(".top-bar").wait_for()
        return shown

    def begin_typed(self, uscc: str, page: Page | None = None, answer: str = "已保存在手机里") -> None:
        """Record the begin of a visit by credit code; the screen says ``answer``."""
        shown = self.open("typed", page)
        shown.locator("input[name=uscc]").fill(uscc)
        shown.locator("label.tile", has_text="码污损").click()
        shown.locator("button[type=submit]").click()
        self.fill_opening(shown, answer)

    def fill_opening(self, page: Page | None = None, answer: str = "已保存在手机里") -> None:
        """Choose item and colleague and save."""
        shown = page or self.page
        shown.locator("#opening").wait_for()
        if not shown.locator("#items input:checked").count():
            shown.locator("#items label.tile").first.click()
        if not shown.locator("#officers input:checked").count():
            shown.locator("#officers label.tile").first.click()
        shown.locator("#opening button[type=submit]").click()
        shown.locator(f"text={answer}").wait_for()

    def fill_up(self) -> None:
        """Leave no room for anything on the phone, until it is killed."""
        self.kill()
        session = self.context.new_cdp_session(self.page)
        session.send("Storage.overrideQuotaForOrigin", {"origin": self.network.origin, "quotaSize": 1})

    def leave(self, page: Page | None = None) -> None:
        """End the visit that is on the screen in one tap."""
        shown = page or self.page
        shown.locator(".action-bar a").click()
        shown.locator(".action-bar button").click()
        shown.locator("text=检查已结束").wait_for()

    def photograph(self) -> bytes:
        """Take a photo at the visit that is on the screen; return what the camera saw."""
        seen = io.BytesIO()
        Image.effect_noise((800, 600), 40).convert("RGB").save(seen, "JPEG", quality=90)
        picture: FilePayload = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": seen.getvalue()}
        shown = self.page.locator(".photo-row img")
        before = shown.count()
        self.page.locator("input[name=photo]").set_input_files(files=[picture])
        shown.nth(before).wait_for()
        return seen.getvalue()

    def send_now(self) -> None:
        """Press the button; wait until this try is over, however it ends."""
        self.open("queue")
        button = self.page.locator("button", has_text="现在发送")
        button.click()
        button.and_(self.page.locator(":enabled")).or_(self.page.locator("text=都已发送")).first.wait_for()

    def send_refused(self) -> None:
        """Try to send with a token that has ended."""
        self.open("queue")
        self.page.locator("button", has_text="现在发送").dispatch_event("click")
        self.page.locator("text=离线身份已停用，不能再发送").wait_for()

    def kept(self, store: str = "records") -> list[dict[str, Any]]:
        """Return what the phone keeps."""
        found: list[dict[str, Any]] = json.loads(self.page.evaluate(_READ, store))
        return found


def faults_of(phone: Phone) -> Iterator[str]:
    """Check every receipt on the phone with the public keys, as anybody could, and yield what does not hold."""
    keys = phone.served.supervision.queries.ledger.keys().split()
    promise = [key for one in phone.kept("devices") for key in one["package"]["log_keys"]]
    verifiers = [verifier_of(parse_key(key)) for key in dict.fromkeys([*keys, *promise])]
    for record in phone.kept():
        for part in check_receipt(record["receipt"]["promise"], verifiers, hash_algorithm):
            yield from (str(fault) for fault in part.faults)
