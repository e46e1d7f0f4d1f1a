"""Inserts a row that somebody else may be inserting at this moment: one of the two does, and both go on."""

from collections.abc import Mapping
from typing import Any, Final, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from supervision_code.persistence.base import Base

_KINDS: Final = {"postgresql": postgresql, "sqlite": sqlite}


def insert_once(session: Session, model: type[Base], values: Mapping[str, Any]) -> bool:
    """Insert the row unless its key is there, waiting for whoever writes it now; say whether it was inserted."""
    insert = _KINDS[session.get_bind().dialect.name].insert
    key = cast("Table", model.__table__).primary_key.columns[0]
    done = session.execute(insert(model).values(**values).on_conflict_do_nothing().returning(key))
    return done.first() is not None
