"""The tools of the tests themselves work: the database server and the browser."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext
from sqlalchemy import create_engine, text


def test_the_postgresql_server_answers(postgresql_url: str) -> None:
    engine = create_engine(postgresql_url)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT '监督码'")).scalar_one() == "监督码"
    engine.dispose()


def test_the_browser_shows_a_chinese_page_on_a_phone(new_visitor: Callable[..., BrowserContext]) -> None:
    page = new_visitor(width=390, height=844).new_page()

    page.set_content("<meta name='viewport' content='width=device-width'><h1>监督码</h1>")

    assert page.locator("h1").inner_text() == "监督码"
    assert page.evaluate("window.innerWidth") == 390
