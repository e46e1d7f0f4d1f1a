"""Alembic's entry: runs on the connection it is handed."""

from typing import Literal

from alembic import context

from supervision_code.persistence import models
from supervision_code.persistence.base import Base, GradeType, MomentType, WordType

_ALL = models.__all__  # imported so that the metadata is whole


def _plain_type(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Write the product's own column types as the plain ones beneath them: migrations stand alone."""
    if kind == "type" and isinstance(thing, MomentType):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, WordType):
        return "sa.String(32)"
    if kind == "type" and isinstance(thing, GradeType):
        return "sa.Integer()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_plain_type,
    compare_type=False,
)
with context.begin_transaction():
    context.run_migrations()
