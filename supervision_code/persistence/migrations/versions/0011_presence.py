"""Officers confirmed on site, the firm that met them, and their portraits."""

import sqlalchemy as sa
from alembic import op

revision = "0011_presence"
down_revision = "0010_tasks_and_notices"


def upgrade() -> None:
    """Add what presence is known by; whoever is on record as having come was named by who opened the visit."""
    with op.batch_alter_table("visits") as table:
        table.add_column(sa.Column("met_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("met_by", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("met_officer", sa.Uuid(), nullable=True))
    with op.batch_alter_table("visit_officers") as table:
        table.add_column(sa.Column("named_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("confirmed_by", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("device", sa.String(length=64), nullable=False, server_default=""))
        table.add_column(sa.Column("absent_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("absent_reason", sa.String(length=400), nullable=False, server_default=""))
    op.execute("UPDATE visit_officers SET confirmed_by = 'opener', confirmed_at = started_at")
    op.create_table(
        "officer_portraits",
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officers.id"], name=op.f("fk_officer_portraits_officer_id_officers")),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_officer_portraits")),
    )


def downgrade() -> None:
    """Take it all away; who never confirmed looks like everybody else again."""
    op.drop_table("officer_portraits")
    with op.batch_alter_table("visit_officers") as table:
        for name in ("absent_reason", "absent_at", "device", "confirmed_by", "confirmed_at", "named_at"):
            table.drop_column(name)
    with op.batch_alter_table("visits") as table:
        for name in ("met_officer", "met_by", "met_at"):
            table.drop_column(name)
