"""0003: accounts and sessions survive, nobody has a second factor yet, and half sessions do not survive going back."""

import pytest
from sqlalchemy import text

from supervision_code.persistence import schema
from supervision_code.persistence.session import Database

_MOMENT = "2026-11-20 02:00:00+00:00"
_ACCOUNT = """INSERT INTO accounts (id, username, password_hash, role, name, active, locale, created_at,
    password_changed_at, must_change_password, failed_attempts)
    VALUES (:id, 'officer', 'hash', 'officer', '王小明', true, 'zh-CN', :at, :at, false, 3)"""
_SESSION = """INSERT INTO web_sessions (digest, portal, account_id, content, created_at, seen_at, expires_at)
    VALUES (:digest, 'officer', :account, '{}', :at, :at, :at)"""


@pytest.mark.parametrize("kind", ["sqlite_file", "postgresql_own"])
def test_accounts_and_sessions_survive_both_ways(kind: str, request: pytest.FixtureRequest) -> None:
    database: Database = request.getfixturevalue(kind)
    account = "0198a1f6ae9970928c5a3ec9c34064cf"
    schema.downgrade(database.engine, "0002_ledger_tree")
    with database.engine.begin() as connection:
        connection.execute(text(_ACCOUNT), {"id": account, "at": _MOMENT})
        for digest, owner in (("a", account), ("b", None)):
            connection.execute(text(_SESSION), {"digest": digest, "account": owner, "at": _MOMENT})

    schema.upgrade(database.engine)

    with database.engine.begin() as connection:
        row = connection.execute(text("SELECT username, factor_since, factor_misses FROM accounts")).one()
        assert tuple(row) == ("officer", None, 0)
        found = connection.execute(text("SELECT digest, signed_in, browser FROM web_sessions ORDER BY digest")).all()
        assert [(r.digest, bool(r.signed_in), r.browser) for r in found] == [
            ("a", True, "other"),
            ("b", False, "other"),
        ]
        connection.execute(text("UPDATE web_sessions SET signed_in = false"))
    schema.downgrade(database.engine, "0002_ledger_tree")
    with database.engine.begin() as connection:
        assert connection.execute(text("SELECT username, failed_attempts FROM accounts")).one() == ("officer", 0)
        assert connection.execute(text("SELECT digest FROM web_sessions")).scalars().all() == ["b"]
