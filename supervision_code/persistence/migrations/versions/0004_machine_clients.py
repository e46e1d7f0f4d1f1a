"""Machine clients and the events they sent."""

revision = "0004_machine_clients"
down_revision = "0003_second_factor"


def upgrade() -> None:
    """Nothing to change yet."""


def downgrade() -> None:
    """Nothing to change yet."""
