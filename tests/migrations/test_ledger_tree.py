"""Entries of the first release learn what they are about."""

import json

import pytest
from sqlalchemy import text

from supervision_code.persistence import schema
from supervision_code.persistence.session import Database

FIRM = "0192f0c1000070008000000000000001"
VISIT = "0192f0c1-0000-7000-8000-0000000000aa"


@pytest.mark.parametrize("kind", ["sqlite_file", "postgresql_own"])
def test_entries_on_record_learn_their_subject(kind: str, request: pytest.FixtureRequest) -> None:
    database: Database = request.getfixturevalue(kind)
    schema.downgrade(database.engine, "0001_first_release")
    entries = {
        "0192f0c1000070008000000000000011": {"visit": {"salt": "aa", "value": {"id": VISIT}}},
        "0192f0c1000070008000000000000012": {"finding": {"salt": "aa", "value": {"visit": VISIT}}},
        "0192f0c1000070008000000000000013": {"code": {"salt": "aa", "value": {"id": "abc"}}},
        "0192f0c1000070008000000000000014": {"other": {"salt": "aa", "value": "x"}},
    }
    with database.engine.begin() as connection:
        for entry, openings in entries.items():
            keys = {"firm": FIRM, "entry": entry, "openings": json.dumps(openings)}
            connection.execute(
                text(
                    "INSERT INTO ledger_entries (enterprise_id, id, log_id, kind, body, hash, algorithm, recorded_at)"
                    " VALUES (:firm, :entry, 'log', 'visit_opened', '{}', '', 'sha256', '2026-11-20 02:00:00')"
                ),
                {"firm": FIRM, "entry": entry},
            )
            connection.execute(
                text(
                    "INSERT INTO ledger_openings (enterprise_id, entry_id, openings) VALUES (:firm, :entry, :openings)"
                ),
                keys,
            )
    schema.upgrade(database.engine)
    with database.engine.connect() as connection:
        subjects = list(connection.scalars(text("SELECT subject_id FROM ledger_entries ORDER BY id")))
    assert subjects == [VISIT, VISIT, "abc", None]
