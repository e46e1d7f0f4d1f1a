"""Builders of records for tests: each names only what the test is about, the rest is filled in."""

from supervision_code.persistence.base import Base
from supervision_code.persistence.session import Database


def given(database: Database, *rows: Base) -> None:
    """Store rows in this order: what is pointed at first."""
    with database.begin() as session:
        for row in rows:
            session.add(row)
            session.flush()
