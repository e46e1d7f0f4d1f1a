"""The product as people meet it in a journey: a real server on a free port, a file database, the small city."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from config.settings import read_settings
from supervision_code.bootstrap import bootstrap
from supervision_code.domain.clock import Clock
from supervision_code.persistence import schema
from supervision_code.persistence.session import Database
from supervision_code.product import Supervision
from tests.factories.accounts import PASSWORD, PASSWORDS
from tests.factories.small_city import SmallCity, build_small_city
from tests.support.postgresql import free_port
from tests.support.second_steps import fresh_recovery_code
from wsgi import compose


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running product."""

    origin: str
    supervision: Supervision
    city: SmallCity

    def address(self, path: str) -> str:
        """Return the whole address of a path."""
        return f"{self.origin}{path}"


def come_in(page: Page, served: Served, portal: str, username: str, language: str = "zh-CN") -> None:
    """Sign in at a portal: the password, and where it is asked for a recovery code of this test's own."""
    page.goto(served.address(f"/{portal}/sign-in?language={language}"))
    give_password(page, username)
    if "/sign-in/second" in page.url:
        give_recovery_code(page, served, username)
    page.wait_for_url(re.compile(rf"/{portal}/(?!sign-in)"))


def give_password(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the first step, wherever the page leads."""
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("main form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_load_state()


def give_recovery_code(page: Page, served: Served, username: str) -> None:
    """Fill in a new recovery code as the second step."""
    code = fresh_recovery_code(served.supervision, username)
    page.goto(page.url)
    field = page.locator("input[name=recovery]")
    if not field.is_visible():
        page.locator("details:has(input[name=recovery]) > summary").click()
    field.fill(code)
    page.locator("main form:has(input[name=recovery]) button[type=submit]").click()
    page.wait_for_load_state()


def serve(folder: Path, clock: Clock | None = None, dist: Path | None = None) -> Iterator[Served]:
    """Run the product over a fresh SQLite file; with codes issued, on the machine's clock unless another is given.

    ``dist``: built files other than the tree's.
    """
    port = free_port()
    settings = read_settings({"DATA_DIR": str(folder), "PORT": str(port)})
    if dist is not None:
        settings = replace(settings, dist_folder=dist)
    database = Database.connect(settings.database_url, log_id=settings.log_id)
    schema.upgrade(database.engine)
    supervision = bootstrap(settings, clock=clock, database=database, passwords=PASSWORDS)
    city = build_small_city(database)
    list(supervision.codes.issue_missing())
    server = make_server("127.0.0.1", port, compose(supervision), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(origin=f"http://127.0.0.1:{port}", supervision=supervision, city=city)
    server.shutdown()
    server.server_close()
    thread.join()
    database.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A running product for one journey."""
    yield from serve(tmp_path / "data")
