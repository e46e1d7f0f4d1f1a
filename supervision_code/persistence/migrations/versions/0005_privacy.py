"""Personal data: retention, coarse positions, erasure."""

revision = "0005_privacy"
down_revision = "0004_machine_clients"


def upgrade() -> None:
    """Nothing to change yet."""


def downgrade() -> None:
    """Nothing to change yet."""
