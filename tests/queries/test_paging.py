"""Paging by key, over alerts as any list."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision_code.domain.identifiers import new_id
from supervision_code.persistence.models.trail import TrailEntry
from supervision_code.persistence.session import Database
from supervision_code.queries.paging import Cut, Order, fetch
from tests.support.clock import FRIDAY_TEN


@pytest.fixture
def seven(database: Database) -> Database:
    with database.begin() as session:
        for hour in range(7):
            at = FRIDAY_TEN + timedelta(hours=hour // 2)
            session.add(TrailEntry(id=new_id(at), at=at, account_name=str(hour), action=f"a{hour % 3}"))
    return database


def walk(database: Database, order: Order, limit: int) -> list[list[str]]:
    pages, at = [], ""
    while True:
        with database.read() as session:
            page = fetch(session, select(TrailEntry.account_name), order, Cut(at=at, limit=limit))
        pages.append([row.account_name for row in page.rows])
        if not page.older:
            return pages
        at = page.older


BY_TIME: dict[str, Any] = {"key": TrailEntry.at, "kind": datetime, "id": TrailEntry.id}
BY_WORD: dict[str, Any] = {"key": TrailEntry.action, "kind": str, "id": TrailEntry.id}


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("by", [BY_TIME, BY_WORD])
def test_the_pages_hold_every_row_once_in_order(seven: Database, by: dict[str, Any], descending: bool) -> None:
    order = Order(**by, descending=descending)
    pages = walk(seven, order, 3)
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [name for page in pages for name in page] == walk(seven, order, 10)[0]


def test_one_can_go_back_as_one_came(seven: Database) -> None:
    order = Order(**BY_TIME)
    with seven.read() as session:
        first = fetch(session, select(TrailEntry.account_name), order, Cut(limit=3))
        second = fetch(session, select(TrailEntry.account_name), order, Cut(at=first.older, limit=3))
        back = fetch(session, select(TrailEntry.account_name), order, Cut(at=second.newer, limit=3))
    assert [row.account_name for row in back.rows] == [row.account_name for row in first.rows]
    assert (first.newer, back.newer, bool(back.older)) == ("", "", True)


@pytest.mark.parametrize(
    "at",
    [
        "x",
        "o~",
        "o~2026~no",
        "n~2026-11-20T10:00:00~00000000-0000-0000-0000-000000000000",
        "n~0001-01-01T00:00:00+08:00~00000000-0000-0000-0000-000000000000",
        "o~9999-12-31T23:59:59-08:00~00000000-0000-0000-0000-000000000000",
        "o~\0~\0",
        "~~~",
    ],
)
def test_a_place_that_makes_no_sense_is_the_beginning(seven: Database, at: str) -> None:
    with seven.read() as session:
        page = fetch(session, select(TrailEntry.account_name), Order(**BY_TIME), Cut(at=at, limit=3))
    assert len(page.rows) == 3
    assert page.newer == ""


@pytest.mark.parametrize(("kind", "key"), [(int, str(10**30)), (int, "x"), (str, "a\0b")])
def test_a_key_no_database_keeps_is_the_beginning_too(seven: Database, kind: type, key: str) -> None:
    order = Order(key=TrailEntry.action, kind=kind, id=TrailEntry.id)
    with seven.read() as session:
        page = fetch(session, select(TrailEntry.action), order, Cut(at=f"o~{key}~{new_id(FRIDAY_TEN)}", limit=3))
    assert len(page.rows) == 3
    assert page.newer == ""
