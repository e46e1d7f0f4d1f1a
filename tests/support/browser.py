"""A real browser for the journeys: one Chromium for each xdist worker, a fresh context for each visitor."""

import shutil
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Playwright, sync_playwright

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS: Final = 15_000


def find_chromium() -> str | None:
    """The path of an installed Chromium, if there is one."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def launch(playwright: Playwright, *more_arguments: str) -> Browser:
    """Start the browser; skip the test, with the reason, on a machine that cannot."""
    program = find_chromium()
    if program is None:
        pytest.skip(f"Browser: none of {', '.join(PROGRAMS)} is installed (Debian: apt-get install chromium)")
    try:
        return playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS, *more_arguments])
    except Error as reason:
        pytest.skip(f"Browser: {program} does not start: {reason.message.splitlines()[0]}")


def browser_context(browser: Browser, *, width: int = 1280, height: int = 800, locale: str = "zh-CN") -> BrowserContext:
    """A fresh visitor: no cookies, this size of window, this language; a narrow window is a phone."""
    phone = width < 600
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=locale,
        timezone_id="Asia/Shanghai",
        has_touch=phone,
        is_mobile=phone,
        device_scale_factor=2 if phone else 1,
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver, one for each worker."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser, one for each worker."""
    running = launch(playwright)
    yield running
    running.close()


@pytest.fixture
def new_visitor(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make visitors (see browser_context) that leave at the end of the test."""
    visitors: list[BrowserContext] = []

    def make(*, width: int = 1280, height: int = 800, locale: str = "zh-CN") -> BrowserContext:
        visitors.append(browser_context(browser, width=width, height=height, locale=locale))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.close()
