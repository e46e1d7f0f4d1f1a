"""Database roles for each portal, and row-level security."""

revision = "0007_database_roles"
down_revision = "0006_policies"


def upgrade() -> None:
    """Nothing to change yet."""


def downgrade() -> None:
    """Nothing to change yet."""
