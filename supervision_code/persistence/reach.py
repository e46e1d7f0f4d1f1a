"""A supervisor's reach: the own district, or the whole city; what lies outside looks as if it did not exist."""

from typing import Any

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import InstrumentedAttribute

from supervision_code.domain.errors import NoSuchRecord
from supervision_code.domain.permissions import Actor


def within_reach(actor: Actor, district: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Return the condition that keeps a query to the actor's district."""
    return true() if actor.district is None else district == actor.district


def require_within_reach(actor: Actor, district: str) -> None:
    """Raise NoSuchRecord for a record of another district."""
    if actor.district is not None and district != actor.district:
        raise NoSuchRecord
