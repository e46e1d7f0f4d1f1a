"""The officer's scan page on a slow phone, cold: 4 times slower processor, 1.6 Mbit/s, 150 ms each way and back.

``page``: until everything before the decoder is there and its scripts have run; this is the ratio reported. The limit
is what the network alone needs for the bytes of that page. ``app``: the same of the phone app. ``decode``: from the
first look through the camera to the recognised code, at full speed. Needs Chromium; the camera is a film of the code.
"""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, sync_playwright

from benchmarks._common import report
from tests.journeys.camera import film
from tests.journeys.serving import Served, come_in, serve
from tests.support.browser import ARGUMENTS, find_chromium

ROUNDS: Final = 5
_BITS_A_SECOND: Final = 1_600_000
_LATENCY_MS: Final = 150
_SLOWER: Final = 4
_OF_THE_DECODER: Final = ("scan_worker", "zxing_reader", "service-worker")
_SINCE_START: Final = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd / 1000"
_DECODED: Final = """() => {
  const at = (name) => performance.getEntriesByName(name)[0].startTime;
  return (at("code-read") - at("looking")) / 1000;
}"""
_CAMERA: Final = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


def main() -> None:
    """Run and print; the last line is the result as JSON."""
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as served, sync_playwright() as playwright:
        codes = served.supervision.queries.codes
        seen = film(codes.png(codes.of_firm(served.city.firm.uscc).address), Path(folder) / "code.y4m")
        with _phone(playwright, Path(folder) / "profile", seen) as context:
            page = context.pages[0]
            come_in(page, served, "officer", "officer")
            loaded = [_cold(context, served.address("/officer/scan")) for _ in range(ROUNDS)]
            app = [_cold(context, served.address("/officer/field/")) for _ in range(ROUNDS)]
            decoded = [_decoded(context, served) for _ in range(ROUNDS)]
    seconds, size = (statistics.median(one[place] for one in loaded) for place in (0, 1))
    app_seconds, app_size = (statistics.median(one[place] for one in app) for place in (0, 1))
    limit = size * 8 / _BITS_A_SECOND + 2 * _LATENCY_MS / 1000
    decode = statistics.median(decoded)
    print(f"scan page {size / 1000:.0f} kB in {seconds:.2f} s; code recognised in {decode:.2f} s")
    print(f"phone app {app_size / 1000:.0f} kB in {app_seconds:.2f} s")
    parts: dict[str, float | int | str] = {
        "kilobytes": size / 1000,
        "app": app_seconds,
        "app_kilobytes": app_size / 1000,
        "decode": decode,
    }
    report("first-load", measured=seconds, limit=limit, unit="seconds", parts=parts)


@contextmanager
def _served(folder: Path) -> Iterator[Served]:
    yield from serve(folder / "data")


@contextmanager
def _phone(playwright: Playwright, profile: Path, seen: Path) -> Iterator[BrowserContext]:
    context = playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=find_chromium(),
        args=[*ARGUMENTS, *_CAMERA, f"--use-file-for-fake-video-capture={seen}"],
        viewport={"width": 390, "height": 844},
        is_mobile=True,
        has_touch=True,
        permissions=["camera"],
    )
    yield context
    context.close()


def _cold(context: BrowserContext, address: str) -> tuple[float, int]:
    """Load a page with an empty cache on the slow phone; return the seconds and the bytes before the decoder."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    named, sizes = _slow(session), []
    session.on("Network.loadingFinished", lambda end: sizes.append((named.get(end["requestId"], ""), end)))
    page.goto(address, wait_until="domcontentloaded")
    seconds = float(page.evaluate(_SINCE_START))
    page.wait_for_timeout(300)
    page.close()
    before = [end["encodedDataLength"] for name, end in sizes if not any(part in name for part in _OF_THE_DECODER)]
    return seconds, int(sum(before))


def _slow(session: CDPSession) -> dict[str, str]:
    """Make the page's network and processor slow and its caches empty; return the names of what it asks for."""
    named: dict[str, str] = {}
    rate = _BITS_A_SECOND / 8
    session.on("Network.requestWillBeSent", lambda one: named.update({one["requestId"]: one["request"]["url"]}))
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.setBypassServiceWorker", {"bypass": True})
    slow: dict[str, Any] = {"latency": _LATENCY_MS, "downloadThroughput": rate, "uploadThroughput": rate}
    session.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    return named


def _decoded(context: BrowserContext, served: Served) -> float:
    """Return the seconds from the first look to the recognised code."""
    page: Page = context.new_page()
    page.add_init_script("window.addEventListener('submit', (event) => event.preventDefault(), true);")
    page.goto(served.address("/officer/scan"))
    page.locator("[data-scanner][data-state=found]").wait_for()
    seconds = float(page.evaluate(_DECODED))
    page.close()
    return seconds


if __name__ == "__main__":
    main()
