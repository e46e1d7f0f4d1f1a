"""What the officers' phone app needs on the server."""

revision = "0015_field_devices"
down_revision = "0014_mail"


def upgrade() -> None:
    """Add the tables."""


def downgrade() -> None:
    """Take the tables away."""
