"""Personal data: which positions are coarse already, and what finds those that are not yet."""

import sqlalchemy as sa
from alembic import op

revision = "0005_privacy"
down_revision = "0004_machine_clients"

_PRECISE_VISITS = "AND (latitude IS NOT NULL OR left_latitude IS NOT NULL)"
_PRECISE_SCANS = "AND latitude IS NOT NULL"


def upgrade() -> None:
    """Mark every stored position as precise."""
    for table in ("visits", "scans"):
        op.add_column(table, sa.Column("positions_coarse", sa.Boolean(), nullable=False, server_default=sa.false()))
    _index("ix_visits_precise", "visits", "started_at", f"positions_coarse = {{no}} {_PRECISE_VISITS}")
    _index("ix_scans_precise", "scans", "at", f"positions_coarse = {{no}} {_PRECISE_SCANS}")
    _index("ix_scans_unused", "scans", "at", "visit_id IS NULL")


def downgrade() -> None:
    """Take the marks away; what is coarse stays coarse."""
    op.drop_index("ix_scans_unused", "scans")
    op.drop_index("ix_scans_precise", "scans")
    op.drop_index("ix_visits_precise", "visits")
    for table in ("scans", "visits"):
        op.drop_column(table, "positions_coarse")


def _index(name: str, table: str, column: str, where: str) -> None:
    op.create_index(
        name,
        table,
        [column],
        postgresql_where=sa.text(where.format(no="false")),
        sqlite_where=sa.text(where.format(no="0")),
    )
