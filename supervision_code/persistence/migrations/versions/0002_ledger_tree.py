"""The tree over the ledger: logs, leaves, tiles, checkpoints, cosignatures; and what each entry is about."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002_ledger_tree"
down_revision = "0001_first_release"

_AT_ONCE = 2000


def upgrade() -> None:
    """Add the tables and the subject of entries, and find the subject of those on record."""
    op.add_column("ledger_entries", sa.Column("subject_id", sa.String(length=64), nullable=True))
    _fill_subjects()
    op.create_index(
        op.f("ix_ledger_entries_enterprise_id_subject_id"), "ledger_entries", ["enterprise_id", "subject_id"]
    )
    op.create_index(op.f("ix_ledger_entries_id"), "ledger_entries", ["id"])
    op.create_table(
        "ledger_logs",
        sa.Column("log_id", sa.String(length=64), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("algorithm", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("halted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("halted_because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("log_id", name=op.f("pk_ledger_logs")),
    )
    op.create_table(
        "ledger_leaves",
        sa.Column("log_id", sa.String(length=64), nullable=False),
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("log_id", "index", name=op.f("pk_ledger_leaves")),
        sa.UniqueConstraint("enterprise_id", "entry_id", name=op.f("uq_ledger_leaves_enterprise_id_entry_id")),
    )
    op.create_table(
        "ledger_tiles",
        sa.Column("log_id", sa.String(length=64), nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hashes", sa.LargeBinary(length=8192), nullable=False),
        sa.PrimaryKeyConstraint("log_id", "level", "index", name=op.f("pk_ledger_tiles")),
    )
    op.create_table(
        "ledger_checkpoints",
        sa.Column("log_id", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("algorithm", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("log_id", "size", name=op.f("pk_ledger_checkpoints")),
    )
    op.create_table(
        "ledger_cosignatures",
        sa.Column("log_id", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("witness", sa.String(length=200), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("cosigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("log_id", "size", "witness", name=op.f("pk_ledger_cosignatures")),
    )


def downgrade() -> None:
    """Take everything back; the entries themselves stay as they were."""
    for table in ("ledger_cosignatures", "ledger_checkpoints", "ledger_tiles", "ledger_leaves", "ledger_logs"):
        op.drop_table(table)
    op.drop_index(op.f("ix_ledger_entries_id"), "ledger_entries")
    op.drop_index(op.f("ix_ledger_entries_enterprise_id_subject_id"), "ledger_entries")
    op.drop_column("ledger_entries", "subject_id")


_entries = sa.table(
    "ledger_entries", sa.column("enterprise_id", sa.Uuid()), sa.column("id", sa.Uuid()), sa.column("subject_id")
)
_openings = sa.table(
    "ledger_openings", sa.column("enterprise_id", sa.Uuid()), sa.column("entry_id", sa.Uuid()), sa.column("openings")
)
_disputes = sa.table("disputes", sa.column("id", sa.Uuid()), sa.column("visit_id", sa.Uuid()))


def _fill_subjects() -> None:
    connection = op.get_bind()
    about = {str(row.id): str(row.visit_id) for row in connection.execute(sa.select(_disputes))}
    change = (
        sa.update(_entries)
        .where(_entries.c.enterprise_id == sa.bindparam("firm"), _entries.c.id == sa.bindparam("entry"))
        .values(subject_id=sa.bindparam("subject"))
    )
    for rows in _batches(connection):
        subjects = [(row.enterprise_id, row.entry_id, _subject(json.loads(row.openings), about)) for row in rows]
        found = [{"firm": firm, "entry": entry, "subject": subject} for firm, entry, subject in subjects if subject]
        if found:
            connection.execute(change, found)


def _batches(connection: sa.Connection) -> Iterator[list[Any]]:
    """Return the openings in the order of their key, some at a time."""
    key = (_openings.c.enterprise_id, _openings.c.entry_id)
    query = sa.select(_openings).order_by(*key).limit(_AT_ONCE)
    rows = list(connection.execute(query))
    while rows:
        yield rows
        last = sa.tuple_(sa.literal(rows[-1].enterprise_id, sa.Uuid()), sa.literal(rows[-1].entry_id, sa.Uuid()))
        rows = list(connection.execute(query.where(sa.tuple_(*key) > last)))


def _subject(openings: Mapping[str, Any], about: Mapping[str, str]) -> str | None:
    """Return what the first release's entry is about."""
    facts = {name: opening["value"] for name, opening in openings.items() if opening}
    for name, field in (
        ("visit", "id"),
        ("finding", "visit"),
        ("code", "id"),
        ("policy", "sha256"),
        ("key", "kid"),
        ("grant", "account"),
    ):
        if name in facts:
            return str(facts[name].get(field) or "") or None
    step = facts.get("step", {})
    of = step.get("dispute") or step.get("alert")
    return about.get(of, of) if of else None
