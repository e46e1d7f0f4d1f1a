"""How each witness stands to each log."""

import sqlalchemy as sa
from alembic import op

revision = "0008_witnesses"
down_revision = "0007_database_roles"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "witness_standings",
        sa.Column("log_id", sa.String(length=64), nullable=False),
        sa.Column("witness", sa.String(length=200), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("problem", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("log_id", "witness", name=op.f("pk_witness_standings")),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("witness_standings")
