"""A firm sees its visit sealed and witnessed, takes the receipt along, and a stranger's computer finds it good."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from supervision_code.adapters.log_keys import LogKeys
from tests.factories.busy_area import happened
from tests.journeys.serving import Served, come_in, serve
from tests.journeys.test_front import PHONE, look_at
from tests.witness.serving import RunningWitness, command, running_witness

LOG = "supervision-log-1"


@pytest.fixture
def witnesses(tmp_path: Path) -> Iterator[list[RunningWitness]]:
    """Three programs of their own that know the log's key, named in the product's configuration."""
    data = tmp_path / "data"
    key = LogKeys(data / "keys").checkpoints(LOG).key.text
    with ExitStack() as stack:
        running = [
            stack.enter_context(running_witness(tmp_path / f"w{number}", f"w{number}.example.org", key))
            for number in range(3)
        ]
        tables = [
            f'[[witness]]\ntitle = "见证方{number}"\nurl = "{one.url}"\nkey = "{one.vkey}"\n'
            for number, one in enumerate(running)
        ]
        (data / "witnesses.toml").write_text("".join(tables))
        yield running


@pytest.fixture
def served(tmp_path: Path, witnesses: list[RunningWitness]) -> Iterator[Served]:
    yield from serve(tmp_path / "data")


def test_a_firm_takes_home_a_receipt_that_two_of_three_witnessed(
    served: Served, witnesses: list[RunningWitness], new_visitor: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    product = served.supervision
    visit = happened(product, served.city.firm, product.clock.now())
    witnesses[2].stop()
    page = new_visitor(width=PHONE[0], height=PHONE[1]).new_page()
    come_in(page, served, "enterprise", "enterprise_administrator")
    page.goto(served.address(f"/enterprise/visits/{visit}"))
    expect(page.get_by_text("已登记，正在封存")).to_be_visible()

    product.sealing.seal()
    assert product.witnesses.submit() == 2
    page.reload()
    expect(page.get_by_text(re.compile("已封存，第[0-9]+号，3个见证方中2个已见证"))).to_be_visible()
    look_at(page, served.address(f"/enterprise/visits/{visit}"))
    with page.expect_download() as download:
        page.get_by_role("link", name="下载回执").click()
    download.value.save_as(tmp_path / "receipt.txt")

    page.get_by_role("link", name="怎么核对").click()
    look_at(page, page.url)
    for name, file in (("下载核对程序", "check_receipt.py"), ("下载公钥", "keys.txt")):
        address = page.get_by_role("link", name=name).get_attribute("href")
        (tmp_path / file).write_bytes(page.request.get(served.address(str(address))).body())
    checked = subprocess.run(
        [sys.executable, "-I", "check_receipt.py", "keys.txt", "receipt.txt"],
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "3 方中 2 方 witnessed by 2 of 3 w0.example.org w1.example.org" in checked.stdout

    told = command(witnesses[0].folder, "status")
    assert (told.returncode, f"{LOG}: size " in told.stdout) == (0, True)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_page_about_the_log_is_fit_for_everybody(
    served: Served, new_visitor: Callable[..., BrowserContext], language: str
) -> None:
    page = new_visitor().new_page()
    look_at(page, served.address(f"/ledger/?language={language}"))
    happened(served.supervision, served.city.firm, served.supervision.clock.now())
    served.supervision.sealing.seal()
    served.supervision.witnesses.submit()
    look_at(page, served.address(f"/ledger/?language={language}"))
