"""Machine clients and the events they sent."""

import sqlalchemy as sa
from alembic import op

revision = "0004_machine_clients"
down_revision = "0003_second_factor"


def upgrade() -> None:
    """Make room for clients, their events, and what is held for the supervisor."""
    _clients()
    _received()
    _held()


def _clients() -> None:
    op.create_table(
        "machine_clients",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("scopes", sa.String(length=400), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("token_hint", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("token_made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_machine_clients_account_id")),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_machine_clients_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_machine_clients")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_machine_clients_token_digest")),
    )
    op.create_index(op.f("ix_machine_clients_account_id"), "machine_clients", ["account_id"])
    op.create_index(op.f("ix_machine_clients_agency"), "machine_clients", ["agency"])


def _received() -> None:
    op.create_table(
        "received_events",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("record_hash", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=True),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("overdue", sa.Boolean(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("visit_id", "event", name=op.f("pk_received_events")),
    )
    op.create_index(op.f("ix_received_events_client_id_record_hash"), "received_events", ["client_id", "record_hash"])
    op.create_index(op.f("ix_received_events_enterprise_id_visit_id"), "received_events", ["enterprise_id", "visit_id"])


def _held() -> None:
    op.create_table(
        "held_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("because", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.String(length=64), nullable=False),
        sa.Column("district", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["machine_clients.id"], name=op.f("fk_held_events_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_events")),
        sa.UniqueConstraint("client_id", "digest", "because", name=op.f("uq_held_events_client_id_digest_because")),
    )
    op.create_index(op.f("ix_held_events_district_seen_at"), "held_events", ["district", "seen_at"])
    op.create_index(op.f("ix_held_events_visit_id"), "held_events", ["visit_id"])


def downgrade() -> None:
    """Forget them; the visits that were recorded stay."""
    op.drop_table("held_events")
    op.drop_table("received_events")
    op.drop_table("machine_clients")
