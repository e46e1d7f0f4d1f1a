"""Policies that a supervisor publishes."""

revision = "0006_policies"
down_revision = "0005_privacy"


def upgrade() -> None:
    """Nothing to change yet."""


def downgrade() -> None:
    """Nothing to change yet."""
